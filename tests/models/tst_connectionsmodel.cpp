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

    /// One client, as slow as @p slow says.
    void snapshot(ConnectionSnapshot slow)
    {
        slow.facts = factsOf(1);
        auto snapshot = std::make_shared<ServerSnapshot>();
        snapshot->connections.append(slow);
        model.setSnapshot(snapshot);
    }

    [[nodiscard]] QString text(ConnectionsModel::Column column) const
    {
        return model.index(0, column).data().toString();
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
    void tellsHowClientsKeepUp_data();
    void tellsHowClientsKeepUp();
    void waitsGrowBetweenSnapshots();
    void closedKeepWhatWasDropped();
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

void TestConnectionsModel::tellsHowClientsKeepUp_data()
{
    using Pressure = ConnectionsModel::Pressure;
    using std::chrono::milliseconds;
    constexpr qsizetype kibibyte = 1024;
    QTest::addColumn<qint64>("queued");
    QTest::addColumn<qint64>("inKernel"); // -1: not told
    QTest::addColumn<int>("waits"); // ms
    QTest::addColumn<quint64>("dropped");
    QTest::addColumn<QStringList>("texts"); // unsent, waits, dropped, queued, in kernel
    QTest::addColumn<Pressure>("pressure");
    const QString none = QStringLiteral("\u2014");
    const auto row = [&](const char *name, qint64 queued, qint64 inKernel, int waits,
                         quint64 dropped, const QStringList &texts, Pressure pressure) {
        QTest::newRow(name) << queued << inKernel << waits << dropped << texts << pressure;
    };
    row("keeps up", 0, 0, 0, 0, {none, none, none, none, none}, Pressure::None);
    row("kernel not told", 0, -1, 0, 0, {none, none, none, none, none}, Pressure::None);
    row("on its way", 0, 900, 0, 0,
        {QStringLiteral("900 B"), none, none, none, QStringLiteral("900 B")}, Pressure::None);
    row("a moment", 512, 512, 40, 0,
        {QStringLiteral("1 KiB"), QStringLiteral("40 ms"), none, QStringLiteral("512 B"),
         QStringLiteral("512 B")},
        Pressure::None);
    row("waits long", 512, -1, 4'000, 0,
        {QStringLiteral("512 B"), QStringLiteral("4 s"), none, QStringLiteral("512 B"), none},
        Pressure::Slow);
    row("an eighth", 8 * kibibyte, 0, 100, 0,
        {QStringLiteral("8 KiB"), QStringLiteral("100 ms"), none, QStringLiteral("8 KiB"), none},
        Pressure::Slow);
    row("near its bound", 60 * kibibyte, 3 * kibibyte, 61'000, 12'804,
        {QStringLiteral("63 KiB"), QStringLiteral("1 min 01 s"), QStringLiteral("12,804"),
         QStringLiteral("60 KiB"), QStringLiteral("3 KiB")},
        Pressure::NearLimit);
    row("past it", 90 * kibibyte, 0, 2'000, 0,
        {QStringLiteral("90 KiB"), QStringLiteral("2 s"), none, QStringLiteral("90 KiB"), none},
        Pressure::NearLimit);
}

void TestConnectionsModel::tellsHowClientsKeepUp()
{
    using Model = ConnectionsModel;
    QFETCH(const qint64, queued);
    QFETCH(const qint64, inKernel);
    QFETCH(const int, waits);
    QFETCH(const quint64, dropped);
    QFETCH(const QStringList, texts);
    QFETCH(const Model::Pressure, pressure);
    Bench bench;
    bench.model.setQueueLimit(64 * 1024);
    ConnectionSnapshot slow;
    slow.queuedBytes = queued;
    if (inKernel >= 0)
        slow.unsentBytes = inKernel;
    slow.oldestUnsent = std::chrono::milliseconds(waits);
    slow.dropped = dropped;
    bench.snapshot(slow);
    QStringList shown;
    for (const Model::Column column :
         {Model::Unsent, Model::Waits, Model::Dropped, Model::Queued, Model::InKernel})
        shown.append(bench.text(column));
    QCOMPARE(shown, texts);
    const QModelIndex unsent = bench.model.index(0, Model::Unsent);
    QCOMPARE(unsent.data(Model::PressureRole).value<Model::Pressure>(), pressure);
    QCOMPARE(unsent.data(Model::SortRole).toLongLong(), queued + std::max<qint64>(0, inKernel));
    const QString tip = unsent.data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(QStringLiteral("of 64 KiB")), qPrintable(tip));
}

void TestConnectionsModel::waitsGrowBetweenSnapshots()
{
    Bench bench;
    ConnectionSnapshot slow;
    slow.queuedBytes = 100;
    slow.oldestUnsent = std::chrono::milliseconds(500);
    bench.snapshot(slow);
    QCOMPARE(bench.text(ConnectionsModel::Waits), QStringLiteral("500 ms"));
    bench.clock.advance(std::chrono::seconds(2));
    QCOMPARE(bench.text(ConnectionsModel::Waits), QStringLiteral("2 s"));
    slow.oldestUnsent = std::chrono::milliseconds(70); // some of it left
    bench.snapshot(slow);
    QCOMPARE(bench.text(ConnectionsModel::Waits), QStringLiteral("70 ms"));
    bench.snapshot(ConnectionSnapshot());
    QCOMPARE(bench.text(ConnectionsModel::Waits), QStringLiteral("\u2014"));
}

void TestConnectionsModel::closedKeepWhatWasDropped()
{
    Bench bench;
    ConnectionSnapshot slow;
    slow.queuedBytes = 100;
    slow.unsentBytes = 50;
    slow.dropped = 3;
    bench.snapshot(slow);
    bench.append(EntryKind::ClientClosed, 1, QStringLiteral("reads too slowly"));
    QTRY_COMPARE(bench.model.closedCount(), 1);
    QCOMPARE(bench.text(ConnectionsModel::Unsent), QStringLiteral("\u2014"));
    QCOMPARE(bench.text(ConnectionsModel::InKernel), QStringLiteral("\u2014"));
    QCOMPARE(bench.text(ConnectionsModel::Dropped), QStringLiteral("3"));
}

QTEST_GUILESS_MAIN(TestConnectionsModel)
#include "tst_connectionsmodel.moc"
