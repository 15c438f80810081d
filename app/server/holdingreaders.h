// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/ids.h"
#include "app/server/serveroptions.h"
#include "app/server/stream.h"

#include <limits>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace heliograph {

class Journal;

/// The readers that hold publishers back because their queue is full (SlowReaderPolicy::Pause):
/// which they may be, which they are and since when, and what the journal is told of it. Under
/// another policy it knows nobody. I/O thread; owned by StreamHub.
class HoldingReaders {
public:
    HoldingReaders(Journal &journal, const Clock &clock) : m_journal(journal), m_clock(clock) { }

    void setOptions(const ServerOptions &options);
    [[nodiscard]] bool isOn() const { return m_nearlyFullFrom < nobody; }

    /// The streams of @p endpoint into whose queue @p wireBytes might not fit.
    [[nodiscard]] std::vector<Stream *> candidates(const Endpoint &endpoint,
                                                   qsizetype wireBytes) const;

    /// @p stream has no room for @p wireBytes, and somebody wants to publish them.
    void hold(Stream &stream, qsizetype wireBytes);

    /// The queue of @p stream grew or shrank.
    void noteQueue(Stream &stream)
    {
        const bool isNearlyFull = stream.queuedBytes() > m_nearlyFullFrom;
        if (isNearlyFull != stream.isNearlyFull)
            setNearlyFull(stream, isNearlyFull);
    }

    /// @p stream has room for Stream::heldBytes again.
    void release(Stream &stream);

    /// @p stream is about to go.
    void forget(Stream &stream);

    /// The streams that hold publishers for longer than ServerOptions::pauseLimit.
    [[nodiscard]] std::vector<Stream *> overdue() const;

    /// To be called about once a second: journals who holds nobody any more.
    void tick();

    /// The endpoints where somebody ceased to hold publishers since the last call.
    [[nodiscard]] std::set<QByteArray> takeReleased() { return std::exchange(m_released, {}); }
    [[nodiscard]] bool hasReleased() const { return !m_released.empty(); }

private:
    static constexpr qsizetype nobody = std::numeric_limits<qsizetype>::max();

    /// From the first hold of a client until it held nobody for a second: a reader at the edge of
    /// its bound holds and releases with each event, and the journal is not told of each.
    struct Episode {
        Stream *stream;
        std::chrono::nanoseconds since{}; ///< of this hold, or of this release
        std::chrono::nanoseconds total{}; ///< of the holds before
    };

    void setNearlyFull(Stream &stream, bool isNearlyFull);
    void journalBegin(const Stream &stream);
    void journalEnd(const Episode &episode);
    void journal(const Stream &stream, const QString &text);

    Journal &m_journal;
    const Clock &m_clock;
    std::unordered_set<Stream *> m_nearlyFull; ///< more than half of the bound is queued
    std::unordered_map<quint64, Episode> m_episodes; ///< by connection id
    std::set<QByteArray> m_released; ///< paths: endpoints may go meanwhile
    qsizetype m_nearlyFullFrom = nobody;
    std::chrono::milliseconds m_limit{};
};

} // namespace heliograph
