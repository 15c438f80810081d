// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/connectionsnapshot.h"
#include "app/server/frame.h"
#include "app/server/streamsink.h"

#include <vector>

namespace heliograph {

struct Endpoint;

/// What a stream whose content a program writes needs beside.
struct ProgramStream {
    bool isMidBlock = false; ///< what was written ends inside a block
    std::vector<FramePtr> deferred; ///< of others, until the block ends
    qsizetype deferredBytes = 0;
    std::function<void()> closed;
};

/// One client's stream: what it is owed, in order, and what became of it. Owned by StreamHub.
class Stream {
public:
    enum class Flushed : quint8 { All, Blocked, Gone };

    Stream(std::shared_ptr<const ClientFacts> facts, Endpoint &endpoint, bool chunked);

    void attach(std::unique_ptr<StreamSink> sink) { m_sink = std::move(sink); }
    [[nodiscard]] std::unique_ptr<StreamSink> detach() { return std::move(m_sink); }

    [[nodiscard]] ConnectionId id() const { return m_facts->id; }
    [[nodiscard]] const std::shared_ptr<const ClientFacts> &facts() const { return m_facts; }
    [[nodiscard]] Endpoint &endpoint() const { return m_endpoint; }
    [[nodiscard]] bool isChunked() const { return m_chunked; }

    void enqueue(const FramePtr &frame);

    /// Appends bytes that are not part of the event stream (the HTTP head, the last chunk).
    void enqueueRaw(const QByteArray &bytes, std::chrono::nanoseconds now);

    /// Hands the kernel what it takes.
    [[nodiscard]] Flushed flush();

    /// Whether the kernel took no more at the last flush: the sink's writable() will tell.
    [[nodiscard]] bool isBlocked() const { return m_isBlocked; }

    /// Whether @p size bytes more keep the queue within @p bound; into an empty one, anything fits.
    [[nodiscard]] bool fits(qsizetype size, qsizetype bound) const
    {
        return m_queuedBytes == 0 || m_queuedBytes + size <= bound;
    }

    /// Drops the oldest events that wait until @p size bytes more keep the queue within @p bound.
    /// False, and nothing is dropped, when what may not be dropped leaves no room for them.
    [[nodiscard]] bool dropFor(qsizetype size, qsizetype bound);

    /// Counts @p frame as dropped before it came into the queue.
    void countDropped(const Frame &frame) { m_dropped += frame.dispatches ? 1 : 0; }

    /// Gives back memory that only a busy stream needs: a silent client costs next to nothing.
    void rest();

    [[nodiscard]] qsizetype queuedBytes() const { return m_queuedBytes; }
    [[nodiscard]] quint64 events() const { return m_events; } ///< written
    [[nodiscard]] quint64 bytes() const { return m_bytes; } ///< of events, comments; written
    [[nodiscard]] quint64 dropped() const { return m_dropped; } ///< events

    /// How it stands at @p now, monotonic.
    [[nodiscard]] ConnectionSnapshot snapshot(std::chrono::nanoseconds now);

    // Bookkeeping of the hub.
    std::unique_ptr<ProgramStream> program; ///< null: its content is ours
    std::size_t slot = 0; ///< place in Endpoint::streams
    std::size_t dirtySlot = 0; ///< place among those that wait for the end of this loop turn
    bool isDirty = false; ///< has that place
    bool isNearlyFull = false; ///< may be one of HoldingReaders
    qsizetype heldBytes = 0; ///< of the event that it holds back; 0: holds nobody
    bool isReplaying = false;
    quint64 replayPosition = 0; ///< next block of the history, while isReplaying
    std::chrono::nanoseconds lastWrite{}; ///< monotonic
    std::chrono::microseconds lastEventAt{}; ///< wall

private:
    [[nodiscard]] std::optional<qint64> unsentBytes();
    void takeOut(qint64 sent);
    void giveBackMemory();

    std::shared_ptr<const ClientFacts> m_facts;
    Endpoint &m_endpoint;
    std::unique_ptr<StreamSink> m_sink;
    std::vector<FramePtr> m_queue; ///< what is before m_first is gone
    std::size_t m_first = 0;
    qsizetype m_offset = 0; ///< bytes of the first part that are sent
    qsizetype m_queuedBytes = 0;
    quint64 m_events = 0;
    quint64 m_bytes = 0;
    quint64 m_dropped = 0;
    bool m_chunked;
    bool m_isBlocked = false;
    bool m_isAcknowledged = false; ///< all that was sent, as the kernel said after the last send
};

} // namespace heliograph
