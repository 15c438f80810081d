// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/replayhistory.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype plenty = 1'000'000;

HistoryBlock block(const char *id, std::chrono::microseconds at = {})
{
    return {"data: x\n\n", "message", id, true, at};
}

} // namespace

/// The age bound, and what comes back after a restart; tst_endpointtable has the other bounds.
class ReplayHistoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ageBoundsTheHistory_data();
    void ageBoundsTheHistory();
    void nothingGoesBeforeItIsDropped();
    void clockThatGoesBackDropsNothing();
    void restoreKeepsThePlaces();
    void restoreReplacesWhatWasHeld();
};

void ReplayHistoryTest::ageBoundsTheHistory_data()
{
    QTest::addColumn<int>("maxAge");
    QTest::addColumn<int>("now");
    QTest::addColumn<int>("first");
    QTest::newRow("any age") << 0 << 1'000'000 << 0;
    QTest::newRow("all young enough") << 60 << 70 << 0;
    QTest::newRow("one too old") << 60 << 71 << 1;
    QTest::newRow("all too old") << 60 << 1'000 << 3;
}

void ReplayHistoryTest::ageBoundsTheHistory()
{
    QFETCH(int, maxAge);
    QFETCH(int, now);
    QFETCH(int, first);
    ReplayHistory history(10, plenty);
    history.setLimits(10, plenty, std::chrono::seconds{maxAge});
    history.append(block("a", 10s));
    history.append(block("b", 20s));
    history.append(block("c", 30s));
    QCOMPARE(history.firstWithinLimits(std::chrono::seconds{now}), static_cast<quint64>(first));
    history.dropBefore(static_cast<quint64>(first));
    QCOMPARE(history.positionAfter("a").has_value(), first == 0);
    QCOMPARE(history.positionAfter("c").has_value(), first < 3);
    QCOMPARE(history.end(), quint64{3});
}

void ReplayHistoryTest::nothingGoesBeforeItIsDropped()
{
    ReplayHistory history(10, plenty);
    history.append(block("a"));
    history.append(block("b"));
    history.setLimits(1, plenty);
    QCOMPARE(history.first(), quint64{0}); // somebody may still be reading it
    QCOMPARE(history.firstWithinLimits(), quint64{1});
}

void ReplayHistoryTest::clockThatGoesBackDropsNothing()
{
    ReplayHistory history(10, plenty);
    history.setLimits(10, plenty, 60s);
    history.append(block("a", 1'000s));
    QCOMPARE(history.firstWithinLimits(10s), quint64{0});
}

void ReplayHistoryTest::restoreKeepsThePlaces()
{
    ReplayHistory history(10, plenty);
    history.restore(100, {block("a"), block("b")});
    QCOMPARE(history.first(), quint64{100});
    QCOMPARE(history.end(), quint64{102});
    QCOMPARE(history.positionAfter("a"), std::optional<quint64>(101));
    history.append(block("c"));
    QCOMPARE(history.positionAfter("c"), std::optional<quint64>(103));
    QCOMPARE(history.at(102).id, std::optional<QByteArray>("c"));
}

void ReplayHistoryTest::restoreReplacesWhatWasHeld()
{
    ReplayHistory history(1, qsizetype{2} * block("a").wire.size());
    history.append(block("old"));
    history.restore(7, {});
    QVERIFY(!history.positionAfter("old"));
    QCOMPARE(history.end(), quint64{7});
    history.append(block("a"));
    QCOMPARE(history.firstWithinLimits(), quint64{7});
    history.append(block("b"));
    QCOMPARE(history.firstWithinLimits(), quint64{8});
}

QTEST_GUILESS_MAIN(ReplayHistoryTest)
#include "tst_replayhistory.moc"
