// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/subscriptions.h"
#include "app/journal/journal.h"
#include "tests/client/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;
using End = ScriptedAnswer::End;

class SubscriptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordsWhatHappens();
    void tellsSnapshots();
    void tellsWhyItCannotOpen();
    void removes();
};

namespace {

SubscriptionRequest requestTo(const QUrl &url)
{
    SubscriptionRequest request;
    request.url = url;
    return request;
}

} // namespace

void SubscriptionsTest::recordsWhatHappens()
{
    const ManualClock clock;
    Journal journal(clock);
    ScriptedServer server(
        {{{streamHead() + ": hi\n\nid: 1\nevent: e\ndata: a\r\n\n"}, End::Close}});
    Subscriptions subscriptions(journal, clock);
    const SubscriptionId id = subscriptions.add(requestTo(server.url()));
    subscriptions.open(id);
    QTRY_COMPARE(journal.status().entries, 6);
    const QList<JournalEntryPtr> entries = journal.read(Sequence::None, 10);
    const QList<EntryKind> expected{EntryKind::SubscriptionState, EntryKind::SubscriptionState,
                                    EntryKind::ReceivedBlock,     EntryKind::Received,
                                    EntryKind::SubscriptionState, EntryKind::Problem};
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(entries[i]->kind, expected[i]);
        QCOMPARE(entries[i]->subscription, id);
        QCOMPARE(entries[i]->endpoint, server.url().toEncoded());
    }
    QCOMPARE(entries[2]->wire, QByteArray(": hi\n\n"));
    QVERIFY(entries[2]->eventType.isEmpty());
    QCOMPARE(entries[3]->wire, QByteArray("id: 1\nevent: e\ndata: a\r\n\n"));
    QCOMPARE(entries[3]->eventType, QByteArray("e"));
    QCOMPARE(entries[3]->eventId, QByteArray("1"));
    QCOMPARE(entries[3]->data(), QByteArray("a"));
    QVERIFY(!entries[5]->text.isEmpty());
}

void SubscriptionsTest::tellsSnapshots()
{
    ManualClock clock;
    Journal journal(clock);
    ScriptedServer server({{{streamHead() + "id: 7\ndata: a\n\n"}}});
    Subscriptions subscriptions(journal, clock);
    QSignalSpy changes(&subscriptions, &Subscriptions::changed);
    const SubscriptionId id = subscriptions.add(requestTo(server.url()));
    QCOMPARE(subscriptions.snapshots().first().state, SubscriptionState::Idle);
    subscriptions.open(id);
    QTRY_COMPARE(subscriptions.snapshots().first().events, 1U);
    SubscriptionSnapshot snapshot = subscriptions.snapshots().first();
    QCOMPARE(snapshot.id, id);
    QCOMPARE(snapshot.state, SubscriptionState::Open);
    QCOMPARE(snapshot.readyState, ReadyState::Open);
    QCOMPARE(snapshot.lastEventId, QByteArray("7"));
    QCOMPARE(snapshot.bytes, 15U);
    QCOMPARE(snapshot.status, 200);
    QCOMPARE(snapshot.openedAt, clock.wall());
    QVERIFY(snapshot.lastError.isEmpty());
    QTRY_VERIFY(!changes.isEmpty());

    server.end(End::Close);
    QTRY_COMPARE(subscriptions.snapshots().first().state, SubscriptionState::Waiting);
    snapshot = subscriptions.snapshots().first();
    QCOMPARE(snapshot.retryAt, clock.wall() + 3s);
    QCOMPARE(snapshot.readyState, ReadyState::Connecting);
    QVERIFY(!snapshot.lastError.isEmpty());
    subscriptions.close(id);
    QCOMPARE(subscriptions.snapshots().first().state, SubscriptionState::Closed);
    QCOMPARE(subscriptions.snapshots().first().retryAt, 0us);
}

void SubscriptionsTest::tellsWhyItCannotOpen()
{
    const ManualClock clock;
    Journal journal(clock);
    Subscriptions subscriptions(journal, clock);
    const SubscriptionId id = subscriptions.add(requestTo(QUrl(QStringLiteral("ftp://host/"))));
    subscriptions.open(id);
    QVERIFY(!subscriptions.snapshots().first().lastError.isEmpty());
    QCOMPARE(journal.read(Sequence::None, 1).first()->kind, EntryKind::Problem);
}

void SubscriptionsTest::removes()
{
    const ManualClock clock;
    Journal journal(clock);
    Subscriptions subscriptions(journal, clock);
    const SubscriptionId first = subscriptions.add({});
    const SubscriptionId second = subscriptions.add({});
    QVERIFY(first < second);
    subscriptions.remove(first);
    QCOMPARE(subscriptions.snapshots().size(), 1);
    QCOMPARE(subscriptions.snapshots().first().id, second);
    subscriptions.open(first); // gone: nothing happens
    subscriptions.close(first);
}

QTEST_GUILESS_MAIN(SubscriptionsTest)
#include "tst_subscriptions.moc"
