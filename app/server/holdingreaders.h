// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/ids.h"
#include "app/server/serveroptions.h"
#include "app/server/stream.h"

#include <functional>
#include <limits>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace heliograph {

class Journal;
class StreamReplay;

/// The readers that hold publishers back because their queue is full (SlowReaderPolicy::Pause):
/// which they may be, which they are and since when, and what the journal is told of it. Under
/// another policy it knows nobody. I/O thread; owned by StreamHub.
class HoldingReaders {
public:
    /// Hands the kernel what the queue of a stream holds; false when that closed the stream.
    using Flush = std::function<bool(Stream &)>;

    HoldingReaders(Journal &journal, const Clock &clock, StreamReplay &replay, Flush flush);

    void setOptions(const ServerOptions &options);

    /// Whether the queue of every stream of @p endpoint has room for an event of @p wireBytes. A
    /// stream that has none, even after a flush, holds publishers from now on.
    [[nodiscard]] bool hasRoom(const Endpoint &endpoint, qsizetype wireBytes);

    /// The same for @p streams, each once.
    [[nodiscard]] bool hasRoom(const std::vector<Stream *> &streams, qsizetype wireBytes);

    /// The queue of @p stream grew or shrank.
    void noteQueue(Stream &stream)
    {
        const bool isNearlyFull = stream.queuedBytes() > m_nearlyFullFrom;
        if (isNearlyFull != stream.isNearlyFull)
            setNearlyFull(stream, isNearlyFull);
    }

    /// @p stream was flushed: it may have room again.
    void noteFlushed(Stream &stream)
    {
        if (stream.heldBytes > 0 && hasRoomFor(stream, stream.heldBytes))
            release(stream);
    }

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

    [[nodiscard]] bool isOn() const { return m_nearlyFullFrom < nobody; }
    [[nodiscard]] std::vector<Stream *> candidates(const Endpoint &endpoint,
                                                   qsizetype wireBytes) const;
    [[nodiscard]] bool hasRoomFor(Stream &stream, qsizetype wireBytes);
    void hold(Stream &stream, qsizetype wireBytes);
    void release(Stream &stream);
    void setNearlyFull(Stream &stream, bool isNearlyFull);
    void journalBegin(const Stream &stream);
    void journalEnd(const Episode &episode);
    void journal(const Stream &stream, const QString &text);

    Journal &m_journal;
    const Clock &m_clock;
    StreamReplay &m_replay;
    Flush m_flush;
    std::unordered_set<Stream *> m_nearlyFull; ///< more than half of the bound is queued
    std::unordered_map<quint64, Episode> m_episodes; ///< by connection id
    std::set<QByteArray> m_released; ///< paths: endpoints may go meanwhile
    qsizetype m_nearlyFullFrom = nobody;
    qsizetype m_maxQueue = 0;
    std::chrono::milliseconds m_limit{};
};

} // namespace heliograph
