// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"
#include "app/server/streamsink.h"

#include <vector>

namespace heliograph {

struct Endpoint;

/// A block of event stream in the form the streams of one HTTP version carry it.
struct Frame {
    QByteArray bytes; ///< with the chunk's framing where the stream is chunked
    qsizetype streamBytes = 0; ///< without it
    bool dispatches = false; ///< counts as an event
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

    /// Appends bytes that are not part of the event stream (the HTTP head, the last chunk).
    void enqueueRaw(const QByteArray &bytes);
    void enqueue(const Frame &frame);

    /// Hands the kernel what it takes.
    [[nodiscard]] Flushed flush();

    [[nodiscard]] qsizetype queuedBytes() const { return m_queuedBytes; }
    [[nodiscard]] quint64 events() const { return m_events; }
    [[nodiscard]] quint64 bytes() const { return m_bytes; }

    // Bookkeeping of the hub.
    std::size_t slot = 0; ///< place in Endpoint::streams
    bool isDirty = false; ///< waits for the end of this loop turn
    quint64 replayPosition = 0; ///< next block of the history, while isReplaying
    bool isReplaying = false;
    std::chrono::nanoseconds lastWrite{}; ///< monotonic
    std::chrono::microseconds lastEventAt{}; ///< wall

private:
    std::shared_ptr<const ClientFacts> m_facts;
    Endpoint &m_endpoint;
    std::unique_ptr<StreamSink> m_sink;
    std::vector<QByteArray> m_queue;
    qsizetype m_offset = 0; ///< bytes of the queue's first part that are sent
    qsizetype m_queuedBytes = 0;
    quint64 m_events = 0;
    quint64 m_bytes = 0;
    bool m_chunked;
};

} // namespace heliograph
