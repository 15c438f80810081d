// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/problemsmodel.h"
#include "tests/ui/snippetscene.h"
#include "ui/snippets/stagewindow.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QLabel>
#include <QPointer>
#include <QWidget>

using namespace heliograph;
using namespace heliograph::test;

class TestSoundboard final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void sendsFromAButton();
    void sendsByNumberKey_data();
    void sendsByNumberKey();
    void aHeldKeySendsOnce();
    void sendsFromAnyTab();
    void marksWhatFailed();
    void countsHowOften();
    void sendsRawBytes();
#ifdef HELIOGRAPH_SCRIPTING
    void fillsInAndAims();
#endif
    void showsAndSendsOnStage();
    void boardFollowsTheTree();
    void showsTheFolderOfLastTime();
    void saysWhatToDoWhenEmpty();
    void longNamesFit();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

void TestSoundboard::sendsFromAButton()
{
    SnippetScene scene;
    const auto client = scene.window->connectClient();
    const auto other = scene.window->connectClient("/events/other");
    const qsizetype before = body(client->received()).size();
    scene.showShop();
    QCOMPARE(scene.board().buttons().size(), 2);
    SoundButton *paid = scene.board().buttons().at(0);
    QTest::mousePress(paid, Qt::LeftButton); // not only when it is let go
    QTRY_COMPARE(paid->outcomeText(), QStringLiteral("sent to 1 client"));
    QTest::mouseRelease(paid, Qt::LeftButton);
    QTRY_VERIFY(client->has("line two"));
    QCOMPARE(body(client->received()).mid(before), paidBytes);
    QVERIFY(!other->has("order.paid"));
}

void TestSoundboard::sendsByNumberKey_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QByteArray>("bytes");
    const Qt::KeyboardModifiers none;
    QTest::newRow("by its place") << int(Qt::Key_1) << none << paidBytes;
    QTest::newRow("as assigned") << int(Qt::Key_9) << none << refundBytes;
    QTest::newRow("keypad") << int(Qt::Key_1) << Qt::KeyboardModifiers(Qt::KeypadModifier)
                            << paidBytes;
}

void TestSoundboard::sendsByNumberKey()
{
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(QByteArray, bytes);
    SnippetScene scene;
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    scene.showShop();
    scene.board().setFocus();
    QVERIFY(scene.board().buttons().at(0)->hasFocus());
    QTest::keyClick(scene.board().buttons().at(0), static_cast<Qt::Key>(key), modifiers);
    QTRY_COMPARE(body(client->received()).mid(before), bytes);
}

void TestSoundboard::aHeldKeySendsOnce()
{
    SnippetScene scene;
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    scene.showShop();
    SoundButton *paid = scene.board().buttons().at(0);
    paid->setFocus();
    for (const auto key : {Qt::Key_1, Qt::Key_Return, Qt::Key_Space}) {
        for (int n = 0; n < 5; ++n) {
            QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier, {}, n > 0);
            QCoreApplication::sendEvent(paid, &press);
        }
        QKeyEvent release(QEvent::KeyRelease, key, Qt::NoModifier);
        QCoreApplication::sendEvent(paid, &release);
    }
    QTest::keyClick(paid, Qt::Key_9);
    QTRY_VERIFY(client->has("order.refunded"));
    QCOMPARE(body(client->received()).mid(before), paidBytes.repeated(3) + refundBytes);
}

void TestSoundboard::sendsFromAnyTab()
{
    SnippetScene scene;
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    scene.showShop();
    scene.window->window().showTab(MainWindow::Tab::Clients);
    scene.compose().focusData();
    const auto modifiers = Qt::ControlModifier | Qt::AltModifier;
    QTest::keyClick(&scene.window->window(), Qt::Key_9, modifiers);
    QTRY_COMPARE(body(client->received()).mid(before), refundBytes);
}

void TestSoundboard::marksWhatFailed()
{
    SnippetItem broken = snippet("Broken", "two\nlines", "x");
    SnippetScene scene(toJson({{broken}}));
    const auto client = scene.window->connectClient();
    const QByteArray before = client->received();
    QCOMPARE(scene.board().buttons().size(), 1);
    const int problems = scene.window->session().problems().count();
    SoundButton *button = scene.board().buttons().at(0);
    button->click();
    QTRY_VERIFY(button->outcomeText().contains(QLatin1String("line break")));
    QTRY_COMPARE(scene.window->session().problems().count(), problems + 1);
    QVERIFY(button->toolTip().contains(button->outcomeText()));
    QCOMPARE(client->received(), before);
}

void TestSoundboard::countsHowOften()
{
    SnippetScene scene;
    scene.showShop();
    SoundButton *paid = scene.board().buttons().at(0);
    paid->click();
    paid->click();
    QTRY_COMPARE(paid->outcome().times, 2);
    QCOMPARE(paid->outcomeText(), QStringLiteral("sent, nobody is there"));
    // Another board, and back.
    scene.tree().select(scene.at(1));
    scene.showShop();
    QCOMPARE(scene.board().buttons().at(0)->outcome().times, 2);
}

void TestSoundboard::sendsRawBytes()
{
    SnippetItem raw = snippet("Raw", "", {});
    raw.draft.mode = DraftMode::Raw;
    raw.draft.raw = QStringLiteral("data: a\\r\\ndata: \\x00\\xff\n\n");
    SnippetScene scene(toJson({{raw}}));
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    scene.board().buttons().at(0)->click();
    QTRY_COMPARE(body(client->received()).mid(before),
                 QByteArray("data: a\r\ndata: \0\xff\n\n", 19));
}

#ifdef HELIOGRAPH_SCRIPTING
void TestSoundboard::fillsInAndAims()
{
    SnippetItem aimed = snippet("Aimed", "sum", "{\"sum\":${20 + 22}}");
    aimed.draft.to = TargetChoice::Matching;
    aimed.draft.match = QStringLiteral("userAgent.includes(\"Chrome\")");
    SnippetScene scene(toJson({{aimed}}));
    const auto chrome = scene.window->connectClient("/events", "User-Agent: Chrome/156\r\n");
    const auto other = scene.window->connectClient("/events", "User-Agent: curl/8\r\n");
    const qsizetype before = body(chrome->received()).size();
    const QByteArray untouched = other->received();
    SoundButton *button = scene.board().buttons().at(0);
    button->click();
    QTRY_COMPARE(button->outcomeText(), QStringLiteral("sent to 1 client"));
    QTRY_COMPARE(body(chrome->received()).mid(before),
                 QByteArray("event: sum\ndata: {\"sum\":42}\n\n"));
    QCOMPARE(other->received(), untouched);
}
#endif

void TestSoundboard::showsAndSendsOnStage()
{
    SnippetScene scene;
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    scene.showShop();
    scene.window->find<QAction>("showStage")->trigger();
    const QPointer<StageWindow> stage = scene.panel().stage();
    QVERIFY(stage);
    QVERIFY(stage->isFullScreen());
    QCOMPARE(stage->findChild<QLabel *>(QStringLiteral("stageTitle"))->text(),
             QStringLiteral("Shop"));
    QTest::keyClick(stage->board().buttons().at(0), Qt::Key_9);
    QTRY_COMPARE(body(client->received()).mid(before), refundBytes);
    // The outcome is on both boards.
    QTRY_COMPARE(stage->board().buttons().at(1)->outcomeText(), QStringLiteral("sent to 1 client"));
    QCOMPARE(scene.board().buttons().at(1)->outcomeText(), QStringLiteral("sent to 1 client"));
    QTest::keyClick(stage.data(), Qt::Key_PageDown);
    QCOMPARE(stage->board().buttons().size(), 1);
    QCOMPARE(scene.board().folder(), QModelIndex());
    QTest::keyClick(stage->board().buttons().at(0), Qt::Key_Escape);
    QTRY_VERIFY(!stage);
}

void TestSoundboard::boardFollowsTheTree()
{
    SnippetScene scene;
    auto *title = scene.window->find<QLabel>("soundboardTitle");
    QCOMPARE(scene.board().buttons().size(), 1);
    QCOMPARE(title->text(), QStringLiteral("Outside of folders"));
    scene.tree().select(scene.at(0, 1));
    QCOMPARE(scene.board().buttons().size(), 2);
    QCOMPARE(title->text(), QStringLiteral("Shop"));
    scene.model().rename(scene.at(0), QStringLiteral("Store"));
    QTRY_COMPARE(title->text(), QStringLiteral("Store"));
    scene.model().setKey(scene.at(0, 0), 9);
    QTRY_COMPARE(scene.board().buttons().at(0)->key(), 9);
    QCOMPARE(scene.board().buttons().at(1)->key(), 1);
    scene.tree().select(scene.at(1));
    QCOMPARE(scene.board().buttons().size(), 1);
}

void TestSoundboard::showsTheFolderOfLastTime()
{
    {
        SnippetScene scene;
        QCOMPARE(scene.board().folder(), QModelIndex());
        scene.showShop();
    }
    SnippetScene scene;
    QCOMPARE(scene.board().folder(), scene.at(0));
    QCOMPARE(scene.board().buttons().size(), 2);
    // Another window wrote: the same folder, wherever it is now.
    QVERIFY(SnippetFile::write(SnippetDesk::usualPath(),
                               {{snippet("First", "e", "d"), shop().items.at(0)}}));
    QTRY_COMPARE(scene.model().rowCount(), 2);
    QTRY_COMPARE(scene.board().folder(), scene.at(1));
}

void TestSoundboard::saysWhatToDoWhenEmpty()
{
    SnippetScene scene("");
    auto *empty = scene.window->find<QLabel>("soundboardEmpty");
    QVERIFY(empty->isVisible());
    QVERIFY(
        empty->text().startsWith(QLatin1String("Compose an event, then Ctrl+S keeps it here.")));
    QVERIFY(scene.board().buttons().isEmpty());
}

void TestSoundboard::longNamesFit()
{
    const QByteArray longName(SnippetLimits::Name, 'W');
    const SnippetItem around = folder(longName, {snippet(longName, longName, longName)});
    SnippetScene scene(toJson({{around}}));
    scene.showShop();
    scene.window->window().resize(1024, 640);
    QTRY_COMPARE(scene.window->window().width(), 1024);
    QVERIFY(scene.board().buttons().at(0)->width() < 800);
    scene.window->find<QAction>("saveSnippet")->trigger();
    QVERIFY(scene.window->find<QWidget>("saveSnippetPopup")->width() < 600);
}

QTEST_MAIN(TestSoundboard)
#include "tst_soundboard.moc"
