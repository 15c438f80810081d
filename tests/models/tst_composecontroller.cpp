// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/iothread.h"
#include "app/journal/journal.h"
#include "app/models/composecontroller.h"
#include "app/models/servercontroller.h"
#include "app/server/server.h"
#include "tests/support/rawclient.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

namespace {

/// A controller with a real server on an I/O thread, as the window has it.
class Fixture final {
public:
    explicit Fixture(const ServerOptions &options = {}) : journal(clock)
    {
        io.runAndWait([this, options] {
            server = std::make_unique<Server>(options, journal, clock);
            url = server->listen(QStringLiteral("127.0.0.1"), 0).value_or(QUrl());
        });
        servers = std::make_unique<ServerController>(io, *server);
        compose = std::make_unique<ComposeController>(io, *server, *servers);
    }
    ~Fixture()
    {
        compose.reset();
        servers.reset();
        io.runAndWait([this] { server.reset(); });
    }

    [[nodiscard]] std::unique_ptr<RawClient> connectClient(const QByteArray &target = "/events",
                                                           const QByteArray &headers = {})
    {
        auto client = std::make_unique<RawClient>(url);
        client->get(target, headers);
        if (!QTest::qWaitFor([&] { return client->has("text/event-stream"); }, 10'000))
            qFatal("The stream did not begin.");
        return client;
    }

    SystemClock clock;
    Journal journal;
    IoThread io;
    std::unique_ptr<Server> server;
    QUrl url;
    std::unique_ptr<ServerController> servers;
    std::unique_ptr<ComposeController> compose;
};

Draft withData(const QByteArray &data)
{
    Draft draft;
    draft.data = data;
    draft.idChoice = IdChoice::None;
    return draft;
}

RepeatPlan every(std::chrono::milliseconds interval, quint64 times = 0)
{
    RepeatPlan plan;
    plan.interval = interval;
    plan.times = times;
    return plan;
}

#ifdef HELIOGRAPH_SCRIPTING
/// A template that the engine cannot interrupt.
QString endless()
{
    return QStringLiteral("${(function next() { Promise.resolve().then(next) })()}");
}
#endif

} // namespace

/// What is the same with and without scripting, then what templates and expressions do.
class ComposeControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_fixture = std::make_unique<Fixture>(); }
    void cleanup() { m_fixture.reset(); }

    void sends();
    void sendsToTheSelected();
    void tellsOutcomesInOrder();
    void sendsRawBytesAsTheyAre();
    void previewsTheNewest();
    void repeats();
    void repeatsInBursts();
    void pausesAndResumes();
    void stopsARepetition();
    void startsOver();
    void failsARepetition();
    void endsWhileItRepeats();
    void tellsProgressSparingly();
    void waitsForSlowReaders();
#ifdef HELIOGRAPH_SCRIPTING
    void fillsInTemplates();
    void previewConsumesNothing();
    void sendsNothingOnErrors_data();
    void sendsNothingOnErrors();
    void survivesWhatCannotBeStopped();
    void resetsTemplates();
    void sendsToWhoMeetsTheExpression();
    void countsMatches();
    void repeatsWithTemplates();
    void repeatsForWhoMeetsTheExpression();
    void stopsALoopingRepetition();
    void holdsItsRate();
#else
    void refusesTemplates();
    void refusesExpressions();
#endif

private:
    [[nodiscard]] ComposeController &compose()
    {
        return *m_fixture->compose;
    }
    [[nodiscard]] RepeatProgress::State state()
    {
        return compose().repeat().state;
    }

    std::unique_ptr<Fixture> m_fixture;
};

void ComposeControllerTest::initTestCase()
{
    qRegisterMetaType<MatchCount>();
}

void ComposeControllerTest::sends()
{
    const auto client = m_fixture->connectClient();
    QSignalSpy sent(&compose(), &ComposeController::sent);
    const Draft draft = withData("a\nb");
    const quint64 number = compose().send(draft);
    QVERIFY(sent.isEmpty());
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).toULongLong(), number);
    QCOMPARE(sent.at(0).at(1).value<Draft>(), draft);
    QCOMPARE(sent.at(0).at(2).value<PublishReceipt>().recipients, 1);
    QTRY_VERIFY(client->has("data: a\ndata: b\n\n"));
}

void ComposeControllerTest::sendsToTheSelected()
{
    const auto one = m_fixture->connectClient();
    const auto two = m_fixture->connectClient();
    QTRY_COMPARE(m_fixture->servers->snapshot()->connections.size(), 2);
    QSignalSpy sent(&compose(), &ComposeController::sent);
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    Draft draft = withData("chosen");
    draft.to = TargetChoice::Selected;
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!failed.at(0).at(1).value<DraftErrors>().of(DraftField::Match).isEmpty());
    compose().setSelectedClients({ConnectionId{2}, ConnectionId{2}});
    compose().send(draft);
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(2).value<PublishReceipt>().recipients, 1);
    compose().send(withData("all"));
    QTRY_VERIFY(one->has("data: all") && two->has("data: all"));
    QCOMPARE(one->count("chosen") + two->count("chosen"), 1);
}

void ComposeControllerTest::tellsOutcomesInOrder()
{
    QList<quint64> order;
    connect(&compose(), &ComposeController::sent, this,
            [&](quint64 number) { order.append(number); });
    connect(&compose(), &ComposeController::sendFailed, this,
            [&](quint64 number) { order.append(number); });
    Draft wrong = withData("x");
    wrong.event = QStringLiteral("a\nb");
    QList<quint64> wanted;
    for (int i = 0; i < 20; ++i)
        wanted.append(compose().send(i % 3 == 0 ? wrong : withData("y")));
    QTRY_COMPARE(order.size(), wanted.size());
    QCOMPARE(order, wanted);
}

void ComposeControllerTest::sendsRawBytesAsTheyAre()
{
    const auto client = m_fixture->connectClient();
    Draft draft;
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("data: ${seq}\\r\\n\\r\\nodd\\x01");
    compose().send(draft);
    QTRY_VERIFY(client->has("odd\x01"));
    QVERIFY(client->has("data: ${seq}\r\n\r\n"));
}

void ComposeControllerTest::previewsTheNewest()
{
    QSignalSpy previewed(&compose(), &ComposeController::previewed);
    for (int i = 0; i < 10; ++i)
        compose().preview(withData(QByteArray::number(i)));
    QVERIFY(previewed.isEmpty());
    QTRY_COMPARE(previewed.size(), 1);
    const auto preview = previewed.at(0).at(0).value<DraftPreview>();
    QCOMPARE(preview.expanded.data, QByteArray("9"));
    QVERIFY(preview.errors.isEmpty() && !preview.hasTemplates);
    Draft wrong = withData("x");
    wrong.retry = QStringLiteral("soon");
    compose().preview(wrong);
    QTRY_COMPARE(previewed.size(), 2);
    QVERIFY(!previewed.at(1).at(0).value<DraftPreview>().errors.of(DraftField::Retry).isEmpty());
}

void ComposeControllerTest::repeats()
{
    const auto client = m_fixture->connectClient();
    QSignalSpy changed(&compose(), &ComposeController::repeatChanged);
    compose().startRepeat(withData("again"), every(5ms, 20));
    QCOMPARE(state(), RepeatProgress::State::Running);
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QCOMPARE(compose().repeat().sent, quint64(20));
    QCOMPARE(compose().repeat().times, quint64(20));
    QVERIFY2(compose().repeat().running >= 95ms,
             qPrintable(QString::number(compose().repeat().running.count())));
    QCOMPARE(changed.constLast().at(0).value<RepeatProgress>(), compose().repeat());
    QTRY_COMPARE(client->count("data: again\n\n"), 20);
}

void ComposeControllerTest::repeatsInBursts()
{
    const auto client = m_fixture->connectClient();
    RepeatPlan plan = every(20ms, 25);
    plan.kind = RepeatPlan::Kind::Burst;
    plan.burst = 10;
    compose().startRepeat(withData("again"), plan);
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QVERIFY(compose().repeat().running >= 40ms);
    QTRY_COMPARE(client->count("data: again\n\n"), 25);
}

void ComposeControllerTest::pausesAndResumes()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("again"), every(1ms, 400));
    QTRY_VERIFY(client->count("again") > 20);
    compose().pauseRepeat();
    QCOMPARE(state(), RepeatProgress::State::Paused);
    // What the I/O thread was handed before comes yet; then a client of its own shows the quiet.
    QTRY_VERIFY([&] {
        const auto before = client->count("again");
        QTest::qWait(20);
        return client->count("again") == before;
    }());
    QVERIFY(client->count("again") < 400);
    const auto running = compose().repeat().running;
    compose().resumeRepeat();
    QCOMPARE(state(), RepeatProgress::State::Running);
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QTRY_COMPARE(client->count("again"), 400);
    QVERIFY(compose().repeat().running >= running);
}

void ComposeControllerTest::stopsARepetition()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("again"), every(1ms));
    QTRY_VERIFY(client->count("again") > 5);
    compose().stopRepeat();
    QCOMPARE(state(), RepeatProgress::State::Stopped);
    compose().send(withData("last"));
    QTRY_VERIFY(client->has("data: last"));
    const qsizetype end = client->received().indexOf("data: last");
    QVERIFY(client->received().indexOf("again", end) < 0);
    compose().resumeRepeat();
    QCOMPARE(state(), RepeatProgress::State::Stopped);
}

void ComposeControllerTest::startsOver()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("first"), every(1ms));
    QTRY_VERIFY(client->has("first"));
    compose().startRepeat(withData("second"), every(1ms, 30));
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QTRY_COMPARE(client->count("second"), 30);
    const qsizetype begin = client->received().indexOf("second");
    QVERIFY(client->received().indexOf("first", begin) < 0);
}

void ComposeControllerTest::failsARepetition()
{
    Draft wrong = withData("x");
    wrong.event = QStringLiteral("a\nb");
    compose().startRepeat(wrong, every(1ms));
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    QVERIFY(!compose().repeat().errors.of(DraftField::Event).isEmpty());
    QCOMPARE(compose().repeat().sent, quint64(0));
    Draft nobody = withData("x");
    nobody.to = TargetChoice::Selected;
    compose().startRepeat(nobody, every(1ms));
    QCOMPARE(state(), RepeatProgress::State::Running);
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    QVERIFY(!compose().repeat().errors.of(DraftField::Match).isEmpty());
}

void ComposeControllerTest::endsWhileItRepeats()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("again"), every(1ms));
    QTRY_VERIFY(client->has("again"));
    compose().send(withData("under way"));
    compose().preview(withData("under way"));
    QElapsedTimer timer;
    timer.start();
    m_fixture.reset();
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void ComposeControllerTest::tellsProgressSparingly()
{
    QSignalSpy changed(&compose(), &ComposeController::repeatChanged);
    compose().startRepeat(withData("again"), every(1ms, 500));
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    const auto running = compose().repeat().running;
    QVERIFY2(changed.size() <= running / 100ms + 3, qPrintable(QString::number(changed.size())));
}

void ComposeControllerTest::waitsForSlowReaders()
{
    ServerOptions options;
    options.slowReaders = SlowReaderPolicy::Pause;
    options.maxQueue = 512 * 1024;
    m_fixture = std::make_unique<Fixture>(options);
    const auto client = m_fixture->connectClient();
    client->setReading(false);
    constexpr int size = 200 * 1024;
    constexpr int most = int(RepeatRun::mostBytesUnderWay / size) + 1;
    const auto held = [this] { return m_fixture->servers->snapshot()->status.heldPublishes; };
    compose().startRepeat(withData(QByteArray(size, 'x')), every(1ms, 200));
    QTRY_VERIFY_WITH_TIMEOUT(held() >= most - 2, 20'000);
    QVERIFY2(held() <= most, qPrintable(QString::number(held())));
    QCOMPARE(state(), RepeatProgress::State::Running);
    QVERIFY(compose().repeat().sent < 200);
    client->setReading(true);
    QTRY_COMPARE_WITH_TIMEOUT(state(), RepeatProgress::State::Done, 20'000);
    QCOMPARE(compose().repeat().sent, quint64(200));
    QVERIFY(client->waitForSize(qsizetype(200) * size));
}

#ifdef HELIOGRAPH_SCRIPTING

void ComposeControllerTest::fillsInTemplates()
{
    const auto client = m_fixture->connectClient("/events/2");
    QSignalSpy sent(&compose(), &ComposeController::sent);
    Draft draft = withData("{\"n\":${seq},\"t\":${typeof t}}\n${n = (globalThis.n ?? 10) + 1}");
    draft.event = QStringLiteral("e${seq}");
    draft.endpoint = QStringLiteral("/events/${1 + 1}");
    compose().send(draft);
    compose().send(draft);
    QTRY_COMPARE(sent.size(), 2);
    QCOMPARE(sent.at(1).at(1).value<Draft>(), draft);
    QTRY_VERIFY(client->has("event: e2"));
    QVERIFY(client->has("event: e1\ndata: {\"n\":1,\"t\":number}\ndata: 11\n\n"));
    QTRY_VERIFY(client->has("event: e2\ndata: {\"n\":2,\"t\":number}\ndata: 12\n\n"));
}

void ComposeControllerTest::previewConsumesNothing()
{
    QSignalSpy previewed(&compose(), &ComposeController::previewed);
    QSignalSpy sent(&compose(), &ComposeController::sent);
    const Draft draft = withData("${seq}");
    for (int i = 1; i <= 3; ++i) {
        compose().preview(draft);
        QTRY_COMPARE(previewed.size(), i);
        const auto preview = previewed.constLast().at(0).value<DraftPreview>();
        QVERIFY(preview.hasTemplates);
        QCOMPARE(preview.expanded.data, QByteArray("1"));
    }
    compose().send(draft);
    QTRY_COMPARE(sent.size(), 1);
    compose().preview(draft);
    QTRY_COMPARE(previewed.size(), 4);
    QCOMPARE(previewed.constLast().at(0).value<DraftPreview>().expanded.data, QByteArray("2"));
}

void ComposeControllerTest::sendsNothingOnErrors_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("message");

    QTest::newRow("throws") << QByteArray("a ${user.name}")
                            << "ReferenceError: Can't find variable: user.";
    QTest::newRow("loops") << QByteArray("a ${(()=>{for(;;);})()}")
                           << "\"(()=>{for(;;);})()\" was stopped after 100 ms: it did not end.";
}

void ComposeControllerTest::sendsNothingOnErrors()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QString, message);
    const auto client = m_fixture->connectClient();
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    QSignalSpy previewed(&compose(), &ComposeController::previewed);
    const quint64 number = compose().send(withData(data));
    compose().preview(withData(data));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(0).toULongLong(), number);
    const auto errors = failed.at(0).at(1).value<DraftErrors>();
    QCOMPARE(errors.all.size(), 1);
    QCOMPARE(errors.of(DraftField::Data), message);
    QCOMPARE(errors.all.constFirst().position, 2);
    QCOMPARE(errors.all.constFirst().length, data.size() - 2);
    QTRY_COMPARE(previewed.size(), 1);
    const auto preview = previewed.at(0).at(0).value<DraftPreview>();
    QCOMPARE(preview.errors, errors);
    QCOMPARE(preview.expanded.data, data);
    compose().startRepeat(withData(data), every(1ms));
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    QCOMPARE(compose().repeat().errors, errors);
    // None of them took a number.
    compose().send(withData("${seq}"));
    QTRY_VERIFY(client->has("data: 1\n\n"));
    QCOMPARE(client->count("data:"), 1);
}

void ComposeControllerTest::survivesWhatCannotBeStopped()
{
    const auto client = m_fixture->connectClient();
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    QSignalSpy previewed(&compose(), &ComposeController::previewed);
    Draft draft = withData("x");
    draft.comment = endless();
    compose().send(draft);
    compose().send(withData("after"));
    compose().preview(draft);
    compose().startRepeat(draft, every(1ms));
    QTRY_VERIFY(client->has("data: after"));
    QTRY_COMPARE(failed.size(), 1);
    // Now and then the engine gets hold of it yet, and says "was stopped".
    const auto saysWhy = [](const DraftErrors &errors) {
        return errors.all.size() == 1
            && errors.of(DraftField::Comment).contains(QStringLiteral("stopped"));
    };
    QVERIFY(saysWhy(failed.at(0).at(1).value<DraftErrors>()));
    QTRY_COMPARE(previewed.size(), 1);
    QVERIFY(saysWhy(previewed.at(0).at(0).value<DraftPreview>().errors));
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    QVERIFY(saysWhy(compose().repeat().errors));
    QCOMPARE(client->count("data:"), 1);
}

void ComposeControllerTest::resetsTemplates()
{
    const auto client = m_fixture->connectClient();
    const Draft draft = withData("${seq} ${n = (globalThis.n ?? 0) + 1};");
    compose().send(draft);
    compose().send(draft);
    QTRY_VERIFY(client->has("data: 2 2;"));
    compose().resetTemplates();
    compose().send(draft);
    QTRY_COMPARE(client->count("data: 1 1;"), 2);
}

void ComposeControllerTest::sendsToWhoMeetsTheExpression()
{
    const auto one = m_fixture->connectClient("/events?user=42", "User-Agent: Chrome\r\n");
    const auto two = m_fixture->connectClient("/events?user=42", "User-Agent: curl\r\n");
    const auto three = m_fixture->connectClient("/events");
    QSignalSpy sent(&compose(), &ComposeController::sent);
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    Draft draft = withData("chosen");
    draft.to = TargetChoice::Matching;
    draft.match = QStringLiteral("query.user == \"42\" && userAgent.includes(\"Chrome\")");
    compose().send(draft);
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(2).value<PublishReceipt>().recipients, 1);
    draft.match = QStringLiteral("query.user == 43");
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(1).value<DraftErrors>().of(DraftField::Match),
             QStringLiteral("No client at /events meets the expression now."));
    draft.match = QStringLiteral("query.user.length > 1");
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 2);
    const DraftErrors errors = failed.at(1).at(1).value<DraftErrors>();
    QCOMPARE(draft.match.mid(errors.all.at(0).position, errors.all.at(0).length),
             QStringLiteral("query.user.length"));
    compose().send(withData("all"));
    QTRY_VERIFY(one->has("data: all") && two->has("data: all") && three->has("data: all"));
    QCOMPARE(one->count("chosen"), 1);
    QCOMPARE(two->count("chosen") + three->count("chosen"), 0);
}

void ComposeControllerTest::countsMatches()
{
    QSignalSpy counted(&compose(), &ComposeController::matchCounted);
    const auto last = [&] {
        return counted.isEmpty() ? MatchCount() : counted.constLast().at(0).value<MatchCount>();
    };
    const auto one = m_fixture->connectClient("/events?user=1");
    compose().watchMatch(QStringLiteral("/events"), QStringLiteral("query.user"));
    QVERIFY(counted.isEmpty());
    QTRY_COMPARE(last().clients, 1);
    QCOMPARE(last().expression, QStringLiteral("query.user"));
    const auto two = m_fixture->connectClient("/events?user=2");
    QTRY_COMPARE(last().clients, 2);
    one->close();
    QTRY_COMPARE(last().clients, 1);
    compose().watchMatch(QStringLiteral("/events"), QStringLiteral("query.none.x"));
    QTRY_VERIFY(!last().error.isEmpty());
    QCOMPARE(last().position, 0);
    compose().watchMatch(QStringLiteral("/events"), QString());
    const auto count = counted.size();
    const auto three = m_fixture->connectClient("/events?user=3");
    QSignalSpy snapshots(m_fixture->servers.get(), &ServerController::snapshotChanged);
    QTRY_VERIFY(!snapshots.isEmpty());
    QCOMPARE(counted.size(), count);
}

void ComposeControllerTest::repeatsWithTemplates()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("${seq} ${Date.now()}"), every(1ms, 50));
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QTRY_COMPARE(client->count("data: "), 50);
    qsizetype at = 0;
    QSet<QByteArray> times;
    for (int i = 1; i <= 50; ++i) {
        at = client->received().indexOf("data: " + QByteArray::number(i) + ' ', at);
        QVERIFY2(at >= 0, qPrintable(QString::number(i)));
        times.insert(client->received().mid(at, 40).split('\n').constFirst().split(' ').at(2));
    }
    QVERIFY2(times.size() > 10, qPrintable(QString::number(times.size())));
}

void ComposeControllerTest::repeatsForWhoMeetsTheExpression()
{
    const auto other = m_fixture->connectClient();
    auto one = m_fixture->connectClient("/events?user=1");
    Draft draft = withData("chosen ${seq}.");
    draft.to = TargetChoice::Matching;
    draft.match = QStringLiteral("query.user");
    compose().startRepeat(draft, every(5ms));
    QTRY_VERIFY(one->has("chosen 5."));
    // Nobody for a while does not end it.
    one->close();
    QSignalSpy changed(&compose(), &ComposeController::repeatChanged);
    QTRY_VERIFY(changed.size() > 10);
    QCOMPARE(state(), RepeatProgress::State::Running);
    one = m_fixture->connectClient("/events?user=2");
    QTRY_VERIFY(one->has("chosen"));
    compose().stopRepeat();
    QVERIFY(!other->has("chosen"));
}

void ComposeControllerTest::stopsALoopingRepetition()
{
    // The second event loops; the first one tells that the repetition is there.
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("${n = (globalThis.n ?? 0) + 1}${n > 1 && (()=>{for(;;);})()}"),
                          every(1ms));
    QTRY_VERIFY(client->has("data: 1false"));
    compose().stopRepeat();
    QVERIFY(!compose().repeat().isActive());
    compose().startRepeat(withData("next ${seq}"), every(1ms, 2));
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
}

void ComposeControllerTest::holdsItsRate()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("${seq} ${Math.sin(t) * 50}"), every(1ms));
    QTRY_VERIFY(compose().repeat().running > 1200ms);
    const RepeatProgress now = compose().repeat();
    const double due = double(now.running.count()) + 1;
    QVERIFY2(double(now.sent) > due * 0.8 && double(now.sent) <= due,
             qPrintable(QStringLiteral("%1 of %2").arg(now.sent).arg(due)));
    QVERIFY2(now.perSecond > 500 && now.perSecond < 2100,
             qPrintable(QString::number(now.perSecond)));
}

#else

void ComposeControllerTest::refusesTemplates()
{
    const auto client = m_fixture->connectClient();
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    Draft draft = withData("a ${seq}");
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(1).value<DraftErrors>().of(DraftField::Data),
             QStringLiteral("This build has no scripting. Switch templates off under More to send "
                            "the text as it is."));
    compose().startRepeat(draft, every(1ms));
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    draft.hasTemplates = false;
    compose().send(draft);
    QTRY_VERIFY(client->has("data: a ${seq}\n\n"));
    QCOMPARE(client->count("data:"), 1);
}

void ComposeControllerTest::refusesExpressions()
{
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    QSignalSpy counted(&compose(), &ComposeController::matchCounted);
    Draft draft = withData("a");
    draft.to = TargetChoice::Matching;
    draft.match = QStringLiteral("true");
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!failed.at(0).at(1).value<DraftErrors>().of(DraftField::Match).isEmpty());
    compose().watchMatch(QStringLiteral("/events"), QStringLiteral("true"));
    QTRY_COMPARE(counted.size(), 1);
    QVERIFY(!counted.at(0).at(0).value<MatchCount>().error.isEmpty());
}

#endif

QTEST_GUILESS_MAIN(ComposeControllerTest)
#include "tst_composecontroller.moc"
