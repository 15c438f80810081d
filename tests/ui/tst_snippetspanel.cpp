// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/problemsmodel.h"
#include "tests/ui/snippetscene.h"
#include "ui/parts/noticebar.h"
#include "ui/snippets/snippetcommands.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>

using namespace heliograph;
using namespace heliograph::test;

namespace {

const QByteArray newer = R"({"heliograph":"snippets","version":7,"snippets":[]})";

NoticeBar &bar(SnippetScene &scene, const char *name)
{
    return *scene.window->find<NoticeBar>(name);
}

} // namespace

class TestSnippetsPanel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void sendsFromTheTree();
    void takingCanBeTakenBack();
    void keepsWhatIsComposed();
    void keepsInANewFolder();
    void replacesWhatItWasTakenFrom();
    void replacesByMenu();
    void reordersByDrag();
    void dropsInTheView();
    void removesAndTakesBack();
    void findsByWords();
    void importsAndExports();
    void importRefusesANewerVersion();
    void importsAndRemovesThousands();
    void leavesANewerFileUntouched();
    void keepsADamagedFile();
    void asksWhenAnotherWindowWrote();
    void everythingHasAName();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

void TestSnippetsPanel::sendsFromTheTree()
{
    SnippetScene scene;
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

void TestSnippetsPanel::takingCanBeTakenBack()
{
    SnippetScene scene;
    Draft draft;
    draft.event = QStringLiteral("being.written");
    draft.comment = QStringLiteral("with care");
    draft.data = "half of it";
    scene.compose().setDraft(draft);
    Q_EMIT scene.tree().snippetActivated(scene.at(0, 0));
    QCOMPARE(scene.compose().draft().event, QStringLiteral("order.paid"));
    auto *data = scene.window->find<QWidget>("composeData");
    QTest::keyClicks(data, QStringLiteral("x"));
    QTest::keyClick(data, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(scene.compose().draft(), shop().items.at(0).items.at(0).draft);
    QTest::keyClick(data, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(scene.compose().draft(), draft);
    QTest::keyClick(data, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(scene.compose().draft(), draft);
}

void TestSnippetsPanel::keepsWhatIsComposed()
{
    SnippetScene scene;
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
    SnippetScene scene("");
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
    SnippetScene scene;
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
    SnippetScene scene;
    Draft draft;
    draft.data = "from the fields";
    scene.compose().setDraft(draft);
    scene.tree().select(scene.at(1));
    scene.window->find<QAction>("replaceSnippet")->trigger();
    QCOMPARE(scene.model().draft(scene.at(1)), scene.compose().draft());
    QVERIFY(!bar(scene, "snippetsDone").isHidden());
    scene.window->find<QPushButton>("snippetsUndo")->click();
    QCOMPARE(scene.model().draft(scene.at(1)).data, QByteArray("just data"));
}

void TestSnippetsPanel::reordersByDrag()
{
    SnippetScene scene;
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
    SnippetScene scene;
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

void TestSnippetsPanel::removesAndTakesBack()
{
    SnippetScene scene;
    const SnippetLibrary before = scene.model().library();
    scene.tree().select(scene.at(0));
    scene.tree().setFocus();
    QTest::keyClick(&scene.tree(), Qt::Key_Delete);
    QCOMPARE(scene.model().rowCount(), 1);
    QCOMPARE(bar(scene, "snippetsDone").text(), QStringLiteral("Removed “Shop”."));
    scene.window->find<QPushButton>("snippetsUndo")->click();
    QCOMPARE(scene.model().library(), before);
    QVERIFY(bar(scene, "snippetsDone").isHidden());
}

void TestSnippetsPanel::findsByWords()
{
    SnippetScene scene;
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
    SnippetScene scene;
    scene.tree().select(scene.at(0));
    scene.panel().commands().exportFile(path, true);
    QTRY_VERIFY(bar(scene, "snippetsDone").text().startsWith(QLatin1String("Exported 2 snippets")));
    QCOMPARE(SnippetFile::readBytes(path).value_or(QByteArray()), toJson({{shop().items.at(0)}}));
    scene.panel().commands().importFile(path);
    QTRY_COMPARE(bar(scene, "snippetsDone").text(),
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
    SnippetScene scene;
    scene.panel().commands().importFile(path);
    QTRY_COMPARE(bar(scene, "snippetsFailure").text(),
                 QStringLiteral("talk.json was written by a newer Heliograph (version 7). Nothing "
                                "was changed."));
    QCOMPARE(scene.model().library(), shop());
    QCOMPARE(SnippetFile::readBytes(path).value_or(QByteArray()), newer);
    scene.window->find<QPushButton>("snippetsFailureClose")->click();
    QVERIFY(bar(scene, "snippetsFailure").isHidden());
}

void TestSnippetsPanel::importsAndRemovesThousands()
{
    SnippetLibrary many;
    for (int n = 0; n < 6'000; ++n)
        many.items.append(snippet("Same name", "many", "x"));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("many.json"));
    QVERIFY(SnippetFile::write(path, many));
    SnippetScene scene;
    scene.panel().commands().importFile(path);
    QTRY_COMPARE(bar(scene, "snippetsDone").text(),
                 QStringLiteral("Imported 6,000 snippets from many.json."));
    QCOMPARE(scene.model().rowCount(), 6'002);
    scene.panel().commands().importFile(path); // there is no room for as many again
    QTRY_VERIFY(bar(scene, "snippetsFailure")
                    .text()
                    .startsWith(QLatin1String("There can be 10000 snippets")));
    scene.tree().selectAll();
    // The current row does not move on with each row that goes.
    const QSignalSpy moves(scene.tree().selectionModel(), &QItemSelectionModel::currentChanged);
    scene.panel().commands().removeSelected();
    QVERIFY2(moves.size() <= 2, qPrintable(QString::number(moves.size())));
    QCOMPARE(scene.model().rowCount(), 0);
    scene.model().undo();
    QCOMPARE(scene.model().rowCount(), 6'002);
}

void TestSnippetsPanel::leavesANewerFileUntouched()
{
    SnippetScene scene(newer);
    QVERIFY(!bar(scene, "snippetsReadOnly").isHidden());
    QVERIFY(bar(scene, "snippetsReadOnly")
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
    SnippetScene scene("{\"heliograph\": \"snip");
    QVERIFY(bar(scene, "snippetsReadOnly").isHidden());
    const ProblemsModel &problems = scene.window->session().problems();
    QTRY_COMPARE(problems.count(), 1);
    const QString sentence =
        problems.index(0, ProblemsModel::Text).data(Qt::DisplayRole).toString();
    QVERIFY2(sentence.contains(QLatin1String("snippets.json.damaged-")), qPrintable(sentence));
}

void TestSnippetsPanel::asksWhenAnotherWindowWrote()
{
    SnippetScene scene;
    scene.model().remove({scene.at(1)});
    QVERIFY(SnippetFile::write(SnippetDesk::usualPath(), {{snippet("Theirs", "e", "d")}}));
    QTRY_VERIFY(!bar(scene, "snippetsConflict").isHidden());
    scene.window->find<QPushButton>("snippetsKeepBoth")->click();
    QVERIFY(bar(scene, "snippetsConflict").isHidden());
    QCOMPARE(scene.at(0).data().toString(), QStringLiteral("Theirs"));
    QCOMPARE(scene.model().item(scene.at(1)).items, shop().items.first(1));
    QTRY_VERIFY(scene.onDisk().contains(QLatin1String("order.paid")));
    QVERIFY(scene.onDisk().contains(QLatin1String("Theirs")));
}

void TestSnippetsPanel::everythingHasAName()
{
    SnippetScene scene;
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
