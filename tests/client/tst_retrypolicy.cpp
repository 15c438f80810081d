// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/retrypolicy.h"

#include <QTest>

using namespace heliograph;
using std::chrono::milliseconds;

class RetryPolicyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void delays_data();
    void delays();
};

void RetryPolicyTest::delays_data()
{
    QTest::addColumn<qint64>("reconnectionTime");
    QTest::addColumn<int>("failures");
    QTest::addColumn<double>("random");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char *name, qint64 time, int failures, double random,
                        qint64 expected) {
        QTest::newRow(name) << time << failures << random << expected;
    };
    row("clean end", 3000, 0, 0.9, 3000);
    row("first failure", 3000, 1, 0.9, 3000);
    row("second doubles", 3000, 2, 0.0, 6000);
    row("jitter takes up to half", 3000, 2, 1.0, 3000);
    row("third", 3000, 3, 0.5, 9000);
    row("cap", 3000, 50, 0.0, 30'000);
    row("jitter under the cap", 3000, 50, 0.5, 22'500);
    row("never below the server's time", 20'000, 2, 1.0, 20'000);
    row("a server's time past the cap", 60'000, 9, 0.5, 60'000);
    row("zero stays zero", 0, 1, 0.5, 0);
    row("zero does not spin", 0, 2, 0.0, 200);
    row("past what a timer counts", std::numeric_limits<qint64>::max(), 0, 0.0, 2'147'483'647);
}

void RetryPolicyTest::delays()
{
    QFETCH(qint64, reconnectionTime);
    QFETCH(int, failures);
    QFETCH(double, random);
    QFETCH(qint64, expected);
    const milliseconds delay = RetryPolicy::delay(milliseconds{reconnectionTime}, failures, random);
    QCOMPARE(qint64{delay.count()}, expected);
}

QTEST_GUILESS_MAIN(RetryPolicyTest)
#include "tst_retrypolicy.moc"
