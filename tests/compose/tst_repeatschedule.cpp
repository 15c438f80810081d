// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/ratemeter.h"
#include "app/compose/repeatschedule.h"
#include "app/core/clock.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>
#include <rapidcheck.h>

using namespace heliograph;
using namespace std::chrono;

namespace {

constexpr quint64 all = std::numeric_limits<quint64>::max();

RepeatPlan every(milliseconds interval)
{
    RepeatPlan plan;
    plan.interval = interval;
    return plan;
}

RepeatPlan rate(double perSecond, int jitter = 0)
{
    RepeatPlan plan;
    plan.kind = RepeatPlan::Kind::Rate;
    plan.perSecond = perSecond;
    plan.jitter = jitter;
    return plan;
}

RepeatSchedule::Random fixedRandom(quint32 seed = 1)
{
    return [generator = QRandomGenerator(seed)]() mutable { return generator.generateDouble(); };
}

} // namespace

class RepeatScheduleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sendsTheFirstAtOnce();
    void keepsTheInterval();
    void keepsTheRateWithJitter_data();
    void keepsTheRateWithJitter();
    void sendsBursts();
    void stopsAfterTheTimes_data();
    void stopsAfterTheTimes();
    void takesNoMoreThanAsked();
    void skipsWhatIsMoreThanASecondLate();
    void givesUp();
    void putsBack();
    void postpones();
    void bringsPlansWithinBounds();
    void metersTheLastSecond();
};

void RepeatScheduleTest::sendsTheFirstAtOnce()
{
    ManualClock clock;
    RepeatSchedule schedule(every(1s), clock.monotonic(), fixedRandom());
    QCOMPARE(schedule.nextAt(), clock.monotonic());
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1));
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(0));
    QCOMPARE(schedule.nextAt(), clock.monotonic() + 1s);
    clock.advance(999ms);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(0));
    clock.advance(1ms);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1));
}

void RepeatScheduleTest::keepsTheInterval()
{
    // However it is looked at, less than a second apart: the first one, and one each interval.
    const bool holds = rc::check("count == floor(elapsed / interval) + 1", [] {
        const milliseconds interval(*rc::gen::inRange(1, 3000));
        const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 999'999));
        ManualClock clock;
        RepeatSchedule schedule(every(interval), clock.monotonic(), fixedRandom());
        quint64 count = schedule.take(clock.monotonic(), all);
        for (const int step : steps) {
            clock.advance(microseconds(step));
            count += schedule.take(clock.monotonic(), all);
        }
        RC_ASSERT(count == quint64(clock.monotonic() / interval) + 1);
        RC_ASSERT(schedule.taken() == count);
        RC_ASSERT(schedule.skipped() == 0U);
        RC_ASSERT(schedule.nextAt() > clock.monotonic());
    });
    QVERIFY(holds);
}

void RepeatScheduleTest::keepsTheRateWithJitter_data()
{
    QTest::addColumn<double>("perSecond");
    QTest::addColumn<int>("jitter");

    QTest::newRow("even") << 1000.0 << 0;
    QTest::newRow("not a whole gap") << 3.0 << 0;
    QTest::newRow("a third varied") << 1000.0 << 33;
    QTest::newRow("all varied") << 250.0 << 100;
    QTest::newRow("fastest") << 10'000.0 << 50;
}

void RepeatScheduleTest::keepsTheRateWithJitter()
{
    QFETCH(const double, perSecond);
    QFETCH(const int, jitter);
    ManualClock clock;
    RepeatSchedule schedule(rate(perSecond, jitter), clock.monotonic(), fixedRandom());
    quint64 count = 0;
    nanoseconds last = schedule.nextAt();
    const double gap = 1e9 / perSecond;
    while (clock.monotonic() < 60s) {
        count += schedule.take(clock.monotonic(), all);
        const double drawn = double((schedule.nextAt() - last).count());
        last = schedule.nextAt();
        QVERIFY(drawn >= gap * (1 - jitter / 100.0) - 1 && drawn <= gap * (1 + jitter / 100.0) + 1);
        clock.advance(schedule.nextAt() - clock.monotonic());
    }
    const double wanted = 60 * perSecond;
    QVERIFY2(std::abs(double(count) - wanted) <= 1 + wanted * jitter / 100 * 0.02,
             qPrintable(QString::number(count)));
}

void RepeatScheduleTest::sendsBursts()
{
    ManualClock clock;
    RepeatPlan plan = every(100ms);
    plan.kind = RepeatPlan::Kind::Burst;
    plan.burst = 7;
    RepeatSchedule schedule(plan, clock.monotonic(), fixedRandom());
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(7));
    clock.advance(99ms);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(0));
    clock.advance(101ms);
    QCOMPARE(schedule.take(clock.monotonic(), 10), quint64(10));
    QCOMPARE(schedule.take(clock.monotonic(), 10), quint64(4));
}

void RepeatScheduleTest::stopsAfterTheTimes_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<quint64>("times");

    QTest::newRow("interval") << int(RepeatPlan::Kind::Interval) << quint64(5);
    QTest::newRow("within a burst") << int(RepeatPlan::Kind::Burst) << quint64(25);
    QTest::newRow("rate") << int(RepeatPlan::Kind::Rate) << quint64(3);
}

void RepeatScheduleTest::stopsAfterTheTimes()
{
    QFETCH(const int, kind);
    QFETCH(const quint64, times);
    ManualClock clock;
    RepeatPlan plan = every(100ms);
    plan.kind = RepeatPlan::Kind(kind);
    plan.times = times;
    RepeatSchedule schedule(plan, clock.monotonic(), fixedRandom());
    quint64 count = 0;
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(schedule.isDone(), count == times);
        count += schedule.take(clock.monotonic(), all);
        clock.advance(50ms);
    }
    QCOMPARE(count, times);
}

void RepeatScheduleTest::takesNoMoreThanAsked()
{
    ManualClock clock;
    RepeatSchedule schedule(every(1ms), clock.monotonic(), fixedRandom());
    clock.advance(500ms);
    QCOMPARE(schedule.take(clock.monotonic(), 0), quint64(0));
    QCOMPARE(schedule.take(clock.monotonic(), 200), quint64(200));
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(301));
}

void RepeatScheduleTest::skipsWhatIsMoreThanASecondLate()
{
    ManualClock clock;
    RepeatPlan plan = every(1ms);
    plan.times = 3000;
    RepeatSchedule schedule(plan, clock.monotonic(), fixedRandom());
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1));
    clock.advance(10s);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1001));
    QCOMPARE(schedule.skipped(), quint64(8999));
    clock.advance(1ms);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1));
    // What was skipped does not count towards the times.
    clock.advance(1s);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1000));
    clock.advance(1s);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(997));
    QVERIFY(schedule.isDone());
}

void RepeatScheduleTest::givesUp()
{
    ManualClock clock;
    RepeatPlan plan = every(1ms);
    plan.times = 2;
    RepeatSchedule schedule(plan, clock.monotonic(), fixedRandom());
    clock.advance(10ms);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(2));
    QVERIFY(schedule.isDone());
    schedule.giveUp(1);
    QVERIFY(!schedule.isDone());
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1));
    QVERIFY(schedule.isDone());
}

void RepeatScheduleTest::putsBack()
{
    ManualClock clock;
    RepeatPlan plan = every(100ms);
    plan.times = 5;
    RepeatSchedule schedule(plan, clock.monotonic(), fixedRandom());
    clock.advance(200ms);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(3));
    schedule.putBack(2);
    QCOMPARE(schedule.taken(), quint64(1));
    QCOMPARE(schedule.take(clock.monotonic(), 1), quint64(1));
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1));
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(0));
    clock.advance(1s);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(2));
    QVERIFY(schedule.isDone());
    schedule.putBack(2);
    QVERIFY(!schedule.isDone());
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(2));
}

void RepeatScheduleTest::postpones()
{
    ManualClock clock;
    RepeatSchedule schedule(every(100ms), clock.monotonic(), fixedRandom());
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1));
    clock.advance(5s);
    schedule.postpone(5s);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(0));
    clock.advance(100ms);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(1));
    QCOMPARE(schedule.skipped(), quint64(0));
}

void RepeatScheduleTest::bringsPlansWithinBounds()
{
    ManualClock clock;
    RepeatPlan plan = every(0ms);
    plan.burst = -5;
    RepeatSchedule schedule(plan, clock.monotonic(), fixedRandom());
    clock.advance(10ms);
    QCOMPARE(schedule.take(clock.monotonic(), all), quint64(11));
    RepeatSchedule fast(rate(1e12, 1000), clock.monotonic(), fixedRandom());
    clock.advance(100ms);
    const quint64 count = fast.take(clock.monotonic(), all);
    QVERIFY2(count > 800 && count < 1200, qPrintable(QString::number(count)));
}

void RepeatScheduleTest::metersTheLastSecond()
{
    ManualClock clock;
    clock.advance(3600s);
    RateMeter meter;
    for (int i = 0; i < 3000; ++i) {
        meter.add(clock.monotonic(), 1);
        clock.advance(1ms);
    }
    const quint64 count = meter.inLastSecond(clock.monotonic());
    QVERIFY2(count >= 950 && count <= 1000, qPrintable(QString::number(count)));
    clock.advance(500ms);
    QVERIFY(meter.inLastSecond(clock.monotonic()) <= 500);
    clock.advance(600ms);
    QCOMPARE(meter.inLastSecond(clock.monotonic()), quint64(0));
}

QTEST_GUILESS_MAIN(RepeatScheduleTest)
#include "tst_repeatschedule.moc"
