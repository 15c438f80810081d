// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/trafficseries.h"

#include "app/core/clock.h"
#include "app/models/journalfeed.h"

namespace heliograph {

namespace {
qint64 secondOf(std::chrono::nanoseconds time)
{
    return std::chrono::duration_cast<std::chrono::seconds>(time).count();
}
} // namespace

UnsentTotals UnsentTotals::of(const QList<ConnectionSnapshot> &connections)
{
    UnsentTotals totals;
    for (const ConnectionSnapshot &connection : connections) {
        const auto queued = quint64(connection.queuedBytes);
        const auto inKernel = quint64(std::max<qint64>(0, connection.unsentBytes.value_or(0)));
        totals.queued += queued;
        totals.inKernel += inKernel;
        totals.largest = std::max(totals.largest, queued + inKernel);
        totals.oldest = std::max(totals.oldest, connection.oldestUnsent);
    }
    return totals;
}

TrafficSeries::TrafficSeries(JournalFeed &feed, const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock)
{
    connect(&feed, &JournalFeed::entriesAdded, this, &TrafficSeries::onEntries);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        advance();
        Q_EMIT changed();
    });
    m_tick.start(std::chrono::seconds{1});
    advance();
}

/// Adds the seconds that passed, with what stood at the end of the last one carried on.
void TrafficSeries::advance()
{
    const qint64 now = secondOf(m_clock.monotonic());
    const auto emptyAt = [this](qint64 second) {
        TrafficBucket bucket;
        if (!m_buckets.empty()) {
            bucket.clients = m_buckets.back().clients;
            bucket.unsent = m_buckets.back().unsent;
        }
        bucket.second = second;
        return bucket;
    };
    if (m_buckets.empty() || m_buckets.back().second < now - Length) {
        const TrafficBucket first = emptyAt(now);
        m_buckets.clear(); // the first, or the machine slept
        m_buckets.push_back(first);
    }
    while (m_buckets.back().second < now)
        m_buckets.push_back(emptyAt(m_buckets.back().second + 1));
    while (m_buckets.size() > size_t{Length})
        m_buckets.pop_front();
}

TrafficBucket *TrafficSeries::bucketAt(qint64 second)
{
    const qint64 offset = second - m_buckets.front().second;
    if (offset < 0 || offset >= qint64(m_buckets.size()))
        return nullptr;
    return &m_buckets[size_t(offset)];
}

void TrafficSeries::onEntries(const QList<JournalEntryPtr> &entries)
{
    advance();
    for (const JournalEntryPtr &entry : entries) {
        TrafficBucket *bucket = bucketAt(secondOf(entry->monotonic));
        if (!bucket)
            continue;
        if (entry->kind == EntryKind::Published)
            ++bucket->published;
        else if (entry->kind == EntryKind::Received)
            ++bucket->received;
        if (entry->kind == EntryKind::Received || entry->kind == EntryKind::ReceivedBlock)
            bucket->bytes += quint64(entry->wire.size());
    }
    Q_EMIT changed();
}

void TrafficSeries::setSnapshot(const ServerSnapshotPtr &snapshot)
{
    advance();
    const ServerStatus &status = snapshot->status;
    TrafficBucket &now = m_buckets.back();
    now.clients = status.connections;
    now.unsent = UnsentTotals::of(snapshot->connections);
    if (m_hasStatus && status.bytes > m_bytesSeen)
        now.bytes += status.bytes - m_bytesSeen;
    m_bytesSeen = status.bytes;
    m_hasStatus = true;
    Q_EMIT changed();
}

TrafficBucket TrafficSeries::latest() const
{
    return m_buckets.size() < 2 ? TrafficBucket() : m_buckets[m_buckets.size() - 2];
}

} // namespace heliograph
