// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/snippetfile.h"
#include "app/compose/snippetjson.h"
#include "app/models/composecontroller.h"
#include "app/models/problemsmodel.h"
#include "tests/ui/windowfixture.h"
#include "ui/compose/composepanel.h"
#include "ui/scenarios/noticebar.h"
#include "ui/snippets/snippetcommands.h"
#include "ui/snippets/snippetdesk.h"
#include "ui/snippets/snippetspanel.h"
#include "ui/snippets/snippetstree.h"
#include "ui/snippets/soundboard.h"
#include "ui/snippets/stagewindow.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTabWidget>

using namespace heliograph;
using namespace heliograph::test;

namespace {

const QByteArray newer = R"({"heliograph":"snippets","version":7,"snippets":[]})";

SnippetItem snippet(const char *name, const char *event, const QByteArray &data,
                    const char *endpoint = "/events")
{
    SnippetItem item;
    item.name = QString::fromUtf8(name);
    item.draft.event = QString::fromUtf8(event);
    item.draft.data = data;
    item.draft.endpoint = QString::fromUtf8(endpoint);
    item.draft.idChoice = IdChoice::None;
    return item;
}

SnippetItem folder(const char *name, const QList<SnippetItem> &items)
{
    SnippetItem item;
    item.name = QString::fromUtf8(name);
    item.isFolder = true;
    item.items = items;
    return item;
}

/// "Shop" with two events, and one event outside of it.
SnippetLibrary shop()
{
    SnippetItem refund = snippet("Refund", "order.refunded", "{\"order\":7}");
    refund.key = 9;
    return {{folder("Shop", {snippet("Paid", "order.paid", "line one\nline two"), refund}),
             snippet("Note", "", "just data")}};
}

/// What follows @p before in @p bytes: the stream without what came first, chunks taken apart.
QByteArray body(const QByteArray &received)
{
    QByteArray rest = received.mid(received.indexOf("\r\n\r\n") + 4);
    QByteArray stream;
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf("\r\n");
        const qsizetype size = rest.left(end).toLongLong(nullptr, 16);
        stream += rest.mid(end + 2, size);
        rest = rest.mid(end + 2 + size + 2);
    }
    return stream;
}

/// The window on its tab of snippets, which come from a file that is there already.
class Scene final {
public:
    explicit Scene(const QByteArray &file = toJson(shop()))
    {
        if (!file.isEmpty() && !SnippetFile::writeBytes(SnippetDesk::usualPath(), file))
            qFatal("The snippets were not written.");
        window = std::make_unique<WindowFixture>();
        window->window().showTab(MainWindow::Tab::Snippets);
        window->window().activateWindow();
        if (!QTest::qWaitFor([this] { return store().state() != SnippetStore::State::Loading; }))
            qFatal("The snippets were not read.");
    }

    [[nodiscard]] SnippetsPanel &panel() { return window->window().snippets(); }
    [[nodiscard]] SnippetsTree &tree() { return panel().tree(); }
    [[nodiscard]] Soundboard &board() { return panel().board(); }
    [[nodiscard]] SnippetsModel &model() { return window->session().snippets().model(); }
    [[nodiscard]] SnippetStore &store() { return window->session().snippets().store(); }
    [[nodiscard]] ComposePanel &compose() { return window->window().compose(); }
    [[nodiscard]] QModelIndex at(int row, int below = -1)
    {
        const QModelIndex index = model().index(row, 0);
        return below < 0 ? index : model().index(below, 0, index);
    }
    /// The board of the folder "Shop".
    void showShop()
    {
        tree().select(at(0));
        board().refresh();
    }
    [[nodiscard]] NoticeBar &bar(const char *name) { return *window->find<NoticeBar>(name); }
    [[nodiscard]] QString onDisk()
    {
        return QString::fromUtf8(
            SnippetFile::readBytes(SnippetDesk::usualPath()).value_or(QByteArray()));
    }

    std::unique_ptr<WindowFixture> window;
};

} // namespace

class TestSnippetsPanel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void sendsFromTheTree();
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
    void keepsWhatIsComposed();
    void keepsInANewFolder();
    void replacesWhatItWasTakenFrom();
    void replacesByMenu();
    void reordersByDrag();
    void dropsInTheView();
    void boardFollowsTheTree();
    void showsTheFolderOfLastTime();
    void removesAndTakesBack();
    void findsByWords();
    void importsAndExports();
    void importRefusesANewerVersion();
    void leavesANewerFileUntouched();
    void keepsADamagedFile();
    void asksWhenAnotherWindowWrote();
    void saysWhatToDoWhenEmpty();
    void longNamesFit();
    void everythingHasAName();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

const QByteArray paidBytes = "event: order.paid\ndata: line one\ndata: line two\n\n";
const QByteArray refundBytes = "event: order.refunded\ndata: {\"order\":7}\n\n";

void TestSnippetsPanel::sendsFromTheTree()
{
    Scene scene;
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    scene.tree().select(scene.at(0, 0));
    scene.tree().setFocus();
    QTest::keyClick(&scene.tree(), Qt::Key_Return);
    QCOMPARE(scene.compose().draft(), shop().items.at(0).items.at(0).draft);
    scene.compose().send();
    QTRY_VERIFY(client->has("line two"));
    QCOMPARE(body(client->received()).mid(before), paidBytes);
    // At once, past the fields.
    scene.tree().select(scene.at(0, 1));
    scene.tree().setFocus();
    QTest::keyClick(&scene.tree(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(client->has("order.refunded"));
    QCOMPARE(body(client->received()).mid(before), paidBytes + refundBytes);
    QCOMPARE(scene.compose().draft().event, QStringLiteral("order.paid"));
}

void TestSnippetsPanel::sendsFromAButton()
{
    Scene scene;
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

void TestSnippetsPanel::sendsByNumberKey_data()
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

void TestSnippetsPanel::sendsByNumberKey()
{
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(QByteArray, bytes);
    Scene scene;
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    scene.showShop();
    scene.board().setFocus();
    QVERIFY(scene.board().buttons().at(0)->hasFocus());
    QTest::keyClick(scene.board().buttons().at(0), static_cast<Qt::Key>(key), modifiers);
    QTRY_COMPARE(body(client->received()).mid(before), bytes);
}

void TestSnippetsPanel::aHeldKeySendsOnce()
{
    Scene scene;
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

void TestSnippetsPanel::sendsFromAnyTab()
{
    Scene scene;
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    scene.showShop();
    scene.window->window().showTab(MainWindow::Tab::Clients);
    scene.compose().focusData();
    const auto modifiers = Qt::ControlModifier | Qt::AltModifier;
    QTest::keyClick(&scene.window->window(), Qt::Key_9, modifiers);
    QTRY_COMPARE(body(client->received()).mid(before), refundBytes);
}

void TestSnippetsPanel::marksWhatFailed()
{
    SnippetItem broken = snippet("Broken", "two\nlines", "x");
    Scene scene(toJson({{broken}}));
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

void TestSnippetsPanel::countsHowOften()
{
    Scene scene;
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

void TestSnippetsPanel::sendsRawBytes()
{
    SnippetItem raw = snippet("Raw", "", {});
    raw.draft.mode = DraftMode::Raw;
    raw.draft.raw = QStringLiteral("data: a\\r\\ndata: \\x00\\xff\n\n");
    Scene scene(toJson({{raw}}));
    const auto client = scene.window->connectClient();
    const qsizetype before = body(client->received()).size();
    scene.board().buttons().at(0)->click();
    QTRY_COMPARE(body(client->received()).mid(before),
                 QByteArray("data: a\r\ndata: \0\xff\n\n", 19));
}

#ifdef HELIOGRAPH_SCRIPTING
void TestSnippetsPanel::fillsInAndAims()
{
    SnippetItem aimed = snippet("Aimed", "sum", "{\"sum\":${20 + 22}}");
    aimed.draft.to = TargetChoice::Matching;
    aimed.draft.match = QStringLiteral("userAgent.includes(\"Chrome\")");
    Scene scene(toJson({{aimed}}));
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

void TestSnippetsPanel::showsAndSendsOnStage()
{
    Scene scene;
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

void TestSnippetsPanel::keepsWhatIsComposed()
{
    Scene scene;
    Draft draft;
    draft.event = QStringLiteral("order.paid");
    draft.data = "{\"n\":1}";
    scene.compose().setDraft(draft);
    scene.showShop();
    scene.compose().focusData();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_S, Qt::ControlModifier);
    auto *popup = scene.window->find<QWidget>("saveSnippetPopup");
    QVERIFY(popup->isVisible());
    auto *name = scene.window->find<QLineEdit>("snippetName");
    QCOMPARE(name->text(), QStringLiteral("order.paid"));
    QCOMPARE(scene.window->find<QComboBox>("snippetFolder")->currentText(), QStringLiteral("Shop"));
    name->setText(QStringLiteral("Order paid"));
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(!popup->isVisible());
    QCOMPARE(scene.at(0, 2).data().toString(), QStringLiteral("Order paid"));
    QCOMPARE(scene.model().draft(scene.at(0, 2)), scene.compose().draft());
    QTRY_VERIFY(scene.onDisk().contains(QLatin1String("\"name\": \"Order paid\"")));
}

void TestSnippetsPanel::keepsInANewFolder()
{
    Scene scene("");
    scene.window->find<QPushButton>("snippetsSave")->click();
    scene.window->find<QLineEdit>("snippetName")->setText(QStringLiteral("One"));
    auto *folder = scene.window->find<QComboBox>("snippetFolder");
    folder->setEditText(QStringLiteral("Talk"));
    scene.window->find<QPushButton>("snippetSave")->click();
    QCOMPARE(scene.at(0).data().toString(), QStringLiteral("Talk"));
    QCOMPARE(scene.at(0, 0).data().toString(), QStringLiteral("One"));
    QCOMPARE(scene.tree().current(), scene.at(0, 0));
    QTRY_COMPARE(scene.board().buttons().size(), 1);
}

void TestSnippetsPanel::replacesWhatItWasTakenFrom()
{
    Scene scene;
    Q_EMIT scene.tree().snippetActivated(scene.at(0, 0));
    Draft draft = scene.compose().draft();
    draft.data = "other";
    scene.compose().setDraft(draft);
    scene.window->find<QAction>("saveSnippet")->trigger();
    auto *save = scene.window->find<QPushButton>("snippetSave");
    QCOMPARE(scene.window->find<QLineEdit>("snippetName")->text(), QStringLiteral("Paid"));
    QCOMPARE(save->text(), QStringLiteral("Replace"));
    save->click();
    QCOMPARE(scene.model().rowCount(scene.at(0)), 2);
    QCOMPARE(scene.model().draft(scene.at(0, 0)).data, QByteArray("other"));
    // Another name is another snippet.
    scene.window->find<QAction>("saveSnippet")->trigger();
    scene.window->find<QLineEdit>("snippetName")->setText(QStringLiteral("Paid twice"));
    QCOMPARE(save->text(), QStringLiteral("Save"));
    save->click();
    QCOMPARE(scene.model().rowCount(scene.at(0)), 3);
}

void TestSnippetsPanel::replacesByMenu()
{
    Scene scene;
    Draft draft;
    draft.data = "from the fields";
    scene.compose().setDraft(draft);
    scene.tree().select(scene.at(1));
    scene.window->find<QAction>("replaceSnippet")->trigger();
    QCOMPARE(scene.model().draft(scene.at(1)), scene.compose().draft());
    QVERIFY(!scene.bar("snippetsDone").isHidden());
    scene.window->find<QPushButton>("snippetsUndo")->click();
    QCOMPARE(scene.model().draft(scene.at(1)).data, QByteArray("just data"));
}

void TestSnippetsPanel::reordersByDrag()
{
    Scene scene;
    QAbstractItemModel *shown = scene.tree().model();
    const QModelIndex shop = shown->index(0, 0);
    const std::unique_ptr<QMimeData> data(shown->mimeData({shown->index(1, 0, shop)}));
    QVERIFY(shown->dropMimeData(data.get(), Qt::MoveAction, 0, 0, shop));
    QCOMPARE(scene.at(0, 0).data().toString(), QStringLiteral("Refund"));
    const std::unique_ptr<QMimeData> note(shown->mimeData({shown->index(1, 0)}));
    QVERIFY(shown->dropMimeData(note.get(), Qt::MoveAction, -1, -1, shown->index(0, 0)));
    QCOMPARE(scene.at(0, 2).data().toString(), QStringLiteral("Note"));
    scene.showShop();
    QCOMPARE(scene.board().buttons().size(), 3);
    QTRY_VERIFY(scene.onDisk().indexOf(QLatin1String("Refund"))
                < scene.onDisk().indexOf(QLatin1String("Paid")));
}

void TestSnippetsPanel::dropsInTheView()
{
    Scene scene;
    SnippetsTree &tree = scene.tree();
    const QModelIndex shop = tree.model()->index(0, 0);
    const std::unique_ptr<QMimeData> data(tree.model()->mimeData({tree.model()->index(1, 0)}));
    // The upper edge of the second row of the folder.
    const QPoint at = tree.visualRect(tree.model()->index(1, 0, shop)).topLeft() + QPoint(30, 1);
    const auto actions = Qt::MoveAction | Qt::CopyAction;
    QDragEnterEvent enter(at, actions, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(tree.viewport(), &enter);
    QDragMoveEvent move(at, actions, data.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(tree.viewport(), &move);
    QVERIFY(move.isAccepted());
    QDropEvent drop(at, actions, data.get(), Qt::LeftButton, Qt::NoModifier);
    drop.setDropAction(Qt::MoveAction); // as it is within one window
    QCoreApplication::sendEvent(tree.viewport(), &drop);
    QVERIFY(drop.isAccepted());
    QCOMPARE(scene.model().rowCount(), 1);
    QCOMPARE(scene.at(0, 0).data().toString(), QStringLiteral("Paid"));
    QCOMPARE(scene.at(0, 1).data().toString(), QStringLiteral("Note"));
    QCOMPARE(scene.at(0, 2).data().toString(), QStringLiteral("Refund"));
}

void TestSnippetsPanel::showsTheFolderOfLastTime()
{
    {
        Scene scene;
        QCOMPARE(scene.board().folder(), QModelIndex());
        scene.showShop();
    }
    Scene scene;
    QCOMPARE(scene.board().folder(), scene.at(0));
    QCOMPARE(scene.board().buttons().size(), 2);
    // Another window wrote: the same folder, wherever it is now.
    QVERIFY(SnippetFile::write(SnippetDesk::usualPath(),
                               {{snippet("First", "e", "d"), shop().items.at(0)}}));
    QTRY_COMPARE(scene.model().rowCount(), 2);
    QTRY_COMPARE(scene.board().folder(), scene.at(1));
}

void TestSnippetsPanel::boardFollowsTheTree()
{
    Scene scene;
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

void TestSnippetsPanel::removesAndTakesBack()
{
    Scene scene;
    const SnippetLibrary before = scene.model().library();
    scene.tree().select(scene.at(0));
    scene.tree().setFocus();
    QTest::keyClick(&scene.tree(), Qt::Key_Delete);
    QCOMPARE(scene.model().rowCount(), 1);
    QCOMPARE(scene.bar("snippetsDone").text(), QStringLiteral("Removed “Shop”."));
    scene.window->find<QPushButton>("snippetsUndo")->click();
    QCOMPARE(scene.model().library(), before);
    QVERIFY(scene.bar("snippetsDone").isHidden());
}

void TestSnippetsPanel::findsByWords()
{
    Scene scene;
    auto *search = scene.window->find<QLineEdit>("snippetsSearch");
    QAbstractItemModel *shown = scene.tree().model();
    search->setText(QStringLiteral("REFUNDED"));
    QCOMPARE(shown->rowCount(), 1);
    QCOMPARE(shown->rowCount(shown->index(0, 0)), 1);
    search->setText(QStringLiteral("just data"));
    QCOMPARE(shown->index(0, 0).data().toString(), QStringLiteral("Note"));
    search->clear();
    QCOMPARE(shown->rowCount(), 2);
}

void TestSnippetsPanel::importsAndExports()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("talk.json"));
    Scene scene;
    scene.tree().select(scene.at(0));
    scene.panel().commands().exportFile(path, true);
    QTRY_VERIFY(scene.bar("snippetsDone").text().startsWith(QLatin1String("Exported 2 snippets")));
    QCOMPARE(SnippetFile::readBytes(path).value_or(QByteArray()), toJson({{shop().items.at(0)}}));
    scene.panel().commands().importFile(path);
    QTRY_COMPARE(scene.bar("snippetsDone").text(),
                 QStringLiteral("Imported 2 snippets from talk.json."));
    QCOMPARE(scene.model().item(scene.at(2)), shop().items.at(0));
    scene.window->find<QPushButton>("snippetsUndo")->click();
    QCOMPARE(scene.model().library(), shop());
}

void TestSnippetsPanel::importRefusesANewerVersion()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("talk.json"));
    QVERIFY(SnippetFile::writeBytes(path, newer));
    Scene scene;
    scene.panel().commands().importFile(path);
    QTRY_COMPARE(scene.bar("snippetsFailure").text(),
                 QStringLiteral("talk.json was written by a newer Heliograph (version 7). Nothing "
                                "was changed."));
    QCOMPARE(scene.model().library(), shop());
    QCOMPARE(SnippetFile::readBytes(path).value_or(QByteArray()), newer);
    scene.window->find<QPushButton>("snippetsFailureClose")->click();
    QVERIFY(scene.bar("snippetsFailure").isHidden());
}

void TestSnippetsPanel::leavesANewerFileUntouched()
{
    Scene scene(newer);
    QVERIFY(!scene.bar("snippetsReadOnly").isHidden());
    QVERIFY(scene.bar("snippetsReadOnly")
                .text()
                .startsWith(QLatin1String("snippets.json was written by a newer Heliograph")));
    QVERIFY(scene.window->session().problems().count() > 0);
    scene.window->find<QPushButton>("snippetsSave")->click();
    scene.window->find<QPushButton>("snippetSave")->click();
    QCOMPARE(scene.model().rowCount(), 1);
    scene.window->close();
    QCOMPARE(SnippetFile::readBytes(SnippetDesk::usualPath()).value_or(QByteArray()), newer);
}

void TestSnippetsPanel::keepsADamagedFile()
{
    Scene scene("{\"heliograph\": \"snip");
    QVERIFY(scene.bar("snippetsReadOnly").isHidden());
    const ProblemsModel &problems = scene.window->session().problems();
    QTRY_COMPARE(problems.count(), 1);
    const QString sentence =
        problems.index(0, ProblemsModel::Text).data(Qt::DisplayRole).toString();
    QVERIFY2(sentence.contains(QLatin1String("snippets.json.damaged-")), qPrintable(sentence));
}

void TestSnippetsPanel::asksWhenAnotherWindowWrote()
{
    Scene scene;
    scene.model().remove({scene.at(1)});
    QVERIFY(SnippetFile::write(SnippetDesk::usualPath(), {{snippet("Theirs", "e", "d")}}));
    QTRY_VERIFY(!scene.bar("snippetsConflict").isHidden());
    scene.window->find<QPushButton>("snippetsKeepBoth")->click();
    QVERIFY(scene.bar("snippetsConflict").isHidden());
    QCOMPARE(scene.at(0).data().toString(), QStringLiteral("Theirs"));
    QCOMPARE(scene.model().item(scene.at(1)).items, shop().items.first(1));
    QTRY_VERIFY(scene.onDisk().contains(QLatin1String("order.paid")));
    QVERIFY(scene.onDisk().contains(QLatin1String("Theirs")));
}

void TestSnippetsPanel::saysWhatToDoWhenEmpty()
{
    Scene scene("");
    auto *empty = scene.window->find<QLabel>("soundboardEmpty");
    QVERIFY(empty->isVisible());
    QVERIFY(
        empty->text().startsWith(QLatin1String("Compose an event, then Ctrl+S keeps it here.")));
    QVERIFY(scene.board().buttons().isEmpty());
}

void TestSnippetsPanel::longNamesFit()
{
    const QByteArray longName(SnippetLimits::Name, 'W');
    const SnippetItem around = folder(longName, {snippet(longName, longName, longName)});
    Scene scene(toJson({{around}}));
    scene.showShop();
    scene.window->window().resize(1024, 640);
    QTRY_COMPARE(scene.window->window().width(), 1024);
    QVERIFY(scene.board().buttons().at(0)->width() < 800);
    scene.window->find<QAction>("saveSnippet")->trigger();
    QVERIFY(scene.window->find<QWidget>("saveSnippetPopup")->width() < 600);
}

void TestSnippetsPanel::everythingHasAName()
{
    Scene scene;
    scene.showShop();
    const auto buttons = scene.panel().findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (qobject_cast<QLineEdit *>(button->parent()))
            continue; // Qt's own, which clears the field
        QVERIFY(!button->objectName().isEmpty());
        QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->objectName()));
    }
    QVERIFY(buttons.size() > 10);
}

QTEST_MAIN(TestSnippetsPanel)
#include "tst_snippetspanel.moc"
