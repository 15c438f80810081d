// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/journal.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

JournalEntry published(const QByteArray &endpoint, const QByteArray &data,
                       std::optional<QList<ConnectionId>> targets = {})
{
    JournalEntry entry;
    entry.kind = EntryKind::Published;
    entry.endpoint = endpoint;
    entry.wire = "data: " + data + "\n\n";
    if (targets)
        entry.targets = std::make_shared<const QList<ConnectionId>>(*targets);
    return entry;
}

} // namespace

class JournalTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAndDatesEntries();
    void readsInBatches();
    void dropsTheOldestPastTheCount();
    void dropsTheOldestPastTheBytes();
    void tighterLimitsApplyAtOnce();
    void clearKeepsNumbering();
    void listenerIsCalledOnceForABurst();
    void goneListenerIsLeftAlone();
    void removedListenerIsNotCalled();
    void concernsWhomItWasAimedAt_data();
    void concernsWhomItWasAimedAt();
};

void JournalTest::numbersAndDatesEntries()
{
    ManualClock clock;
    Journal journal(clock);
    QCOMPARE(toNumber(journal.append(published("/events", "a"))), quint64{1});
    clock.advance(5ms);
    QCOMPARE(toNumber(journal.append(published("/events", "b"))), quint64{2});
    const auto entries = journal.read(Sequence::None, 10);
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries.at(1)->monotonic - entries.at(0)->monotonic, 5ms);
    QCOMPARE(entries.at(1)->wall - entries.at(0)->wall, 5ms);
    QCOMPARE(entries.at(1)->data(), QByteArray("b"));
}

void JournalTest::readsInBatches()
{
    ManualClock clock;
    Journal journal(clock);
    for (int i = 0; i < 5; ++i)
        journal.append(published("/events", QByteArray::number(i)));
    const auto first = journal.read(Sequence::None, 3);
    QCOMPARE(first.size(), 3);
    const auto rest = journal.read(first.constLast()->sequence, 3);
    QCOMPARE(rest.size(), 2);
    QCOMPARE(rest.constLast()->data(), QByteArray("4"));
    QVERIFY(journal.read(journal.last(), 3).isEmpty());
    QVERIFY(journal.read(Sequence{99}, 3).isEmpty());
    QVERIFY(journal.read(Sequence::None, 0).isEmpty());
}

void JournalTest::dropsTheOldestPastTheCount()
{
    ManualClock clock;
    Journal journal(clock, {JournalLimits{}.maxBytes, 3});
    for (int i = 1; i <= 5; ++i)
        journal.append(published("/events", "x"));
    const JournalStatus status = journal.status();
    QCOMPARE(status.entries, 3);
    QCOMPARE(status.dropped, quint64{2});
    QCOMPARE(toNumber(status.first), quint64{3});
    QCOMPARE(toNumber(journal.read(Sequence::None, 10).constFirst()->sequence), quint64{3});
}

void JournalTest::dropsTheOldestPastTheBytes()
{
    constexpr qsizetype bound = 64 * 1024;
    ManualClock clock;
    Journal journal(clock, {bound, 1'000'000});
    for (int i = 0; i < 1000; ++i) {
        journal.append(published("/events", QByteArray(500, 'x')));
        QVERIFY(journal.status().bytes <= bound);
    }
    const JournalStatus status = journal.status();
    QVERIFY(status.entries > 10);
    QCOMPARE(static_cast<quint64>(status.entries) + status.dropped, quint64{1000});
    // One entry that is larger than all of the journal leaves at once.
    journal.append(published("/events", QByteArray(2 * bound, 'x')));
    QCOMPARE(journal.status().entries, 0);
    QCOMPARE(journal.status().bytes, 0);
}

void JournalTest::tighterLimitsApplyAtOnce()
{
    ManualClock clock;
    Journal journal(clock);
    for (int i = 0; i < 10; ++i)
        journal.append(published("/events", "x"));
    journal.setLimits({JournalLimits{}.maxBytes, 4});
    QCOMPARE(journal.status().entries, 4);
}

void JournalTest::clearKeepsNumbering()
{
    ManualClock clock;
    Journal journal(clock);
    journal.append(published("/events", "x"));
    journal.clear();
    QCOMPARE(journal.status().entries, 0);
    QCOMPARE(toNumber(journal.append(published("/events", "x"))), quint64{2});
    QCOMPARE(journal.read(Sequence::None, 10).size(), 1);
}

void JournalTest::listenerIsCalledOnceForABurst()
{
    ManualClock clock;
    Journal journal(clock);
    int calls = 0;
    journal.addListener(
        this, [&calls] { ++calls; }, 0ms);
    for (int i = 0; i < 100; ++i)
        journal.append(published("/events", "x"));
    QCOMPARE(calls, 0);
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
    journal.append(published("/events", "x"));
    QCoreApplication::processEvents();
    QCOMPARE(calls, 2);
}

void JournalTest::goneListenerIsLeftAlone()
{
    ManualClock clock;
    Journal journal(clock);
    int calls = 0;
    {
        QObject context;
        journal.addListener(
            &context, [&calls] { ++calls; }, 0ms);
        journal.append(published("/events", "x"));
    }
    QCoreApplication::processEvents();
    journal.append(published("/events", "x"));
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

void JournalTest::removedListenerIsNotCalled()
{
    ManualClock clock;
    Journal journal(clock);
    QObject other;
    int calls = 0;
    int otherCalls = 0;
    journal.addListener(
        this, [&calls] { ++calls; }, 0ms);
    journal.addListener(
        &other, [&otherCalls] { ++otherCalls; }, 0ms);
    journal.removeListener(this);
    journal.append(published("/events", "x"));
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
    QCOMPARE(otherCalls, 1);
}

void JournalTest::concernsWhomItWasAimedAt_data()
{
    constexpr ConnectionId me{7};
    JournalEntry own;
    own.kind = EntryKind::Replayed;
    own.connection = me;
    JournalEntry others = own;
    others.connection = ConnectionId{8};
    JournalEntry received = published("/events", "x");
    received.kind = EntryKind::Received;
    received.subscription = SubscriptionId{1};

    QTest::addColumn<JournalEntry>("entry");
    QTest::addColumn<bool>("expected");
    QTest::newRow("to everyone at its endpoint") << published("/events", "x") << true;
    QTest::newRow("to another endpoint") << published("/events/a", "x") << false;
    QTest::newRow("to it among others")
        << published("/events", "x", QList<ConnectionId>{ConnectionId{3}, me}) << true;
    QTest::newRow("to others") << published("/events", "x", QList<ConnectionId>{ConnectionId{3}})
                               << false;
    QTest::newRow("of its own") << own << true;
    QTest::newRow("of another's own") << others << false;
    QTest::newRow("of a subscription") << received << false;
}

void JournalTest::concernsWhomItWasAimedAt()
{
    QFETCH(JournalEntry, entry);
    QFETCH(bool, expected);
    QCOMPARE(entry.concerns(ConnectionId{7}, "/events"), expected);
}

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
