// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/snippetscene.h"
#include "ui/snippets/snippetcommands.h"
#include "ui/snippets/snippetstrip.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace heliograph;
using namespace heliograph::test;

namespace {

SnippetStrip &strip(SnippetScene &scene)
{
    return *scene.window->find<SnippetStrip>("snippetStrip");
}

/// What the buttons that are shown say aloud.
QStringList shownNames(SnippetScene &scene)
{
    QStringList names;
    for (const StripButton *button : strip(scene).buttons()) {
        if (button->isVisible())
            names.append(button->accessibleName());
    }
    return names;
}

SnippetLibrary many(int count)
{
    SnippetLibrary library;
    for (int n = 1; n <= count; ++n)
        library.items.append(snippet(qPrintable(QStringLiteral("S%1").arg(n)), "many", "x"));
    return library;
}

/// The window as large as it is meant to be, on the tab of clients, with the board of "Shop".
void showShopBesideCompose(SnippetScene &scene)
{
    scene.window->window().resize(1440, 900);
    scene.showShop();
    scene.window->window().showTab(MainWindow::Tab::Clients);
    QTRY_VERIFY(strip(scene).isVisible());
}

} // namespace

class TestSnippetStrip final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void sendsByAPress();
    void leavesTheCursorWhereItWas();
    void sendsByKeyboard();
    void flashesWhatIsSentFromElsewhere();
    void saysWhyItWasNotSent();
    void followsTheBoard();
    void followsAnImport();
    void isHiddenWithoutSnippets();
    void isHiddenInALowWindow();
    void showsAsManyAsFit();
    void savesBesideSend();
    void everythingHasAName();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

void TestSnippetStrip::sendsByAPress()
{
    SnippetScene scene;
    const auto client = scene.window->connectClient();
    const auto other = scene.window->connectClient("/events/other");
    const qsizetype before = body(client->received()).size();
    const QByteArray untouched = other->received();
    showShopBesideCompose(scene);
    QCOMPARE(strip(scene).buttons().size(), 2);
    StripButton *paid = strip(scene).buttons().at(0);
    QTest::mousePress(paid, Qt::LeftButton); // not only when it is let go
    QTRY_VERIFY(paid->isTicked());
    QTest::mouseRelease(paid, Qt::LeftButton);
    QTRY_COMPARE(body(client->received()).mid(before), paidBytes);
    QTest::mouseClick(strip(scene).buttons().at(1), Qt::LeftButton);
    QTRY_COMPARE(body(client->received()).mid(before), paidBytes + refundBytes);
    QTRY_COMPARE(scene.window->find<QLabel>("composeOutcome")->text(),
                 QStringLiteral("“Refund”: sent to 1 client"));
    QCOMPARE(other->received(), untouched);
}

void TestSnippetStrip::leavesTheCursorWhereItWas()
{
    SnippetScene scene;
    const auto client = scene.window->connectClient();
    showShopBesideCompose(scene);
    auto *data = scene.window->find<QPlainTextEdit>("composeData");
    data->setFocus();
    QTest::mouseClick(strip(scene).buttons().at(0), Qt::LeftButton);
    QTRY_VERIFY(client->has("line two"));
    QVERIFY(data->hasFocus());
    const auto before = body(client->received()).size();
    QTest::keyClicks(data, QStringLiteral("19")); // digits are text where text is typed
    QCOMPARE(data->toPlainText(), QStringLiteral("19"));
    QTest::mouseClick(strip(scene).buttons().at(1), Qt::LeftButton);
    QTRY_COMPARE(body(client->received()).mid(before), refundBytes);
}

void TestSnippetStrip::sendsByKeyboard()
{
    SnippetScene scene;
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    showShopBesideCompose(scene);
    scene.window->find<QPushButton>("composeSave")->setFocus();
    QTest::keyClick(scene.window->find<QPushButton>("composeSave"), Qt::Key_Tab);
    StripButton *paid = strip(scene).buttons().at(0);
    StripButton *refund = strip(scene).buttons().at(1);
    QVERIFY(paid->hasFocus());
    QTest::keyClick(paid, Qt::Key_Return);
    QTest::keyClick(paid, Qt::Key_Right);
    QVERIFY(refund->hasFocus());
    QTest::keyClick(refund, Qt::Key_Space);
    QTest::keyClick(refund, Qt::Key_1);
    QTRY_COMPARE(body(client->received()).mid(before), paidBytes + refundBytes + paidBytes);
    QTest::keyClick(refund, Qt::Key_Tab);
    QVERIFY(!refund->hasFocus());
}

void TestSnippetStrip::flashesWhatIsSentFromElsewhere()
{
    SnippetScene scene;
    showShopBesideCompose(scene);
    StripButton *refund = strip(scene).buttons().at(1);
    QCOMPARE(refund->key(), 9);
    QVERIFY(refund->toolTip().contains(QLatin1String("Ctrl+Alt+9")));
    scene.compose().focusData();
    QTest::keyClick(&scene.window->window(), Qt::Key_9, Qt::ControlModifier | Qt::AltModifier);
    QTRY_VERIFY(refund->isTicked());
    QVERIFY(!strip(scene).buttons().at(0)->isTicked());
    QTRY_VERIFY(!refund->isTicked());
}

void TestSnippetStrip::saysWhyItWasNotSent()
{
    SnippetScene scene(toJson({{snippet("Broken", "two\nlines", "x")}}));
    const auto client = scene.window->connectClient();
    const QByteArray before = client->received();
    scene.window->window().resize(1440, 900);
    QTRY_VERIFY(strip(scene).isVisible());
    StripButton *button = strip(scene).buttons().at(0);
    button->click();
    QTRY_VERIFY(button->hasFailed());
    QVERIFY(button->toolTip().contains(QLatin1String("line break")));
    const QString said = scene.window->find<QLabel>("composeOutcome")->text();
    QVERIFY2(said.startsWith(QStringLiteral("The snippet “Broken” was not sent: ")),
             qPrintable(said));
    QVERIFY(said.contains(QLatin1String("line break")));
    QCOMPARE(client->received(), before);
}

void TestSnippetStrip::followsTheBoard()
{
    SnippetScene scene;
    showShopBesideCompose(scene);
    const auto says = [](const char *name) {
        return QStringLiteral("Send the snippet %1").arg(QLatin1String(name));
    };
    QCOMPARE(shownNames(scene), QStringList({says("Paid"), says("Refund")}));
    scene.model().rename(scene.at(0, 0), QStringLiteral("Paid up"));
    QTRY_COMPARE(shownNames(scene).value(0), says("Paid up"));
    scene.model().move({scene.at(0, 1)}, scene.at(0), 0);
    QTRY_COMPARE(shownNames(scene), QStringList({says("Refund"), says("Paid up")}));
    scene.model().remove({scene.at(0, 0)});
    QTRY_COMPARE(shownNames(scene), QStringList({says("Paid up")}));
    scene.model().undo();
    QTRY_COMPARE(shownNames(scene).size(), 2);
    scene.tree().select(scene.at(1));
    QTRY_COMPARE(shownNames(scene), QStringList({says("Note")}));
    scene.model().setDraft(scene.at(1), shop().items.at(0).items.at(1).draft);
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    QTest::mouseClick(strip(scene).buttons().at(0), Qt::LeftButton);
    QTRY_COMPARE(body(client->received()).mid(before), refundBytes);
}

void TestSnippetStrip::followsAnImport()
{
    SnippetScene scene("");
    scene.window->window().resize(1440, 900);
    QVERIFY(strip(scene).isHidden());
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("talk.json"));
    QVERIFY(SnippetFile::write(path, many(3)));
    scene.panel().commands().importFile(path);
    QTRY_COMPARE(shownNames(scene).size(), 3);
}

void TestSnippetStrip::isHiddenWithoutSnippets()
{
    SnippetScene scene("");
    scene.window->window().resize(1440, 900);
    QVERIFY(strip(scene).isHidden());
    QVERIFY(scene.window->find<QPushButton>("composeSave")->isVisible());
    QVERIFY(scene.model().add(many(1).items, {}));
    QTRY_VERIFY(strip(scene).isVisible());
    scene.model().undo();
    QTRY_VERIFY(strip(scene).isHidden());
}

void TestSnippetStrip::isHiddenInALowWindow()
{
    SnippetScene scene;
    showShopBesideCompose(scene);
    const int data = scene.window->find<QWidget>("composeData")->height();
    scene.window->window().resize(1024, 640);
    QTRY_VERIFY(strip(scene).isHidden());
    QCOMPARE(scene.window->window().size(), QSize(1024, 640));
    scene.window->window().resize(1440, 900);
    QTRY_VERIFY(strip(scene).isVisible());
    QTRY_COMPARE(scene.window->find<QWidget>("composeData")->height(), data);
}

void TestSnippetStrip::showsAsManyAsFit()
{
    SnippetScene scene(toJson(many(30)));
    scene.window->window().resize(1440, 900);
    QTRY_VERIFY(strip(scene).isVisible());
    const auto rightmost = [&] {
        int right = 0;
        for (const StripButton *button : strip(scene).buttons())
            right = button->isVisible() ? qMax(right, button->geometry().right()) : right;
        return right;
    };
    QTRY_VERIFY(shownNames(scene).size() >= 3);
    QVERIFY(shownNames(scene).size() < SnippetStrip::MostButtons);
    QVERIFY(rightmost() < strip(scene).width());
    QCOMPARE(strip(scene).buttons().at(0)->key(), 1);
}

void TestSnippetStrip::savesBesideSend()
{
    SnippetScene scene("");
    scene.window->window().resize(1440, 900);
    Draft draft;
    draft.event = QStringLiteral("order.paid");
    draft.data = "{\"n\":1}";
    scene.compose().setDraft(draft);
    scene.compose().focusData();
    auto *save = scene.window->find<QPushButton>("composeSave");
    QVERIFY(save->toolTip().contains(QLatin1String("Ctrl+S")));
    QTest::mouseClick(save, Qt::LeftButton);
    QVERIFY(scene.window->find<QWidget>("saveSnippetPopup")->isVisible());
    QTest::keyClick(scene.window->find<QLineEdit>("snippetName"), Qt::Key_Return);
    QCOMPARE(scene.model().draft(scene.at(0)), scene.compose().draft());
    QTRY_COMPARE(shownNames(scene).size(), 1);
}

void TestSnippetStrip::everythingHasAName()
{
    SnippetScene scene;
    showShopBesideCompose(scene);
    for (const StripButton *button : strip(scene).buttons()) {
        QVERIFY(!button->objectName().isEmpty());
        QVERIFY(!button->accessibleName().isEmpty());
        QVERIFY(!button->toolTip().isEmpty());
    }
}

QTEST_MAIN(TestSnippetStrip)
#include "tst_snippetstrip.moc"
