// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/journal.h"
#include "app/server/streamhub.h"
#include "app/sse/eventparser.h"
#include "app/sse/eventwriter.h"
#include "tests/support/rawclient.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

namespace {

const QByteArray head = QByteArrayLiteral("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");

constexpr int events50MB = 1000;
constexpr qsizetype eventSize = qsizetype{50} * 1024;
constexpr qsizetype wireSize = eventSize + 100; // at least what write() makes of it

ServerOptions optionsFor(SlowReaderPolicy policy)
{
    ServerOptions options;
    options.slowReaders = policy;
    options.maxQueue = 256 * 1024;
    options.heartbeat = 200ms; // for a tick of 20 ms; the clock stands still
    options.replayEvents = 20;
    options.pauseLimit = 10s;
    return options;
}

/// What a client read: complete chunks of complete events.
struct Reading {
    bool isIntact = false; ///< the head, then well-formed chunks that each hold whole events
    QList<int> ids;

    /// Places where the next id is not the next number.
    [[nodiscard]] QList<qsizetype> gaps() const
    {
        QList<qsizetype> places;
        for (qsizetype i = 1; i < ids.size(); ++i) {
            if (ids[i] != ids[i - 1] + 1)
                places.append(i);
        }
        return places;
    }
};

Reading readAll(const QByteArray &received)
{
    Reading reading;
    if (!received.startsWith(head))
        return reading;
    EventParser parser;
    qsizetype at = head.size();
    while (at < received.size()) {
        const qsizetype lineEnd = received.indexOf("\r\n", at);
        bool isNumber = false;
        const qsizetype size = received.mid(at, lineEnd - at).toLongLong(&isNumber, 16);
        const qsizetype end = lineEnd + 2 + size + 2;
        if (lineEnd < 0 || !isNumber || end > received.size()
            || received.mid(end - 2, 2) != QByteArrayLiteral("\r\n"))
            return reading;
        const auto items = parser.feed(QByteArrayView(received).sliced(lineEnd + 2, size));
        if (items.size() != 1)
            return reading;
        if (items.constFirst().kind == StreamItem::Kind::Event)
            reading.ids.append(items.constFirst().lastEventId.toInt());
        at = end;
    }
    reading.isIntact = parser.finish().isEmpty();
    return reading;
}

/// A hub behind a listener that makes each connection a stream at /events.
class Fixture final {
public:
    Fixture(const ServerOptions &options, bool epoll)
        : hub(options, journal, clock, epoll ? makeEpollSinks() : makeSocketSinks())
    {
        listener.listen(QHostAddress::LocalHost);
        QObject::connect(&listener, &QTcpServer::newConnection, &listener, [this] { accept(); });
        hub.setRoomListener([this](const Endpoint &endpoint) {
            if (&endpoint == hub.endpoints().find("/events"))
                ++timesTold;
        });
    }

    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(listener.serverPort()));
    }
    [[nodiscard]] Endpoint &endpoint() { return **hub.use("/events"); }

    void publish(qsizetype size = eventSize)
    {
        const QByteArray wire = nextEvent(size);
        hub.sendToAll(endpoint(), wire, true);
        hub.remember(endpoint(),
                     {wire, "message", QByteArray::number(published), true, clock.wall()});
    }
    [[nodiscard]] QByteArray nextEvent(qsizetype size)
    {
        Event event;
        event.id = QByteArray::number(++published);
        event.data = QByteArray(size, 'x');
        return EventWriter::write(event).value_or(QByteArray());
    }

    /// Publishes until a reader has no room, at most 50 MB.
    [[nodiscard]] bool fill()
    {
        while (published < events50MB) {
            if (!hub.hasRoom(endpoint(), wireSize))
                return true;
            publish();
        }
        return false;
    }

    [[nodiscard]] ConnectionSnapshot client(int number) const
    {
        for (const auto &connection : hub.connections()) {
            if (connection.facts->id == ConnectionId{static_cast<quint64>(number)})
                return connection;
        }
        return {};
    }
    [[nodiscard]] QList<JournalEntryPtr> entries(EntryKind kind) const
    {
        auto list = journal.read(Sequence::None, 100'000);
        list.removeIf([kind](const auto &entry) { return entry->kind != kind; });
        return list;
    }
    [[nodiscard]] QString closeReason() const
    {
        const auto list = entries(EntryKind::ClientClosed);
        return list.isEmpty() ? QString() : list.constFirst()->text;
    }

    ManualClock clock;
    Journal journal{clock};
    QTcpServer listener; // its sockets outlive the streams on them
    StreamHub hub;
    int timesTold = 0; ///< that /events has room again
    int published = 0;
    QByteArray lastEventId; ///< that those who come bring

private:
    void accept()
    {
        StreamRequest request;
        request.facts.endpoint = "/events";
        request.facts.hasLastEventId = !lastEventId.isEmpty();
        request.facts.lastEventId = lastEventId;
        request.head = head;
        request.socket = listener.nextPendingConnection();
        // A fixed size: the kernel does not come to take more from a stalled stream meanwhile.
        request.socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, 256 * 1024);
        hub.open(std::move(request), endpoint());
    }
};

/// A fixture with client 1, which does not read, and client 2, which does.
struct Pair {
    Pair(const ServerOptions &options, bool epoll)
        : fixture(options, epoll), stalled(fixture.url()), reader(nullptr)
    {
        stalled.setReading(false);
        isReady = QTest::qWaitFor([this] { return fixture.hub.connectionCount() == 1; }, 10'000);
        reader = std::make_unique<RawClient>(fixture.url());
        isReady = isReady && QTest::qWaitFor([this] {
                      return fixture.hub.connectionCount() == 2 && reader->has(head);
                  });
    }

    /// Publishes one event; true when the reader had it without delay, and no queue is past its
    /// bound.
    [[nodiscard]] bool publishOne(qsizetype bound)
    {
        fixture.publish();
        if (!reader->waitForSize(head.size() + fixture.published * eventSize))
            return false;
        const auto connections = fixture.hub.connections();
        return std::all_of(connections.begin(), connections.end(),
                           [bound](const auto &one) { return one.queuedBytes <= bound; });
    }

    /// Publishes until the stalled client has no room.
    [[nodiscard]] bool fill(qsizetype bound)
    {
        while (fixture.hub.hasRoom(fixture.endpoint(), wireSize)) {
            if (fixture.published == events50MB || !publishOne(bound))
                return false;
        }
        return true;
    }

    Fixture fixture;
    RawClient stalled;
    std::unique_ptr<RawClient> reader;
    bool isReady = false;
};

QList<int> numbersTo(int last)
{
    QList<int> numbers(last);
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

void addSinkColumns()
{
    QTest::addColumn<bool>("epoll");
    QTest::newRow("one epoll set") << true;
    QTest::newRow("a socket each") << false;
}

} // namespace

/// What becomes of readers that do not keep up, and of those beside them.
class BackpressureTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void disconnectsAtTheBound_data() { addSinkColumns(); }
    void disconnectsAtTheBound();
    void dropsTheOldest_data() { addSinkColumns(); }
    void dropsTheOldest();
    void droppingIsJournalledOnceASecond();
    void droppingEndsWithTheClient();
    void replayingStreamCountsWhatItMisses();
    void eventLargerThanTheBoundIsSentToAnEmptyQueue_data();
    void eventLargerThanTheBoundIsSentToAnEmptyQueue();
    void pausesUntilThereIsRoom_data() { addSinkColumns(); }
    void pausesUntilThereIsRoom();
    void pauseEndsWhenTheClientGoes_data() { addSinkColumns(); }
    void pauseEndsWhenTheClientGoes();
    void pauseEndsAtItsLimit_data() { addSinkColumns(); }
    void pauseEndsAtItsLimit();
    void pauseEndsWithTheOptions_data();
    void pauseEndsWithTheOptions();
    void pauseEndsBeforeTheEndpointGoes();
    void namedClientsAreAskedAlone();
    void replayHoldsPublishersToo();
    void thereIsRoomUnderOtherPolicies();
    void snapshotTellsWhatWaits_data() { addSinkColumns(); }
    void snapshotTellsWhatWaits();
    void oldBlocksLeaveTheHistory();
};

void BackpressureTest::disconnectsAtTheBound()
{
    QFETCH(bool, epoll);
    const ServerOptions options = optionsFor(SlowReaderPolicy::Disconnect);
    Pair pair(options, epoll);
    QVERIFY(pair.isReady);
    for (int i = 0; i < events50MB; ++i)
        QVERIFY(pair.publishOne(options.maxQueue));
    QCOMPARE(pair.fixture.hub.connectionCount(), 1);
    QCOMPARE(pair.fixture.hub.tooSlow(), quint64{1});
    QCOMPARE(pair.fixture.hub.dropped(), quint64{0});
    QVERIFY(pair.fixture.closeReason().startsWith(QStringLiteral("read too slowly")));
    QVERIFY(pair.fixture.closeReason().contains(QStringLiteral("--max-queue")));
    QCOMPARE(readAll(pair.reader->received()).ids, numbersTo(events50MB));
}

void BackpressureTest::dropsTheOldest()
{
    QFETCH(bool, epoll);
    const ServerOptions options = optionsFor(SlowReaderPolicy::DropOldest);
    Pair pair(options, epoll);
    QVERIFY(pair.isReady);
    Fixture &fixture = pair.fixture;
    for (int i = 0; i < events50MB; ++i)
        QVERIFY(pair.publishOne(options.maxQueue));
    QCOMPARE(fixture.hub.connectionCount(), 2);
    const auto dropped = static_cast<int>(fixture.client(1).dropped);
    QVERIFY(dropped > 0);
    QCOMPARE(fixture.hub.dropped(), static_cast<quint64>(dropped));
    QCOMPARE(fixture.client(2).dropped, quint64{0});

    pair.stalled.setReading(true);
    QTRY_VERIFY(pair.stalled.has("id: 1000\n"));
    QTRY_COMPARE(fixture.client(1).queuedBytes, qsizetype{0});
    QVERIFY(pair.stalled.waitForSize(head.size() + (events50MB - dropped) * eventSize));
    const Reading survived = readAll(pair.stalled.received());
    QVERIFY(survived.isIntact);
    QCOMPARE(survived.ids.size(), events50MB - dropped);
    QCOMPARE(survived.ids.constFirst(), 1);
    QCOMPARE(survived.ids.constLast(), events50MB);
    // One gap, and after it what the bound could keep: whole events, the newest.
    QCOMPARE(survived.gaps().size(), 1);
    const qsizetype kept = survived.ids.size() - survived.gaps().constFirst();
    QVERIFY(kept <= options.maxQueue / eventSize);
    QVERIFY(kept >= options.maxQueue / eventSize - 2);
    QCOMPARE(readAll(pair.reader->received()).ids, numbersTo(events50MB));

    // The totals tell what was written, and the journal what was dropped.
    QCOMPARE(fixture.client(1).events, static_cast<quint64>(events50MB - dropped));
    QCOMPARE(fixture.hub.bytes(), fixture.client(1).bytes + fixture.client(2).bytes);
    QTRY_COMPARE(fixture.entries(EntryKind::SlowReader).size(), 2);
    const auto entries = fixture.entries(EntryKind::SlowReader);
    QCOMPARE(entries.constFirst()->connection, ConnectionId{1});
    QVERIFY2(entries.constFirst()->text.startsWith(
                 QStringLiteral("Client 1 at /events reads too slowly: its oldest events are "
                                "dropped")),
             qPrintable(entries.constFirst()->text));
    QVERIFY(entries.constLast()->text.contains(QStringLiteral("has caught up")));
    QCOMPARE(entries.constLast()->recipients, static_cast<quint32>(dropped));

    // From then on it is a client like any other.
    fixture.publish();
    QTRY_VERIFY(pair.stalled.has("id: 1001\n"));
}

void BackpressureTest::droppingIsJournalledOnceASecond()
{
    Pair pair(optionsFor(SlowReaderPolicy::DropOldest), true);
    QVERIFY(pair.isReady);
    Fixture &fixture = pair.fixture;
    const auto told = [&fixture] { return fixture.entries(EntryKind::SlowReader).size(); };
    while (fixture.hub.dropped() == 0)
        QVERIFY(pair.publishOne(wireSize * events50MB));
    QCOMPARE(told(), 1);
    for (int i = 0; i < 50; ++i) // some ticks pass meanwhile, no time
        QVERIFY(pair.publishOne(wireSize * events50MB));
    QCOMPARE(told(), 1);
    fixture.clock.advance(1s);
    QTRY_COMPARE(told(), 2);
    QCOMPARE(fixture.entries(EntryKind::SlowReader).constLast()->recipients,
             static_cast<quint32>(fixture.hub.dropped()));
    fixture.clock.advance(1s); // nothing more was dropped
    const auto beats = fixture.entries(EntryKind::Heartbeat).size();
    QTRY_VERIFY(fixture.entries(EntryKind::Heartbeat).size() > beats);
    QCOMPARE(told(), 2);
}

void BackpressureTest::droppingEndsWithTheClient()
{
    Pair pair(optionsFor(SlowReaderPolicy::DropOldest), true);
    QVERIFY(pair.isReady);
    while (pair.fixture.hub.dropped() == 0)
        QVERIFY(pair.publishOne(wireSize * events50MB));
    pair.stalled.reset();
    QTRY_COMPARE(pair.fixture.hub.connectionCount(), 1);
    const auto entries = pair.fixture.entries(EntryKind::SlowReader);
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries.constLast()->recipients, static_cast<quint32>(pair.fixture.hub.dropped()));
    QCOMPARE(pair.fixture.hub.tooSlow(), quint64{0});
}

void BackpressureTest::replayingStreamCountsWhatItMisses()
{
    const ServerOptions options = optionsFor(SlowReaderPolicy::DropOldest);
    Fixture fixture(options, true);
    for (int i = 0; i < options.replayEvents; ++i)
        fixture.publish();
    fixture.lastEventId = "1";
    RawClient client(fixture.url());
    client.setReading(false);
    QTRY_COMPARE(fixture.hub.connectionCount(), 1);
    while (fixture.hub.dropped() < 10) {
        fixture.publish();
        QCoreApplication::processEvents();
        QVERIFY(fixture.published < events50MB);
        QVERIFY(fixture.client(1).queuedBytes <= options.maxQueue);
    }
    client.setReading(true);
    const auto expected = fixture.published - 1 - static_cast<int>(fixture.hub.dropped());
    QVERIFY(client.waitForSize(head.size() + expected * eventSize));
    QTRY_COMPARE(fixture.client(1).queuedBytes, qsizetype{0});
    QTRY_VERIFY(readAll(client.received()).isIntact);
    const Reading reading = readAll(client.received());
    QCOMPARE(reading.ids.size(), expected);
    QCOMPARE(reading.ids.constFirst(), 2);
    QCOMPARE(reading.ids.constLast(), fixture.published);
    QCOMPARE(reading.gaps().size(), 1);
}

void BackpressureTest::eventLargerThanTheBoundIsSentToAnEmptyQueue_data()
{
    QTest::addColumn<SlowReaderPolicy>("policy");
    QTest::newRow("disconnect") << SlowReaderPolicy::Disconnect;
    QTest::newRow("drop the oldest") << SlowReaderPolicy::DropOldest;
    QTest::newRow("pause") << SlowReaderPolicy::Pause;
}

void BackpressureTest::eventLargerThanTheBoundIsSentToAnEmptyQueue()
{
    QFETCH(SlowReaderPolicy, policy);
    constexpr qsizetype large = qsizetype{20} * 1024 * 1024;
    Fixture fixture(optionsFor(policy), true);
    RawClient client(fixture.url());
    QTRY_VERIFY(client.has(head));
    QVERIFY(fixture.hub.hasRoom(fixture.endpoint(), large));
    fixture.publish(large);
    QCOMPARE(fixture.hub.hasRoom(fixture.endpoint(), 1), policy != SlowReaderPolicy::Pause);
    QVERIFY(client.waitForSize(large));
    QTRY_COMPARE(readAll(client.received()).ids, numbersTo(1));
}

void BackpressureTest::pausesUntilThereIsRoom()
{
    QFETCH(bool, epoll);
    const ServerOptions options = optionsFor(SlowReaderPolicy::Pause);
    Pair pair(options, epoll);
    QVERIFY(pair.isReady);
    Fixture &fixture = pair.fixture;
    QVERIFY(pair.fill(options.maxQueue));
    QVERIFY(fixture.client(1).queuedBytes + wireSize > options.maxQueue);
    QCOMPARE(fixture.timesTold, 0);
    QCOMPARE(fixture.entries(EntryKind::SlowReader).size(), 1);
    QVERIFY(fixture.entries(EntryKind::SlowReader)
                .constFirst()
                ->text.contains(QStringLiteral("publishers wait")));
    QVERIFY(!fixture.hub.hasRoom(fixture.endpoint(), wireSize));
    QVERIFY(fixture.hub.hasRoom(fixture.endpoint(), 1));
    QVERIFY(!fixture.hub.hasRoom(fixture.endpoint(), wireSize));

    fixture.clock.advance(3s);
    pair.stalled.setReading(true);
    QTRY_COMPARE(fixture.timesTold, 1);
    while (fixture.published < events50MB) {
        QTRY_VERIFY(fixture.hub.hasRoom(fixture.endpoint(), wireSize));
        QVERIFY(pair.publishOne(options.maxQueue));
    }
    QVERIFY(pair.stalled.waitForSize(pair.reader->received().size()));
    QVERIFY(readAll(pair.stalled.received()).isIntact);
    QCOMPARE(readAll(pair.stalled.received()).ids, numbersTo(events50MB));
    QCOMPARE(readAll(pair.reader->received()).ids, numbersTo(events50MB));
    QCOMPARE(fixture.hub.tooSlow(), quint64{0});
    QCOMPARE(fixture.hub.dropped(), quint64{0});
    fixture.clock.advance(1s);
    QTRY_COMPARE(fixture.entries(EntryKind::SlowReader).size(), 2);
    QVERIFY(fixture.entries(EntryKind::SlowReader)
                .constLast()
                ->text.endsWith(QStringLiteral("it did so for 3.0 s.")));
}

void BackpressureTest::pauseEndsWhenTheClientGoes()
{
    QFETCH(bool, epoll);
    const ServerOptions options = optionsFor(SlowReaderPolicy::Pause);
    Pair pair(options, epoll);
    QVERIFY(pair.isReady);
    QVERIFY(pair.fill(options.maxQueue));
    pair.stalled.reset();
    QTRY_COMPARE(pair.fixture.timesTold, 1);
    QCOMPARE(pair.fixture.hub.connectionCount(), 1);
    QCOMPARE(pair.fixture.hub.tooSlow(), quint64{0});
    QTRY_VERIFY(pair.fixture.hub.hasRoom(pair.fixture.endpoint(), wireSize));
}

void BackpressureTest::pauseEndsAtItsLimit()
{
    QFETCH(bool, epoll);
    const ServerOptions options = optionsFor(SlowReaderPolicy::Pause);
    Pair pair(options, epoll);
    QVERIFY(pair.isReady);
    QVERIFY(pair.fill(options.maxQueue));
    pair.fixture.clock.advance(options.pauseLimit - 1ms);
    QTRY_VERIFY(!pair.fixture.entries(EntryKind::Heartbeat).isEmpty());
    QCOMPARE(pair.fixture.hub.connectionCount(), 2);
    QCOMPARE(pair.fixture.timesTold, 0);
    pair.fixture.clock.advance(1ms);
    QTRY_COMPARE(pair.fixture.timesTold, 1);
    QCOMPARE(pair.fixture.hub.connectionCount(), 1);
    QCOMPARE(pair.fixture.hub.tooSlow(), quint64{1});
    QVERIFY(pair.fixture.closeReason().startsWith(QStringLiteral("read too slowly")));
    QVERIFY(pair.fixture.hub.hasRoom(pair.fixture.endpoint(), wireSize));
}

void BackpressureTest::pauseEndsWithTheOptions_data()
{
    QTest::addColumn<SlowReaderPolicy>("policy");
    QTest::addColumn<int>("maxQueue");
    QTest::addColumn<bool>("hasRoom");
    QTest::newRow("another policy") << SlowReaderPolicy::DropOldest << 256 * 1024 << true;
    QTest::newRow("a larger bound") << SlowReaderPolicy::Pause << 1024 * 1024 << true;
    QTest::newRow("a smaller bound") << SlowReaderPolicy::Pause << 64 * 1024 << false;
}

void BackpressureTest::pauseEndsWithTheOptions()
{
    QFETCH(SlowReaderPolicy, policy);
    QFETCH(int, maxQueue);
    QFETCH(bool, hasRoom);
    ServerOptions options = optionsFor(SlowReaderPolicy::Pause);
    Pair pair(options, true);
    QVERIFY(pair.isReady);
    QVERIFY(pair.fill(options.maxQueue));
    options.slowReaders = policy;
    options.maxQueue = maxQueue;
    pair.fixture.hub.setOptions(options);
    QCOMPARE(pair.fixture.timesTold, 0); // the loop tells
    QTRY_COMPARE(pair.fixture.timesTold, 1);
    QCOMPARE(pair.fixture.hub.hasRoom(pair.fixture.endpoint(), wireSize), hasRoom);
}

void BackpressureTest::pauseEndsBeforeTheEndpointGoes()
{
    const ServerOptions options = optionsFor(SlowReaderPolicy::Pause);
    Pair pair(options, true);
    QVERIFY(pair.isReady);
    QVERIFY(pair.fill(options.maxQueue));
    pair.fixture.hub.removeEndpoint("/events");
    QCOMPARE(pair.fixture.timesTold, 1);
}

void BackpressureTest::namedClientsAreAskedAlone()
{
    Pair pair(optionsFor(SlowReaderPolicy::Pause), true);
    QVERIFY(pair.isReady);
    Fixture &fixture = pair.fixture;
    while (fixture.hub.hasRoom({ConnectionId{1}}, wireSize)) {
        QVERIFY(fixture.published < events50MB);
        fixture.hub.sendTo({ConnectionId{1}}, fixture.endpoint(), fixture.nextEvent(eventSize),
                           true);
    }
    QVERIFY(fixture.hub.hasRoom({ConnectionId{2}, ConnectionId{99}}, wireSize));
    QVERIFY(!fixture.hub.hasRoom({ConnectionId{2}, ConnectionId{1}, ConnectionId{1}}, wireSize));
    pair.stalled.setReading(true);
    QTRY_COMPARE(fixture.timesTold, 1);
    QTRY_VERIFY(fixture.hub.hasRoom({ConnectionId{1}}, wireSize));
}

void BackpressureTest::replayHoldsPublishersToo()
{
    const ServerOptions options = optionsFor(SlowReaderPolicy::Pause);
    Fixture fixture(options, true);
    for (int i = 0; i < options.replayEvents; ++i)
        fixture.publish();
    fixture.lastEventId = "1";
    RawClient client(fixture.url());
    client.setReading(false);
    QTRY_COMPARE(fixture.hub.connectionCount(), 1);
    QVERIFY(fixture.fill());
    QVERIFY(fixture.client(1).queuedBytes <= options.maxQueue);
    const ReplayHistory &history = fixture.endpoint().history;
    QVERIFY(history.end() - history.first() <= static_cast<quint64>(options.replayEvents) + 1);
    client.setReading(true);
    QTRY_VERIFY(fixture.timesTold > 0);
    QTRY_VERIFY(fixture.hub.hasRoom(fixture.endpoint(), wireSize));
    fixture.publish();
    QVERIFY(client.waitForSize(head.size() + (fixture.published - 1) * eventSize));
    QTRY_VERIFY(readAll(client.received()).isIntact);
    const Reading reading = readAll(client.received());
    QCOMPARE(reading.ids, numbersTo(fixture.published).sliced(1));
}

void BackpressureTest::thereIsRoomUnderOtherPolicies()
{
    Pair pair(optionsFor(SlowReaderPolicy::DropOldest), true);
    QVERIFY(pair.isReady);
    QVERIFY(!pair.fixture.fill());
    QVERIFY(pair.fixture.hub.dropped() > 0);
    QVERIFY(pair.fixture.hub.hasRoom(pair.fixture.endpoint(), wireSize));
    QVERIFY(pair.fixture.hub.hasRoom({ConnectionId{1}}, wireSize));
    QCOMPARE(pair.fixture.timesTold, 0);
}

void BackpressureTest::snapshotTellsWhatWaits()
{
    QFETCH(bool, epoll);
    Pair pair(optionsFor(SlowReaderPolicy::DropOldest), epoll);
    QVERIFY(pair.isReady);
    while (pair.fixture.hub.dropped() == 0)
        QVERIFY(pair.publishOne(wireSize * events50MB));
    pair.fixture.clock.advance(1500ms);
    const ConnectionSnapshot stalled = pair.fixture.client(1);
    QVERIFY(stalled.queuedBytes > 0);
    QCOMPARE(stalled.oldestUnsent, 1500ms);
    QVERIFY(stalled.dropped > 0);
    const ConnectionSnapshot reader = pair.fixture.client(2);
    QCOMPARE(reader.queuedBytes, qsizetype{0});
    QCOMPARE(reader.oldestUnsent, 0ms);
#ifdef Q_OS_LINUX
    QVERIFY(stalled.unsentBytes.value_or(0) > 0);
    QTRY_COMPARE(pair.fixture.client(2).unsentBytes, std::optional<qint64>(0));
#endif
}

void BackpressureTest::oldBlocksLeaveTheHistory()
{
    ServerOptions options = optionsFor(SlowReaderPolicy::Disconnect);
    Fixture fixture(options, true);
    for (int i = 0; i < 5; ++i)
        fixture.publish(10);
    fixture.endpoint().history.setLimits(1000, options.replayBytes, 60s);
    fixture.clock.advance(40s);
    fixture.publish(10);
    fixture.clock.advance(30s);
    const ReplayHistory &history = fixture.endpoint().history;
    QTRY_COMPARE(history.first(), quint64{5}); // the tick's doing
    QVERIFY(!history.positionAfter("5"));
    QCOMPARE(history.positionAfter("6"), std::optional<quint64>(6));
}

QTEST_GUILESS_MAIN(BackpressureTest)
#include "tst_backpressure.moc"
