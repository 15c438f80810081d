// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/journal/journalentry.h"

#include <QObject>
#include <QPointer>

#include <atomic>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace heliograph {

/// How much the journal holds before its oldest entries leave.
struct JournalLimits {
    qsizetype maxBytes = qsizetype{256} * 1024 * 1024;
    qsizetype maxEntries = 1'000'000;

    bool operator==(const JournalLimits &) const = default;
};

/// Counters of the journal, taken together.
struct JournalStatus {
    Sequence first{}; ///< the oldest entry held; None when empty
    Sequence last{}; ///< the newest ever appended
    qsizetype entries = 0;
    qsizetype bytes = 0;
    quint64 dropped = 0; ///< entries that left because of the limits
    JournalLimits limits;
};

/// What happened, in order: the one feed that views, logs, exports and the control API read.
/// Every function may be called from any thread.
class Journal {
public:
    explicit Journal(const Clock &clock, JournalLimits limits = {});
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;

    /// Numbers and dates @p entry, stores it, and drops the oldest past the limits.
    Sequence append(JournalEntry entry);

    /// Entries after @p after, oldest first, at most @p most of them.
    [[nodiscard]] QList<JournalEntryPtr> read(Sequence after, qsizetype most) const;

    /// The newest sequence number; without a lock.
    [[nodiscard]] Sequence last() const { return Sequence{m_last.load()}; }

    [[nodiscard]] JournalStatus status() const;

    void setLimits(JournalLimits limits);

    /// Forgets every entry; numbering goes on.
    void clear();

    /// Calls @p listener on @p context's thread @p after entries came. Calls are merged: the next
    /// one is queued only once the listener has run, so that a burst costs one call, and neither
    /// thread is woken for each entry.
    void addListener(QObject *context, std::function<void()> listener,
                     std::chrono::milliseconds after);

    /// Ends the calls on @p context. A context that goes before the journal must be removed first,
    /// when others append on another thread.
    void removeListener(const QObject *context);

private:
    struct Listener {
        QPointer<QObject> context;
        std::function<void()> call;
        std::chrono::milliseconds after;
        std::shared_ptr<std::atomic_bool> pending;
    };

    void dropPastLimits();
    static void notify(const Listener &listener);

    const Clock &m_clock;
    mutable std::mutex m_mutex; ///< not QMutex: ThreadSanitizer understands this one
    std::deque<JournalEntryPtr> m_entries;
    std::vector<Listener> m_listeners;
    JournalLimits m_limits;
    qsizetype m_bytes = 0;
    quint64 m_dropped = 0;
    std::atomic<quint64> m_last{0};
};

} // namespace heliograph
