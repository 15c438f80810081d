// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/connectionsmodel.h"
#include "app/models/playercontroller.h"
#include "app/models/playermodel.h"
#include "app/models/problemsmodel.h"
#include "app/models/recorder.h"
#include "app/models/subscriptioncontroller.h"
#include "app/models/subscriptionsmodel.h"
#include "app/recording/recordingreader.h"
#include "tests/ui/windowfixture.h"
#include "ui/clients/clientspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/log/exportjob.h"
#include "ui/log/logpanel.h"
#include "ui/player/blockeditor.h"
#include "ui/player/playerpanel.h"
#include "ui/player/playertable.h"
#include "ui/player/playertimeline.h"
#include "ui/recorder/recorddesk.h"
#include "ui/subscriptions/subscriptionspanel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

namespace {

/// The n-th block of the recordings of these tests, from 1: no two are written alike.
QByteArray block(int n)
{
    const QByteArray number = QByteArray::number(n);
    switch (n % 3) {
    case 0:
        return ": a comment\nid:" + number + "\ndata:" + number + "\ndata: more\n\n";
    case 1:
        return "event: tick\nid: " + number + "\ndata: {\"n\":" + number + "}\n\n";
    default:
        return "data: " + number + "\r\nunknown: field\r\n\r\n";
    }
}

/// @p count blocks, one each @p gap.
QByteArray recording(int count, std::chrono::milliseconds gap)
{
    QByteArray file = ": heliograph recording 1\n: source http://127.0.0.1:9/events\n"
                      ": started 2026-11-21T10:12:13.456789Z\n\n";
    for (int n = 1; n <= count; ++n)
        file += ": at " + QByteArray::number(double((gap * (n - 1)).count()) / 1000, 'f', 6) + '\n'
            + block(n);
    return file;
}

QByteArray blocks(int first, int last)
{
    QByteArray all;
    for (int n = first; n <= last; ++n)
        all += block(n);
    return all;
}

/// What came on the stream: the answer's chunks without their framing.
QByteArray streamOf(const RawClient &client)
{
    const QByteArray all = client.received();
    QByteArray rest = all.mid(all.indexOf("\r\n\r\n") + 4);
    QByteArray stream;
    for (;;) {
        const qsizetype end = rest.indexOf("\r\n");
        bool isNumber = false;
        const int size = rest.left(end).toInt(&isNumber, 16);
        if (end < 0 || !isNumber || size == 0 || rest.size() < end + 2 + size)
            return stream;
        stream += rest.mid(end + 2, size);
        rest = rest.mid(end + 2 + size + 2);
    }
}

QList<QByteArray> eventsOf(const QString &file)
{
    QList<QByteArray> events;
    auto reader = RecordingReader::open(file);
    while (reader) {
        const auto next = (*reader)->next();
        if (!next)
            break;
        if (!next->isNote)
            events.append(next->bytes);
    }
    return events;
}

/// A window with its player on a file.
struct Stage {
    TemporarySettings settings;
    QTemporaryDir folder;
    WindowFixture fixture;

    QString write(const QByteArray &bytes, const QString &name = QStringLiteral("orders.sse"))
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("Cannot write %s.", qPrintable(file.fileName()));
        return file.fileName();
    }

    void open(const QByteArray &bytes)
    {
        fixture.window().showTab(MainWindow::Tab::Player);
        panel().open(write(bytes));
        if (!QTest::qWaitFor([this] { return player().index() != nullptr; }, 10'000))
            qFatal("The recording was not opened.");
        if (!QTest::qWaitFor([this] { return player().status().state == PlayerState::Paused; },
                             10'000))
            qFatal("The player is not ready.");
    }

    void click(const char *name) { fixture.find<QAbstractButton>(name)->click(); }

    void select(int row)
    {
        panel().table().selectRow(row);
        auto *text = fixture.find<QPlainTextEdit>("blockText");
        if (!QTest::qWaitFor([text] { return !text->toPlainText().isEmpty(); }, 10'000))
            qFatal("The block was not shown.");
    }

    [[nodiscard]] PlayerPanel &panel() { return fixture.window().player(); }
    [[nodiscard]] PlayerController &player() { return fixture.session().player(); }
    [[nodiscard]] QString status() { return fixture.find<QLabel>("playerStatus")->text(); }
};

} // namespace

class TestPlayerPanel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }

    void recordsAClientAndPlaysItAgain();
    void recordsWhatIsHeldAlready();
    void recordsAReplayedStream();
    void recordsASubscription();
    void recordsAnEndpoint();
    void tellsWhatTheJournalDropped();
    void tellsThatAFileCannotBeWritten();
    void exportsALogAsARecording();
    void suggestsAName_data();
    void suggestsAName();

    void playsExactBytes();
    void stepsOneEvent();
    void seeks();
    void changesSpeedWhilePlaying();
    void loops();
    void stopsAtMarks();
    void takesOver();
    void insertsWhatIsComposed();
    void undoesEdits();
    void refusesWhatIsNoBlock();
    void savesEdits();
    void asksBeforeForgettingEdits();
    void playsToOneClient();
    void needsAServer();
    void playsADamagedFileUpToTheFault();
    void opensAPlainStream();
    void tellsThatAFileCannotBeOpened();
    void remembersFiles();
};

// --- Recording ----------------------------------------------------------------------------------

void TestPlayerPanel::recordsAClientAndPlaysItAgain()
{
    Stage stage;
    WindowFixture &fixture = stage.fixture;
    const auto client = fixture.connectClient();
    ConnectionsModel &clients = fixture.session().connectionsModel();
    QTRY_COMPARE(clients.liveCount(), 1);
    fixture.window().clients().selectClient(clients.row(0).facts->id);
    LogPanel &log = fixture.window().clients().log();
    auto *button = log.findChild<QToolButton *>(QStringLiteral("logRecord"));
    QVERIFY(button && button->isEnabled());
    QCOMPARE(button->text(), QStringLiteral("Record"));

    const QString file = stage.folder.filePath(QStringLiteral("live.sse"));
    Recorder &recorder = fixture.session().recorder();
    fixture.window().recordings().record(log.scope(), QStringLiteral("curl"), false, file);
    QCOMPARE(button->text(), QStringLiteral("Stop"));
    for (int n = 1; n <= 30; ++n) {
        PublishRequest request;
        request.raw = block(n);
        fixture.server().publish(request);
    }
    QTRY_COMPARE(recorder.running().constFirst().events, quint64{30});
    auto *facts = log.findChild<QLabel *>(QStringLiteral("recordLineFacts"));
    QVERIFY(facts);
    QTRY_VERIFY2(facts->text().contains(QStringLiteral("30 events")), qPrintable(facts->text()));
    QSignalSpy ended(&recorder, &Recorder::ended);
    button->click();
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(button->text(), QStringLiteral("Record"));
    const QByteArray sent = streamOf(*client);
    QCOMPARE(sent, blocks(1, 30));
    QCOMPARE(eventsOf(file).join(), sent);

    // Its line opens it in the player, which plays the same bytes to another client.
    log.findChild<QPushButton *>(QStringLiteral("recordPlay"))->click();
    QTRY_VERIFY(stage.player().index());
    QCOMPARE(stage.panel().model().rowCount(), 30);
    const auto other = fixture.connectClient();
    stage.click("playerPlay");
    QTRY_COMPARE(stage.player().status().state, PlayerState::Ended);
    QTRY_COMPARE(streamOf(*other), sent);
}

void TestPlayerPanel::recordsWhatIsHeldAlready()
{
    Stage stage;
    WindowFixture &fixture = stage.fixture;
    const auto client = fixture.connectClient();
    ConnectionsModel &clients = fixture.session().connectionsModel();
    QTRY_COMPARE(clients.liveCount(), 1);
    PublishRequest request;
    request.raw = block(1);
    fixture.server().publish(request);
    QTRY_COMPARE(streamOf(*client), block(1));
    QTRY_VERIFY(clients.row(0).opened != Sequence::None);
    fixture.window().clients().selectClient(clients.row(0).facts->id);
    const QString file = stage.folder.filePath(QStringLiteral("held.sse"));
    QSignalSpy ended(&fixture.session().recorder(), &Recorder::ended);
    fixture.window().recordings().record(fixture.window().clients().log().scope(),
                                         QStringLiteral("curl"), true, file);
    request.raw = block(2);
    fixture.server().publish(request);
    QTRY_COMPARE(streamOf(*client), blocks(1, 2));
    client->close(); // ends the recording too
    QTRY_COMPARE(ended.count(), 1);
    const auto state = ended.constFirst().constFirst().value<RecordingState>();
    QCOMPARE(state.phase, RecordingState::Phase::StreamEnded);
    QCOMPARE(eventsOf(file).join(), blocks(1, 2));
    auto reader = RecordingReader::open(file);
    QVERIFY(reader);
    QCOMPARE((*reader)->head().source, fixture.server().url().toEncoded() + "/events");
}

void TestPlayerPanel::recordsAReplayedStream()
{
    Stage stage;
    WindowFixture &fixture = stage.fixture;
    PublishRequest request;
    QSignalSpy published(&fixture.server(), &ServerController::published);
    for (int n = 1; n <= 4; ++n) {
        request.event.data = QByteArray::number(n);
        fixture.server().publish(request);
    }
    QTRY_COMPARE(published.count(), 4);
    const auto client = fixture.connectClient("/events", "Last-Event-ID: 2\r\n");
    ConnectionsModel &clients = fixture.session().connectionsModel();
    QTRY_COMPARE(clients.liveCount(), 1);
    fixture.window().clients().selectClient(clients.row(0).facts->id);
    const QString file = stage.folder.filePath(QStringLiteral("replayed.sse"));
    Recorder &recorder = fixture.session().recorder();
    fixture.window().recordings().record(fixture.window().clients().log().scope(),
                                         QStringLiteral("curl"), true, file);
    QTRY_COMPARE(recorder.running().constFirst().events, quint64{2});
    QSignalSpy ended(&recorder, &Recorder::ended);
    recorder.stop(recorder.running().constFirst().id);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(eventsOf(file).join(), streamOf(*client));
}

void TestPlayerPanel::recordsASubscription()
{
    Stage stage;
    WindowFixture &fixture = stage.fixture;
    fixture.window().subscriptions().subscribeToOurselves();
    QTRY_COMPARE(fixture.session().connectionsModel().liveCount(), 1);
    QTRY_COMPARE(fixture.session().subscriptionsModel().rowCount(), 1);
    QTRY_COMPARE(fixture.session().subscriptionsModel().row(0).state, SubscriptionState::Open);
    const auto id = fixture.session().subscriptionsModel().row(0).id;
    const QString file = stage.folder.filePath(QStringLiteral("subscription.sse"));
    Recorder &recorder = fixture.session().recorder();
    fixture.window().recordings().record(LogScope::ofSubscription(id), QStringLiteral("own"), false,
                                         file);
    PublishRequest request;
    for (const int n : {1, 2, 3}) {
        request.raw = block(n);
        fixture.server().publish(request);
    }
    request.raw = ": only a comment\n\n";
    fixture.server().publish(request);
    request.raw = block(4);
    fixture.server().publish(request);
    QTRY_COMPARE(recorder.running().constFirst().events, quint64{4});
    QSignalSpy ended(&recorder, &Recorder::ended);
    fixture.session().subscriptions().close(id);
    recorder.stop(recorder.running().constFirst().id);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(eventsOf(file).join(), blocks(1, 3) + ": only a comment\n\n" + block(4));
    auto reader = RecordingReader::open(file);
    QCOMPARE((*reader)->head().source, fixture.server().url().toEncoded() + "/events");
}

void TestPlayerPanel::recordsAnEndpoint()
{
    Stage stage;
    WindowFixture &fixture = stage.fixture;
    const QString file = stage.folder.filePath(QStringLiteral("endpoint.sse"));
    Recorder &recorder = fixture.session().recorder();
    RecordDesk &desk = fixture.window().recordings();
    desk.record(LogScope::ofEndpoint("/events/a"), QStringLiteral("/events/a"), false, file);
    desk.record(LogScope::ofEndpoint("/events/b"), QStringLiteral("/events/b"), false,
                stage.folder.filePath(QStringLiteral("b.sse")));
    QCOMPARE(recorder.running().size(), 2);
    PublishRequest request;
    for (int n = 1; n <= 6; ++n) {
        request.endpoint = n % 2 == 0 ? "/events/b" : "/events/a";
        request.raw = block(n);
        fixture.server().publish(request);
    }
    QTRY_COMPARE(recorder.running().constFirst().events, quint64{3});
    QSignalSpy ended(&recorder, &Recorder::ended);
    const QList<RecordingState> running = recorder.running();
    for (const RecordingState &state : running)
        recorder.stop(state.id);
    QTRY_COMPARE(ended.count(), 2);
    QCOMPARE(eventsOf(file).join(), block(1) + block(3) + block(5));
}

void TestPlayerPanel::tellsWhatTheJournalDropped()
{
    Stage stage;
    Journal journal(stage.fixture.session().clock(), JournalLimits{1'000'000, 10});
    Recorder recorder(journal, stage.fixture.session().clock());
    JournalEntry entry;
    entry.kind = EntryKind::ClientOpened;
    entry.endpoint = "/events";
    auto facts = std::make_shared<ClientFacts>();
    facts->id = ConnectionId{1};
    facts->endpoint = "/events";
    entry.client = facts;
    const Sequence opened = journal.append(entry);
    entry.client.reset();
    entry.kind = EntryKind::Published;
    for (int n = 1; n <= 30; ++n) {
        entry.wire = block(n);
        journal.append(entry);
    }
    RecordPlan plan;
    plan.scope = LogScope::ofClient(ConnectionId{1}, "/events", opened);
    plan.file = stage.folder.filePath(QStringLiteral("gap.sse"));
    plan.withHeld = true;
    QSignalSpy ended(&recorder, &Recorder::ended);
    recorder.stop(recorder.start(plan));
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(ended.constFirst().constFirst().value<RecordingState>().missing, quint64{21});
    QCOMPARE(eventsOf(plan.file).join(), blocks(21, 30));
    QFile file(plan.file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains(
        ": heliograph note 21 journal entries left the journal before they were recorded\n"));
}

void TestPlayerPanel::tellsThatAFileCannotBeWritten()
{
    Stage stage;
    WindowFixture &fixture = stage.fixture;
    const int before = fixture.session().problems().count();
    fixture.window().recordings().record(
        LogScope::ofEndpoint("/events"), QStringLiteral("/events"), false,
        stage.folder.filePath(QStringLiteral("no/such/folder/x.sse")));
    QTRY_COMPARE(fixture.session().problems().count(), before + 1);
    QVERIFY(fixture.session().recorder().running().isEmpty());
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("There is no full disk here.");
    fixture.window().recordings().record(LogScope::ofEndpoint("/events"), QStringLiteral("/events"),
                                         false, QStringLiteral("/dev/full"));
    QTRY_COMPARE(fixture.session().problems().count(), before + 2);
}

void TestPlayerPanel::exportsALogAsARecording()
{
    Stage stage;
    WindowFixture &fixture = stage.fixture;
    QSignalSpy published(&fixture.server(), &ServerController::published);
    PublishRequest request;
    for (int n = 1; n <= 5; ++n) {
        request.raw = block(n);
        fixture.server().publish(request);
    }
    QTRY_COMPARE(published.count(), 5);
    auto *job = new ExportJob;
    QSignalSpy finished(job, &ExportJob::finished);
    const QString file = stage.folder.filePath(QStringLiteral("exported.sse"));
    job->start(fixture.session().journal().read({}, 100), file, ExportJob::Format::EventStream);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(finished.constFirst().constFirst().toString(), QString());
    auto reader = RecordingReader::open(file);
    QVERIFY(reader);
    QCOMPARE((*reader)->head().source, QByteArray("/events"));
    QVERIFY((*reader)->head().started);
    QCOMPARE(eventsOf(file).join(), blocks(1, 5));
}

void TestPlayerPanel::suggestsAName_data()
{
    QTest::addColumn<QString>("stream");
    QTest::addColumn<QString>("begins");
    const auto row = [](const char *name, const char *stream, const char *begins) {
        QTest::newRow(name) << QString::fromUtf8(stream) << QString::fromUtf8(begins);
    };
    row("endpoint", "/events", "events-");
    row("channel", "/events/metrics", "events-metrics-");
    row("other letters", "/prices/\u0141\u00f3d\u017a", "prices-d-");
    row("nothing usable", "/../", "stream-");
    row("host", "example.org/sse", "example.org-sse-");
}

void TestPlayerPanel::suggestsAName()
{
    QFETCH(QString, stream);
    QFETCH(QString, begins);
    const QDateTime now(QDate(2026, 11, 21), QTime(10, 45, 12));
    QCOMPARE(RecordDesk::suggestedName(stream, now),
             begins + QStringLiteral("20261121-104512.sse"));
}

// --- Playing ------------------------------------------------------------------------------------

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

/// Stop before the third, edit it, insert one before the fourth, skip that, send one by hand, go
/// on.
void TestPlayerPanel::takesOver()
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

void TestPlayerPanel::insertsWhatIsComposed()
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

void TestPlayerPanel::undoesEdits()
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

void TestPlayerPanel::refusesWhatIsNoBlock()
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
    text->setPlainText(QStringLiteral("data: \\q\n\n"));
    stage.click("blockApply");
    QVERIFY(text->property("invalid").toBool());
    stage.click("blockRevert");
    QTRY_COMPARE(text->toPlainText(), QString::fromUtf8(block(1)));
    stage.click("playerPlay");
    QTRY_COMPARE(streamOf(*client), blocks(1, 4));
}

void TestPlayerPanel::savesEdits()
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

void TestPlayerPanel::asksBeforeForgettingEdits()
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
