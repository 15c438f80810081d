// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenariorun.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

class ScenarioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsWhenNothingIsLeft();
    void publishes();
    void refusesPublishesThatMakeNoSense_data();
    void refusesPublishesThatMakeNoSense();
    void rejectsPublishesThatTheOwnerRefuses();
    void tellsClients();
    void findsHandlers_data();
    void findsHandlers();
    void streamsUntilTheClientGoes();
    void readsRequests();
    void runsTimersInOrder();
    void runsAThousandTimers();
    void sendsATurnAsOne();
    void tellsBackpressure();
    void endsResponsesThatGrowWithoutBound();
    void keepsScenariosApart();
    void stopsFromOutside();
    void awaitsAtTopLevel();
    void exits();
    void boundsTheConsole();
};

void ScenarioTest::endsWhenNothingIsLeft()
{
    ScenarioRun run(QStringLiteral("console.log('hello', { a: [1, 'two'] }, null)\n"
                                   "setTimeout(() => console.warn('later'), 5)\n"));
    QVERIFY(run.waitForEnd());
    QVERIFY2(!run.failure, qPrintable(run.failure ? run.failure->toString() : QString()));
    QCOMPARE(run.exitCode, std::optional(0));
    QCOMPARE(run.console(), QStringLiteral("hello { a: [ 1, 'two' ] } null\nlater"));
    QCOMPARE(run.lines.at(0).line, 1);
    QCOMPARE(run.lines.at(1).line, 2);
    QCOMPARE(run.lines.at(1).level, ConsoleLevel::Warning);
}

void ScenarioTest::publishes()
{
    ScenarioRun run(QStringLiteral(
        "const receipt = await publish({ event: 'tick', id: 7, data: { n: 1 }, retry: 500, "
        "to: [3, 4], endpoint: '/e', comment: 'c' })\n"
        "console.log(receipt.sequence)\n"
        "publish('plain'); publish({ id: null, data: 'x' }); publish(12)\n"));
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.console(), QStringLiteral("1"));
    QCOMPARE(run.publishes.size(), 4);
    QCOMPARE(run.publishBatches, 2);
    const ScenarioPublish &whole = run.publishes.at(0);
    QCOMPARE(whole.endpoint, QByteArray("/e"));
    QCOMPARE(whole.event.type, QByteArray("tick"));
    QCOMPARE(whole.event.id, std::optional(QByteArray("7")));
    QCOMPARE(whole.event.data, std::optional(QByteArray("{\"n\":1}")));
    QCOMPARE(whole.event.retry, std::optional(500ms));
    QCOMPARE(whole.event.comment, std::optional(QByteArray("c")));
    QCOMPARE(whole.to, std::optional(QList{ConnectionId(3), ConnectionId(4)}));
    QVERIFY(!whole.automaticId);
    QCOMPARE(run.publishes.at(1).event.data, std::optional(QByteArray("plain")));
    QVERIFY(run.publishes.at(1).automaticId);
    QVERIFY(!run.publishes.at(2).automaticId);
    QVERIFY(!run.publishes.at(2).event.id);
    QCOMPARE(run.publishes.at(3).event.data, std::optional(QByteArray("12")));
}

void ScenarioTest::refusesPublishesThatMakeNoSense_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("error");
    QTest::newRow("unknown field") << "{ evnt: 'x' }"
                                   << "publish: \"evnt\" is not a field";
    QTest::newRow("retry") << "{ retry: 1.5 }"
                           << "publish: retry must be a whole number";
    QTest::newRow("to") << "{ to: [] }"
                        << "publish: to must be the id of a client";
}

void ScenarioTest::refusesPublishesThatMakeNoSense()
{
    QFETCH(QString, message);
    QFETCH(QString, error);
    ScenarioRun run(QStringLiteral("await publish(%1)").arg(message));
    QVERIFY(run.waitForEnd());
    QVERIFY(run.failure);
    QVERIFY2(run.failure->message.contains(error), qPrintable(run.failure->message));
    QCOMPARE(run.failure->line, 1);
}

void ScenarioTest::rejectsPublishesThatTheOwnerRefuses()
{
    ScenarioRun run(
        QStringLiteral("publish('x').catch(e => console.log('refused: ' + e.message))"));
    run.answersPublishes = false;
    QTRY_COMPARE(run.publishes.size(), 1);
    run.scenario().published({{run.publishes.at(0).token, {}, QStringLiteral("no such endpoint")}});
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.console(), QStringLiteral("refused: no such endpoint"));
}

void ScenarioTest::tellsClients()
{
    ScenarioRun run(QStringLiteral("console.log((await clients()).map(c => c.id))"));
    connect(&run.scenario(), &Scenario::clientsRequested, &run, [&run](quint64 token) {
        run.scenario().setClients(token,
                                  QJsonArray{QJsonObject{{QStringLiteral("id"), 12}},
                                             QJsonObject{{QStringLiteral("id"), 13}}});
    });
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.console(), QStringLiteral("[ 12, 13 ]"));
}

void ScenarioTest::findsHandlers_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("export default function")
        << "export default function handler(request, response) { response.end('yes') }";
    QTest::newRow("export default arrow") << "export default (req, res) => res.end('yes')";
    QTest::newRow("export default async, no name")
        << "export default async function (req, res) { await sleep(1); res.end('yes') }\n"
           "(function () {})()";
    QTest::newRow("function handler") << "function handler(req, res) { res.end('yes') }";
    QTest::newRow("const handler") << "const handler = async (req, res) => { res.end('yes') }";
    QTest::newRow("global handler") << "globalThis.handler = (req, res) => res.end('yes')";
    QTest::newRow("module.exports") << "module.exports = (req, res) => res.end('yes')";
    QTest::newRow("exports.handler") << "exports.handler = (req, res) => res.end('yes')";
    QTest::newRow("export function handler")
        << "export function handler(req, res) { res.end('yes') }";
    QTest::newRow("export list")
        << "const h = (req, res) => { res.end('yes') };\nexport { h as default }";
    QTest::newRow("after top-level await")
        << "await sleep(1)\nexport default (req, res) => res.end('yes')";
    QTest::newRow("beside a publisher")
        << "export default (req, res) => res.end('yes')\nwhile (true) await sleep(1000)";
}

void ScenarioTest::findsHandlers()
{
    QFETCH(QString, text);
    ScenarioRun run(text, {}, {}, QStringLiteral("/sse"));
    QVERIFY(run.waitForRoutes());
    QCOMPARE(run.routes, (QList<ScenarioRoute>{{"", QStringLiteral("/sse")}}));
    const quint64 id = run.get("/sse");
    QVERIFY(run.waitForResponse(id));
    QCOMPARE(run.response(id).body, QByteArray("yes"));
    QCOMPARE(run.response(id).header("content-length"), QByteArray("3"));
}

void ScenarioTest::streamsUntilTheClientGoes()
{
    ScenarioRun run(QStringLiteral(
        "export default function (request, response) {\n"
        "  response.writeHead(200, { 'Content-Type': 'text/event-stream' })\n"
        "  let n = 0\n"
        "  const timer = setInterval(() => response.write(`data: ${n++}\\n\\n`), 2)\n"
        "  request.on('close', () => { clearInterval(timer); console.log('gone', "
        "response.destroyed) })\n"
        "}\n"));
    QVERIFY(run.waitForRoutes());
    const quint64 id = run.get("/test");
    QTRY_VERIFY(run.response(id).body.count('\n') >= 6);
    QCOMPARE(run.response(id).head->status, 200);
    QCOMPARE(run.response(id).header("content-type"), QByteArray("text/event-stream"));
    QVERIFY(run.response(id).body.startsWith("data: 0\n\ndata: 1\n\ndata: 2\n\n"));
    run.scenario().requestClosed(id);
    QTRY_COMPARE(run.console(), QStringLiteral("gone true"));
}

void ScenarioTest::readsRequests()
{
    ScenarioRun run(QStringLiteral(
        "export default async (req, res) => {\n"
        "  let body = ''\n"
        "  for await (const chunk of req) body += chunk\n"
        "  req.socket.setKeepAlive(true); req.socket.setTimeout(0); "
        "req.connection.setNoDelay(true)\n"
        "  res.statusCode = 201\n"
        "  res.setHeader('X-A', ['1', '2'])\n"
        "  res.end(JSON.stringify([req.method, req.url, req.query, req.headers['last-event-id'],\n"
        "    req.socket.remoteAddress, body, new URL(req.url, "
        "'http://x').searchParams.get('a')]))\n"
        "}\n"));
    QVERIFY(run.waitForRoutes());
    ScenarioRequest request;
    request.method = "POST";
    request.url = "/test?a=b%20c&d=1";
    request.headers = {{"Last-Event-ID", "7"}};
    request.body = "h\xc3\xa9llo";
    const quint64 id = run.send(request);
    QVERIFY(run.waitForResponse(id));
    QCOMPARE(run.response(id).head->status, 201);
    QCOMPARE(run.response(id).head->headers.size(), 3);
    QCOMPARE(run.response(id).body,
             QByteArray("[\"POST\",\"/test?a=b%20c&d=1\",{\"a\":\"b c\",\"d\":\"1\"},\"7\","
                        "\"127.0.0.1\",\"h\xc3\xa9llo\",\"b c\"]"));
}

void ScenarioTest::runsTimersInOrder()
{
    ScenarioRun run(QStringLiteral(
        "const log = []\n"
        "setTimeout(() => log.push('c'), 12)\n"
        "setTimeout((x) => log.push(x), 4, 'b')\n"
        "const never = setTimeout(() => log.push('never'), 2)\n"
        "setImmediate(() => log.push('immediate'))\n"
        "process.nextTick(() => log.push('tick'))\n"
        "Promise.resolve().then(() => log.push('promise'))\n"
        "log.push('now')\n"
        "clearTimeout(never)\n"
        "let n = 0\n"
        "const every = setInterval(() => { if (++n === 3) clearInterval(every) }, 1)\n"
        "await sleep(30)\n"
        "console.log(log.join(' '), n)\n"));
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.console(), QStringLiteral("now tick promise immediate b c 3"));
}

void ScenarioTest::runsAThousandTimers()
{
    ScenarioRun run(QStringLiteral("let n = 0\n"
                                   "for (let i = 0; i < 2000; ++i) setTimeout(() => ++n, i % 50)\n"
                                   "setTimeout(() => console.log(n), 200)\n"));
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.console(), QStringLiteral("2000"));
}

void ScenarioTest::sendsATurnAsOne()
{
    ScenarioRun run(QStringLiteral("export default (req, res) => {\n"
                                   "  for (let i = 0; i < 1000; ++i) res.write('x')\n"
                                   "  res.end()\n"
                                   "}\n"));
    QVERIFY(run.waitForRoutes());
    const quint64 id = run.get("/test");
    QVERIFY(run.waitForResponse(id));
    QCOMPARE(run.response(id).body.size(), 1000);
    QCOMPARE(run.dataSignals, 1);
}

void ScenarioTest::tellsBackpressure()
{
    ScenarioLimits limits;
    limits.highWater = 100;
    ScenarioRun run(QStringLiteral("export default (req, res) => {\n"
                                   "  const chunk = 'x'.repeat(60)\n"
                                   "  console.log(res.write(chunk), res.write(chunk))\n"
                                   "  res.on('drain', () => { console.log('drain'); res.end() })\n"
                                   "}\n"),
                    limits);
    QVERIFY(run.waitForRoutes());
    connect(&run.scenario(), &Scenario::responseData, &run,
            [&run](quint64 id) { run.scenario().responseQueued(id, 120); });
    const quint64 id = run.get("/test");
    QTRY_COMPARE(run.console(), QStringLiteral("true false"));
    run.scenario().responseQueued(id, 80); // still more than half of the mark
    run.scenario().responseQueued(id, 0);
    QVERIFY(run.waitForResponse(id));
    QCOMPARE(run.console(), QStringLiteral("true false\ndrain"));
}

void ScenarioTest::endsResponsesThatGrowWithoutBound()
{
    ScenarioLimits limits;
    limits.unsentBytes = 1000;
    ScenarioRun run(QStringLiteral("export default (req, res) => {\n"
                                   "  res.on('close', () => console.log('closed'))\n"
                                   "  setInterval(() => res.write('x'.repeat(300)), 1)\n"
                                   "}\n"),
                    limits);
    connect(&run.scenario(), &Scenario::responseData, &run, [&run](quint64 id) {
        run.scenario().responseQueued(id, run.responses[id].body.size());
    });
    QVERIFY(run.waitForRoutes());
    const quint64 id = run.get("/test");
    QVERIFY(run.waitForResponse(id));
    QVERIFY(run.response(id).body.size() <= 1000);
    QCOMPARE(run.response(id).reason,
             QStringLiteral("More than 1000 bytes of the response waited for its client."));
    QTRY_COMPARE(run.console(), QStringLiteral("closed"));
    QVERIFY(!run.failure);
}

void ScenarioTest::keepsScenariosApart()
{
    const QString text =
        QStringLiteral("globalThis.n = (globalThis.n ?? 0) + 1; Array.prototype.mine = 1\n"
                       "setTimeout(() => console.log(n), 5)");
    ScenarioRun looping(QStringLiteral("for (;;) {}"));
    ScenarioRun first(text);
    ScenarioRun second(text);
    QVERIFY(first.waitForEnd());
    QVERIFY(second.waitForEnd());
    QCOMPARE(first.console(), QStringLiteral("1"));
    QCOMPARE(second.console(), QStringLiteral("1"));
}

void ScenarioTest::stopsFromOutside()
{
    for (const char *text :
         {"setInterval(() => {}, 1)", "for (;;) {}", "await new Promise(() => {})"}) {
        ScenarioRun run(QString::fromLatin1(text));
        run.scenario().stop();
        QVERIFY(run.waitForEnd());
        QVERIFY(!run.failure);
        QVERIFY(!run.scenario().isRunning());
    }
}

void ScenarioTest::awaitsAtTopLevel()
{
    ScenarioRun run(
        QStringLiteral("import { setTimeout as wait } from 'timers/promises'\n"
                       "for (let i = 0; i < 3; ++i) { await wait(1); publish({ data: i }) }\n"));
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.publishes.size(), 3);
    QCOMPARE(run.exitCode, std::optional(0));
}

void ScenarioTest::exits()
{
    ScenarioRun run(
        QStringLiteral("setInterval(() => {}, 1)\nsetTimeout(() => process.exit(3), 5)"));
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.exitCode, std::optional(3));
    QVERIFY(!run.failure);
}

void ScenarioTest::boundsTheConsole()
{
    ScenarioLimits limits;
    limits.consoleLines = 10;
    ScenarioRun run(QStringLiteral("for (let i = 0; i < 25; ++i) console.log(i)"), limits);
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.lines.size(), 11);
    QCOMPARE(run.lines.last().text,
             QStringLiteral("15 more lines of console output were left out."));
}

QTEST_GUILESS_MAIN(ScenarioTest)
#include "tst_scenario.moc"
