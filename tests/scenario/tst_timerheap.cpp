// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/timerheap.h"

#include <QList>
#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

class TimerHeapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordersByTimeThenByStart();
    void repeatsWithoutDrift();
    void skipsTimesItMissed();
    void forgetsWhatWasRemoved();
    void startsAgain();
    void letsATimerRemoveItself();
};

namespace {

QList<quint64> takeAll(TimerHeap &heap, TimerHeap::Time now)
{
    QList<quint64> ids;
    while (const auto id = heap.takeDue(now))
        ids.append(*id);
    return ids;
}

} // namespace

void TimerHeapTest::ordersByTimeThenByStart()
{
    TimerHeap heap;
    heap.add(1, 0ms, 20ms, false);
    heap.add(2, 0ms, 10ms, false);
    heap.add(3, 0ms, 10ms, false);
    heap.add(4, 5ms, 5ms, false);
    QCOMPARE(heap.next(), std::optional<TimerHeap::Time>(10ms));
    QCOMPARE(takeAll(heap, 9ms), QList<quint64>());
    QCOMPARE(takeAll(heap, 10ms), (QList<quint64>{2, 3, 4}));
    QCOMPARE(takeAll(heap, 30ms), (QList<quint64>{1}));
    QVERIFY(heap.isEmpty());
    QVERIFY(!heap.next());
}

void TimerHeapTest::repeatsWithoutDrift()
{
    TimerHeap heap;
    heap.add(1, 0ms, 10ms, true);
    QCOMPARE(takeAll(heap, 13ms), QList<quint64>{1});
    QCOMPARE(heap.next(), std::optional<TimerHeap::Time>(20ms));
    QVERIFY(heap.contains(1));
}

void TimerHeapTest::skipsTimesItMissed()
{
    TimerHeap heap;
    heap.add(1, 0ms, 10ms, true);
    QCOMPARE(takeAll(heap, 95ms), QList<quint64>{1});
    QCOMPARE(heap.next(), std::optional<TimerHeap::Time>(105ms));
}

void TimerHeapTest::forgetsWhatWasRemoved()
{
    TimerHeap heap;
    heap.add(1, 0ms, 10ms, false);
    heap.add(2, 0ms, 20ms, true);
    heap.remove(1);
    heap.remove(7);
    QCOMPARE(heap.next(), std::optional<TimerHeap::Time>(20ms));
    heap.remove(2);
    QVERIFY(heap.isEmpty());
    QCOMPARE(takeAll(heap, 100ms), QList<quint64>());
}

void TimerHeapTest::startsAgain()
{
    TimerHeap heap;
    heap.add(1, 0ms, 10ms, false);
    heap.add(1, 5ms, 10ms, false);
    QCOMPARE(takeAll(heap, 14ms), QList<quint64>());
    QCOMPARE(takeAll(heap, 15ms), QList<quint64>{1});
    QCOMPARE(takeAll(heap, 100ms), QList<quint64>());
}

void TimerHeapTest::letsATimerRemoveItself()
{
    TimerHeap heap;
    heap.add(1, 0ms, 10ms, true);
    QCOMPARE(heap.takeDue(10ms), std::optional<quint64>(1));
    heap.remove(1);
    QCOMPARE(takeAll(heap, 100ms), QList<quint64>());
}

QTEST_GUILESS_MAIN(TimerHeapTest)
#include "tst_timerheap.moc"
