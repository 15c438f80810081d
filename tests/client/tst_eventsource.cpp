// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/eventsource.h"
#include "tests/client/scriptedserver.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;
using End = ScriptedAnswer::End;

namespace {

/// One subscription and what it told, as text: "open", "data", "lost", "failed 503".
class Watched {
public:
    explicit Watched(const SubscriptionRequest &request) : source(request)
    {
        QObject::connect(&source, &EventSource::opened, &source, [this] { told.append("open"); });
        QObject::connect(&source, &EventSource::itemsReceived, &source,
                         [this](const QList<StreamItem> &items) { take(items); });
        QObject::connect(&source, &EventSource::errorOccurred, &source,
                         [this](const SubscriptionError &error) { take(error); });
    }

    EventSource source;
    QByteArrayList told;
    QList<SubscriptionError> errors;

private:
    void take(const QList<StreamItem> &items)
    {
        for (const StreamItem &item : items) {
            if (item.kind == StreamItem::Kind::Event)
                told.append(item.data);
        }
    }

    void take(const SubscriptionError &error)
    {
        errors.append(error);
        if (error.reconnecting)
            told.append("lost");
        else
            told.append("failed " + QByteArray::number(error.status.value_or(0)));
    }
};

SubscriptionRequest requestTo(const ScriptedServer &server)
{
    SubscriptionRequest request;
    request.url = server.url();
    return request;
}

ScriptedAnswer stream(const QByteArray &body, End end = End::KeepOpen)
{
    return {{streamHead() + body}, end};
}

ScriptedAnswer over()
{
    return {{plainAnswer("204 No Content")}};
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

class EventSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsTheStandardsHeaders();
    void sendsMethodBodyAndHeaders();
    void sendsCredentialsOfTheUrl();
    void tells_data();
    void tells();
    void opensOnlyForEventStreams_data();
    void opensOnlyForEventStreams();
    void refusesWhatItCannotDecode();
    void sendsLastEventIdOnReconnect();
    void honoursRetry();
    void asksOncePerConnection_data();
    void asksOncePerConnection();
    void followsRedirects_data();
    void followsRedirects();
    void endsAfterTooManyRedirects();
    void losesSilentStreams();
    void heartbeatsKeepTheStream();
    void refusesBadAddresses();
    void closesForGood();
    void reopensWhileOpen();
    void mayBeClosedByAListener();
    void waitsWhenRefused();
};

void EventSourceTest::sendsTheStandardsHeaders()
{
    ScriptedServer server({stream("")});
    Watched watched(requestTo(server));
    QCOMPARE(watched.source.state(), SubscriptionState::Idle);
    QVERIFY(watched.source.open().has_value());
    QCOMPARE(watched.source.readyState(), ReadyState::Connecting);
    QTRY_COMPARE(watched.source.readyState(), ReadyState::Open);
    QVERIFY(server.requests().first().startsWith("GET /events HTTP/1.1\r\n"));
    QCOMPARE(server.header(0, "Accept"), QByteArray("text/event-stream"));
    QCOMPARE(server.header(0, "Cache-Control"), QByteArray("no-store"));
    QCOMPARE(server.header(0, "Accept-Encoding"), QByteArray("identity"));
    QVERIFY(server.header(0, "Last-Event-ID").isNull());
    QVERIFY(server.header(0, "Authorization").isNull());
}

void EventSourceTest::sendsMethodBodyAndHeaders()
{
    ScriptedServer server({stream("")});
    SubscriptionRequest request = requestTo(server);
    request.method = "post";
    request.body = QByteArray(300'000, 'x');
    request.headers = {{"X-A", "ä"}, {"Accept", "text/event-stream, */*"}, {"Content-Type", "a/b"}};
    request.lastEventId = "ü";
    Watched watched(request);
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told, QByteArrayList({"open"}));
    QVERIFY(server.requests().first().startsWith("POST /events HTTP/1.1\r\n"));
    QVERIFY(server.requests().first().endsWith("\r\n\r\n" + request.body));
    QCOMPARE(server.header(0, "X-A"), QByteArray("ä"));
    QCOMPARE(server.header(0, "Accept"), QByteArray("text/event-stream, */*"));
    QCOMPARE(server.header(0, "Content-Type"), QByteArray("a/b"));
    QCOMPARE(server.header(0, "Last-Event-ID"), QByteArray("ü"));
}

void EventSourceTest::sendsCredentialsOfTheUrl()
{
    ScriptedServer server({stream("")});
    SubscriptionRequest request = requestTo(server);
    request.url.setUserName(QStringLiteral("me"));
    request.url.setPassword(QStringLiteral("p:@"));
    Watched watched(request);
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told, QByteArrayList({"open"}));
    QCOMPARE(server.header(0, "Authorization"), "Basic " + QByteArray("me:p:@").toBase64());
    QVERIFY(!server.requests().first().contains("me:"));
}

void EventSourceTest::tells_data()
{
    QTest::addColumn<QList<ScriptedAnswer>>("answers");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char *name, const ScriptedAnswer &answer, const QByteArray &told) {
        QTest::newRow(name) << QList<ScriptedAnswer>{answer, over()} << told;
    };
    const QByteArray event = "retry: 1\ndata: a\n\n";
    const QByteArray chunked = streamHead("Transfer-Encoding: chunked\r\n");
    row("clean end", stream(event, End::Close), "open a lost failed 204");
    row("first event with the head, then reset", stream(event, End::Reset),
        "open a lost failed 204");
    row("last event before a reset", {{streamHead(), event, "data: b\n\n"}, End::Reset},
        "open a b lost failed 204");
    row("end inside an event", stream(event + "data: b\n", End::Close), "open a lost failed 204");
    row("reset inside an event", stream(event + "data: b", End::Reset), "open a lost failed 204");
    row("retry in an unfinished block", stream("data: a\n\nretry: 1\n", End::Close),
        "open a lost failed 204");
    row("split UTF-8", {{streamHead(), "retry: 1\ndata: \xF0\x9F", "\x98\x80\n", "\n"}, End::Close},
        "open \xF0\x9F\x98\x80 lost failed 204");
    row("split CRLF", {{streamHead(), "retry: 1\r", "\ndata: a\r\n\r", "\n"}, End::Close},
        "open a lost failed 204");
    row("chunked", {{chunked, chunk("retry: 1\ndata: "), chunk("a\n\n"), "0\r\n\r\n"}},
        "open a lost failed 204");
    row("chunked, split anywhere", {{chunked + "1", "2\r", "\n" + event, "\r\n0\r\n\r", "\n"}},
        "open a lost failed 204");
    row("chunked, cut short", {{chunked + chunk(event) + "ff\r\ndata: b\n\n"}, End::Close},
        "open a b lost failed 204");
    row("content length", {{streamHead("Content-Length: 18\r\n") + event}},
        "open a lost failed 204");
    row("content length, cut short", {{streamHead("Content-Length: 99\r\n") + event}, End::Close},
        "open a lost failed 204");
    row("HTTP/1.0",
        {{"HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + event}, End::Close},
        "open a lost failed 204");
    row("204", over(), "failed 204");
    row("200 without type", {{plainAnswer("200 OK")}}, "failed 200");
    row("301 without location", {{plainAnswer("301 Moved")}}, "failed 301");
    row("304", {{plainAnswer("304 Not Modified")}}, "failed 304");
    row("401", {{plainAnswer("401 Who", "WWW-Authenticate: Basic realm=\"x\"\r\n")}}, "failed 401");
    row("404", {{plainAnswer("404 Not Found")}}, "failed 404");
    row("500", {{plainAnswer("500 Oops")}}, "failed 500");
    row("503", {{plainAnswer("503 Later", "Retry-After: 1\r\n")}}, "failed 503");
}

void EventSourceTest::tells()
{
    QFETCH(QList<ScriptedAnswer>, answers);
    QFETCH(QByteArray, told);
    ScriptedServer server(answers);
    Watched watched(requestTo(server));
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), told);
    QCOMPARE(watched.source.readyState(), ReadyState::Closed);
    QVERIFY(watched.errors.last().message.endsWith(QLatin1Char('.')));
}

void EventSourceTest::opensOnlyForEventStreams_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("opens");
    QTest::newRow("plain") << QByteArray("text/event-stream") << true;
    QTest::newRow("charset") << QByteArray("text/event-stream; charset=utf-8") << true;
    QTest::newRow("no space") << QByteArray("text/event-stream;charset=utf-8") << true;
    QTest::newRow("bogus parameter") << QByteArray("text/event-stream;bogus") << true;
    QTest::newRow("trailing semicolon") << QByteArray("text/event-stream;") << true;
    QTest::newRow("upper case") << QByteArray("TEXT/Event-Stream") << true;
    QTest::newRow("other") << QByteArray("text/plain") << false;
    QTest::newRow("longer") << QByteArray("text/event-streams") << false;
    QTest::newRow("bogus before") << QByteArray("x text/event-stream") << false;
    QTest::newRow("bogus after") << QByteArray("text/event-stream x") << false;
}

void EventSourceTest::opensOnlyForEventStreams()
{
    QFETCH(QByteArray, type);
    QFETCH(bool, opens);
    ScriptedServer server({{{"HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\ndata: a\n\n"}}});
    Watched watched(requestTo(server));
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray(opens ? "open a" : "failed 200"));
}

void EventSourceTest::refusesWhatItCannotDecode()
{
    const auto encoded = [](const QByteArray &coding) {
        return ScriptedAnswer{{streamHead("Content-Encoding: " + coding + "\r\n") + "data: a\n\n"}};
    };
    ScriptedServer server({encoded("GZip"), encoded("identity")});
    Watched refused(requestTo(server));
    QVERIFY(refused.source.open().has_value());
    QTRY_COMPARE(refused.told.join(' '), QByteArray("failed 200"));
    QVERIFY(refused.errors.last().message.contains(QStringLiteral("content coding \"GZip\"")));
    Watched plain(requestTo(server));
    QVERIFY(plain.source.open().has_value());
    QTRY_COMPARE(plain.told.join(' '), QByteArray("open a"));
}

void EventSourceTest::sendsLastEventIdOnReconnect()
{
    ScriptedServer server({stream("retry: 1\nid: ä\ndata: a\n\nid: 9\ndata: lost", End::Close),
                           stream("data: b\n\nid\ndata: c\n\n", End::Close), over()});
    Watched watched(requestTo(server));
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("open a lost open b c lost failed 204"));
    QVERIFY(server.header(0, "Last-Event-ID").isNull());
    QCOMPARE(server.header(1, "Last-Event-ID"), QByteArray("ä"));
    QVERIFY(server.header(2, "Last-Event-ID").isNull());
}

void EventSourceTest::honoursRetry()
{
    ScriptedServer server({stream("retry: 86400000\n\n", End::Close)});
    Watched watched(requestTo(server));
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("open lost"));
    QCOMPARE(watched.errors.first().delay, 24h);
    QCOMPARE(watched.source.state(), SubscriptionState::Waiting);
    QCOMPARE(watched.source.readyState(), ReadyState::Connecting);
}

void EventSourceTest::asksOncePerConnection_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<End>("end");
    QTest::newRow("GET, closed") << QByteArray() << End::Close;
    QTest::newRow("GET, reset") << QByteArray() << End::Reset;
    QTest::newRow("POST, closed") << QByteArray("x") << End::Close;
    QTest::newRow("POST, reset") << QByteArray("x") << End::Reset;
}

void EventSourceTest::asksOncePerConnection()
{
    QFETCH(QByteArray, body);
    QFETCH(End, end);
    ScriptedServer server({{{}, end}});
    SubscriptionRequest request = requestTo(server);
    request.method = body.isEmpty() ? "GET" : "POST";
    request.body = body;
    Watched watched(request);
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("lost"));
    QCOMPARE(watched.errors.first().delay, 3s);
    QVERIFY(!watched.errors.first().status);
    QCOMPARE(server.requests().size(), 1);
}

void EventSourceTest::followsRedirects_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("requestLine");
    for (const char *status : {"301", "302", "303", "307", "308"})
        QTest::addRow("GET %s", status)
            << QByteArray(status) << QByteArray() << QByteArray("GET /x/b");
    for (const char *status : {"301", "302", "303"})
        QTest::addRow("POST %s", status)
            << QByteArray(status) << QByteArray("x") << QByteArray("GET /x/b");
    for (const char *status : {"307", "308"})
        QTest::addRow("POST %s", status)
            << QByteArray(status) << QByteArray("x") << QByteArray("POST /x/b");
}

void EventSourceTest::followsRedirects()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, requestLine);
    ScriptedServer server({{{plainAnswer(status + " Go", "Location: /x/a\r\n")}},
                           {{plainAnswer(status + " Go", "Location: b?c\r\n")}},
                           stream("retry: 1\nid: 1\ndata: a\n\n", End::Close),
                           over()});
    SubscriptionRequest request = requestTo(server);
    request.method = body.isEmpty() ? "GET" : "POST";
    request.body = body;
    Watched watched(request);
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("open a lost failed 204"));
    QVERIFY(server.requests().at(2).startsWith(requestLine + "?c HTTP/1.1\r\n"));
    // A reconnection begins at the address that was asked for.
    QVERIFY(server.requests().at(3).startsWith((body.isEmpty() ? "GET" : "POST")
                                               + QByteArray(" /events HTTP/1.1\r\n")));
    QCOMPARE(server.header(3, "Last-Event-ID"), QByteArray("1"));
    QCOMPARE(server.requests().size(), 4);
}

void EventSourceTest::endsAfterTooManyRedirects()
{
    ScriptedServer server({{{plainAnswer("302 Go", "Location: /events\r\n")}}});
    Watched watched(requestTo(server));
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("failed 302"));
    QCOMPARE(server.requests().size(), 21);
}

void EventSourceTest::losesSilentStreams()
{
    ScriptedServer server({stream("retry: 1\ndata: a\n\n"), over()});
    SubscriptionRequest request = requestTo(server);
    request.idleTimeout = 50ms;
    Watched watched(request);
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("open a lost failed 204"));
}

void EventSourceTest::heartbeatsKeepTheStream()
{
    ScriptedServer server({stream("data: a\n\n")});
    SubscriptionRequest request = requestTo(server);
    request.idleTimeout = 1s;
    Watched watched(request);
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("open a"));
    QTimer heartbeat;
    int beats = 0;
    connect(&heartbeat, &QTimer::timeout, this, [&] {
        server.write(":\n");
        ++beats;
    });
    heartbeat.start(100ms);
    QTRY_VERIFY(beats >= 15);
    QCOMPARE(watched.source.state(), SubscriptionState::Open);
}

void EventSourceTest::refusesBadAddresses()
{
    SubscriptionRequest request;
    request.url = QUrl(QStringLiteral("ftp://127.0.0.1/"));
    Watched watched(request);
    const Result<void> opened = watched.source.open();
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(QLatin1String("ftp://127.0.0.1/")));
    QCOMPARE(watched.source.state(), SubscriptionState::Idle);
}

void EventSourceTest::closesForGood()
{
    ScriptedServer server({stream("retry: 1\n\n", End::Close)});
    SubscriptionRequest request = requestTo(server);
    request.reconnect = false;
    Watched watched(request);
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("open failed 200"));
    QCOMPARE(watched.source.state(), SubscriptionState::Closed);
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("open failed 200 open failed 200"));
}

void EventSourceTest::reopensWhileOpen()
{
    ScriptedServer server({stream("id: 1\ndata: a\n\n"), stream("data: b\n\n")});
    Watched watched(requestTo(server));
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("open a"));
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("open a open b"));
    QCOMPARE(server.header(1, "Last-Event-ID"), QByteArray("1"));
}

void EventSourceTest::mayBeClosedByAListener()
{
    ScriptedServer server({stream("data: a\n\n", End::Close)});
    Watched watched(requestTo(server));
    connect(&watched.source, &EventSource::itemsReceived, this, [&] { watched.source.close(); });
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.source.state(), SubscriptionState::Closed);
    QCOMPARE(watched.told.join(' '), QByteArray("open a"));
}

void EventSourceTest::waitsWhenRefused()
{
    SubscriptionRequest request;
    {
        const ScriptedServer gone({});
        request.url = gone.url();
    }
    Watched watched(request);
    QVERIFY(watched.source.open().has_value());
    QTRY_COMPARE(watched.told.join(' '), QByteArray("lost"));
    QCOMPARE(watched.errors.first().delay, 3s);
}

QTEST_GUILESS_MAIN(EventSourceTest)
#include "tst_eventsource.moc"
