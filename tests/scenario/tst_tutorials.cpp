// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Programs in the style of tutorials for Node, pasted as they are.
#include "scenariorun.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace heliograph;

namespace {

/// The program as a scenario of its own.
std::unique_ptr<ScenarioRun> runProgram(const char *name)
{
    const QString path = QStringLiteral(HELIOGRAPH_PROGRAMS "/") + QLatin1String(name);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    return std::make_unique<ScenarioRun>(QString::fromUtf8(file.readAll()), ScenarioLimits{}, path);
}

} // namespace

class TutorialsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rawHttp();
    void expressClock();
    void expressCounter();
    void koaPassThrough();
    void presetsStart_data();
    void presetsStart();
};

void TutorialsTest::rawHttp()
{
    auto run = runProgram("raw-http.js");
    QVERIFY(run && run->waitForRoutes());
    QCOMPARE(run->routes, (QList<ScenarioRoute>{{"", QStringLiteral("/*")}}));
    const quint64 page = run->get("/");
    const quint64 missing = run->get("/nowhere");
    const quint64 stream = run->get("/events");
    QVERIFY(run->waitForResponse(page));
    QCOMPARE(run->response(page).header("content-type"), QByteArray("text/html"));
    QVERIFY(run->response(page).body.startsWith("<!doctype html>\n<script>"));
    QVERIFY(run->waitForResponse(missing));
    QCOMPARE(run->response(missing).head->status, 404);
    QCOMPARE(run->response(missing).header("content-length"), QByteArray());
    QTRY_VERIFY(run->response(stream).body.contains("\"count\":2"));
    QCOMPARE(run->response(stream).head->status, 200);
    QCOMPARE(run->response(stream).header("content-type"), QByteArray("text/event-stream"));
    QVERIFY(run->response(stream).body.startsWith("retry: 3000\n\n"
                                                  "id: 1\nevent: update\ndata: {\"count\":1}\n\n"
                                                  "id: 2\nevent: update\ndata: {\"count\":2}\n\n"));
    run->scenario().requestClosed(stream);
    QTRY_VERIFY(run->console().endsWith(QLatin1String("client disconnected")));
    QCOMPARE(run->console(),
             QStringLiteral("listens: its paths are served by Heliograph\n"
                            "Server running at http://localhost:3000/\nclient disconnected"));
    QVERIFY(!run->failure && run->reports.isEmpty());
}

void TutorialsTest::expressClock()
{
    auto run = runProgram("express-clock.js");
    QVERIFY(run && run->waitForRoutes());
    QCOMPARE(
        run->routes,
        (QList<ScenarioRoute>{{"GET", QStringLiteral("/")}, {"GET", QStringLiteral("/clock")}}));
    const quint64 page = run->get("/");
    const quint64 stream = run->get("/clock");
    QVERIFY(run->waitForResponse(page));
    QCOMPARE(run->response(page).header("content-type"), QByteArray("text/html; charset=utf-8"));
    QVERIFY(run->response(page).body.contains("<p id=\"clock\">"));
    QTRY_VERIFY(run->response(stream).body.count("data: ") >= 3);
    const QList<QByteArray> lines = run->response(stream).body.split('\n');
    QVERIFY(lines.at(0).startsWith("data: "));
    QCOMPARE(lines.at(1), QByteArray());
    QVERIFY(QDateTime::fromString(QString::fromLatin1(lines.at(0).mid(6)), Qt::ISODateWithMs)
                .isValid());
    run->scenario().requestClosed(stream);
    QTRY_VERIFY(run->console().endsWith(QLatin1String("closed")));
    QVERIFY(!run->failure && run->reports.isEmpty());
}

void TutorialsTest::expressCounter()
{
    auto run = runProgram("express-counter.js");
    QVERIFY(run && run->waitForRoutes());
    const quint64 first = run->get("/events");
    const quint64 second = run->get("/events");
    ScenarioRequest post;
    post.method = "POST";
    post.url = "/counter/5";
    post.headers = {{"Content-Type", "application/json"}};
    post.body = "{\"name\":\"Ann\"}";
    const quint64 posted = run->send(post);
    QVERIFY(run->waitForResponse(posted));
    QCOMPARE(run->response(posted).head->status, 201);
    QCOMPARE(run->response(posted).header("content-type"),
             QByteArray("application/json; charset=utf-8"));
    QCOMPARE(run->response(posted).body, QByteArray("{\"counter\":5}"));
    const QByteArray expected = "data: {\"counter\":0}\n\ndata: {\"counter\":5,\"by\":\"Ann\"}\n\n";
    QTRY_COMPARE(run->response(first).body, expected);
    QTRY_COMPARE(run->response(second).body, expected);
    run->scenario().requestClosed(first);
    QTRY_VERIFY(run->console().endsWith(QLatin1String("2 connected, one closes")));
    const quint64 status = run->get("/status");
    QVERIFY(run->waitForResponse(status));
    QCOMPARE(run->response(status).body, QByteArray("{\"clients\":1}"));
    post.headers = {{"Content-Type", "application/json"}};
    post.body = "{no json";
    const quint64 wrong = run->send(post);
    QVERIFY(run->waitForResponse(wrong));
    QCOMPARE(run->response(wrong).head->status, 400);
    QVERIFY(!run->failure && run->reports.isEmpty());
}

void TutorialsTest::koaPassThrough()
{
    auto run = runProgram("koa-passthrough.js");
    QVERIFY(run && run->waitForRoutes());
    QCOMPARE(run->routes, (QList<ScenarioRoute>{{"", QStringLiteral("/*")}}));
    const quint64 other = run->get("/other");
    const quint64 stream = run->get("/sse?x=1");
    QVERIFY(run->waitForResponse(other));
    QCOMPARE(run->response(other).body, QByteArray("ok"));
    QCOMPARE(run->response(other).header("content-type"), QByteArray("text/plain; charset=utf-8"));
    QTRY_VERIFY(run->response(stream).body.contains("event: pause"));
    QCOMPARE(run->response(stream).head->status, 200);
    QCOMPARE(run->response(stream).header("content-type"), QByteArray("text/event-stream"));
    QByteArray expected = "retry: 10000\n: connected\n\n";
    for (int i = 0; i < 5; ++i) {
        const QByteArray n = QByteArray::number(i);
        expected += "event: test\nid: " + n + "\ndata: " + n + "\n\n";
    }
    expected += "event: pause\ndata: 5\n\n";
    QTRY_VERIFY2(run->response(stream).body.startsWith(expected),
                 run->response(stream).body.constData());
    run->scenario().requestClosed(stream);
    QTRY_VERIFY(run->console().contains(QLatin1String("client of /sse?x=1 has gone")));
    QTRY_VERIFY(run->console().contains(QLatin1String("stream closed")));
    QVERIFY(!run->failure && run->reports.isEmpty());
}

void TutorialsTest::presetsStart_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(HELIOGRAPH_PRESETS));
    const QStringList files = folder.entryList({QStringLiteral("*.js")});
    QVERIFY(!files.isEmpty());
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << folder.filePath(file);
}

/// Each ships, so each has to start: it answers paths or publishes, and nothing goes wrong.
void TutorialsTest::presetsStart()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    ScenarioRun run(QString::fromUtf8(file.readAll()), {}, path);
    QTRY_VERIFY(!run.routes.isEmpty() || !run.publishes.isEmpty() || run.failure || run.exitCode);
    QVERIFY2(!run.failure, qPrintable(run.failure ? run.failure->toString() : QString()));
    QVERIFY(!run.exitCode);
}

QTEST_GUILESS_MAIN(TutorialsTest)
#include "tst_tutorials.moc"
