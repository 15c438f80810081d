// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/stream.h"

namespace heliograph {

Stream::Stream(std::shared_ptr<const ClientFacts> facts, Endpoint &endpoint, bool chunked)
    : m_facts(std::move(facts)), m_endpoint(endpoint), m_chunked(chunked)
{
}

void Stream::enqueueRaw(const QByteArray &bytes)
{
    m_queue.push_back(bytes);
    m_queuedBytes += bytes.size();
}

void Stream::enqueue(const Frame &frame)
{
    enqueueRaw(frame.bytes);
    m_bytes += static_cast<quint64>(frame.streamBytes);
    m_events += frame.dispatches ? 1 : 0;
}

Stream::Flushed Stream::flush()
{
    if (!m_sink)
        return Flushed::Gone;
    if (m_queue.empty())
        return Flushed::All;
    qint64 sent = m_sink->send(m_queue, m_offset);
    if (sent < 0)
        return Flushed::Gone;
    m_queuedBytes -= static_cast<qsizetype>(sent);
    if (m_queuedBytes == 0) {
        m_queue.clear();
        if (m_queue.capacity() > 16)
            m_queue.shrink_to_fit();
        m_offset = 0;
        m_sink->wantWritable(false);
        return Flushed::All;
    }
    std::size_t done = 0;
    while (sent > 0) {
        const qsizetype left = m_queue[done].size() - m_offset;
        if (sent < left) {
            m_offset += static_cast<qsizetype>(sent);
            break;
        }
        sent -= left;
        m_offset = 0;
        ++done;
    }
    m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(done));
    m_sink->wantWritable(true);
    return Flushed::Blocked;
}

} // namespace heliograph
