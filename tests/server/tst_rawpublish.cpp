// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/journal.h"
#include "app/server/server.h"
#include "tests/support/rawclient.h"

#include <QTest>

using namespace heliograph;
using namespace heliograph::test;

namespace {

struct Fixture {
    Fixture() : url(server.listen(QStringLiteral("127.0.0.1"), 0).value_or(QUrl())) { }

    PublishReceipt publish(const QByteArray &raw, std::optional<QList<ConnectionId>> to = {})
    {
        PublishRequest request;
        request.raw = raw;
        request.to = std::move(to);
        PublishReceipt receipt;
        server.publish(request, [&receipt](const Result<PublishReceipt> &result) {
            receipt = result.value_or(PublishReceipt{});
        });
        return receipt;
    }

    void publishEvent(const QByteArray &data)
    {
        PublishRequest request;
        request.event.data = data;
        server.publish(request, [](const Result<PublishReceipt> &) {});
    }

    [[nodiscard]] JournalEntryPtr lastEntry() const
    {
        return journal.read(Sequence::None, 1000).constLast();
    }

    SystemClock clock;
    Journal journal{clock};
    Server server{{}, journal, clock};
    QUrl url;
};

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

class RawPublishTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsExactlyTheBytes_data();
    void sendsExactlyTheBytes();
    void replaysWholeBlocksAlone();
    void whatComesNextContinuesAnUnfinishedBlock();
    void numbersPassOverRawIds();
    void reachesOnlyItsTargets();
};

void RawPublishTest::sendsExactlyTheBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<std::optional<QByteArray>>("id");
    using Id = std::optional<QByteArray>;
    QTest::newRow("an event") << QByteArray("event: a\nid: x\ndata: 1\n\n") << QByteArray("a")
                              << Id{"x"};
    QTest::newRow("CR line ends") << QByteArray("data: 1\r\r") << QByteArray("message") << Id{};
    QTest::newRow("unknown field") << QByteArray("dta: 1\n\n") << QByteArray() << Id{};
    QTest::newRow("NUL and bad UTF-8")
        << QByteArray("data: \0\xff\xfe\n\n", 11) << QByteArray("message") << Id{};
    QTest::newRow("unfinished") << QByteArray("data: 1") << QByteArray() << Id{};
    QTest::newRow("a line end alone") << QByteArray("\n") << QByteArray() << Id{};
}

void RawPublishTest::sendsExactlyTheBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, type);
    QFETCH(std::optional<QByteArray>, id);
    Fixture fixture;
    RawClient client(fixture.url);
    client.get("/events");
    QTRY_COMPARE(fixture.server.status().connections, 1);
    const PublishReceipt receipt = fixture.publish(bytes);
    QCOMPARE(receipt.recipients, 1);
    QCOMPARE(receipt.hasId, id.has_value());
    QTRY_VERIFY(client.received().endsWith("\r\n\r\n" + chunk(bytes)));
    const JournalEntryPtr entry = fixture.lastEntry();
    QCOMPARE(entry->wire, bytes);
    QCOMPARE(entry->eventType, type);
    QCOMPARE(entry->eventId, id.value_or(QByteArray()));
}

void RawPublishTest::replaysWholeBlocksAlone()
{
    Fixture fixture;
    fixture.publish("id: a\ndata: 1\n\n");
    fixture.publish("id: b\r\ndata: 2\r\n\r\n");
    fixture.publish("data: torn");
    fixture.publish("id: c\ndata: 3\n\n");
    RawClient client(fixture.url);
    client.get("/events", "Last-Event-ID: a\r\n");
    QTRY_VERIFY(client.has("data: 3\n\n"));
    QVERIFY(client.has("id: b\r\ndata: 2\r\n\r\n"));
    QVERIFY(!client.has("torn"));
    QVERIFY(!client.has("data: 1"));
}

void RawPublishTest::whatComesNextContinuesAnUnfinishedBlock()
{
    Fixture fixture;
    RawClient client(fixture.url);
    client.send("GET /events HTTP/1.0\r\nHost: localhost\r\n\r\n"); // without chunks
    QTRY_COMPARE(fixture.server.status().connections, 1);
    fixture.publish("data: hel");
    fixture.publish("lo\n");
    fixture.publish("\n");
    QTRY_VERIFY(client.received().endsWith("\r\n\r\ndata: hello\n\n"));
}

void RawPublishTest::numbersPassOverRawIds()
{
    Fixture fixture;
    fixture.publish("id: 1\ndata: by hand\n\n");
    fixture.publishEvent("numbered");
    QCOMPARE(fixture.lastEntry()->eventId, QByteArray("2"));
}

void RawPublishTest::reachesOnlyItsTargets()
{
    Fixture fixture;
    RawClient first(fixture.url);
    first.get("/events");
    QTRY_COMPARE(fixture.server.status().connections, 1);
    const ConnectionId id = fixture.server.connections().constFirst().facts->id;
    RawClient second(fixture.url);
    second.get("/events");
    QTRY_COMPARE(fixture.server.status().connections, 2);
    QCOMPARE(fixture.publish("data: one\n\n", QList{id}).recipients, 1);
    QCOMPARE(fixture.publish("data: all\n\n").recipients, 2);
    QTRY_VERIFY(first.has("data: one\n\n") && second.has("data: all\n\n"));
    QVERIFY(!second.has("data: one"));
}

QTEST_GUILESS_MAIN(RawPublishTest)
#include "tst_rawpublish.moc"
