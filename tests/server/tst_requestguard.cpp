// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/requestguard.h"

#include <QTest>

#include <algorithm>
#include <rapidcheck.h>
#include <vector>

using namespace heliograph;

namespace {

using Items = QList<RequestGuard::Item>;

/// All items of @p bytes fed in pieces that end at @p cuts; Continue depends on time, so it is left
/// out.
Items itemsOf(const QByteArray &bytes, const QList<qsizetype> &cuts, GuardLimits limits = {})
{
    RequestGuard guard(limits);
    Items items;
    qsizetype from = 0;
    const auto feed = [&](qsizetype to) {
        guard.feed(QByteArrayView(bytes).sliced(from, to - from));
        from = to;
        while (auto item = guard.next()) {
            if (!std::holds_alternative<RequestGuard::Continue>(*item))
                items.append(*std::move(item));
        }
    };
    for (const qsizetype cut : cuts)
        feed(cut);
    feed(bytes.size());
    return items;
}

QList<qsizetype> everyByte(const QByteArray &bytes)
{
    QList<qsizetype> cuts;
    for (qsizetype i = 1; i < bytes.size(); ++i)
        cuts.append(i);
    return cuts;
}

/// A readable line of @p items: "GET /path body" or the refusal's status, joined with " | ".
QByteArray summary(const Items &items)
{
    QByteArrayList parts;
    for (const auto &item : items) {
        if (const auto *request = std::get_if<HttpRequest>(&item))
            parts += (request->method + ' ' + request->path + ' ' + request->body).trimmed();
        else if (const auto *refused = std::get_if<RequestGuard::Refusal>(&item))
            parts += QByteArray::number(refused->status);
    }
    return parts.join(" | ");
}

QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

QByteArray post(const QByteArray &fields, const QByteArray &body = {})
{
    return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

QByteArray chunked(const QByteArray &body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}

const QByteArray sampleStreams[] = {
    get("/a?x=1") + post("Content-Length: 3\r\n", "abc") + get("/b"),
    chunked("3;x=y\r\nabc\r\n0002\r\nde\r\n0\r\nT: v\r\n\r\n") + get("/next"),
    chunked("3\r\nabcd\r\n"),
    "\r\n\r\n" + get("/%E9%A2%91") + "GET / HTTP/2.0\r\n\r\n",
    post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"),
    "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
};

} // namespace

class RequestGuardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void frames_data();
    void frames();
    void readsTargets_data();
    void readsTargets();
    void keepsAlive_data();
    void keepsAlive();
    void limits_data();
    void limits();
    void continues();
    void tellsItsPhase();
    void staysDeadAfterRefusal();
    void anySplitGivesTheSameItems();
    void byteByByteIsLinear();
};

void RequestGuardTest::frames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("GET without body", get("/"), "GET /");
    row("pipelined", get("/1") + get("/2"), "GET /1 | GET /2");
    row("empty lines before a request", "\r\n\r\n" + get("/"), "GET /");
    row("too many empty lines", QByteArray("\r\n").repeated(20) + get("/"), "400");
    row("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", "GET /");
    row("HTTP/1.9 is served as 1.1", "GET / HTTP/1.9\r\nHost: a\r\n\r\n", "GET /");
    row("unknown method passes", "BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n", "BREW /pot");
    row("value with obs-text", "GET / HTTP/1.1\r\nHost: a\r\nX: \xe9\r\n\r\n", "GET /");

    row("HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "505");
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505");
    row("no version", "GET /\r\n\r\n", "400");
    row("lower-case http", "GET / http/1.1\r\nHost: a\r\n\r\n", "400");
    row("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "400");
    row("tab in request line", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", "400");
    row("space in target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "400");
    row("method is no token", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "400");
    row("leading space", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", "400");
    row("TLS handshake", QByteArray("\x16\x03\x01\x02\x00", 5), "400");
    row("bare LF", "GET / HTTP/1.1\nHost: a\n\n", "400");
    row("bare CR in request line", "GET /\rx HTTP/1.1\r\nHost: a\r\n\r\n", "400");
    row("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", "501");

    row("no Host", "GET / HTTP/1.1\r\n\r\n", "400");
    row("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "400");
    row("empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "400");
    row("Host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400");
    row("Host with user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", "400");
    row("Host port too large", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", "400");
    row("Host IPv6", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "GET /");
    row("Host broken IPv6", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", "400");

    row("obs-fold", "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n", "400");
    row("space before colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "400");
    row("no colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", "400");
    row("empty name", "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", "400");
    row("name with slash", "GET / HTTP/1.1\r\nHost: a\r\nX/Y: x\r\n\r\n", "400");
    row("bare CR in value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", "400");
    row("NUL in value", QByteArray("GET / HTTP/1.1\r\nX: \0\r\n\r\n", 24), "400");
    row("control in value", "GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n", "400");

    row("fixed body", post("Content-Length: 3\r\n", "abc"), "POST / abc");
    row("empty body", post("Content-Length: 0\r\n") + get("/"), "POST / | GET /");
    row("leading zeros", post("Content-Length: 003\r\n", "abc"), "POST / abc");
    row("different lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), "400");
    row("repeated length", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), "400");
    row("length list", post("Content-Length: 3, 3\r\n", "abc"), "400");
    row("length +3", post("Content-Length: +3\r\n", "abc"), "400");
    row("length -3", post("Content-Length: -3\r\n", "abc"), "400");
    row("length 0x3", post("Content-Length: 0x3\r\n", "abc"), "400");
    row("length empty", post("Content-Length:\r\n"), "400");
    row("length overflow", post("Content-Length: 18446744073709551619\r\n", "abc"), "400");

    row("chunked", chunked("3\r\nabc\r\n0\r\n\r\n"), "POST / abc");
    row("Chunked ignores case", post("Transfer-Encoding: Chunked\r\n", "0\r\n\r\n"), "POST /");
    row("chunk extension", chunked("3 ; a=\"b;c\"\r\nabc\r\n0;z\r\n\r\n"), "POST / abc");
    row("trailers are dropped", chunked("1\r\na\r\n0\r\nHost: x\r\n\r\n") + get("/n"),
        "POST / a | GET /n");
    row("bad trailer", chunked("1\r\na\r\n0\r\nHost : x\r\n\r\n"), "400");
    row("hex sizes", chunked("A\r\n0123456789\r\n0\r\n\r\n"), "POST / 0123456789");
    row("chunk size is no hex", chunked("x\r\nabc\r\n0\r\n\r\n"), "400");
    row("chunk size with prefix", chunked("0x3\r\nabc\r\n0\r\n\r\n"), "400");
    row("chunk size negative", chunked("-1\r\nabc\r\n0\r\n\r\n"), "400");
    row("chunk size empty", chunked("\r\nabc\r\n0\r\n\r\n"), "400");
    row("chunk size followed by space", chunked("3 \r\nabc\r\n0\r\n\r\n"), "400");
    row("chunk size overflow", chunked("10000000000000003\r\nabc\r\n"), "400");
    row("chunk longer than its size", chunked("3\r\nabcd\r\n0\r\n\r\n"), "400");
    row("chunk ended by LF", chunked("3\r\nabc\n0\r\n\r\n"), "400");
    row("chunk size ended by LF", chunked("3\nabc\r\n0\r\n\r\n"), "400");
    row("length and chunked",
        post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400");
    row("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "400");
    row("gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n"), "501");
    row("gzip", post("Transfer-Encoding: gzip\r\n"), "400");
    row("chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
        "400");
    row("chunked not last", post("Transfer-Encoding: chunked, gzip\r\n"), "400");
    row("xchunked", post("Transfer-Encoding: xchunked\r\n"), "400");

    row("unknown expectation", post("Expect: cake\r\n"), "417");
    row("Expect in HTTP/1.0 is ignored", "GET / HTTP/1.0\r\nExpect: cake\r\n\r\n", "GET /");
}

void RequestGuardTest::frames()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QCOMPARE(summary(itemsOf(bytes, {})), expected);
    QCOMPARE(summary(itemsOf(bytes, everyByte(bytes))), expected);
}

void RequestGuardTest::readsTargets_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("host");
    const auto row = [](const char *name, const QByteArray &line, const QByteArray &path,
                        const QByteArray &query = {}, const QByteArray &host = "a") {
        QTest::newRow(name) << line << path << query << host;
    };
    row("query stays raw", "GET /a?b=%20&c?d", "/a", "b=%20&c?d");
    row("percent-encoded UTF-8", "GET /%E9%A2%91", "/\xE9\xA2\x91");
    row("raw UTF-8", "GET /\xE9\xA2\x91", "/\xE9\xA2\x91");
    row("dot segments", "GET /a/./b/../c", "/a/c");
    row("final dot dot", "GET /a/b/..", "/a/");
    row("encoded dot segments", "GET /a/%2e%2E/b", "/b");
    row("plus is no space", "GET /a+b", "/a+b");
    row("absolute form", "GET http://b:81/x?y", "/x", "y", "b:81");
    row("absolute form without path", "GET HTTP://b?y", "/", "y", "b");
    row("asterisk form", "OPTIONS *", "*");
    row("above the root", "GET /../x", "400");
    row("above the root, encoded", "GET /a/%2e%2e/%2e%2e/x", "400");
    row("encoded slash", "GET /a%2Fb", "400");
    row("bad escape", "GET /%zz", "400");
    row("cut escape", "GET /%4", "400");
    row("encoded NUL", "GET /%00", "400");
    row("encoded line break", "GET /%0d%0a", "400");
    row("not UTF-8", "GET /%ff", "400");
    row("overlong UTF-8", "GET /%c0%af", "400");
    row("fragment", "GET /#a", "400");
    row("asterisk with GET", "GET *", "400");
    row("no slash", "GET events", "400");
    row("other scheme", "GET ftp://b/", "400");
    row("user information", "GET http://u@b/", "400");
    row("no host", "GET http:///x", "400");
}

void RequestGuardTest::readsTargets()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, path);
    const Items items = itemsOf(line + " HTTP/1.1\r\nHost: a\r\n\r\n", {});
    QCOMPARE(items.size(), 1);
    if (path == "400") {
        QCOMPARE(summary(items), path);
        return;
    }
    const auto *request = std::get_if<HttpRequest>(&items.first());
    QVERIFY(request);
    QCOMPARE(request->path, path);
    QTEST(request->query, "query");
    QTEST(request->joinedHeader("host"), "host");
}

void RequestGuardTest::keepsAlive_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("expected");
    QTest::newRow("1.1") << get("/") << true;
    QTest::newRow("1.1 close") << post("Connection: x, Close\r\n") << false;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
    QTest::newRow("1.0 keep-alive")
        << QByteArray("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n") << true;
}

void RequestGuardTest::keepsAlive()
{
    QFETCH(QByteArray, bytes);
    const Items items = itemsOf(bytes, {});
    QCOMPARE(items.size(), 1);
    QTEST(std::get<HttpRequest>(items.first()).keepAlive, "expected");
}

void RequestGuardTest::limits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray line = "GET / HTTP/1.1\r\nHost: a\r\n"; // 25 bytes
    const auto filled = [&line](int size) {
        return line + "X: " + QByteArray(size - 25 - 3 - 4, 'x') + "\r\n\r\n";
    };
    QTest::newRow("header at the limit") << filled(100) << QByteArray("GET /");
    QTest::newRow("header past the limit") << filled(101) << QByteArray("431");
    QTest::newRow("endless header") << line + "X: " + QByteArray(200, 'x') << QByteArray("431");
    QTest::newRow("long target") << get('/' + QByteArray(100, 'x')) << QByteArray("414");
    QTest::newRow("endless target") << "GET /" + QByteArray(200, 'x') << QByteArray("414");
    QTest::newRow("too many fields") << line + "A:\r\nB:\r\nC:\r\nD:\r\nE:\r\n\r\n"
                                     << QByteArray("431");
    QTest::newRow("body at the limit")
        << post("Content-Length: 10\r\n", "0123456789") << QByteArray("POST / 0123456789");
    QTest::newRow("body past it, unsent") << post("Content-Length: 11\r\n") << QByteArray("413");
    QTest::newRow("chunk past it, unsent") << chunked("b\r\n") << QByteArray("413");
    QTest::newRow("chunks past it") << chunked("8\r\n01234567\r\n3\r\n") << QByteArray("413");
    QTest::newRow("trailers past it")
        << chunked("0\r\nX: " + QByteArray(200, 'x')) << QByteArray("431");
    QTest::newRow("huge chunk extension")
        << chunked("1;" + QByteArray(5000, 'x') + "\r\n") << QByteArray("400");
}

void RequestGuardTest::limits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    const GuardLimits limits{100, 10, 5};
    QCOMPARE(summary(itemsOf(bytes, {}, limits)), expected);
    QCOMPARE(summary(itemsOf(bytes, everyByte(bytes), limits)), expected);
}

void RequestGuardTest::continues()
{
    const QByteArray head = post("Expect: 100-Continue\r\nContent-Length: 2\r\n");
    RequestGuard guard;
    guard.feed(head);
    auto item = guard.next();
    QVERIFY(item && std::holds_alternative<RequestGuard::Continue>(*item));
    QVERIFY(!guard.next());
    guard.feed("ab");
    item = guard.next();
    QVERIFY(item && std::holds_alternative<HttpRequest>(*item));
    QVERIFY(std::get<HttpRequest>(*item).expectContinue);

    guard.feed(head + 'a'); // the body has begun: no interim answer
    QVERIFY(!guard.next());
    guard.feed("b" + post("Expect: 100-continue\r\nContent-Length: 0\r\n"));
    QVERIFY(std::holds_alternative<HttpRequest>(guard.next().value()));
    QVERIFY(std::holds_alternative<HttpRequest>(guard.next().value())); // no body to wait for
}

void RequestGuardTest::tellsItsPhase()
{
    using Phase = RequestGuard::Phase;
    RequestGuard guard;
    QCOMPARE(guard.phase(), Phase::Idle);
    guard.feed("\r\n");
    QVERIFY(!guard.next());
    QCOMPARE(guard.phase(), Phase::Idle);
    guard.feed("POST / HTTP/1.1\r\n");
    QVERIFY(!guard.next());
    QCOMPARE(guard.phase(), Phase::Header);
    guard.feed("Host: a\r\nContent-Length: 2\r\n\r\na");
    QVERIFY(!guard.next());
    QCOMPARE(guard.phase(), Phase::Body);
    guard.feed("bG");
    QVERIFY(guard.next());
    QCOMPARE(guard.phase(), Phase::Header);
    QCOMPARE(guard.buffered(), 1);
    QCOMPARE(guard.takeBuffered(), QByteArray("G"));
    QCOMPARE(guard.phase(), Phase::Idle);
}

void RequestGuardTest::staysDeadAfterRefusal()
{
    RequestGuard guard;
    guard.feed("nonsense\r\n\r\n" + get("/"));
    QVERIFY(std::holds_alternative<RequestGuard::Refusal>(guard.next().value()));
    guard.feed(get("/"));
    QVERIFY(!guard.next());
    QCOMPARE(guard.buffered(), 0);
    QCOMPARE(guard.phase(), RequestGuard::Phase::Refused);
}

void RequestGuardTest::anySplitGivesTheSameItems()
{
    const bool ok = rc::check("any split of the bytes gives the same items", [] {
        const auto &bytes = *rc::gen::elementOf(
            std::vector<QByteArray>(std::begin(sampleStreams), std::end(sampleStreams)));
        auto cuts = *rc::gen::container<std::vector<int>>(
            rc::gen::inRange(0, static_cast<int>(bytes.size())));
        std::sort(cuts.begin(), cuts.end());
        RC_ASSERT(itemsOf(bytes, QList<qsizetype>(cuts.begin(), cuts.end())) == itemsOf(bytes, {}));
    });
    QVERIFY(ok);
}

void RequestGuardTest::byteByByteIsLinear()
{
    // A quadratic guard would need 10^12 steps and run into the test's time limit.
    const QByteArray bytes = post("Content-Length: 1000000\r\n", QByteArray(1'000'000, 'x'));
    QCOMPARE(itemsOf(bytes, everyByte(bytes)).size(), 1);
}

QTEST_GUILESS_MAIN(RequestGuardTest)
#include "tst_requestguard.moc"
