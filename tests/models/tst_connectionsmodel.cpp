// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/clock.h"
#include "app/models/connectionsmodel.h"
#include "app/models/journalfeed.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace heliograph;

namespace {

std::shared_ptr<const ClientFacts> factsOf(quint64 id)
{
    auto facts = std::make_shared<ClientFacts>();
    facts->id = ConnectionId{id};
    facts->endpoint = "/events";
    facts->userAgent = "curl/8.9.1";
    return facts;
}

struct Bench {
    ManualClock clock;
    Journal journal{clock};
    JournalFeed feed{journal};
    ConnectionsModel model{feed, clock};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void append(EntryKind kind, quint64 id, const QString &text = {})
    {
        JournalEntry entry;
        entry.kind = kind;
        entry.client = factsOf(id);
        entry.connection = ConnectionId{id};
        entry.text = text;
        journal.append(entry);
    }

    void snapshot(const QList<quint64> &ids, quint64 events)
    {
        auto snapshot = std::make_shared<ServerSnapshot>();
        for (const quint64 id : ids) {
            ConnectionSnapshot connection;
            connection.facts = factsOf(id);
            connection.events = events;
            snapshot->connections.append(connection);
        }
        model.setSnapshot(snapshot);
    }
};

} // namespace

class TestConnectionsModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyComeInOneInsertion();
    void countersComeInOneChange();
    void closedStayWithTheirReason();
    void closedShowTheirTotals();
    void closedAreBounded();
    void clearedOnesStayAway();
    void vanishedOnesAreClosed();
};

void TestConnectionsModel::manyComeInOneInsertion()
{
    Bench bench;
    QSignalSpy inserted(&bench.model, &QAbstractItemModel::rowsInserted);
    for (quint64 id = 1; id <= 1'000; ++id)
        bench.append(EntryKind::ClientOpened, id);
    QTRY_COMPARE(bench.model.liveCount(), 1'000);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(bench.model.rowOf(ConnectionId{1'000}), 999);
}

void TestConnectionsModel::countersComeInOneChange()
{
    Bench bench;
    for (quint64 id = 1; id <= 3; ++id)
        bench.append(EntryKind::ClientOpened, id);
    QTRY_COMPARE(bench.model.liveCount(), 3);
    QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
    bench.snapshot({1, 2, 3}, 1'234);
    QCOMPARE(changed.size(), 1);
    bench.snapshot({1, 2, 3}, 1'234);
    QCOMPARE(changed.size(), 1); // nothing new
    QCOMPARE(bench.model.row(1).events, quint64{1'234});
}

void TestConnectionsModel::closedStayWithTheirReason()
{
    Bench bench;
    bench.append(EntryKind::ClientOpened, 1);
    QTRY_COMPARE(bench.model.liveCount(), 1);
    bench.append(EntryKind::ClientClosed, 1, QStringLiteral("reset by client"));
    bench.append(EntryKind::ClientOpened, 2); // comes and goes within one batch
    bench.append(EntryKind::ClientClosed, 2, QStringLiteral("closed by client"));
    QTRY_COMPARE(bench.model.closedCount(), 2);
    QCOMPARE(bench.model.liveCount(), 0);
    QCOMPARE(bench.model.index(0, ConnectionsModel::Last).data().toString(),
             QStringLiteral("closed: reset by client"));
    QVERIFY(bench.model.index(1, 0).data(ConnectionsModel::ClosedRole).toBool());
}

void TestConnectionsModel::closedShowTheirTotals()
{
    Bench bench;
    bench.append(EntryKind::ClientOpened, 1);
    QTRY_COMPARE(bench.model.liveCount(), 1);
    bench.snapshot({1}, 5);
    ClientFacts facts = *factsOf(1);
    facts.totals = ClientTotals{8, 720};
    JournalEntry closed;
    closed.kind = EntryKind::ClientClosed;
    closed.client = std::make_shared<const ClientFacts>(facts);
    bench.journal.append(closed);
    QTRY_COMPARE(bench.model.closedCount(), 1);
    QCOMPARE(bench.model.row(0).events, quint64{8});
    QCOMPARE(bench.model.row(0).bytes, quint64{720});
    bench.snapshot({1}, 6); // taken before it closed
    QCOMPARE(bench.model.row(0).events, quint64{8});
}

void TestConnectionsModel::closedAreBounded()
{
    Bench bench;
    bench.model.setClosedLimit(3);
    for (quint64 id = 1; id <= 10; ++id) {
        bench.append(EntryKind::ClientOpened, id);
        if (id % 2 == 1)
            bench.append(EntryKind::ClientClosed, id);
    }
    QTRY_COMPARE(bench.model.rowCount(), 8);
    QCOMPARE(bench.model.closedCount(), 3);
    QCOMPARE(bench.model.liveCount(), 5);
    QCOMPARE(bench.model.rowOf(ConnectionId{1}), -1);
    QCOMPARE(bench.model.rowOf(ConnectionId{3}), -1);
    for (int row = 0; row < bench.model.rowCount(); ++row)
        QCOMPARE(bench.model.rowOf(bench.model.row(row).facts->id), row);
}

void TestConnectionsModel::clearedOnesStayAway()
{
    Bench bench;
    bench.append(EntryKind::ClientOpened, 1);
    bench.append(EntryKind::ClientClosed, 1);
    QTRY_COMPARE(bench.model.closedCount(), 1);
    bench.model.clearClosed();
    bench.snapshot({1}, 5); // taken before it closed
    QCOMPARE(bench.model.rowCount(), 0);
}

void TestConnectionsModel::vanishedOnesAreClosed()
{
    Bench bench;
    bench.snapshot({1, 2}, 5);
    QCOMPARE(bench.model.liveCount(), 2);
    bench.snapshot({2}, 5);
    QCOMPARE(bench.model.liveCount(), 1);
    QVERIFY(bench.model.row(0).isClosed);
}

QTEST_GUILESS_MAIN(TestConnectionsModel)
#include "tst_connectionsmodel.moc"
