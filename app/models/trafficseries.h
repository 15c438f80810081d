// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/servercontroller.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace heliograph {

class Clock;
class JournalFeed;

/// What clients have not taken yet, over all of them.
struct UnsentTotals {
    quint64 queued = 0; ///< bytes in our memory
    quint64 inKernel = 0; ///< bytes
    quint64 largest = 0; ///< bytes of the one client with most, queued and in the kernel
    std::chrono::milliseconds oldest{}; ///< the longest that a queued byte has waited

    [[nodiscard]] static UnsentTotals of(const QList<ConnectionSnapshot> &connections);

    bool operator==(const UnsentTotals &) const = default;
};

/// What happened in one second.
struct TrafficBucket {
    qint64 second = 0; ///< of the monotonic clock
    quint64 published = 0;
    quint64 received = 0; ///< by our subscriptions
    quint64 bytes = 0; ///< of event stream sent to clients and received by subscriptions
    int clients = 0; ///< at its end
    UnsentTotals unsent; ///< at its end

    bool operator==(const TrafficBucket &) const = default;
};

/// Traffic in buckets of one second over the last ten minutes, for charts and the totals.
/// Borrows @p feed and @p clock, which outlive it.
class TrafficSeries final : public QObject {
    Q_OBJECT

public:
    static constexpr int Length = 600; ///< buckets kept

    TrafficSeries(JournalFeed &feed, const Clock &clock, QObject *parent = nullptr);

    /// Connect ServerController::snapshotChanged() here.
    void setSnapshot(const ServerSnapshotPtr &snapshot);

    /// Oldest first, one for every second since the start; the last one is still growing.
    [[nodiscard]] const std::deque<TrafficBucket> &buckets() const { return m_buckets; }

    /// The last whole second; zeros at the start.
    [[nodiscard]] TrafficBucket latest() const;

Q_SIGNALS:
    /// Once a second, and after each batch.
    void changed();

private:
    void onEntries(const QList<JournalEntryPtr> &entries);
    TrafficBucket *bucketAt(qint64 second);
    void advance();

    const Clock &m_clock;
    std::deque<TrafficBucket> m_buckets;
    QTimer m_tick;
    quint64 m_bytesSeen = 0;
    bool m_hasStatus = false;
};

} // namespace heliograph
