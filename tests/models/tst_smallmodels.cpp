// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/clock.h"
#include "app/models/journalfeed.h"
#include "app/models/problemsmodel.h"
#include "app/models/readable.h"
#include "app/models/subscriptionsmodel.h"
#include "app/models/trafficseries.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

class TestSmallModels final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void problems();
    void subscriptions();
    void traffic();
    void unsentOverTime();
    void sizes_data();
    void sizes();
    void oneLine();
};

void TestSmallModels::problems()
{
    ManualClock clock;
    Journal journal(clock);
    JournalFeed feed(journal);
    ProblemsModel model(feed, clock);
    QAbstractItemModelTester tester(&model);
    model.add(QStringLiteral("Local."));
    for (int i = 0; i < 1'500; ++i) {
        JournalEntry entry;
        entry.kind = i == 0 ? EntryKind::Published : EntryKind::Problem;
        entry.text = QString::number(i);
        journal.append(entry);
    }
    QTRY_COMPARE(model.count(), 1'000);
    QCOMPARE(model.index(999, ProblemsModel::Text).data().toString(), QStringLiteral("1499"));
    model.clear();
    QCOMPARE(model.count(), 0);
}

void TestSmallModels::subscriptions()
{
    ManualClock clock;
    SubscriptionsModel model(clock);
    QAbstractItemModelTester tester(&model);
    SubscriptionSnapshot one;
    one.id = SubscriptionId{1};
    one.state = SubscriptionState::Waiting;
    one.retryAt = clock.wall() + 2500ms;
    SubscriptionSnapshot two;
    two.id = SubscriptionId{2};
    model.setSnapshots({one, two});
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex state = model.index(0, SubscriptionsModel::State);
    QCOMPARE(state.data().toString(), QStringLiteral("waiting to reconnect in 3 s"));
    clock.advance(1s);
    QCOMPARE(state.data().toString(), QStringLiteral("waiting to reconnect in 2 s"));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    two.events = 5;
    model.setSnapshots({one, two});
    QCOMPARE(changed.size(), 1);
    model.setSnapshots({two});
    QCOMPARE(model.rowOf(SubscriptionId{2}), 0);
}

void TestSmallModels::traffic()
{
    ManualClock clock;
    Journal journal(clock);
    JournalFeed feed(journal);
    TrafficSeries series(feed, clock);
    for (int i = 0; i < 3; ++i) {
        JournalEntry entry;
        entry.kind = i < 2 ? EntryKind::Published : EntryKind::Received;
        entry.wire = "data: x\n\n";
        journal.append(entry);
    }
    QSignalSpy changed(&series, &TrafficSeries::changed);
    clock.advance(1s);
    QTRY_VERIFY(series.latest().published == 2);
    QCOMPARE(series.latest().received, quint64{1});
    QCOMPARE(series.latest().bytes, quint64{9});
    auto snapshot = std::make_shared<ServerSnapshot>();
    snapshot->status.connections = 4;
    series.setSnapshot(snapshot);
    clock.advance(10'000s);
    series.setSnapshot(snapshot);
    QVERIFY(series.buckets().size() <= size_t{TrafficSeries::Length});
    QCOMPARE(series.buckets().back().clients, 4);
}

void TestSmallModels::unsentOverTime()
{
    ManualClock clock;
    Journal journal(clock);
    JournalFeed feed(journal);
    TrafficSeries series(feed, clock);
    ConnectionSnapshot stalled;
    stalled.queuedBytes = 3'000;
    stalled.unsentBytes = 500;
    stalled.oldestUnsent = 9s;
    ConnectionSnapshot slow;
    slow.queuedBytes = 100; // and a kernel that does not tell
    slow.oldestUnsent = 20ms;
    auto snapshot = std::make_shared<ServerSnapshot>();
    snapshot->connections = {slow, stalled, ConnectionSnapshot()};
    series.setSnapshot(snapshot);
    const UnsentTotals expected{3'100, 500, 3'500, 9s};
    QCOMPARE(series.buckets().back().unsent, expected);
    clock.advance(3s);
    series.setSnapshot(std::make_shared<ServerSnapshot>());
    QCOMPARE(series.buckets().back().unsent, UnsentTotals());
    QCOMPARE(series.latest().unsent, expected); // nothing had changed until then
}

void TestSmallModels::sizes_data()
{
    QTest::addColumn<quint64>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << quint64(0) << QStringLiteral("0 B");
    QTest::newRow("bytes") << quint64(1'023) << QStringLiteral("1,023 B");
    QTest::newRow("whole") << quint64(1'024) << QStringLiteral("1 KiB");
    QTest::newRow("tenths") << quint64(3'355'443) << QStringLiteral("3.2 MiB");
    QTest::newRow("many") << quint64(64 * 1024) << QStringLiteral("64 KiB");
    QTest::newRow("rounds up") << quint64(1024 * 1024 - 1) << QStringLiteral("1.0 MiB");
    QTest::newRow("most") << quint64(5) * 1024 * 1024 * 1024 * 1024 << QStringLiteral("5,120 GiB");
}

void TestSmallModels::sizes()
{
    QFETCH(const quint64, count);
    QTEST(readable::size(count), "text");
}

void TestSmallModels::oneLine()
{
    QCOMPARE(readable::oneLine("a\nb"), QStringLiteral("a\u21b5b"));
    QCOMPARE(readable::oneLine(QByteArray(400, 'x')).size(), 301);
}

QTEST_GUILESS_MAIN(TestSmallModels)
#include "tst_smallmodels.moc"
