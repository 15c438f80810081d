// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/stream.h"

#include <algorithm>

namespace heliograph {

Stream::Stream(std::shared_ptr<const ClientFacts> facts, Endpoint &endpoint, bool chunked)
    : m_facts(std::move(facts)), m_endpoint(endpoint), m_chunked(chunked)
{
}

void Stream::enqueue(const FramePtr &frame)
{
    if (frame->bytes.isEmpty())
        return;
    m_queue.push_back(frame);
    m_queuedBytes += frame->bytes.size();
}

void Stream::enqueueRaw(const QByteArray &bytes, std::chrono::nanoseconds now)
{
    enqueue(std::make_shared<const Frame>(Frame{bytes, 0, false, false, now, {}}));
}

Stream::Flushed Stream::flush()
{
    if (!m_sink)
        return Flushed::Gone;
    if (m_queuedBytes == 0)
        return Flushed::All;
    const qint64 sent = m_sink->send(std::span(m_queue).subspan(m_first), m_offset);
    if (sent < 0)
        return Flushed::Gone;
    takeOut(sent);
    m_isBlocked = m_queuedBytes > 0;
    m_sink->wantWritable(m_isBlocked);
    return m_isBlocked ? Flushed::Blocked : Flushed::All;
}

void Stream::takeOut(qint64 sent)
{
    m_isAcknowledged = m_isAcknowledged && sent == 0;
    m_queuedBytes -= static_cast<qsizetype>(sent);
    m_offset += static_cast<qsizetype>(sent);
    while (m_first < m_queue.size() && m_offset >= m_queue[m_first]->bytes.size()) {
        FramePtr &part = m_queue[m_first++];
        m_offset -= part->bytes.size();
        m_bytes += static_cast<quint64>(part->streamBytes);
        m_events += part->dispatches ? 1 : 0;
        part.reset();
    }
    giveBackMemory();
}

bool Stream::dropFor(qsizetype size, qsizetype bound)
{
    // What may not be dropped is in front: the HTTP head, a part that was sent in part.
    auto kept = m_queue.begin() + static_cast<std::ptrdiff_t>(m_first);
    const auto first = kept;
    qsizetype keptBytes = -m_offset;
    while (kept != m_queue.end() && (!(*kept)->isDroppable || (kept == first && m_offset > 0)))
        keptBytes += (*kept++)->bytes.size();
    if (keptBytes + size > bound)
        return false;

    auto next = kept;
    while (m_queuedBytes + size > bound) {
        m_queuedBytes -= (*next)->bytes.size();
        m_dropped += (*next)->dispatches ? 1 : 0;
        (*next++).reset();
    }
    std::move_backward(first, kept, next);
    m_first += static_cast<std::size_t>(next - kept);
    giveBackMemory();
    return true;
}

void Stream::giveBackMemory()
{
    constexpr std::size_t worthKeeping = 64; // what many events a turn need time and again
    if (m_queuedBytes == 0) {
        m_queue.clear();
        m_first = 0;
        if (m_queue.capacity() > worthKeeping)
            m_queue.shrink_to_fit();
    } else if (m_first > worthKeeping && m_first > m_queue.size() / 2) {
        m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(m_first));
        m_first = 0;
    }
}

void Stream::rest()
{
    if (m_queue.empty())
        m_queue.shrink_to_fit();
}

std::optional<qint64> Stream::unsentBytes()
{
    // A call into the kernel costs a microsecond; ten thousand silent clients need none.
    if (m_isAcknowledged)
        return 0;
    const auto bytes = m_sink ? m_sink->unsentBytes() : std::nullopt;
    m_isAcknowledged = bytes == 0;
    return bytes;
}

ConnectionSnapshot Stream::snapshot(std::chrono::nanoseconds now)
{
    ConnectionSnapshot snapshot;
    snapshot.facts = m_facts;
    snapshot.events = m_events;
    snapshot.bytes = m_bytes;
    snapshot.queuedBytes = m_queuedBytes;
    snapshot.lastEventAt = lastEventAt;
    snapshot.dropped = m_dropped;
    snapshot.unsentBytes = unsentBytes();
    if (m_queuedBytes > 0) {
        snapshot.oldestUnsent =
            std::chrono::duration_cast<std::chrono::milliseconds>(now - m_queue[m_first]->queuedAt);
    }
    return snapshot;
}

} // namespace heliograph
