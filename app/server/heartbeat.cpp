// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/heartbeat.h"

#include "app/journal/journal.h"
#include "app/server/endpointtable.h"
#include "app/sse/eventwriter.h"

#include <algorithm>

namespace heliograph {

Heartbeat::Heartbeat(Journal &journal, const Clock &clock, EnqueueFrame enqueue)
    : m_journal(journal), m_clock(clock), m_enqueue(std::move(enqueue))
{
}

void Heartbeat::beat(const EndpointTable &endpoints, std::chrono::milliseconds silence)
{
    for (const auto &[path, endpoint] : endpoints.all())
        beat(*endpoint, endpoint->definition.heartbeat.value_or(silence));
}

void Heartbeat::beat(Endpoint &endpoint, std::chrono::milliseconds silence)
{
    if (silence.count() == 0 || endpoint.streams.empty())
        return;
    const QByteArray wire = EventWriter::comment(endpoint.definition.heartbeatText);
    FrameCache cache(wire, false, m_clock);
    const auto now = m_clock.monotonic();
    QList<ConnectionId> ids;
    // From the back: a stream that is closed on the way swaps with the last.
    for (std::size_t i = endpoint.streams.size(); i-- > 0;) {
        Stream &stream = *endpoint.streams[i];
        if (now - stream.lastWrite < silence || stream.queuedBytes() > 0)
            continue;
        ids.append(stream.id());
        (void)m_enqueue(stream, cache.frame(stream.isChunked()));
    }
    if (ids.isEmpty())
        return;
    std::sort(ids.begin(), ids.end());
    JournalEntry entry;
    entry.kind = EntryKind::Heartbeat;
    entry.endpoint = endpoint.definition.path;
    entry.wire = wire;
    entry.recipients = static_cast<quint32>(ids.size());
    entry.targets = std::make_shared<const QList<ConnectionId>>(std::move(ids));
    m_journal.append(std::move(entry));
}

std::chrono::milliseconds Heartbeat::interval(const EndpointTable &endpoints,
                                              std::chrono::milliseconds silence)
{
    using namespace std::chrono;
    milliseconds shortest = silence;
    for (const auto &[path, endpoint] : endpoints.all()) {
        const auto own = endpoint->definition.heartbeat;
        if (own && own->count() > 0 && (shortest.count() == 0 || *own < shortest))
            shortest = *own;
    }
    return shortest.count() == 0 ? seconds{1} : std::clamp<milliseconds>(shortest / 10, 20ms, 1s);
}

} // namespace heliograph
