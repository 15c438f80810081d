// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/accesspolicy.h"

#include <QTest>

using namespace heliograph;
using Origin = AccessPolicy::Origin;
using Audience = AccessPolicy::Audience;

namespace {

HttpRequest request(const HeaderList &headers)
{
    HttpRequest made;
    made.method = "GET";
    made.path = "/events";
    made.headers = headers;
    return made;
}

AccessPolicy policy()
{
    AccessOptions options;
    options.listenNames = {"192.168.1.5", "Studio.lan"};
    options.allowedHosts = {"demo.example", "other.example:9000"};
    options.corsOrigins = {"https://app.example", "http://shop.example:3000/", "null"};
    return AccessPolicy(options);
}

} // namespace

class AccessPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hosts_data();
    void hosts();
    void hostMayBeAbsentInHttp10();
    void origins_data();
    void origins();
    void reflectsAllowedOrigins();
    void answersOptions();
    void tokens_data();
    void tokens();
    void needsToken();
};

void AccessPolicyTest::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("named");
    QTest::addColumn<bool>("anyAddress");
    const auto row = [](const char *host, bool named, bool anyAddress) {
        QTest::newRow(host) << QByteArray(host) << named << anyAddress;
    };
    row("localhost", true, true);
    row("LOCALHOST:8080", true, true);
    row("localhost.:8080", true, true);
    row("a.localhost", true, true);
    row("127.0.0.1:8080", true, true);
    row("127.255.0.9", true, true);
    row("[::1]:8080", true, true);
    row("192.168.1.5:8080", true, true);
    row("studio.LAN", true, true);
    row("demo.example:1", true, true);
    row("other.example:9000", true, true);
    row("other.example:9001", false, false);
    row("10.0.0.1", false, true);
    row("[fe80::1]:8080", false, true);
    row("evil.example", false, false);
    row("notlocalhost", false, false);
    row("localhost.evil.example", false, false);
    row("127.0.0.1.evil.example", false, false);
    row("127.0.0.256", false, false);
    row("127.1", false, false);
    row("", false, false);
}

void AccessPolicyTest::hosts()
{
    QFETCH(QByteArray, host);
    QTEST(policy().hostAllowed(request({{"Host", host}})), "named");
    AccessOptions any = policy().options();
    any.anyAddress = true;
    QTEST(AccessPolicy(any).hostAllowed(request({{"Host", host}})), "anyAddress");
}

void AccessPolicyTest::hostMayBeAbsentInHttp10()
{
    HttpRequest old = request({});
    QVERIFY(!policy().hostAllowed(old));
    old.minorVersion = 0;
    QVERIFY(policy().hostAllowed(old));
}

void AccessPolicyTest::origins_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("modes"); // that allow it: Loopback, list, any, none
    const auto row = [](const char *origin, const char *modes) {
        QTest::newRow(origin) << QByteArray(origin) << QByteArray(modes);
    };
    row("http://studio.lan:8080", "Llan"); // our own
    row("https://studio.lan:8080", "a");
    row("http://studio.lan:8081", "a");
    row("http://localhost:5173", "Lla");
    row("https://localhost", "Lla");
    row("http://127.0.0.1:3000", "Lla");
    row("http://[::1]:3000", "Lla");
    row("ftp://localhost", "a");
    row("https://app.example", "la");
    row("https://app.example:443", "la");
    row("http://app.example", "a");
    row("https://app.example.evil", "a");
    row("http://shop.example:3000", "la");
    row("null", "la");
    row("http://localhost.evil.example", "a");
    row("http://evil.example", "a");
}

void AccessPolicyTest::origins()
{
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, modes);
    const HttpRequest asked = request({{"Host", "studio.lan:8080"}, {"Origin", origin}});
    const QList<std::pair<CorsMode, char>> letters{{CorsMode::Loopback, 'L'},
                                                   {CorsMode::List, 'l'},
                                                   {CorsMode::Any, 'a'},
                                                   {CorsMode::None, 'n'}};
    for (const auto &[mode, letter] : letters) {
        const Origin expected = modes.contains(letter) ? Origin::Allowed : Origin::Refused;
        QCOMPARE(policy().originDecision(asked, mode), expected);
    }
    QCOMPARE(policy().originDecision(request({{"Host", "a"}})), Origin::None);
    AccessOptions all;
    all.corsOrigins = {"*"};
    QCOMPARE(AccessPolicy(all).originDecision(asked), Origin::Allowed);
}

void AccessPolicyTest::reflectsAllowedOrigins()
{
    const HttpRequest page = request({{"Host", "a"}, {"Origin", "http://localhost:1"}});
    const HeaderList headers = policy().corsHeaders(page);
    QCOMPARE(headerValue(headers, "access-control-allow-origin"), "http://localhost:1");
    QCOMPARE(headerValue(headers, "access-control-allow-credentials"), "true");
    QCOMPARE(headerValue(headers, "vary"), "Origin");
    QVERIFY(policy().corsHeaders(page, CorsMode::None).isEmpty());
    QVERIFY(policy().corsHeaders(request({{"Host", "a"}})).isEmpty());
    QVERIFY(policy().corsHeaders(request({{"Origin", "http://evil.example"}})).isEmpty());
}

void AccessPolicyTest::answersOptions()
{
    HttpRequest preflight =
        request({{"Host", "a"},
                 {"Origin", "http://localhost:1"},
                 {"Access-Control-Request-Method", "GET"},
                 {"Access-Control-Request-Headers", "cache-control, x\"y, x-z"}});
    const HttpResponse allowed =
        policy().optionsAnswer(preflight, Audience::Stream, {"GET", "HEAD"});
    QCOMPARE(allowed.status, 204);
    QCOMPARE(headerValue(allowed.headers, "Allow"), "GET, HEAD");
    QCOMPARE(headerValue(allowed.headers, "Access-Control-Allow-Methods"), "GET, HEAD");
    QCOMPARE(headerValue(allowed.headers, "Access-Control-Allow-Headers"), "cache-control, x-z");
    QVERIFY(headerValue(allowed.headers, "Access-Control-Max-Age"));

    preflight.headers[1].second = "http://evil.example";
    const HttpResponse silent = policy().optionsAnswer(preflight, Audience::Stream, {"GET"});
    QCOMPARE(silent.status, 204);
    QVERIFY(!headerValue(silent.headers, "Access-Control-Allow-Origin"));
    QVERIFY(!headerValue(silent.headers, "Access-Control-Allow-Methods"));
    QCOMPARE(policy().optionsAnswer(preflight, Audience::Api, {"POST"}).status, 403);
}

void AccessPolicyTest::tokens_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("expected");
    QTest::newRow("none") << QByteArray() << QByteArray() << false;
    QTest::newRow("bearer") << QByteArray("Bearer s3cret") << QByteArray() << true;
    QTest::newRow("scheme ignores case") << QByteArray("bearer s3cret") << QByteArray() << true;
    QTest::newRow("other scheme") << QByteArray("Basic s3cret") << QByteArray() << false;
    QTest::newRow("no space") << QByteArray("Bearers3cret") << QByteArray() << false;
    QTest::newRow("prefix") << QByteArray("Bearer s3cre") << QByteArray() << false;
    QTest::newRow("longer") << QByteArray("Bearer s3crets") << QByteArray() << false;
    QTest::newRow("empty") << QByteArray("Bearer ") << QByteArray() << false;
    QTest::newRow("query") << QByteArray() << QByteArray("a=b&access_token=s3cret") << true;
    QTest::newRow("query, escaped") << QByteArray() << QByteArray("access_token=s%33cret") << true;
    QTest::newRow("query, wrong") << QByteArray() << QByteArray("access_token=x") << false;
}

void AccessPolicyTest::tokens()
{
    QFETCH(QByteArray, authorization);
    QFETCH(QByteArray, query);
    HttpRequest asked = request({{"Authorization", authorization}});
    asked.query = query;
    AccessOptions options;
    options.token = "s3cret";
    QTEST(AccessPolicy(options).tokenAccepted(asked), "expected");
    QVERIFY(!AccessPolicy().tokenAccepted(asked)); // no token is no password
}

void AccessPolicyTest::needsToken()
{
    QVERIFY(!AccessPolicy().needsToken(Audience::Api));
    AccessOptions options;
    options.beyondLoopback = true;
    QVERIFY(AccessPolicy(options).needsToken(Audience::Api));
    QVERIFY(!AccessPolicy(options).needsToken(Audience::Stream));
    options.privateStreams = true;
    QVERIFY(AccessPolicy(options).needsToken(Audience::Stream));
    QVERIFY(!AccessPolicy(options).authorized(request({}), Audience::Stream));
    QCOMPARE(tokenRefusal().status, 401);
}

QTEST_GUILESS_MAIN(AccessPolicyTest)
#include "tst_accesspolicy.moc"
