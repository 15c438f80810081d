// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/httpresponse.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace heliograph;

namespace {

HttpRequest request(const QByteArray &method, int minorVersion = 1, bool keepAlive = true)
{
    HttpRequest made;
    made.method = method;
    made.minorVersion = minorVersion;
    made.keepAlive = keepAlive;
    return made;
}

/// The lines of a head, without its Date.
QByteArrayList headLines(const QByteArray &wire)
{
    QByteArrayList lines = wire.left(wire.indexOf("\r\n\r\n")).replace("\r\n", "\n").split('\n');
    lines.removeIf([](const QByteArray &line) { return line.startsWith("Date: "); });
    return lines;
}

} // namespace

class HttpResponseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAnswers();
    void announcesTheConnection_data();
    void announcesTheConnection();
    void omitsBodies_data();
    void omitsBodies();
    void cannotForgeLines();
    void writesRefusals();
    void writesHelpers();
    void writesStreamHeads();
    void writesChunks();
    void writesDates();
};

void HttpResponseTest::writesAnswers()
{
    const HttpRequest get = request("GET");
    const QByteArray wire = serialize({202, {{"X-A", "b"}}, "body"}, &get, true);
    QCOMPARE(headLines(wire),
             (QByteArrayList{"HTTP/1.1 202 Accepted", "X-Content-Type-Options: nosniff", "X-A: b",
                             "Content-Length: 4"}));
    QVERIFY(wire.contains("\r\nDate: "));
    QVERIFY(wire.endsWith("\r\n\r\nbody"));
}

void HttpResponseTest::announcesTheConnection_data()
{
    QTest::addColumn<int>("minorVersion");
    QTest::addColumn<bool>("asked");
    QTest::addColumn<bool>("granted");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("1.1") << 1 << true << true << QByteArray();
    QTest::newRow("1.1, client closes") << 1 << false << true << QByteArray("close");
    QTest::newRow("1.1, server closes") << 1 << true << false << QByteArray("close");
    QTest::newRow("1.0") << 0 << false << true << QByteArray("close");
    QTest::newRow("1.0 keep-alive") << 0 << true << true << QByteArray("keep-alive");
}

void HttpResponseTest::announcesTheConnection()
{
    QFETCH(int, minorVersion);
    QFETCH(bool, asked);
    QFETCH(bool, granted);
    QFETCH(QByteArray, expected);
    const HttpRequest get = request("GET", minorVersion, asked);
    const QByteArrayList lines = headLines(serialize({}, &get, granted));
    QByteArrayList found = lines;
    found.removeIf([](const QByteArray &line) { return !line.startsWith("Connection: "); });
    QCOMPARE(found,
             expected.isEmpty() ? QByteArrayList{} : QByteArrayList{"Connection: " + expected});
}

void HttpResponseTest::omitsBodies_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("hasLength");
    QTest::newRow("HEAD") << QByteArray("HEAD") << 200 << true;
    QTest::newRow("204") << QByteArray("GET") << 204 << false;
    QTest::newRow("304") << QByteArray("GET") << 304 << false;
}

void HttpResponseTest::omitsBodies()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    const HttpRequest asked = request(method);
    const QByteArray wire = serialize({status, {}, "body"}, &asked, true);
    QVERIFY(wire.endsWith("\r\n\r\n"));
    QTEST(wire.contains("Content-Length: 4\r\n"), "hasLength");
}

void HttpResponseTest::cannotForgeLines()
{
    const HeaderList hostile{{"X-A", QByteArray("1\r\nX-B: 2\0", 10)},
                             {"X:\r\nC", "3"},
                             {"content-length", "99"},
                             {"Transfer-Encoding", "chunked"},
                             {"Connection", "upgrade"}};
    const QByteArray wire = serialize({200, hostile, "body"}, nullptr, true);
    QCOMPARE(headLines(wire),
             (QByteArrayList{"HTTP/1.1 200 OK", "X-Content-Type-Options: nosniff", "X-A: 1X-B: 2",
                             "Content-Length: 4", "Connection: close"}));
}

void HttpResponseTest::writesRefusals()
{
    QCOMPARE(refusal(400, "invalid-field", QStringLiteral("No \"x\"\n."), "event").body,
             R"({"error":{"code":"invalid-field","field":"event","message":"No \"x\"\n."}})");
    QCOMPARE(refusal(404, "not-found", QStringLiteral("No.")).body,
             R"({"error":{"code":"not-found","message":"No."}})");
}

void HttpResponseTest::writesHelpers()
{
    const HttpResponse wrongMethod = methodNotAllowed({"GET", "HEAD"});
    QCOMPARE(wrongMethod.status, 405);
    QCOMPARE(headerValue(wrongMethod.headers, "allow"), "GET, HEAD");
    const HttpResponse full = unavailable("full", QStringLiteral("x"), std::chrono::seconds{5});
    QCOMPARE(full.status, 503);
    QCOMPARE(headerValue(full.headers, "retry-after"), "5");
    QCOMPARE(jsonResponse(200, QJsonObject{{QStringLiteral("a"), 1}}).body, R"({"a":1})");
    QCOMPARE(jsonResponse(200, QJsonArray{1}).body, "[1]");
}

void HttpResponseTest::writesStreamHeads()
{
    QCOMPARE(headLines(streamHead(request("GET"), 200, {})),
             (QByteArrayList{"HTTP/1.1 200 OK", "Content-Type: text/event-stream",
                             "Cache-Control: no-cache, no-transform", "X-Accel-Buffering: no",
                             "X-Content-Type-Options: nosniff", "Transfer-Encoding: chunked"}));
    const HeaderList extra{{"content-type", "text/plain"}, {"Connection", "x"}, {"X", "y"}};
    QCOMPARE(headLines(streamHead(request("GET", 0), 200, extra)),
             (QByteArrayList{"HTTP/1.1 200 OK", "Cache-Control: no-cache, no-transform",
                             "X-Accel-Buffering: no", "X-Content-Type-Options: nosniff",
                             "content-type: text/plain", "X: y", "Connection: close"}));
}

void HttpResponseTest::writesChunks()
{
    QCOMPARE(chunk("0123456789abcdefg"), "11\r\n0123456789abcdefg\r\n");
    QCOMPARE(chunk({}), QByteArray());
    QCOMPARE(finalChunk(), "0\r\n\r\n");
}

void HttpResponseTest::writesDates()
{
    QCOMPARE(httpDate(std::chrono::seconds{784111777}), "Sun, 06 Nov 1994 08:49:37 GMT");
}

QTEST_GUILESS_MAIN(HttpResponseTest)
#include "tst_httpresponse.moc"
