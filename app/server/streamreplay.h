// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/frame.h"
#include "app/server/serveroptions.h"

#include <unordered_set>
#include <vector>

namespace heliograph {

class Journal;
struct Endpoint;
struct HistoryBlock;

/// Brings streams what they missed: what Last-Event-ID asks for, a part at a time as the client
/// reads, while the history goes on. Every function may close the streams it feeds. I/O thread;
/// owned by StreamHub.
class StreamReplay {
public:
    StreamReplay(Journal &journal, const Clock &clock, EnqueueFrame enqueue);

    void setOptions(const ServerOptions &options);

    /// Begins what the request of @p stream asked for, if anything; false when that closed it.
    [[nodiscard]] bool begin(Stream &stream);

    /// Queues more for @p stream, which is replaying; false when that closed it.
    [[nodiscard]] bool resume(Stream &stream);

    /// Lets go of what is past the limits of the history of @p endpoint. Streams that still need it
    /// take it into their queues first, within the queue's bound; where publishers wait for slow
    /// readers, it stays in the history instead until there is room.
    void trim(Endpoint &endpoint);

    /// Whether the history of the endpoint of @p stream holds more than it should for its sake.
    [[nodiscard]] bool isInTheWay(const Stream &stream) const;

    /// The streams of @p endpoint that are replaying.
    [[nodiscard]] std::vector<Stream *> readers(const Endpoint &endpoint) const;

    void forget(Stream &stream);

private:
    [[nodiscard]] bool enqueueNext(Stream &stream);
    [[nodiscard]] static bool fitsNext(const Stream &stream, qsizetype bound);
    [[nodiscard]] bool tellLost(Stream &stream);

    Journal &m_journal;
    const Clock &m_clock;
    EnqueueFrame m_enqueue;
    std::unordered_set<Stream *> m_readers;
    qsizetype m_maxQueue = 0;
    bool m_waitsForRoom = false;
};

} // namespace heliograph
