// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hosting/scenariohost.h"
#include "app/journal/journal.h"
#include "app/server/server.h"
#include "tests/support/rawclient.h"

#include <QTest>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
    Fixture() : url(server.listen(QStringLiteral("127.0.0.1"), 0).value_or(QUrl())) { }

    void start(const char *name, const char *text, const char *mountPath = "")
    {
        host.start({QLatin1String(name), {}, QString::fromUtf8(text), QLatin1String(mountPath)});
        host.waitUntilReady(10s);
    }

    [[nodiscard]] ScenarioStatus status(const char *name) const
    {
        for (const ScenarioStatus &status : host.scenarios()) {
            if (status.name == QLatin1String(name))
                return status;
        }
        return {};
    }

    [[nodiscard]] QStringList texts(EntryKind kind) const
    {
        QStringList texts;
        for (const auto &entry : journal.read(Sequence::None, 100'000)) {
            if (entry->kind == kind)
                texts.append(entry->text);
        }
        return texts;
    }

    SystemClock clock;
    Journal journal{clock};
    Server server{{}, journal, clock};
    QUrl url;
    ScenarioHost host{server, journal};
};

constexpr const char *streaming = R"(
    export default (request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        response.write('id: 7\nevent: hello\ndata: ' + request.query.who + '\n\n');
    };)";

} // namespace

class ScenarioHostTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersWhole();
    void streamsAreClientsWithALogOfTheirOwn();
    void othersMethodsAreRefused();
    void stoppingEndsItsStreams();
    void failingEndsItsStreamsAlone();
    void restartingKeepsItsPaths();
    void onePathIsNotGivenTwice();
    void theCloserPathWins();
    void publishesAndIsToldWhatBecameOfIt();
    void knowsTheClients();
    void slowReadersAreToldToTheScript();
    void aDemoPageStartsItsScenario();
};

void ScenarioHostTest::answersWhole()
{
    Fixture fixture;
    fixture.start("a.js",
                  "require('http').createServer((q, s) => {"
                  "  s.setHeader('X-A', 'b'); s.end('<p>' + q.url); }).listen(1);");
    RawClient client(fixture.url);
    client.get("/any?x=1");
    QTRY_VERIFY(client.has("<p>/any?x=1"));
    QVERIFY(client.has("X-A: b\r\n"));
    QVERIFY(client.has("Content-Length: 11\r\n"));
    client.get("/again"); // the connection lives on
    QTRY_VERIFY(client.has("<p>/again"));
    QCOMPARE(fixture.status("a.js").responses, 0);
}

void ScenarioHostTest::streamsAreClientsWithALogOfTheirOwn()
{
    Fixture fixture;
    fixture.start("a.js", streaming, "/mine");
    RawClient client(fixture.url);
    client.get("/mine?who=me");
    QTRY_VERIFY(client.has("data: me\n\n"));
    const auto connections = fixture.server.connections();
    QCOMPARE(connections.size(), 1);
    QCOMPARE(connections.constFirst().facts->endpoint, QByteArray("/mine"));
    QCOMPARE(connections.constFirst().facts->query, QByteArray("who=me"));
    QCOMPARE(connections.constFirst().events, quint64{1});
    const auto entries = fixture.journal.read(Sequence::None, 1'000);
    const auto event = std::find_if(entries.cbegin(), entries.cend(), [](const auto &entry) {
        return entry->kind == EntryKind::Published;
    });
    QVERIFY(event != entries.cend());
    QCOMPARE((*event)->wire, QByteArray("id: 7\nevent: hello\ndata: me\n\n"));
    QCOMPARE((*event)->eventType, QByteArray("hello"));
    QVERIFY((*event)->concerns(connections.constFirst().facts->id, "/mine"));
    client.reset();
    QTRY_COMPARE(fixture.status("a.js").responses, 0);
}

void ScenarioHostTest::othersMethodsAreRefused()
{
    Fixture fixture;
    fixture.start("a.js", "require('express')().get('/a', (q, s) => s.send('x')).listen(1);");
    RawClient client(fixture.url);
    client.post("/a", "text/plain", "x");
    QTRY_VERIFY(client.has(" 405 "));
    QVERIFY(client.has("Allow: GET"));
}

void ScenarioHostTest::stoppingEndsItsStreams()
{
    Fixture fixture;
    fixture.start("a.js", streaming, "/mine");
    RawClient client(fixture.url);
    client.get("/mine");
    QTRY_VERIFY(client.has("data: "));
    QVERIFY(fixture.host.stop(QStringLiteral("a.js")));
    QVERIFY(!fixture.host.stop(QStringLiteral("a.js")));
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received().endsWith("0\r\n\r\n"));
    QCOMPARE(fixture.status("a.js").state, ScenarioStatus::State::Stopped);
    RawClient late(fixture.url);
    late.get("/mine");
    QTRY_VERIFY(late.has(" 404 "));
}

void ScenarioHostTest::failingEndsItsStreamsAlone()
{
    Fixture fixture;
    fixture.start("good.js", streaming, "/good");
    fixture.start("bad.js",
                  "export default (q, s) => {\n"
                  "  s.setHeader('Content-Type', 'text/event-stream');\n"
                  "  s.write('data: x\\n\\n');\n  setTimeout(() => nothing(), 20); };",
                  "/bad");
    RawClient good(fixture.url);
    good.get("/good?who=me");
    QTRY_VERIFY(good.has("data: me"));
    RawClient bad(fixture.url);
    bad.get("/bad");
    QTRY_VERIFY(bad.isClosed());
    QCOMPARE(fixture.status("bad.js").state, ScenarioStatus::State::Failed);
    QVERIFY(fixture.status("bad.js").error);
    QCOMPARE(fixture.status("bad.js").error->line, 4);
    QVERIFY(fixture.texts(EntryKind::Problem).constLast().startsWith(QLatin1String("bad.js:4")));
    QVERIFY(good.isConnected());
    QVERIFY(fixture.host.isRunning(QStringLiteral("good.js")));
}

void ScenarioHostTest::restartingKeepsItsPaths()
{
    Fixture fixture;
    fixture.start("a.js", streaming, "/mine");
    RawClient first(fixture.url);
    first.get("/mine?who=old");
    QTRY_VERIFY(first.has("data: old"));
    fixture.host.start(
        {QStringLiteral("a.js"), {}, QString::fromUtf8(streaming), QStringLiteral("/mine")});
    RawClient second(fixture.url); // before the new one is up
    second.get("/mine?who=new");
    QTRY_VERIFY(second.has("data: new"));
    QTRY_VERIFY(first.isClosed());
}

void ScenarioHostTest::onePathIsNotGivenTwice()
{
    Fixture fixture;
    constexpr const char *text = "require('express')().get('/a', (q, s) => s.send(1)).listen(1);";
    fixture.start("first.js", text);
    fixture.start("second.js", text);
    QTRY_COMPARE(fixture.status("second.js").state, ScenarioStatus::State::Failed);
    const QString problem = fixture.texts(EntryKind::Problem).constLast();
    QVERIFY2(problem.contains(QLatin1String("first.js")) && problem.contains(QLatin1String("/a")),
             qPrintable(problem));
    QVERIFY(fixture.host.isRunning(QStringLiteral("first.js")));
}

void ScenarioHostTest::theCloserPathWins()
{
    Fixture fixture;
    fixture.start("all.js", "require('http').createServer((q, s) => s.end('all')).listen(1);");
    fixture.start("one.js", "require('express')().get('/one', (q, s) => s.send('one')).listen(1);");
    RawClient client(fixture.url);
    client.get("/one");
    QTRY_VERIFY(client.has("\r\n\r\none"));
    client.get("/other");
    QTRY_VERIFY(client.has("\r\n\r\nall"));
    RawClient api(fixture.url);
    api.get("/api/status"); // stays ours
    QTRY_VERIFY(api.has("\"uptimeSeconds\""));
}

void ScenarioHostTest::publishesAndIsToldWhatBecameOfIt()
{
    Fixture fixture;
    RawClient client(fixture.url);
    client.get("/events");
    QTRY_COMPARE(fixture.server.connections().size(), 1);
    fixture.start("a.js",
                  "const r = await publish({ event: 'e', data: { n: 1 } });\n"
                  "console.log(r.id, r.recipients);\n"
                  "try { await publish({ endpoint: '/nowhere', data: 1 }); }\n"
                  "catch (error) { console.warn(String(error)); }");
    QTRY_COMPARE(fixture.status("a.js").state, ScenarioStatus::State::Finished);
    QVERIFY(client.has("event: e\nid: 1\ndata: {\"n\":1}\n\n"));
    const QStringList lines = fixture.texts(EntryKind::Console);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.constFirst(), QStringLiteral("1 1"));
    QVERIFY2(lines.constLast().contains(QLatin1String("/nowhere")), qPrintable(lines.constLast()));
}

void ScenarioHostTest::knowsTheClients()
{
    Fixture fixture;
    RawClient client(fixture.url);
    client.get("/events/x");
    QTRY_COMPARE(fixture.server.connections().size(), 1);
    fixture.start("a.js",
                  "const all = await clients();\nconsole.log(all.length, all[0].endpoint);");
    QTRY_COMPARE(fixture.texts(EntryKind::Console), QStringList{QStringLiteral("1 /events/x")});
}

void ScenarioHostTest::slowReadersAreToldToTheScript()
{
    Fixture fixture;
    fixture.start("a.js", R"(
        export default (request, response) => {
            response.writeHead(200, { 'Content-Type': 'text/event-stream' });
            const block = 'data: ' + 'x'.repeat(60000) + '\n\n';
            let told = false;
            const timer = setInterval(() => {
                if (told || response.write(block)) return;
                told = true;
                console.log('full');
                response.on('drain', () => { console.log('drained'); clearInterval(timer); });
            }, 1);
        };)",
                  "/mine");
    RawClient client(fixture.url);
    client.get("/mine");
    QTRY_VERIFY(client.has("data: "));
    client.setReading(false);
    QTRY_VERIFY(fixture.texts(EntryKind::Console).contains(QStringLiteral("full")));
    QVERIFY(client.isConnected());
    client.setReading(true);
    QTRY_VERIFY(fixture.texts(EntryKind::Console).contains(QStringLiteral("drained")));
}

void ScenarioHostTest::aDemoPageStartsItsScenario()
{
    Fixture fixture;
    RawClient client(fixture.url);
    client.get("/demo/clock/");
    QTRY_VERIFY(client.has(" 200 "));
    QVERIFY(fixture.host.isRunning(QStringLiteral("clock.js")));
    QVERIFY(!fixture.status("clock.js").routes.isEmpty()); // there before the page is
    client.get("/demo/clock");
    QTRY_VERIFY(client.has("Location: /demo/clock/\r\n"));
}

QTEST_GUILESS_MAIN(ScenarioHostTest)
#include "tst_scenariohost.moc"
