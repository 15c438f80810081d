// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenariorun.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

/// Answers every request by its path with what it was given, then closes.
class Answers : public QObject {
    Q_OBJECT

public:
    Answers()
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }

    [[nodiscard]] QString url(const QString &path) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path);
    }

    QHash<QByteArray, QByteArray> answers; ///< by path; what is missing never comes
    QByteArrayList requests;

private:
    void read(QTcpSocket *socket)
    {
        const QByteArray request = socket->property("read").toByteArray() + socket->readAll();
        socket->setProperty("read", request);
        const qsizetype end = request.indexOf("\r\n\r\n");
        const qsizetype length = request.toLower().indexOf("content-length: ");
        const qsizetype body = length < 0
            ? 0
            : request.mid(length + 16, request.indexOf('\r', length) - length - 16).toInt();
        if (end < 0 || request.size() < end + 4 + body)
            return;
        requests.append(request);
        const QByteArray path = request.split(' ').value(1);
        if (answers.contains(path)) {
            socket->write(answers.value(path));
            socket->disconnectFromHost();
        }
    }

    QTcpServer m_server;
};

QByteArray ok(const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"
        + headers + "\r\n" + body;
}

QByteArray redirect(const QByteArray &to, const QByteArray &status = "302 Found")
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nLocation: " + to + "\r\n\r\n";
}

} // namespace

class FetchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fetches();
    void posts();
    void followsRedirects();
    void refuses_data();
    void refuses();
    void boundsTheSize();
    void boundsTheTime();
    void aborts();
    void servesRequestAndNodeFetch();

private:
    /// Runs @p script with URL for @p path of the answers, and gives what it wrote.
    QString consoleOf(const QString &script, const ScenarioLimits &limits = {});

    Answers m_answers;
};

QString FetchTest::consoleOf(const QString &script, const ScenarioLimits &limits)
{
    ScenarioRun run(QStringLiteral("const base = '%1'\n").arg(m_answers.url({})) + script, limits);
    if (!run.waitForEnd())
        return QStringLiteral("it does not end");
    return run.failure ? run.failure->message : run.console();
}

void FetchTest::fetches()
{
    m_answers.answers["/a"] = ok("{\"n\":1}", "X-Thing: yes\r\nContent-Type: application/json\r\n");
    m_answers.answers["/missing"] = "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno";
    QCOMPARE(consoleOf(QStringLiteral(
                 "const r = await fetch(base + '/a', { headers: { 'X-Mine': '1' } })\n"
                 "console.log(r.ok, r.status, r.statusText, r.headers.get('x-thing'), (await "
                 "r.json()).n)\n"
                 "const m = await fetch(new URL('/missing', base))\n"
                 "console.log(m.ok, m.status, await m.text())\n")),
             QStringLiteral("true 200 OK yes 1\nfalse 404 no"));
    QVERIFY(m_answers.requests.first().toLower().contains("x-mine: 1"));
}

void FetchTest::posts()
{
    m_answers.answers["/p"] = ok("done");
    QCOMPARE(
        consoleOf(QStringLiteral(
            "const r = await fetch(base + '/p', { method: 'post', body: JSON.stringify({ a: 1 }),\n"
            "  headers: { 'Content-Type': 'application/json' } })\n"
            "console.log(await r.text())\n")),
        QStringLiteral("done"));
    QVERIFY(m_answers.requests.last().startsWith("POST /p "));
    QVERIFY(m_answers.requests.last().endsWith("\r\n\r\n{\"a\":1}"));
}

void FetchTest::followsRedirects()
{
    m_answers.answers["/from"] = redirect("/to");
    m_answers.answers["/to"] = ok("there");
    QCOMPARE(consoleOf(QStringLiteral(
                 "const r = await fetch(base + '/from', { method: 'POST', body: 'x' })\n"
                 "console.log(r.redirected, r.url === base + '/to', await r.text())\n"
                 "const m = await fetch(base + '/from', { redirect: 'manual' })\n"
                 "console.log(m.status)")),
             QStringLiteral("true true there\n302"));
    QVERIFY(m_answers.requests.at(m_answers.requests.size() - 2).startsWith("GET /to "));
}

void FetchTest::refuses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("message");
    QTest::newRow("file") << "'file:///etc/passwd'"
                          << "a scenario fetches http and https only";
    QTest::newRow("data") << "'data:text/plain,x'"
                          << "a scenario fetches http and https only";
    QTest::newRow("ftp") << "'ftp://127.0.0.1/'"
                         << "a scenario fetches http and https only";
    QTest::newRow("no scheme") << "'/list.json'"
                               << "fetch needs a whole address";
    QTest::newRow("no host") << "'http://'"
                             << "fetch";
    QTest::newRow("redirect to a file")
        << "base + '/to-file'"
        << "fetch was redirected to an address it may not follow: fetch of \"file:///etc/passwd\"";
    QTest::newRow("redirects for ever") << "base + '/round'"
                                        << "fetch was redirected more than 10 times";
    QTest::newRow("nobody listens") << "'http://127.0.0.1:1/'"
                                    << "fetch failed";
}

void FetchTest::refuses()
{
    QFETCH(QString, url);
    QFETCH(QString, message);
    m_answers.answers["/to-file"] = redirect("file:///etc/passwd");
    m_answers.answers["/round"] = redirect("/round");
    const QString console =
        consoleOf(QStringLiteral("try { await fetch(%1); console.log('fetched') } catch (e) { "
                                 "console.log(e.name, e.message) }")
                      .arg(url));
    QVERIFY2(console.startsWith(QLatin1String("TypeError ")) && console.contains(message),
             qPrintable(console));
}

void FetchTest::boundsTheSize()
{
    ScenarioLimits limits;
    limits.fetchBytes = 100;
    m_answers.answers["/small"] = ok(QByteArray(100, 'x'));
    m_answers.answers["/large"] = ok(QByteArray(101, 'x'));
    QCOMPARE(consoleOf(QStringLiteral(
                           "console.log((await (await fetch(base + '/small')).text()).length)\n"
                           "await fetch(base + '/large').catch(e => console.log(e.message))"),
                       limits),
             QStringLiteral("100\nthe response to fetch is larger than 100 bytes."));
}

void FetchTest::boundsTheTime()
{
    ScenarioLimits limits;
    limits.fetchTime = 100ms;
    QCOMPARE(
        consoleOf(QStringLiteral("await fetch(base + '/never').catch(e => console.log(e.message))"),
                  limits),
        QStringLiteral("fetch took longer than 0.1 s and was given up."));
}

void FetchTest::aborts()
{
    QCOMPARE(
        consoleOf(QStringLiteral(
            "const c = new AbortController()\n"
            "setTimeout(() => c.abort(), 5)\n"
            "await fetch(base + '/never', { signal: c.signal }).catch(e => console.log(e.name))")),
        QStringLiteral("AbortError"));
}

void FetchTest::servesRequestAndNodeFetch()
{
    m_answers.answers["/a"] = ok("{\"n\":1}");
    QCOMPARE(consoleOf(QStringLiteral(
                 "const request = require('request')\n"
                 "const called = (...args) => new Promise(done => request(...args, (...answer) => "
                 "done(answer)))\n"
                 "const [error, response, body] = await called(base + '/a')\n"
                 "console.log(error, response.statusCode, body)\n"
                 "console.log((await called({ url: base + '/a', json: true }))[2].n)\n"
                 "console.log((await called('file:///x'))[0].message.includes('refused'))\n"
                 "console.log((await (await require('node-fetch')(base + '/a')).json()).n)\n"
                 "console.log((await require('axios').get(base + '/a')).data.n)\n")),
             QStringLiteral("null 200 {\"n\":1}\n1\ntrue\n1\n1"));
}

QTEST_GUILESS_MAIN(FetchTest)
#include "tst_fetch.moc"
