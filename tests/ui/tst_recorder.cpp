// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/connectionsmodel.h"
#include "app/models/problemsmodel.h"
#include "app/models/recorder.h"
#include "app/models/subscriptioncontroller.h"
#include "app/models/subscriptionsmodel.h"
#include "tests/ui/playerstage.h"
#include "ui/clients/clientspanel.h"
#include "ui/log/exportjob.h"
#include "ui/log/logpanel.h"
#include "ui/recorder/recorddesk.h"
#include "ui/subscriptions/subscriptionspanel.h"
#include "ui/theme/theme.h"

#include <QPushButton>
#include <QToolButton>

using namespace heliograph;
using namespace heliograph::test;

class TestRecorder final : public QObject {
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
    void endsCleanlyWithTheWindow();
    void exportsALogAsARecording();
    void suggestsAName_data();
    void suggestsAName();
};

void TestRecorder::recordsAClientAndPlaysItAgain()
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

void TestRecorder::recordsWhatIsHeldAlready()
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

void TestRecorder::recordsAReplayedStream()
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

void TestRecorder::recordsASubscription()
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

void TestRecorder::recordsAnEndpoint()
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

void TestRecorder::tellsWhatTheJournalDropped()
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

void TestRecorder::tellsThatAFileCannotBeWritten()
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

/// A recording under way when the window closes is whole, and a player reads it.
void TestRecorder::endsCleanlyWithTheWindow()
{
    Stage stage;
    WindowFixture &fixture = stage.fixture;
    const auto client = fixture.connectClient();
    const QString file = stage.folder.filePath(QStringLiteral("closing.sse"));
    fixture.window().recordings().record(LogScope::ofEndpoint("/events"), QStringLiteral("/events"),
                                         false, file);
    PublishRequest request;
    for (int n = 1; n <= 500; ++n) {
        request.raw = block(n);
        fixture.server().publish(request);
    }
    QTRY_COMPARE(streamOf(*client), blocks(1, 500));
    fixture.close(); // at once: what was sent is recorded
    QCOMPARE(eventsOf(file).join(), blocks(1, 500));
    auto reader = RecordingReader::open(file);
    QVERIFY(reader);
    while ((*reader)->next()) { }
    QVERIFY(!(*reader)->fault());
}

void TestRecorder::exportsALogAsARecording()
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

void TestRecorder::suggestsAName_data()
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

void TestRecorder::suggestsAName()
{
    QFETCH(QString, stream);
    QFETCH(QString, begins);
    const QDateTime now(QDate(2026, 11, 21), QTime(10, 45, 12));
    QCOMPARE(RecordDesk::suggestedName(stream, now),
             begins + QStringLiteral("20261121-104512.sse"));
}

QTEST_MAIN(TestRecorder)
#include "tst_recorder.moc"
