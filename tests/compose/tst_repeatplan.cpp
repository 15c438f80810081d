// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/repeatplan.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

class RepeatPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survivesJson();
    void isBroughtWithinBounds();
};

void RepeatPlanTest::survivesJson()
{
    RepeatPlan plan;
    plan.kind = RepeatPlan::Kind::Rate;
    plan.interval = 250ms;
    plan.burst = 3;
    plan.perSecond = 0.5;
    plan.jitter = 20;
    plan.times = 1'000'000'000'000;
    QCOMPARE(repeatPlanFromJson(toJson(plan)), plan);
    QCOMPARE(repeatPlanFromJson({}), RepeatPlan());
}

void RepeatPlanTest::isBroughtWithinBounds()
{
    const RepeatPlan plan = repeatPlanFromJson({{QStringLiteral("kind"), 7},
                                                {QStringLiteral("interval"), -5},
                                                {QStringLiteral("burst"), 1'000'000},
                                                {QStringLiteral("perSecond"), 0},
                                                {QStringLiteral("jitter"), 200},
                                                {QStringLiteral("times"), -1}});
    QCOMPARE(plan.kind, RepeatPlan::Kind::Rate);
    QCOMPARE(plan.interval, 1ms);
    QCOMPARE(plan.burst, 10'000);
    QCOMPARE(plan.perSecond, 0.001);
    QCOMPARE(plan.jitter, 100);
    QCOMPARE(plan.times, quint64(0));
}

QTEST_GUILESS_MAIN(RepeatPlanTest)
#include "tst_repeatplan.moc"
