// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/expressionthread.h"

#include <QTest>
#include <QThread>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

/// A regular expression that takes years and that the engine cannot interrupt.
QString backtracking()
{
    return QStringLiteral("/^(a+)+$/.test('a'.repeat(64) + 'b')");
}

/// Collects what a thread answers, in order.
struct Answers {
    QStringList all;

    void ask(ExpressionThread &thread, const QString &source)
    {
        thread.ask([source](ExpressionEngine &engine) { return engine.text(source); },
                   [this](const ExpressionResult<QString> &result) {
                       all.append(result ? *result : result.error().message);
                   },
                   [this](const ExpressionError &error) { all.append(error.message); });
    }
};

} // namespace

class ExpressionThreadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersInOrder();
    void answersOnItsOwnersThread();
    void survivesWhatCannotBeStopped_data();
    void survivesWhatCannotBeStopped();
    void givesUpOnlySoMany();
    void interrupts();
    void endsAtOnce_data();
    void endsAtOnce();
};

void ExpressionThreadTest::answersInOrder()
{
    ExpressionThread thread;
    Answers answers;
    QStringList wanted;
    for (int i = 0; i < 100; ++i) {
        answers.ask(thread, QString::number(i));
        wanted.append(QString::number(i));
    }
    QVERIFY(answers.all.isEmpty());
    QTRY_COMPARE(answers.all, wanted);
}

void ExpressionThreadTest::answersOnItsOwnersThread()
{
    ExpressionThread thread;
    QThread *worker = nullptr;
    QThread *answered = nullptr;
    thread.ask([](ExpressionEngine &) { return QThread::currentThread(); },
               [&](QThread *ran) {
                   worker = ran;
                   answered = QThread::currentThread();
               });
    QTRY_COMPARE(answered, QThread::currentThread());
    QVERIFY(worker != answered);
}

void ExpressionThreadTest::survivesWhatCannotBeStopped_data()
{
    QTest::addColumn<QString>("source");

    QTest::newRow("a regular expression that backtracks") << backtracking();
    QTest::newRow("promise jobs without end")
        << "(function next() { Promise.resolve().then(next) })()";
}

void ExpressionThreadTest::survivesWhatCannotBeStopped()
{
    QFETCH(const QString, source);
    ExpressionThread thread({20ms, 100ms});
    Answers answers;
    answers.ask(thread, QStringLiteral("'before'"));
    answers.ask(thread, source);
    answers.ask(thread, QStringLiteral("'after'"));
    answers.ask(thread, QStringLiteral("'and on'"));
    QTRY_COMPARE(answers.all.size(), 4);
    QCOMPARE(answers.all.at(0), QStringLiteral("before"));
    // Now and then the engine gets hold of it yet, and says "was stopped".
    QVERIFY2(answers.all.at(1).contains(QStringLiteral("stopped")), qPrintable(answers.all.at(1)));
    QCOMPARE(answers.all.mid(2), (QStringList{QStringLiteral("after"), QStringLiteral("and on")}));
}

void ExpressionThreadTest::givesUpOnlySoMany()
{
    ExpressionThread thread({10ms, 20ms});
    Answers answers;
    for (int i = 0; i < 9; ++i)
        answers.ask(thread, backtracking());
    QTRY_COMPARE(answers.all.size(), 9);
    QVERIFY2(answers.all.at(0).startsWith(QStringLiteral("The expression could not be stopped")),
             qPrintable(answers.all.at(0)));
    QVERIFY2(answers.all.at(8).startsWith(QStringLiteral("Too many expressions")),
             qPrintable(answers.all.at(8)));
}

void ExpressionThreadTest::interrupts()
{
    ExpressionThread thread({60'000ms, 60'000ms});
    Answers answers;
    bool started = false;
    thread.ask([](ExpressionEngine &) { return true; }, [&](bool done) { started = done; });
    answers.ask(thread, QStringLiteral("(() => { for (;;); })()"));
    answers.ask(thread, QStringLiteral("'next'"));
    QTRY_VERIFY(started);
    // Whether the loop has begun is not known here; the call is repeated until it bites.
    QTRY_VERIFY((thread.interrupt(), answers.all.size() == 2));
    QCOMPARE(answers.all.at(1), QStringLiteral("next"));
}

void ExpressionThreadTest::endsAtOnce_data()
{
    QTest::addColumn<QString>("source");

    QTest::newRow("idle") << QString();
    QTest::newRow("in a loop") << "(() => { for (;;); })()";
    QTest::newRow("in a regular expression") << backtracking();
}

void ExpressionThreadTest::endsAtOnce()
{
    QFETCH(const QString, source);
    Answers answers;
    {
        ExpressionThread thread({24h, 24h}); // waiting for the limit would not come to its end
        if (!source.isEmpty()) {
            bool started = false;
            thread.ask([](ExpressionEngine &) { return true; }, [&](bool done) { started = done; });
            answers.ask(thread, source);
            QTRY_VERIFY(started);
        }
    }
    QCoreApplication::processEvents();
    QVERIFY(answers.all.isEmpty());
}

QTEST_GUILESS_MAIN(ExpressionThreadTest)
#include "tst_expressionthread.moc"
