// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/playerstage.h"
#include "ui/compose/composepanel.h"
#include "ui/theme/theme.h"

#include <QAction>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

class TestPlayerTakeOver final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }

    void takesOver();
    void insertsWhatIsComposed();
    void keepsEditsWhenItLoops();
    void undoesEdits();
    void refusesWhatIsNoBlock();
    void savesEdits();
    void asksBeforeForgettingEdits();
    void asksBeforeTheWindowCloses();
    void savesBeforeTheWindowCloses();
    void asksAboutTextThatIsNoEvent();
    void asksNoMoreOnceEditsAreTakenBack();
    void aSignalClosesWithoutAsking();
};

/// Stop before the third, edit it, insert one before the fourth, skip that, send one by hand, go
/// on.
void TestPlayerTakeOver::takesOver()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(6, 5ms));
    PlayerTable &table = stage.panel().table();
    table.selectRow(2);
    QTest::keyClick(&table, Qt::Key_F9);
    QTest::keyClick(&table, Qt::Key_Space);
    QTRY_COMPARE(stage.player().status().row, quint64{2});
    QTRY_COMPARE(stage.player().status().state, PlayerState::Paused);
    QTRY_COMPARE(streamOf(*client), blocks(1, 2));

    auto *text = stage.fixture.find<QPlainTextEdit>("blockText");
    stage.select(2);
    QTRY_COMPARE(text->toPlainText(), QString::fromUtf8(block(3)));
    QTRY_VERIFY(!text->isReadOnly());
    text->setPlainText(QStringLiteral("id:3\ndata:three, edited\\r\n\n"));
    stage.click("blockApply");
    QCOMPARE(stage.fixture.find<QLabel>("blockKind")->text(), QStringLiteral("edited"));

    stage.select(3);
    QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("\"n\":4")));
    stage.fixture.find<QAction>("insertBlank")->trigger();
    QTRY_COMPARE(stage.fixture.find<QLabel>("blockTitle")->text(),
                 QStringLiteral("Inserted before 4"));
    QTRY_COMPARE(text->toPlainText(), QStringLiteral("data: \n\n"));
    text->setPlainText(QStringLiteral("event: inserted\ndata: by hand"));
    table.selectRow(4); // applies it, and completes the block
    QTRY_VERIFY(text->toPlainText().contains(QStringLiteral("\"n\":4")));
    stage.click("blockSkip");
    QCOMPARE(stage.panel().model().rowCount(), 7);

    Draft draft;
    draft.event = QStringLiteral("typed");
    draft.data = "in between";
    draft.idChoice = IdChoice::None;
    stage.fixture.window().compose().setDraft(draft);
    stage.fixture.window().compose().send();
    const QByteArray typed = "event: typed\ndata: in between\n\n";
    QTRY_COMPARE(streamOf(*client), blocks(1, 2) + typed);

    stage.click("playerPlay");
    QTRY_COMPARE(stage.player().status().state, PlayerState::Ended);
    QTRY_COMPARE(streamOf(*client),
                 blocks(1, 2) + typed + "id:3\ndata:three, edited\r\n\n"
                     + "event: inserted\ndata: by hand\n\n" + blocks(5, 6));
}

void TestPlayerTakeOver::insertsWhatIsComposed()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(3, 1ms));
    Draft draft;
    draft.event = QStringLiteral("composed");
    draft.data = "first\nsecond";
    stage.fixture.window().compose().setDraft(draft);
    stage.panel().table().selectRow(1);
    stage.fixture.find<QAction>("playerInsertComposed")->trigger();
    QTRY_COMPARE(stage.panel().model().rowCount(), 4);
    stage.click("playerPlay");
    QTRY_COMPARE(streamOf(*client),
                 block(1) + "event: composed\ndata: first\ndata: second\n\n" + blocks(2, 3));
}

void TestPlayerTakeOver::keepsEditsWhenItLoops()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(3, 1ms));
    stage.panel().table().selectRow(1);
    QTest::keyClick(&stage.panel().table(), Qt::Key_Delete);
    stage.click("playerLoop");
    stage.click("playerPlay");
    QTRY_VERIFY(streamOf(*client).startsWith(block(1) + block(3) + block(1) + block(3)));
}

void TestPlayerTakeOver::undoesEdits()
{
    Stage stage;
    stage.open(recording(4, 1ms));
    PlayerTable &table = stage.panel().table();
    PlayerModel &model = stage.panel().model();
    table.selectRow(1);
    QTest::keyClick(&table, Qt::Key_Delete);
    QCOMPARE(model.kind(model.line(1)), PlayerModel::Kind::Skipped);
    QTest::keyClick(&table, Qt::Key_Insert);
    QCOMPARE(model.rowCount(), 5);
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(model.rowCount(), 4);
    QTest::keyClick(&table, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(model.kind(model.line(1)), PlayerModel::Kind::Recorded);
    QVERIFY(!stage.player().edits().isModified());
    QTest::keyClick(&table, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(model.kind(model.line(1)), PlayerModel::Kind::Skipped);
}

void TestPlayerTakeOver::refusesWhatIsNoBlock()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(4, 1ms));
    stage.select(0);
    auto *text = stage.fixture.find<QPlainTextEdit>("blockText");
    auto *advice = stage.fixture.find<QLabel>("blockAdvice");
    QTRY_COMPARE(advice->text(), QStringLiteral("Dispatches tick with id 1."));
    text->setPlainText(QStringLiteral("data: a\n\ndata: b\n\n"));
    stage.click("blockApply");
    QVERIFY2(advice->text().contains(QStringLiteral("2 blocks")), qPrintable(advice->text()));
    stage.click("playerPlay"); // does not go on with it
    QCOMPARE(stage.player().status().row, quint64{0});
    stage.panel().table().selectRow(2); // nor does it go elsewhere, which would lose it
    QTRY_COMPARE(stage.panel().table().currentIndex().row(), 0);
    QCOMPARE(text->toPlainText(), QStringLiteral("data: a\n\ndata: b\n\n"));
    text->setPlainText(QStringLiteral("data: \\q\n\n"));
    stage.click("blockApply");
    QVERIFY(text->property("invalid").toBool());
    stage.click("blockRevert");
    QTRY_COMPARE(text->toPlainText(), QString::fromUtf8(block(1)));
    stage.click("playerPlay");
    QTRY_COMPARE(streamOf(*client), blocks(1, 4));
}

void TestPlayerTakeOver::savesEdits()
{
    Stage stage;
    stage.open(recording(4, 1ms));
    stage.panel().table().selectRow(1);
    QTest::keyClick(&stage.panel().table(), Qt::Key_Delete);
    QVERIFY(stage.player().edits().isModified());
    const QString file = stage.folder.filePath(QStringLiteral("edited.sse"));
    QSignalSpy saved(&stage.player(), &PlayerController::saved);
    stage.player().saveAs(file);
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(!stage.player().edits().isModified());
    QCOMPARE(eventsOf(file).join(), block(1) + blocks(3, 4));
    QVERIFY(stage.fixture.find<QLabel>("playerNotice")
                ->text()
                .startsWith(QStringLiteral("Saved edited.sse")));
}

void TestPlayerTakeOver::asksBeforeForgettingEdits()
{
    Stage stage;
    stage.open(recording(4, 1ms));
    stage.panel().table().selectRow(1);
    QTest::keyClick(&stage.panel().table(), Qt::Key_Delete);
    const QString other = stage.write(recording(7, 1ms), QStringLiteral("other.sse"));
    stage.panel().open(other);
    QVERIFY(stage.fixture.find<QWidget>("playerQuestion")->isVisible());
    QCOMPARE(stage.panel().model().rowCount(), 4);
    stage.click("questionStay");
    QVERIFY(!stage.fixture.find<QWidget>("playerQuestion")->isVisible());
    stage.panel().open(other);
    stage.click("questionDiscard");
    QTRY_COMPARE(stage.panel().model().rowCount(), 7);
}

void TestPlayerTakeOver::asksBeforeTheWindowCloses()
{
    Stage stage;
    stage.open(recording(4, 1ms));
    stage.panel().table().selectRow(1);
    QTest::keyClick(&stage.panel().table(), Qt::Key_Delete);
    MainWindow &window = stage.fixture.window();
    window.showTab(MainWindow::Tab::Clients);
    QVERIFY(!window.close());
    QVERIFY(window.isVisible());
    auto *question = stage.fixture.find<QWidget>("playerQuestion");
    QVERIFY(question->isVisible()); // its tab came to front
    QCOMPARE(question->accessibleName(),
             QStringLiteral("Save the changes to orders.sse before the window closes?"));
    stage.click("questionStay");
    QVERIFY(window.isVisible());
    QVERIFY(stage.player().edits().isModified());
    QVERIFY(!window.close());
    stage.click("questionDiscard");
    QVERIFY(!window.isVisible());
}

void TestPlayerTakeOver::savesBeforeTheWindowCloses()
{
    Stage stage;
    stage.open(recording(4, 1ms));
    stage.panel().table().selectRow(1);
    QTest::keyClick(&stage.panel().table(), Qt::Key_Delete);
    MainWindow &window = stage.fixture.window();
    QVERIFY(!window.close());
    const QString nowhere = stage.folder.filePath(QStringLiteral("none/edited.sse"));
    QSignalSpy failed(&stage.player(), &PlayerController::saveFailed);
    stage.player().saveAs(nowhere);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(window.isVisible());
    const QString file = stage.folder.filePath(QStringLiteral("edited.sse"));
    stage.player().saveAs(file);
    QTRY_VERIFY(!window.isVisible());
    QCOMPARE(eventsOf(file).join(), block(1) + blocks(3, 4));
}

void TestPlayerTakeOver::asksAboutTextThatIsNoEvent()
{
    Stage stage;
    stage.open(recording(4, 1ms));
    stage.select(0);
    auto *text = stage.fixture.find<QPlainTextEdit>("blockText");
    QTRY_VERIFY(!text->isReadOnly());
    text->setPlainText(QStringLiteral("data: \\q\n\n"));
    QVERIFY(!stage.fixture.window().close());
    QVERIFY(stage.fixture.find<QLabel>("playerQuestionText")
                ->parentWidget()
                ->accessibleName()
                .contains(QStringLiteral("no event yet")));
    QCOMPARE(text->toPlainText(), QStringLiteral("data: \\q\n\n"));
    text->setPlainText(QStringLiteral("data: better\n\n"));
    QVERIFY(!stage.fixture.window().close()); // it is applied, not saved
    QVERIFY(stage.player().edits().isModified());
    stage.click("questionDiscard");
    QVERIFY(!stage.fixture.window().isVisible());
}

void TestPlayerTakeOver::asksNoMoreOnceEditsAreTakenBack()
{
    Stage stage;
    stage.open(recording(4, 1ms));
    PlayerTable &table = stage.panel().table();
    table.selectRow(1);
    QTest::keyClick(&table, Qt::Key_Delete);
    QVERIFY(!stage.fixture.window().close());
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!stage.fixture.find<QWidget>("playerQuestion")->isVisible());
    QVERIFY(stage.fixture.window().close());
}

void TestPlayerTakeOver::aSignalClosesWithoutAsking()
{
    Stage stage;
    stage.open(recording(4, 1ms));
    stage.panel().table().selectRow(1);
    QTest::keyClick(&stage.panel().table(), Qt::Key_Delete);
    stage.fixture.window().closeWithoutAsking();
    QVERIFY(!stage.fixture.window().isVisible());
}

QTEST_MAIN(TestPlayerTakeOver)
#include "tst_playertakeover.moc"
