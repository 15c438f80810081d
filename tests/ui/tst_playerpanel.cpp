// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/connectionsmodel.h"
#include "tests/ui/playerstage.h"
#include "ui/clients/clientspanel.h"
#include "ui/player/playertimeline.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

class TestPlayerPanel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }

    void playsExactBytes();
    void stepsOneEvent();
    void seeks();
    void seeksWhilePlaying();
    void changesSpeedWhilePlaying();
    void loops();
    void stopsAtMarks();
    void playsToOneClient();
    void needsAServer();
    void stopsWithTheServer();
    void playsADamagedFileUpToTheFault();
    void opensAPlainStream();
    void opensAFileThatIsDropped();
    void tellsThatAFileCannotBeOpened();
    void remembersFiles();
};

void TestPlayerPanel::playsExactBytes()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(50, 4ms));
    QCOMPARE(stage.panel().model().rowCount(), 50);
    stage.click("playerPlay");
    QTRY_COMPARE(stage.player().status().state, PlayerState::Ended);
    QTRY_COMPARE(streamOf(*client), blocks(1, 50));
    QTRY_VERIFY2(stage.status().startsWith(
                     QStringLiteral("Sent 50 of 50 events \u00b7 the last to 1 client")),
                 qPrintable(stage.status()));
    stage.click("playerPlay"); // from the start again
    QTRY_COMPARE(streamOf(*client), blocks(1, 50) + blocks(1, 50));
}

void TestPlayerPanel::stepsOneEvent()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(5, 1h));
    for (int n = 1; n <= 3; ++n) {
        stage.click("playerStep");
        QTRY_COMPARE(streamOf(*client), blocks(1, n));
        QTRY_COMPARE(stage.player().status().state, PlayerState::Paused);
        QTRY_COMPARE(stage.panel().model().nextRow(), n);
    }
    stage.panel().table().setFocus();
    QTest::keyClick(&stage.panel().table(), Qt::Key_Right);
    QTRY_COMPARE(streamOf(*client), blocks(1, 4));
}

void TestPlayerPanel::seeks()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(10, 1h));
    auto *timeline = stage.fixture.find<PlayerTimeline>("playerTimeline");
    QTest::mouseClick(timeline, Qt::LeftButton, {},
                      {timeline->width() / 2, timeline->height() / 2});
    QTRY_COMPARE(stage.player().status().row, quint64{5});
    QCOMPARE(stage.fixture.find<QLabel>("playerTime")->text().section(u'/', 1).trimmed(),
             QStringLiteral("9:00:00.0"));
    stage.click("playerStep");
    QTRY_COMPARE(streamOf(*client), block(6));
    stage.panel().table().selectRow(1);
    stage.fixture.find<QAction>("playerSeekHere")->trigger();
    QTRY_COMPARE(stage.player().status().row, quint64{1});
    stage.click("playerStep");
    QTRY_COMPARE(streamOf(*client), block(6) + block(2));
    stage.click("playerStop");
    QTRY_COMPARE(stage.player().status().row, quint64{0});
}

void TestPlayerPanel::seeksWhilePlaying()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(10, 1h));
    stage.click("playerPlay");
    QTRY_COMPARE(streamOf(*client), block(1));
    stage.panel().table().selectRow(6);
    stage.fixture.find<QAction>("playerSeekHere")->trigger();
    QTRY_COMPARE(streamOf(*client), block(1) + block(7)); // plays on from there
    QCOMPARE(stage.player().status().state, PlayerState::Playing);
    stage.panel().table().selectRow(2);
    stage.fixture.find<QAction>("playerSeekHere")->trigger();
    QTRY_COMPARE(streamOf(*client), block(1) + block(7) + block(3));
}

void TestPlayerPanel::changesSpeedWhilePlaying()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(6, 10s)); // fifty seconds
    stage.click("playerPlay");
    QTRY_COMPARE(streamOf(*client), block(1));
    auto *speed = stage.fixture.find<QComboBox>("playerSpeed");
    speed->setEditText(QStringLiteral("100x"));
    QTest::keyClick(speed, Qt::Key_Return);
    QTRY_COMPARE(stage.player().status().speed, 100.0);
    QTRY_COMPARE(streamOf(*client), blocks(1, 6));
    speed->setEditText(QStringLiteral("as fast as you can"));
    QTest::keyClick(speed, Qt::Key_Return);
    QCOMPARE(speed->currentText(), QStringLiteral("100\u00d7"));
    speed->setEditText(QStringLiteral("1000"));
    QTest::keyClick(speed, Qt::Key_Return);
    QCOMPARE(speed->currentText(), QStringLiteral("100\u00d7"));
}

void TestPlayerPanel::loops()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(3, 1ms));
    stage.click("playerLoop");
    stage.click("playerPlay");
    QTRY_VERIFY(streamOf(*client).startsWith(blocks(1, 3) + blocks(1, 3)));
    QTRY_VERIFY(stage.player().status().round >= 1);
    stage.click("playerLoop");
    QTRY_COMPARE(stage.player().status().state, PlayerState::Ended);
}

void TestPlayerPanel::stopsAtMarks()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(8, 2ms));
    PlayerTable &table = stage.panel().table();
    const auto gutter = [&table](int row) {
        return QPoint(table.columnViewportPosition(0) + 8,
                      table.rowViewportPosition(row) + table.rowHeight(row) / 2);
    };
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, gutter(2));
    table.selectRow(5);
    QTest::keyClick(&table, Qt::Key_F9);
    QCOMPARE(stage.player().marks().keys(), (QList<quint64>{2, 5}));
    stage.click("playerPlay");
    QTRY_COMPARE(stage.player().status().row, quint64{2});
    QTRY_COMPARE(stage.player().status().state, PlayerState::Paused);
    QTRY_COMPARE(streamOf(*client), blocks(1, 2));
    stage.click("playerPlay");
    QTRY_COMPARE(stage.player().status().row, quint64{5});
    QTRY_COMPARE(streamOf(*client), blocks(1, 5));
    QTRY_COMPARE(stage.player().status().state, PlayerState::Paused);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, gutter(5));
    QCOMPARE(stage.player().marks().keys(), QList<quint64>{2});
    stage.click("playerPlay");
    QTRY_COMPARE(streamOf(*client), blocks(1, 8));
}

void TestPlayerPanel::playsToOneClient()
{
    Stage stage;
    const auto one = stage.fixture.connectClient();
    const auto two = stage.fixture.connectClient();
    QTRY_COMPARE(stage.fixture.session().connectionsModel().liveCount(), 2);
    stage.open(recording(4, 1ms));
    auto *to = stage.fixture.find<QComboBox>("playerTo");
    QTRY_COMPARE(to->count(), 4); // everyone, the selected ones, two clients
    to->setCurrentIndex(3);
    stage.click("playerPlay");
    QTRY_COMPARE(stage.player().status().state, PlayerState::Ended);
    QTRY_COMPARE(streamOf(*two), blocks(1, 4));
    QCOMPARE(streamOf(*one), QByteArray());
    two->close();
    QTRY_COMPARE(stage.fixture.session().connectionsModel().liveCount(), 1);
    stage.click("playerPlay");
    QTRY_VERIFY2(stage.status().contains(QStringLiteral("has left")), qPrintable(stage.status()));
    to->setCurrentIndex(1); // nobody is selected
    stage.click("playerPlay");
    QVERIFY(stage.status().contains(QStringLiteral("No client is selected")));
    const ConnectionsModel &clients = stage.fixture.session().connectionsModel();
    stage.fixture.window().clients().selectClient(clients.row(0).facts->id);
    stage.click("playerPlay");
    QTRY_COMPARE(streamOf(*one), blocks(1, 4));
}

void TestPlayerPanel::needsAServer()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(4, 1h));
    QSignalSpy stopped(&stage.fixture.server(), &ServerController::stopped);
    stage.fixture.server().stop();
    QTRY_COMPARE(stopped.count(), 1);
    stage.click("playerStep");
    QVERIFY2(stage.status().contains(QStringLiteral("F5")), qPrintable(stage.status()));
    QCOMPARE(stage.player().status().row, quint64{0});
}

/// What was not sent is sent once the server is back.
void TestPlayerPanel::stopsWithTheServer()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(recording(2000, 1ms));
    stage.click("playerPlay");
    QTRY_VERIFY(!streamOf(*client).isEmpty());
    QSignalSpy stopped(&stage.fixture.server(), &ServerController::stopped);
    stage.fixture.server().stop();
    QTRY_COMPARE(stopped.count(), 1);
    QTRY_COMPARE(stage.player().status().state, PlayerState::Paused);
    QTRY_VERIFY2(stage.status().contains(QStringLiteral("F5")), qPrintable(stage.status()));
    QVERIFY(stage.player().status().row < 2000);
}

void TestPlayerPanel::playsADamagedFileUpToTheFault()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    QByteArray damaged = recording(4, 1ms);
    damaged += ": at yesterday\ndata: lost\n\n" + recording(2, 1ms);
    stage.open(damaged);
    QCOMPARE(stage.panel().model().rowCount(), 4);
    auto *fault = stage.fixture.find<QWidget>("playerFault");
    QVERIFY(fault->isVisible());
    const qsizetype line = recording(4, 1ms).count('\n') + 1;
    QVERIFY2(fault->accessibleName().contains(QStringLiteral("%1").arg(QLocale().toString(line))),
             qPrintable(fault->accessibleName()));
    stage.click("playerPlay");
    QTRY_COMPARE(stage.player().status().state, PlayerState::Ended);
    QTRY_COMPARE(streamOf(*client), blocks(1, 4));
}

void TestPlayerPanel::opensAPlainStream()
{
    Stage stage;
    const auto client = stage.fixture.connectClient();
    stage.open(blocks(1, 3));
    QCOMPARE(stage.panel().model().rowCount(), 3);
    stage.click("playerPlay");
    QTRY_COMPARE(streamOf(*client), blocks(1, 3));
}

void TestPlayerPanel::opensAFileThatIsDropped()
{
    Stage stage;
    stage.fixture.window().showTab(MainWindow::Tab::Player);
    const auto drop = [&stage](const QList<QUrl> &urls) {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&stage.panel(), &enter);
        if (!enter.isAccepted())
            return false;
        QDropEvent dropped({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&stage.panel(), &dropped);
        return dropped.isAccepted();
    };
    const QUrl file = QUrl::fromLocalFile(stage.write(recording(3, 1ms)));
    QVERIFY(!drop({file, file}));
    QVERIFY(!drop({QUrl(QStringLiteral("https://example.com/a.sse"))}));
    QVERIFY(drop({file}));
    QTRY_COMPARE(stage.panel().model().rowCount(), 3);
}

void TestPlayerPanel::tellsThatAFileCannotBeOpened()
{
    Stage stage;
    stage.fixture.window().showTab(MainWindow::Tab::Player);
    stage.panel().open(stage.folder.filePath(QStringLiteral("missing.sse")));
    auto *problem = stage.fixture.find<QLabel>("playerProblem");
    QTRY_VERIFY2(problem->text().contains(QStringLiteral("missing.sse")),
                 qPrintable(problem->text()));
    QVERIFY(problem->isVisible());
    stage.panel().open(stage.write(": heliograph recording 2\n\ndata: x\n\n"));
    QTRY_VERIFY2(!problem->text().contains(QStringLiteral("missing.sse"))
                     && !problem->text().isEmpty(),
                 qPrintable(problem->text()));
}

void TestPlayerPanel::remembersFiles()
{
    Stage stage;
    stage.open(recording(4, 1ms));
    stage.fixture.window().close();
    MainWindow again(stage.fixture.session());
    again.show();
    auto *recent = again.player().findChild<QPushButton *>(QStringLiteral("playerRecent"));
    QVERIFY(recent);
    QCOMPARE(recent->text(), QStringLiteral("orders.sse"));
}

QTEST_MAIN(TestPlayerPanel)
#include "tst_playerpanel.moc"
