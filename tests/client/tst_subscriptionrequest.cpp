// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/redirectpolicy.h"

#include <QTest>

using namespace heliograph;

class SubscriptionRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void follows_data();
    void follows();
    void dropsSecretsAcrossOrigins();
    void tellsOrigins_data();
    void tellsOrigins();
};

namespace {

SubscriptionRequest requestTo(const char *url)
{
    SubscriptionRequest request;
    request.url = QUrl(QString::fromLatin1(url));
    return request;
}

} // namespace

void SubscriptionRequestTest::refuses_data()
{
    QTest::addColumn<SubscriptionRequest>("request");
    QTest::addColumn<QByteArray>("field");
    for (const char *url : {"", "events", "ftp://host/", "file:///etc/passwd", "http:///events",
                            "http://host:99999/", "http://host:0/"})
        QTest::newRow(url) << requestTo(url) << QByteArray("url");
    SubscriptionRequest request = requestTo("http://host/");
    for (const char *method : {"", "A B", "CONNECT", "trace", "G\r\nET"}) {
        request.method = method;
        QTest::addRow("method \"%s\"", method) << request << QByteArray("method");
    }
    request.method = "GET";
    request.headers = {{"A", "b\r\nC: d"}};
    QTest::newRow("line break in a header") << request << QByteArray("header");
    request.headers = {{"A", QByteArray("\0", 1)}};
    QTest::newRow("NUL in a header") << request << QByteArray("header");
    request.headers = {{"A b", "c"}};
    QTest::newRow("space in a header name") << request << QByteArray("header");
    request.headers = {};
    request.lastEventId = "1\n2";
    QTest::newRow("line break in the last event ID") << request << QByteArray("lastEventId");
}

void SubscriptionRequestTest::refuses()
{
    QFETCH(SubscriptionRequest, request);
    QFETCH(QByteArray, field);
    const Result<void> checked = check(request);
    QVERIFY(!checked);
    QCOMPARE(checked.error().field, field);
    QVERIFY(checked.error().message.endsWith(QLatin1Char('.')));
}

void SubscriptionRequestTest::accepts_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"http://127.0.0.1:8080/events", "https://example.com", "http://[::1]/",
                            "http://u:p@host/?a=b#c", "HTTP://HOST/"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void SubscriptionRequestTest::accepts()
{
    QFETCH(QString, url);
    SubscriptionRequest request;
    request.url = QUrl(url);
    QVERIFY(check(request).has_value());
}

void SubscriptionRequestTest::follows_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("expected"); // "METHOD body url", or "-" when it is refused
    const auto row = [](const QByteArray &method, int status, const QByteArray &location,
                        const QByteArray &expected) {
        QTest::addRow("%s %d %s", method.constData(), status, location.constData())
            << method << status << location << expected;
    };
    row("GET", 301, "/b", "GET body http://host/b");
    row("GET", 302, "b?c", "GET body http://host/x/b?c");
    row("GET", 303, "//other/b", "GET body http://other/b");
    row("GET", 307, "https://other:1/b", "GET body https://other:1/b");
    row("POST", 301, "/b", "GET  http://host/b");
    row("POST", 302, "/b", "GET  http://host/b");
    row("POST", 303, "/b", "GET  http://host/b");
    row("POST", 307, "/b", "POST body http://host/b");
    row("POST", 308, "/b", "POST body http://host/b");
    row("PUT", 302, "/b", "PUT body http://host/b");
    row("PUT", 303, "/b", "GET  http://host/b");
    row("GET", 301, "ftp://host/", "-");
    row("GET", 301, "data:text/event-stream,a", "-");
    row("GET", 301, "http://", "-");
}

void SubscriptionRequestTest::follows()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    QFETCH(QByteArray, location);
    QFETCH(QByteArray, expected);
    SubscriptionRequest request = requestTo("http://host/x/a");
    request.method = method;
    request.body = "body";
    const auto next = RedirectPolicy::follow(request, status, location);
    QCOMPARE(next ? next->method + ' ' + next->body + ' ' + next->url.toEncoded() : QByteArray("-"),
             expected);
}

void SubscriptionRequestTest::dropsSecretsAcrossOrigins()
{
    SubscriptionRequest request = requestTo("http://u:p@host/a");
    request.headers = {{"authorization", "x"}, {"Cookie", "x"}, {"X-Y", "x"}};
    const auto same = RedirectPolicy::follow(request, 307, "/b");
    QCOMPARE(same->headers.size(), 3);
    QCOMPARE(same->url.userName(), QStringLiteral("u"));
    const auto other = RedirectPolicy::follow(request, 307, "http://host:81/b");
    QCOMPARE(other->headers, QList<SubscriptionRequest::Header>({{"X-Y", "x"}}));
    QVERIFY(other->url.userInfo().isEmpty());
}

void SubscriptionRequestTest::tellsOrigins_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("origin");
    QTest::newRow("default port") << QStringLiteral("http://host:80/a?b#c")
                                  << QByteArray("http://host");
    QTest::newRow("https") << QStringLiteral("https://host:443/") << QByteArray("https://host");
    QTest::newRow("other port") << QStringLiteral("https://host:80/")
                                << QByteArray("https://host:80");
    QTest::newRow("IPv6") << QStringLiteral("http://u@[::1]:8080/")
                          << QByteArray("http://[::1]:8080");
}

void SubscriptionRequestTest::tellsOrigins()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, origin);
    QCOMPARE(RedirectPolicy::originOf(QUrl(url)), origin);
}

QTEST_GUILESS_MAIN(SubscriptionRequestTest)
#include "tst_subscriptionrequest.moc"
