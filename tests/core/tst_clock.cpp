// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/clock.h"

#include <QTest>

#include <ctime>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

/// As the system tells it, not rounded.
std::chrono::microseconds timeOfDay()
{
    timespec now{};
    std::timespec_get(&now, TIME_UTC);
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec});
}

} // namespace

class ClockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void systemMonotonicNeverGoesBack();
    void systemWallIsTheTimeOfDay();
    void manualStandsStill();
    void manualAdvancesBothTimesAlike();
};

void ClockTest::systemMonotonicNeverGoesBack()
{
    const SystemClock clock;
    auto last = clock.monotonic();
    for (int i = 0; i < 1000; ++i) {
        const auto now = clock.monotonic();
        QVERIFY(now >= last);
        last = now;
    }
}

void ClockTest::systemWallIsTheTimeOfDay()
{
    const SystemClock clock;
    const std::chrono::microseconds before = timeOfDay();
    const std::chrono::microseconds wall = clock.wall();
    const std::chrono::microseconds after = timeOfDay();
    QVERIFY(wall >= before);
    QVERIFY(wall <= after);
}

void ClockTest::manualStandsStill()
{
    const ManualClock clock;
    QCOMPARE(clock.monotonic(), 0ns);
    QCOMPARE(clock.monotonic(), clock.monotonic());
    QCOMPARE(clock.wall(), clock.wall());
}

void ClockTest::manualAdvancesBothTimesAlike()
{
    ManualClock clock;
    const auto start = clock.wall();
    clock.advance(1500ms);
    clock.advance(1ns);
    QCOMPARE(clock.monotonic(), 1500ms + 1ns);
    // Wall time is told in whole microseconds; what is smaller is kept, not shown.
    QCOMPARE((clock.wall() - start).count(), std::chrono::microseconds(1500ms).count());
    clock.advance(999ns);
    QCOMPARE((clock.wall() - start).count(), std::chrono::microseconds(1500ms + 1us).count());
}

QTEST_GUILESS_MAIN(ClockTest)
#include "tst_clock.moc"
