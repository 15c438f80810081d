// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/clock.h"
#include "app/models/eventlogmodel.h"
#include "app/models/journalfeed.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace heliograph;

namespace {

struct Bench {
    ManualClock clock;
    Journal journal{clock};
    JournalFeed feed{journal};
    EventLogModel model{feed};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void publish(int count, const QByteArray &endpoint = "/events", QList<ConnectionId> to = {})
    {
        for (int i = 0; i < count; ++i) {
            JournalEntry entry;
            entry.kind = EntryKind::Published;
            entry.endpoint = endpoint;
            entry.eventType = "message";
            entry.wire = "data: x\n\n";
            if (!to.isEmpty())
                entry.targets = std::make_shared<const QList<ConnectionId>>(to);
            clock.advance(std::chrono::milliseconds{5});
            journal.append(entry);
        }
    }

    void client(EntryKind kind, ConnectionId id, const QByteArray &endpoint)
    {
        auto facts = std::make_shared<ClientFacts>();
        facts->id = id;
        facts->endpoint = endpoint;
        JournalEntry entry;
        entry.kind = kind;
        entry.connection = id;
        entry.endpoint = endpoint;
        entry.client = facts;
        journal.append(entry);
    }
};

} // namespace

class TestEventLogModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneInsertionPerFlush();
    void rowsLeaveWithTheJournal();
    void clearDropsWhatIsPending();
    void pauseLosesNothing();
    void clientSeesItsOwnEntries();
    void subscriptionSeesItsOwnEntries();
    void problemsAreLeftOut();
    void filterLooksBack();
    void longHistoryIsReadInChunks();
    void deltaSurvivesRemoval();
};

void TestEventLogModel::oneInsertionPerFlush()
{
    Bench bench;
    bench.model.setScope(LogScope::allTraffic());
    QTRY_VERIFY(!bench.model.isScanning());
    QSignalSpy inserted(&bench.model, &QAbstractItemModel::rowsInserted);
    QSignalSpy batches(&bench.feed, &JournalFeed::entriesAdded);
    bench.publish(1'000);
    QTRY_COMPARE(bench.model.rowCount(), 1'000);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(batches.size(), 1);

    bench.feed.setBatchLimit(400);
    bench.publish(1'000);
    QTRY_COMPARE(bench.model.rowCount(), 2'000);
    QCOMPARE(inserted.size(), 1 + 3);
}

void TestEventLogModel::rowsLeaveWithTheJournal()
{
    Bench bench;
    bench.model.setScope(LogScope::allTraffic());
    bench.publish(50);
    QTRY_COMPARE(bench.model.rowCount(), 50);
    QSignalSpy removed(&bench.model, &QAbstractItemModel::rowsRemoved);
    JournalLimits limits;
    limits.maxEntries = 20;
    bench.journal.setLimits(limits);
    bench.publish(5);
    QTRY_COMPARE(bench.model.rowCount(), 20);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(bench.model.droppedRows(), quint64{35});
    QCOMPARE(bench.model.entry(19)->sequence, Sequence{55});
    QCOMPARE(bench.model.rowOf(Sequence{36}), 0);
    QCOMPARE(bench.model.rowOf(Sequence{35}), -1);
}

void TestEventLogModel::clearDropsWhatIsPending()
{
    Bench bench;
    bench.model.setScope(LogScope::allTraffic());
    bench.publish(5);
    QTRY_COMPARE(bench.model.rowCount(), 5);
    bench.publish(5);
    bench.model.clear();
    bench.publish(2);
    QTRY_COMPARE(bench.model.rowCount(), 2);
    QCOMPARE(bench.model.entry(0)->sequence, Sequence{11});
    bench.model.setFilter(EventFilter(QStringLiteral("x")));
    QTRY_VERIFY(!bench.model.isScanning());
    QCOMPARE(bench.model.rowCount(), 2); // what was cleared stays away
}

void TestEventLogModel::pauseLosesNothing()
{
    Bench bench;
    bench.model.setScope(LogScope::allTraffic());
    bench.publish(3);
    QTRY_COMPARE(bench.model.rowCount(), 3);
    bench.model.setPaused(true);
    QSignalSpy batches(&bench.feed, &JournalFeed::entriesAdded);
    bench.publish(4);
    QTRY_COMPARE(batches.size(), 1);
    QCOMPARE(bench.model.rowCount(), 3);
    bench.model.setPaused(false);
    QTRY_COMPARE(bench.model.rowCount(), 7);
}

void TestEventLogModel::clientSeesItsOwnEntries()
{
    Bench bench;
    const ConnectionId me{7};
    bench.publish(2); // before it came
    bench.client(EntryKind::ClientOpened, me, "/events"); // 3
    bench.publish(1); // 4
    bench.publish(1, "/other");
    bench.publish(1, "/events", {ConnectionId{8}});
    bench.publish(1, "/events", {me}); // 7
    bench.client(EntryKind::ClientOpened, ConnectionId{8}, "/events");
    bench.client(EntryKind::ClientClosed, me, "/events"); // 9
    bench.publish(2); // after it went
    bench.model.setScope(LogScope::ofClient(me, "/events", Sequence{3}));
    QTRY_COMPARE(bench.model.rowCount(), 4);
    bench.publish(1);
    QSignalSpy batches(&bench.feed, &JournalFeed::entriesAdded);
    QTRY_VERIFY(!batches.isEmpty());
    QTRY_VERIFY(!bench.model.isScanning());
    QList<quint64> numbers;
    for (int row = 0; row < bench.model.rowCount(); ++row)
        numbers.append(toNumber(bench.model.entry(row)->sequence));
    QCOMPARE(numbers, (QList<quint64>{3, 4, 7, 9}));
}

void TestEventLogModel::subscriptionSeesItsOwnEntries()
{
    Bench bench;
    bench.model.setScope(LogScope::ofSubscription(SubscriptionId{2}));
    for (const quint64 id : {1, 2, 2, 3}) {
        JournalEntry entry;
        entry.kind = EntryKind::Received;
        entry.subscription = SubscriptionId{id};
        bench.journal.append(entry);
    }
    QTRY_COMPARE(bench.model.rowCount(), 2);
}

void TestEventLogModel::problemsAreLeftOut()
{
    Bench bench;
    bench.model.setScope(LogScope::allTraffic());
    JournalEntry problem;
    problem.kind = EntryKind::Problem;
    bench.journal.append(problem);
    bench.publish(1);
    QTRY_COMPARE(bench.model.rowCount(), 1);
}

void TestEventLogModel::filterLooksBack()
{
    Bench bench;
    bench.model.setScope(LogScope::allTraffic());
    bench.publish(10);
    bench.publish(5, "/other");
    QTRY_COMPARE(bench.model.rowCount(), 15);
    bench.model.setFilter(EventFilter(QStringLiteral("endpoint:/other")));
    QTRY_COMPARE(bench.model.rowCount(), 5);
    bench.publish(1, "/other");
    bench.publish(1);
    QTRY_COMPARE(bench.model.rowCount(), 6);
    bench.model.setFilter(EventFilter());
    QTRY_COMPARE(bench.model.rowCount(), 17);
}

void TestEventLogModel::longHistoryIsReadInChunks()
{
    Bench bench;
    bench.publish(30'000);
    QTRY_COMPARE(bench.feed.position(), bench.journal.last());
    bench.model.setScope(LogScope::allTraffic());
    QCOMPARE(bench.model.rowCount(), 0); // not in the call itself
    bench.publish(10);
    QTRY_COMPARE(bench.model.rowCount(), 30'010);
    for (int row = 0; row < bench.model.rowCount(); ++row)
        QCOMPARE(toNumber(bench.model.entry(row)->sequence), quint64(row) + 1);
}

void TestEventLogModel::deltaSurvivesRemoval()
{
    Bench bench;
    bench.model.setScope(LogScope::allTraffic());
    bench.publish(3);
    QTRY_COMPARE(bench.model.rowCount(), 3);
    const auto delta = [&bench](int row) {
        return bench.model.index(row, EventLogModel::Delta).data().toString();
    };
    QCOMPARE(delta(0), QString());
    QCOMPARE(delta(1), QStringLiteral("+5 ms"));
    JournalLimits limits;
    limits.maxEntries = 2;
    bench.journal.setLimits(limits);
    bench.publish(1);
    QTRY_COMPARE(bench.model.rowCount(), 2);
    QCOMPARE(delta(0), QStringLiteral("+5 ms"));
}

QTEST_GUILESS_MAIN(TestEventLogModel)
#include "tst_eventlogmodel.moc"
