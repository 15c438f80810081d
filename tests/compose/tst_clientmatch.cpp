// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/clientmatch.h"
#include "app/scenario/expression.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::microseconds now = 1'000'000s;

ConnectionSnapshot client(quint64 id, const QByteArray &query, const QByteArray &userAgent = "curl",
                          const QByteArray &endpoint = "/events")
{
    ClientFacts facts;
    facts.id = ConnectionId{id};
    facts.endpoint = endpoint;
    facts.remote = QStringLiteral("127.0.0.1:53422");
    facts.userAgent = userAgent;
    facts.origin = "http://localhost:3000";
    facts.lastEventId = "41";
    facts.query = query;
    facts.connectedAt = now - 90s;
    ConnectionSnapshot snapshot;
    snapshot.facts = std::make_shared<const ClientFacts>(facts);
    snapshot.events = 10 * id;
    snapshot.bytes = 1000 * id;
    snapshot.queuedBytes = qsizetype(id);
    return snapshot;
}

} // namespace

class ClientMatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void looksAtTheEndpointAlone();
    void refuses_data();
    void refuses();
    void findsAmongThousands();
};

void ClientMatchTest::finds_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QList<int>>("ids");

    QTest::newRow("everyone") << "true" << QList<int>{1, 2, 3};
    QTest::newRow("nobody") << "false" << QList<int>{};
    QTest::newRow("id") << "id == 2" << QList<int>{2};
    QTest::newRow("endpoint") << "endpoint == '/events'" << QList<int>{1, 2, 3};
    QTest::newRow("remote") << "remote == '127.0.0.1:53422'" << QList<int>{1, 2, 3};
    QTest::newRow("address") << "address == '127.0.0.1'" << QList<int>{1, 2, 3};
    QTest::newRow("user agent and query")
        << "query.user == \"42\" && userAgent.includes(\"Chrome\")" << QList<int>{2};
    QTest::newRow("query, decoded") << "query.name == 'é b'" << QList<int>{3};
    QTest::newRow("query, the last of several") << "query.user == '8'" << QList<int>{3};
    QTest::newRow("query that some do not have")
        << "query.name.length > 0 || true" << QList<int>{-1};
    QTest::newRow("query that some do not have, compared") << "query.user > 10" << QList<int>{1, 2};
    QTest::newRow("in the query") << "'name' in query" << QList<int>{3};
    QTest::newRow("origin") << "origin.endsWith(':3000')" << QList<int>{1, 2, 3};
    QTest::newRow("last event ID") << "lastEventId == 41" << QList<int>{1, 2, 3};
    QTest::newRow("events") << "events >= 20" << QList<int>{2, 3};
    QTest::newRow("bytes") << "bytes < 2500" << QList<int>{1, 2};
    QTest::newRow("queued bytes") << "queuedBytes === 1" << QList<int>{1};
    QTest::newRow("connected for") << "connectedSeconds == 90" << QList<int>{1, 2, 3};
    QTest::newRow("connected since")
        << "new Date(connectedAt).getTime() == 999910000" << QList<int>{1, 2, 3};
}

void ClientMatchTest::finds()
{
    QFETCH(const QString, expression);
    QFETCH(const QList<int>, ids);
    ExpressionEngine engine;
    // Not in the order of their ids: what is found has to be.
    const QList<ConnectionSnapshot> clients{client(3, "name=%C3%A9+b&user=7&user=8"),
                                            client(1, "user=42"),
                                            client(2, "user=42", "Mozilla/5.0 Chrome/120")};
    const auto found =
        ClientMatch::find(expression, QByteArrayLiteral("/events"), clients, now, engine);
    if (ids == QList<int>{-1}) {
        QVERIFY(!found);
        return;
    }
    QVERIFY2(found, qPrintable(found ? QString() : found.error().message));
    QList<int> numbers;
    for (const ConnectionId id : *found)
        numbers.append(int(toNumber(id)));
    QCOMPARE(numbers, ids);
}

void ClientMatchTest::looksAtTheEndpointAlone()
{
    ExpressionEngine engine;
    const QList<ConnectionSnapshot> clients{client(1, "", "a", "/other"), client(2, "")};
    const auto found = ClientMatch::find(QStringLiteral("true"), "/events", clients, now, engine);
    QCOMPARE(found.value_or(QList<ConnectionId>()), QList<ConnectionId>{ConnectionId{2}});
}

void ClientMatchTest::refuses_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("marked");

    QTest::newRow("empty") << ""
                           << "The expression is empty."
                           << "";
    QTest::newRow("syntax") << "id = = 2"
                            << "SyntaxError: Unexpected token '='"
                            << "=";
    QTest::newRow("throws for a client") << "id > 0 && query.user.length > 1"
                                         << "TypeError: undefined is not an object"
                                         << "query.user.length";
    QTest::newRow("loops") << "(() => { for (;;); })()"
                           << "\"(() => { for (;;); })()\" was stopped"
                           << "";
    QTest::newRow("slow for each") << "((until) => { while (Date.now() < until); return 1 })"
                                      "(Date.now() + 60)"
                                   << "The expression takes too long for so many clients."
                                   << "";
}

void ClientMatchTest::refuses()
{
    QFETCH(const QString, expression);
    QFETCH(const QString, message);
    QFETCH(const QString, marked);
    ExpressionEngine engine(30'000ms); // however busy the machine is
    QList<ConnectionSnapshot> clients;
    for (quint64 id = 1; id <= 100; ++id)
        clients.append(client(id, ""));
    const auto found = ClientMatch::find(expression, "/events", clients, now, engine);
    QVERIFY(!found);
    const DraftError &error = found.error();
    QCOMPARE(error.field, DraftField::Match);
    QVERIFY2(error.message.startsWith(message), qPrintable(error.message));
    QCOMPARE(error.position < 0 ? QString() : expression.mid(error.position, error.length), marked);
}

void ClientMatchTest::findsAmongThousands()
{
    ExpressionEngine engine(30'000ms); // however busy the machine is
    QList<ConnectionSnapshot> clients;
    for (quint64 id = 1; id <= 10'000; ++id)
        clients.append(client(id, "user=" + QByteArray::number(id % 100), "Mozilla/5.0 Chrome"));
    const QString expression =
        QStringLiteral("query.user == \"42\" && userAgent.includes(\"Chrome\")");
    const auto found = ClientMatch::find(expression, "/events", clients, now, engine);
    QCOMPARE(found.value_or(QList<ConnectionId>()).size(), 100);
}

QTEST_GUILESS_MAIN(ClientMatchTest)
#include "tst_clientmatch.moc"
