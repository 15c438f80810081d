// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <queue>

#include <chrono>
#include <optional>
#include <vector>

namespace heliograph {

/// When which timer of a script is due. Pure: it is told what time it is. Any number of timers
/// costs one system timer, that of the earliest.
class TimerHeap {
public:
    using Time = std::chrono::nanoseconds;
    using Id = quint64;

    /// Starts the timer @p id, first due @p delay after @p now and, if it @p repeats, each @p delay
    /// from then on.
    void add(Id id, Time now, Time delay, bool repeats);
    void remove(Id id) { m_timers.remove(id); }

    /// The timer that is due at @p now, in the order of their times, then of their starts. A
    /// repeating one goes on from its own time, so it does not drift; times missed are skipped.
    [[nodiscard]] std::optional<Id> takeDue(Time now);

    /// When the earliest is due.
    [[nodiscard]] std::optional<Time> next();

    [[nodiscard]] bool isEmpty() const { return m_timers.isEmpty(); }
    [[nodiscard]] bool contains(Id id) const { return m_timers.contains(id); }

private:
    struct Timer {
        Time delay{};
        bool repeats = false;
        quint64 order = 0; ///< of its entry in the heap
    };
    struct Entry {
        Time due;
        quint64 order;
        Id id;
        bool operator>(const Entry &other) const
        {
            return due != other.due ? due > other.due : order > other.order;
        }
    };

    void push(Id id, Time due);
    void dropRemoved();

    QHash<Id, Timer> m_timers;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> m_heap; ///< removed ones too
    quint64 m_order = 0;
};

} // namespace heliograph
