// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/journal.h"
#include "app/server/server.h"
#include "tests/support/rawclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

namespace {

/// A server of its own on a free port, with one of the two kinds of stream sinks.
struct Fixture {
    explicit Fixture(ServerOptions options = {}, bool epoll = true)
        : server(std::move(options), journal, clock, epoll ? makeEpollSinks() : makeSocketSinks()),
          url(server.listen(QStringLiteral("127.0.0.1"), 0).value_or(QUrl()))
    {
    }

    PublishReceipt publish(const QByteArray &data, const QByteArray &endpoint = "/events",
                           std::optional<QList<ConnectionId>> to = {})
    {
        PublishRequest request;
        request.endpoint = endpoint;
        request.event.data = data;
        request.to = std::move(to);
        return publish(request);
    }

    /// Without a history file or a slow reader the answer comes at once; else it has no id.
    PublishReceipt publish(const PublishRequest &request)
    {
        PublishReceipt receipt;
        server.publish(request, [&receipt](const Result<PublishReceipt> &result) {
            receipt = result.value_or(PublishReceipt{});
        });
        return receipt;
    }

    [[nodiscard]] QStringList reasons() const
    {
        QStringList texts;
        for (const auto &entry : journal.read(Sequence::None, 100'000)) {
            if (entry->kind == EntryKind::ClientClosed)
                texts.append(entry->text);
        }
        return texts;
    }

    SystemClock clock;
    Journal journal{clock};
    Server server;
    QUrl url;
};

void addSinkColumns()
{
    QTest::addColumn<bool>("epoll");
    QTest::newRow("one epoll set") << true;
    QTest::newRow("a socket each") << false;
}

} // namespace

class ServerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversExactBytes_data() { addSinkColumns(); }
    void deliversExactBytes();
    void oldHttpGetsNoChunks_data() { addSinkColumns(); }
    void oldHttpGetsNoChunks();
    void targetsReachOnlyThem_data() { addSinkColumns(); }
    void targetsReachOnlyThem();
    void replaysWithoutGapWhilePublishing_data() { addSinkColumns(); }
    void replaysWithoutGapWhilePublishing();
    void lostIdIsTold();
    void goneClientIsNoticed_data();
    void goneClientIsNoticed();
    void stalledReaderIsClosedAtItsBound_data() { addSinkColumns(); }
    void stalledReaderIsClosedAtItsBound();
    void disconnectEndsTheStreamCleanly_data() { addSinkColumns(); }
    void disconnectEndsTheStreamCleanly();
    void closeEndsAllStreams_data() { addSinkColumns(); }
    void closeEndsAllStreams();
    void heartbeatAfterSilence();
    void batchIsAllOrNone();
    void channelsAreBounded();
    void numbersContinuePerEndpoint();
    void definedEndpointBehavesAsToldTo();
    void pipelinedPublishesKeepTheirOrder();
    void takenPortIsTold();
    void pollWaitsForTheFirstEvent();
    void listensAgainAfterClose();
};

void ServerTest::deliversExactBytes()
{
    QFETCH(bool, epoll);
    Fixture fixture({}, epoll);
    RawClient client(fixture.url);
    client.get("/events");
    QTRY_COMPARE(fixture.server.status().connections, 1);
    PublishRequest request;
    request.event.type = "order.paid";
    request.event.data = "first\nsecond";
    request.event.retry = 3000ms;
    QVERIFY(fixture.publish(request).hasId);
    const QByteArray block = "event: order.paid\nid: 1\nretry: 3000\ndata: first\ndata: second\n\n";
    const QByteArray chunk = QByteArray::number(block.size(), 16) + "\r\n" + block + "\r\n";
    QTRY_VERIFY2(client.received().endsWith("\r\n\r\n" + chunk), client.received().constData());
    QCOMPARE(fixture.server.connections().constFirst().events, quint64{1});
    QCOMPARE(fixture.server.connections().constFirst().bytes, static_cast<quint64>(block.size()));
}

void ServerTest::oldHttpGetsNoChunks()
{
    QFETCH(bool, epoll);
    Fixture fixture({}, epoll);
    RawClient client(fixture.url);
    client.send("GET /events HTTP/1.0\r\n\r\n");
    QTRY_COMPARE(fixture.server.status().connections, 1);
    fixture.publish("hello");
    QTRY_VERIFY(client.received().endsWith("\r\n\r\nid: 1\ndata: hello\n\n"));
    QVERIFY(!client.has("chunked"));
}

void ServerTest::targetsReachOnlyThem()
{
    QFETCH(bool, epoll);
    Fixture fixture({}, epoll);
    RawClient one(fixture.url);
    one.get("/events");
    QTRY_COMPARE(fixture.server.status().connections, 1);
    RawClient two(fixture.url);
    two.get("/events");
    QTRY_COMPARE(fixture.server.status().connections, 2);
    const ConnectionId second = fixture.server.connections().at(1).facts->id;
    const auto receipt =
        fixture.publish("secret", "/events", QList<ConnectionId>{second, ConnectionId{999}});
    QCOMPARE(receipt.recipients, 1);
    fixture.publish("all");
    QTRY_VERIFY(two.has("all"));
    QTRY_VERIFY(one.has("all"));
    QVERIFY(two.has("secret"));
    QVERIFY(!one.has("secret"));
    // Nobody else replays or polls it.
    RawClient late(fixture.url);
    late.get("/events?lastEventId=0");
    RawClient poll(fixture.url);
    poll.get("/api/events");
    QTRY_VERIFY(poll.has("all"));
    QVERIFY(!poll.has("secret"));
}

void ServerTest::replaysWithoutGapWhilePublishing()
{
    QFETCH(bool, epoll);
    constexpr int before = 900;
    constexpr int after = 800; // some of the replay leaves the history meanwhile
    Fixture fixture({}, epoll);
    const QByteArray filler(2000, 'x');
    for (int i = 0; i < before; ++i)
        fixture.publish(filler);
    RawClient client(fixture.url);
    client.setReading(false);
    client.get("/events", "Last-Event-ID: 1\r\n");
    QTRY_COMPARE(fixture.server.status().connections, 1);
    for (int i = 0; i < after; ++i)
        fixture.publish(filler);
    client.setReading(true);
    QTRY_VERIFY(client.has("id: 1700\n"));
    qsizetype at = 0;
    for (int id = 2; id <= before + after; ++id) {
        const QByteArray line = "\nid: " + QByteArray::number(id) + '\n';
        at = client.received().indexOf(line, at);
        QVERIFY2(at >= 0, line.constData());
    }
    QCOMPARE(client.count("\nid: "), before + after - 1);
}

void ServerTest::lostIdIsTold()
{
    ServerOptions options;
    options.replayEvents = 2;
    Fixture fixture(options);
    for (int i = 0; i < 4; ++i)
        fixture.publish("x");
    RawClient client(fixture.url);
    client.get("/events", "Last-Event-ID: 1\r\n");
    QTRY_VERIFY(client.has(": last event ID 1 is not held"));
    fixture.publish("next");
    QTRY_VERIFY(client.has("id: 5\n"));
    QVERIFY(!client.has("id: 4\n"));
    const auto entries = fixture.journal.read(Sequence::None, 100);
    QVERIFY(std::any_of(entries.begin(), entries.end(),
                        [](const auto &entry) { return entry->kind == EntryKind::Problem; }));
}

void ServerTest::goneClientIsNoticed_data()
{
    QTest::addColumn<bool>("epoll");
    QTest::addColumn<bool>("reset");
    QTest::addColumn<QString>("reason");
    QTest::newRow("FIN, epoll") << true << false << QStringLiteral("closed by client");
    QTest::newRow("RST, epoll") << true << true << QStringLiteral("reset by client");
    QTest::newRow("FIN, socket") << false << false << QStringLiteral("closed by client");
    QTest::newRow("RST, socket") << false << true
                                 << QStringLiteral("closed by client"); // Qt tells no more
}

void ServerTest::goneClientIsNoticed()
{
    QFETCH(bool, epoll);
    QFETCH(bool, reset);
    QFETCH(QString, reason);
    Fixture fixture({}, epoll);
    RawClient client(fixture.url);
    client.get("/events");
    QTRY_VERIFY(client.has("text/event-stream"));
    reset ? client.reset() : client.close();
    // Sooner than a heartbeat would find out.
    QTRY_COMPARE_WITH_TIMEOUT(fixture.reasons(), QStringList{reason}, 10'000);
    QCOMPARE(fixture.server.status().connections, 0);
}

void ServerTest::stalledReaderIsClosedAtItsBound()
{
    QFETCH(bool, epoll);
    ServerOptions options;
    options.maxQueue = 256 * 1024;
    Fixture fixture(options, epoll);
    RawClient stalled(fixture.url);
    stalled.setReading(false);
    stalled.get("/events");
    RawClient reader(fixture.url);
    reader.get("/events");
    QTRY_COMPARE(fixture.server.status().connections, 2);
    const QByteArray data(50 * 1024, 'x');
    for (int i = 1; i <= 1000; ++i) { // 50 MB
        fixture.publish(data);
        QVERIFY(reader.waitForSize(i * data.size()));
        for (const auto &connection : fixture.server.connections())
            QVERIFY(connection.queuedBytes <= options.maxQueue + 2 * data.size());
    }
    QTRY_COMPARE(fixture.server.status().connections, 1);
    QVERIFY(fixture.reasons().constFirst().startsWith(QStringLiteral("read too slowly")));
}

void ServerTest::disconnectEndsTheStreamCleanly()
{
    QFETCH(bool, epoll);
    Fixture fixture({}, epoll);
    RawClient client(fixture.url);
    client.get("/events");
    QTRY_COMPARE(fixture.server.status().connections, 1);
    fixture.publish("last");
    QCOMPARE(fixture.server.disconnectClients({fixture.server.connections().at(0).facts->id}), 1);
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.received().endsWith("data: last\n\n\r\n0\r\n\r\n"),
             client.received().constData());
}

void ServerTest::closeEndsAllStreams()
{
    QFETCH(bool, epoll);
    Fixture fixture({}, epoll);
    RawClient client(fixture.url);
    client.get("/events");
    RawClient idle(fixture.url);
    QTRY_COMPARE(fixture.server.status().connections, 1);
    QTRY_VERIFY(idle.isConnected());
    fixture.server.close();
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received().endsWith("0\r\n\r\n"));
    QTRY_VERIFY(idle.isClosed());
    QVERIFY(!fixture.server.isListening());
}

void ServerTest::heartbeatAfterSilence()
{
    ServerOptions options;
    options.heartbeat = 100ms;
    Fixture fixture(options);
    EndpointDefinition quiet;
    quiet.path = "/quiet";
    quiet.heartbeat = 0ms;
    QVERIFY(fixture.server.defineEndpoint(quiet));
    RawClient client(fixture.url);
    client.get("/events");
    RawClient silent(fixture.url);
    silent.get("/quiet");
    QTRY_VERIFY(client.count("3\r\n:\n\n\r\n") >= 2);
    QVERIFY(silent.has("text/event-stream"));
    QCOMPARE(silent.count(":\n\n"), 0);
}

void ServerTest::batchIsAllOrNone()
{
    Fixture fixture;
    RawClient client(fixture.url);
    client.post("/api/publish", "application/json", R"([{"data":"a"},{"event":"b\nc"}])");
    QTRY_VERIFY(client.has("400 "));
    QCOMPARE(fixture.server.status().published, quint64{0});
    client.post("/api/publish", "application/json", R"([{"data":"a"},{"data":"b"}])");
    QTRY_VERIFY(client.has("202 "));
    QCOMPARE(fixture.server.status().published, quint64{2});
}

void ServerTest::channelsAreBounded()
{
    ServerOptions options;
    options.maxChannels = 2;
    Fixture fixture(options);
    QVERIFY(fixture.publish("x", "/events/a").hasId);
    QVERIFY(fixture.publish("x", "/events/b").hasId);
    RawClient client(fixture.url);
    client.get("/events/c");
    QTRY_VERIFY(client.has("503 "));
    QVERIFY(client.has("Retry-After: "));
}

void ServerTest::numbersContinuePerEndpoint()
{
    Fixture fixture;
    QCOMPARE(fixture.publish("x").id, QByteArray("1"));
    QCOMPARE(fixture.publish("x", "/events/a").id, QByteArray("1"));
    QCOMPARE(fixture.publish("x").id, QByteArray("2"));
    PublishRequest own;
    own.event.data = "own";
    own.event.id = "3";
    own.automaticId = false;
    QVERIFY(fixture.publish(own).hasId);
    QCOMPARE(fixture.publish("x").id, QByteArray("4")); // 3 would name two events
}

void ServerTest::definedEndpointBehavesAsToldTo()
{
    Fixture fixture;
    auto definition = parseEndpointOption(
        QStringLiteral("/prices,methods=GET+POST,retry=2500,greeting=hello,header=X-Kind: test"));
    QVERIFY(definition);
    QVERIFY(fixture.server.defineEndpoint(*definition));
    RawClient client(fixture.url);
    client.post("/prices", "text/plain", "ignored");
    QTRY_VERIFY(client.has("data: hello\n\n"));
    QVERIFY(client.has("retry: 2500\n"));
    QVERIFY(client.has("X-Kind: test\r\n"));
    QVERIFY(fixture.server.removeEndpoint("/prices"));
    QTRY_VERIFY(client.isClosed());
    RawClient late(fixture.url);
    late.get("/prices");
    QTRY_VERIFY(late.has("404 "));
    definition->status = 503;
    QVERIFY(fixture.server.defineEndpoint(*definition));
    RawClient refused(fixture.url);
    refused.get("/prices");
    QTRY_VERIFY(refused.has("503 "));
}

void ServerTest::pipelinedPublishesKeepTheirOrder()
{
    Fixture fixture;
    RawClient reader(fixture.url);
    reader.get("/events");
    QTRY_COMPARE(fixture.server.status().connections, 1);
    RawClient publisher(fixture.url);
    constexpr int count = 500;
    for (int i = 1; i <= count; ++i)
        publisher.post("/api/publish", "text/plain", QByteArray::number(i));
    QTRY_COMPARE(publisher.count("202 Accepted"), count);
    for (int i = 1; i <= count; ++i) {
        const QByteArray number = QByteArray::number(i);
        QTRY_VERIFY(reader.has("id: " + number + "\ndata: " + number + "\n\n"));
    }
}

void ServerTest::takenPortIsTold()
{
    Fixture fixture;
    SystemClock clock;
    Journal journal(clock);
    Server second({}, journal, clock);
    const auto port = static_cast<quint16>(fixture.url.port());
    const auto result = second.listen(QStringLiteral("127.0.0.1"), port);
    QVERIFY(!result);
    QCOMPARE(result.error().code, QByteArray("port-in-use"));
    QVERIFY(result.error().message.contains(QString::number(port)));
}

void ServerTest::pollWaitsForTheFirstEvent()
{
    Fixture fixture;
    RawClient client(fixture.url);
    client.get("/api/events?endpoint=/events&wait=20");
    RawClient other(fixture.url);
    other.get("/api/status");
    QTRY_VERIFY(other.has("200 OK"));
    QVERIFY(client.received().isEmpty());
    fixture.publish("news");
    QTRY_VERIFY(client.has(R"([{"data":"news","event":"message","id":"1"}])"));
    client.get("/api/events?after=1");
    QTRY_VERIFY(client.received().endsWith("[]"));
}

void ServerTest::listensAgainAfterClose()
{
    Fixture fixture;
    const auto port = static_cast<quint16>(fixture.url.port());
    for (int round = 0; round < 3; ++round) {
        RawClient client(fixture.url);
        client.get("/events");
        QTRY_COMPARE(fixture.server.status().connections, 1);
        fixture.server.close();
        QTRY_VERIFY(client.isClosed());
        QVERIFY(fixture.server.listen(QStringLiteral("127.0.0.1"), port));
    }
}

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
