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

/// Adds the seconds that passed, with the clients carried on.
void TrafficSeries::advance()
{
    const qint64 now = secondOf(m_clock.monotonic());
    if (m_buckets.empty() || m_buckets.back().second < now - Length) {
        const int clients = m_buckets.empty() ? 0 : m_buckets.back().clients;
        m_buckets.clear(); // the first, or the machine slept
        m_buckets.push_back({now, 0, 0, 0, clients});
    }
    while (m_buckets.back().second < now)
        m_buckets.push_back({m_buckets.back().second + 1, 0, 0, 0, m_buckets.back().clients});
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
