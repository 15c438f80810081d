// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/endpointdefinition.h"

#include <QTest>

using namespace heliograph;

class EndpointDefinitionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryOption();
    void defaults();
    void readsBack_data();
    void readsBack();
    void refuses_data();
    void refuses();
};

void EndpointDefinitionTest::readsEveryOption()
{
    const auto read = parseEndpointOption(QStringLiteral(
        "/prices,methods=get+POST,status=503,header=X-A: b\\, c,header=X-D: e:f,cors=any,retry=0,"
        "heartbeat=0.5,heartbeat-text=beep,replay=5,greeting=hello\\\\,greeting-event=hi"));
    QVERIFY(read);
    EndpointDefinition expected;
    expected.path = "/prices";
    expected.methods = {"GET", "POST"};
    expected.status = 503;
    expected.headers = {{"X-A", "b, c"}, {"X-D", "e:f"}};
    expected.cors = CorsMode::Any;
    expected.retry = std::chrono::milliseconds{0};
    expected.heartbeat = std::chrono::milliseconds{500};
    expected.heartbeatText = "beep";
    expected.replayEvents = 5;
    expected.greeting = Event{"hi", {}, {}, QByteArray("hello\\"), {}};
    QVERIFY(*read == expected);
}

void EndpointDefinitionTest::defaults()
{
    const auto read = parseEndpointOption(QStringLiteral("/a,heartbeat=off,replay=off"));
    QVERIFY(read);
    QCOMPARE(read->methods, QList<QByteArray>{"GET"});
    QCOMPARE(read->status, 200);
    QVERIFY(read->cors == CorsMode::List);
    QVERIFY(read->heartbeat == std::chrono::milliseconds{0});
    QCOMPARE(read->replayEvents, 0);
    QVERIFY(!parseEndpointOption(QStringLiteral("/a"))->heartbeat);
}

void EndpointDefinitionTest::readsBack_data()
{
    QTest::addColumn<QString>("option");
    for (const char *option :
         {"/a", "/a\\,b", "/a,methods=POST,status=204,cors=none,retry=3000,heartbeat=1.25,replay=0",
          "/a,header=K: v\\,w,header=L: ,heartbeat-text=x\\\\y,greeting=,greeting-event=e"})
        QTest::newRow(option) << QString::fromLatin1(option);
}

void EndpointDefinitionTest::readsBack()
{
    QFETCH(QString, option);
    const auto read = parseEndpointOption(option);
    QVERIFY(read);
    QCOMPARE(endpointOption(*read), option);
}

void EndpointDefinitionTest::refuses_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("field");
    const auto row = [](const char *option, const char *field) {
        QTest::newRow(option) << QString::fromLatin1(option) << QByteArray(field);
    };
    row("", "path");
    row("prices", "path");
    row("/", "path");
    row("/api", "path");
    row("/api/x", "path");
    row("/a?b", "path");
    row("/a#b", "path");
    row("/a/../b", "path");
    row("/a,methods=PUT", "methods");
    row("/a,methods=", "methods");
    row("/a,status=199", "status");
    row("/a,status=600", "status");
    row("/a,status=ok", "status");
    row("/a,header=K", "header");
    row("/a,header=K K: v", "header");
    row("/a,header=K: a\nb", "header");
    row("/a,header=Content-Length: 1", "header");
    row("/a,cors=all", "cors");
    row("/a,retry=-1", "retry");
    row("/a,retry=1.5", "retry");
    row("/a,heartbeat=-1", "heartbeat");
    row("/a,heartbeat=nan", "heartbeat");
    row("/a,heartbeat=soon", "heartbeat");
    row("/a,heartbeat=99999", "heartbeat");
    row("/a,replay=all", "replay");
    row("/a,replay=1000001", "replay");
    row("/a,greeting-event=x", "greeting");
    row("/a,greeting=x,greeting-event=a\nb", "greeting-event");
    row("/a,colour=red", "colour");
    row("/a,cors", "cors");
}

void EndpointDefinitionTest::refuses()
{
    QFETCH(QString, option);
    const auto read = parseEndpointOption(option);
    QVERIFY(!read);
    QCOMPARE(read.error().code, "invalid-endpoint");
    QTEST(read.error().field, "field");
    QVERIFY(!read.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(EndpointDefinitionTest)
#include "tst_endpointdefinition.moc"
