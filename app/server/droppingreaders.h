// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/ids.h"

#include <QString>

#include <unordered_map>

namespace heliograph {

class Journal;
class Stream;
struct Frame;

/// The readers whose oldest events are dropped (SlowReaderPolicy::DropOldest), and what the journal
/// is told of it: when it begins, at most once a second while it lasts, and when the client has
/// caught up or gone. I/O thread; owned by StreamHub.
class DroppingReaders {
public:
    DroppingReaders(Journal &journal, const Clock &clock) : m_journal(journal), m_clock(clock) { }

    /// Drops the oldest events of @p stream so that @p frame keeps its queue within @p bound. False
    /// when it is @p frame itself that was dropped: what may not be dropped leaves no room for it.
    [[nodiscard]] bool makeRoom(Stream &stream, const Frame &frame, qsizetype bound);

    /// Events times streams.
    [[nodiscard]] quint64 dropped() const { return m_dropped; }

    /// To be called about once a second: journals what goes on and what is over.
    void tick();

    /// @p stream is about to go.
    void forget(const Stream &stream);

private:
    struct Episode {
        const Stream *stream;
        quint64 before; ///< Stream::dropped() when it began
        quint64 told; ///< Stream::dropped() at its last entry
        std::chrono::nanoseconds toldAt;
    };

    void note(const Stream &stream, quint64 before);

    /// Appends @p text with the client, its endpoint and how many events were dropped.
    void journal(const Episode &episode, const QString &text);

    Journal &m_journal;
    const Clock &m_clock;
    std::unordered_map<quint64, Episode> m_episodes; ///< by connection id
    quint64 m_dropped = 0;
};

} // namespace heliograph
