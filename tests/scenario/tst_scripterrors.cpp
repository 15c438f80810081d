// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenariorun.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

class ScriptErrorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhere_data();
    void tellsWhere();
    void tellsTheStack();
    void interruptsWhatDoesNotYield_data();
    void interruptsWhatDoesNotYield();
    void leavesWhatCannotBeInterrupted_data();
    void leavesWhatCannotBeInterrupted();
    void reportsRejections_data();
    void reportsRejections();
    void namesTheFile();
};

void ScriptErrorsTest::tellsWhere_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");

    QTest::newRow("syntax, first line") << "let = = 1"
                                        << "SyntaxError: Unexpected token" << 1 << 0;
    QTest::newRow("syntax, third line") << "const a = 1\n\nconst b = = 2\n"
                                        << "SyntaxError: Unexpected token '='" << 3 << 0;
    QTest::newRow("syntax after an import of three lines")
        << "import {\n  createServer\n} from 'http'\nconst b = = 2"
        << "SyntaxError: Unexpected token '='" << 4 << 0;
    QTest::newRow("throw, first line, its column") << "throw new Error('x')"
                                                   << "Error: x" << 1 << 16;
    QTest::newRow("throw") << "let a\n  throw new TypeError('bad')"
                           << "TypeError: bad" << 2 << 22;
    QTest::newRow("throw a string") << "throw 'text'"
                                    << "Uncaught text" << 0 << 0;
    QTest::newRow("throw an object") << "throw { code: 1 }"
                                     << "{\"code\":1}" << 0 << 0;
    QTest::newRow("undefined name") << "\nmissing()"
                                    << "ReferenceError: Can't find variable: missing" << 2 << 8;
    QTest::newRow("in a timer") << "setTimeout(() => {\n  null.x\n}, 1)"
                                << "TypeError: null is not an object" << 2 << 7;
    QTest::newRow("in a microtask") << "queueMicrotask(() => {\n  throw new Error('tick') })"
                                    << "Error: tick" << 2 << 18;
    QTest::newRow("after await") << "await sleep(1)\nthrow new Error('late')"
                                 << "Error: late" << 2 << 16;
    QTest::newRow("in a shim, called from here")
        << "const http = require('http')\n\nhttp.request('http://x/')"
        << "Error: http.request is not supported in a scenario; use fetch(url)" << 3 << 13;
    QTest::newRow("an error event nobody hears")
        << "const E = require('events')\nnew E().emit('error', new Error('heard?'))"
        << "Error: heard?" << 2 << 32;
}

void ScriptErrorsTest::tellsWhere()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    QFETCH(int, line);
    QFETCH(int, column);
    ScenarioRun run(text);
    QVERIFY(run.waitForEnd());
    QVERIFY(run.failure);
    QVERIFY2(run.failure->message.contains(message), qPrintable(run.failure->message));
    QCOMPARE(run.failure->file, QStringLiteral("test.js"));
    QCOMPARE(run.failure->line, line);
    QCOMPARE(run.failure->column, column);
    QVERIFY(!run.exitCode);
}

void ScriptErrorsTest::tellsTheStack()
{
    ScenarioRun run(QStringLiteral("function inner() {\n  throw new Error('deep')\n}\n"
                                   "function outer() { inner() }\n"
                                   "export default (req, res) => outer()\n"));
    QVERIFY(run.waitForRoutes());
    run.get("/test");
    QVERIFY(run.waitForEnd());
    QVERIFY(run.failure);
    const QStringList frames = run.failure->stack.split(QLatin1Char('\n'));
    QVERIFY2(frames.size() >= 3, qPrintable(run.failure->stack));
    QCOMPARE(frames.at(0), QStringLiteral("at inner (test.js:2:18)"));
    QVERIFY(frames.at(1).startsWith(QLatin1String("at outer (test.js:4:")));
    QVERIFY(!run.failure->stack.contains(QLatin1String("heliograph:")));
    QCOMPARE(run.failure->toString(), QStringLiteral("test.js:2:18: Error: deep"));
}

void ScriptErrorsTest::interruptsWhatDoesNotYield_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("line");
    // The engine knows the last call in the innermost function, or else where that begins; which
    // of the two depends on how far it has compiled the loop (-1: either).
    QTest::newRow("at the top") << "let a = 1\nfor (;;) {}" << 1;
    QTest::newRow("try and catch cannot stop it")
        << "try {\n  while (true) { a = 1 }\n} catch { while (true) {} }\nvar a" << 1;
    QTest::newRow("in a timer") << "setTimeout(() => {\n\n  for (;;);\n}, 1)" << 1;
    QTest::newRow("in a promise") << "sleep(1).then(() => {\n  for (;;);\n})" << 1;
    QTest::newRow("a loop of promises that speaks")
        << "while (true) {\n  await null\n  console.debug()\n}" << 3;
    QTest::newRow("in a function that is called")
        << "const t = []\nfunction f() {\n  for (;;) t.push(1) && t.pop()\n}\nf()" << -1;
    QTest::newRow("while it works")
        << "const list = []\nfor (;;) { list.length = 0; list.push({}) }" << -1;
}

void ScriptErrorsTest::interruptsWhatDoesNotYield()
{
    QFETCH(QString, text);
    QFETCH(int, line);
    ScenarioLimits limits;
    limits.withoutYielding = 100ms;
    ScenarioRun run(text, limits);
    QVERIFY(run.waitForEnd());
    QVERIFY(run.failure);
    QVERIFY2(run.failure->message.startsWith(
                 QLatin1String("The script did not yield for 0.1 s and was interrupted.")),
             qPrintable(run.failure->message));
    QVERIFY(run.failure->line >= 1);
    if (line > 0)
        QCOMPARE(run.failure->line, line);
}

void ScriptErrorsTest::leavesWhatCannotBeInterrupted_data()
{
    QTest::addColumn<QString>("text");
    // Each ends by itself at last, so that the test does: the engine just has no say before.
    QTest::newRow("a regular expression") << "const t = Date.now(); while (Date.now() - t < 1500) "
                                             "/(a+)+$/.test('a'.repeat(25) + 'b')";
    QTest::newRow("promise jobs")
        << "const t = Date.now(); while (Date.now() - t < 1500) await null";
}

void ScriptErrorsTest::leavesWhatCannotBeInterrupted()
{
    QFETCH(QString, text);
    ScenarioLimits limits;
    limits.withoutYielding = 100ms;
    limits.untilAbandoned = 200ms;
    ScenarioRun run(text, limits);
    QVERIFY(run.waitForEnd());
    QVERIFY(run.failure);
    QVERIFY2(run.failure->message.startsWith(QLatin1String("The script did not yield for 0.")),
             qPrintable(run.failure->message));
}

void ScriptErrorsTest::reportsRejections_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("line");
    QTest::newRow("Promise.reject") << "Promise.reject(new Error('alone'))"
                                    << "Error: alone" << 1;
    QTest::newRow("async function in a timer")
        << "setTimeout(async () => {\n  await sleep(1)\n  throw new RangeError('r')\n}, 1)"
        << "RangeError: r" << 3;
    QTest::newRow("fetch that fails") << "fetch('ftp://x/')"
                                      << "is refused" << 0;
}

void ScriptErrorsTest::reportsRejections()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    QFETCH(int, line);
    ScenarioRun run(text + QStringLiteral("\nsetTimeout(() => console.log('goes on'), 20)"));
    QVERIFY(run.waitForEnd());
    QVERIFY2(!run.failure, qPrintable(run.failure ? run.failure->message : QString()));
    QCOMPARE(run.reports.size(), 1);
    QVERIFY2(run.reports.at(0).message.contains(message), qPrintable(run.reports.at(0).message));
    if (line > 0)
        QCOMPARE(run.reports.at(0).line, line);
    QCOMPARE(run.console(), QStringLiteral("goes on"));
}

void ScriptErrorsTest::namesTheFile()
{
    const QString path = QStringLiteral("/tmp/no such folder/my scenario.js");
    ScenarioRun run(QStringLiteral("\nthrow new Error('x')"), {}, path);
    QVERIFY(run.waitForEnd());
    QVERIFY(run.failure);
    QCOMPARE(run.failure->file, path);
    QCOMPARE(run.failure->line, 2);
}

QTEST_GUILESS_MAIN(ScriptErrorsTest)
#include "tst_scripterrors.moc"
