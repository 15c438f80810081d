// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/streamreplay.h"

#include "app/core/say.h"
#include "app/journal/journal.h"
#include "app/server/endpointtable.h"
#include "app/sse/eventwriter.h"

#include <algorithm>

namespace heliograph {
namespace {

/// How much of a replay waits in a stream's queue at once; the rest waits in the history.
constexpr qsizetype replayQueue = qsizetype{256} * 1024;

} // namespace

StreamReplay::StreamReplay(Journal &journal, const Clock &clock, EnqueueFrame enqueue)
    : m_journal(journal), m_clock(clock), m_enqueue(std::move(enqueue))
{
}

void StreamReplay::setOptions(const ServerOptions &options)
{
    m_maxQueue = options.maxQueue;
    m_waitsForRoom = options.slowReaders == SlowReaderPolicy::Pause;
}

bool StreamReplay::begin(Stream &stream)
{
    const ClientFacts &facts = *stream.facts();
    if (!facts.hasLastEventId || facts.lastEventId.isEmpty()
        || stream.endpoint().definition.replayEvents == 0)
        return true;
    const ReplayHistory &history = stream.endpoint().history;
    const auto position = history.positionAfter(facts.lastEventId);
    if (!position)
        return tellLost(stream);
    JournalEntry entry;
    entry.kind = EntryKind::Replayed;
    entry.connection = stream.id();
    entry.endpoint = stream.endpoint().definition.path;
    entry.recipients = static_cast<quint32>(history.end() - *position);
    entry.eventId = facts.lastEventId;
    entry.hasEventId = true;
    m_journal.append(std::move(entry));
    stream.isReplaying = true;
    stream.replayPosition = *position;
    m_readers.insert(&stream);
    return resume(stream);
}

bool StreamReplay::resume(Stream &stream)
{
    const ReplayHistory &history = stream.endpoint().history;
    const qsizetype bound = std::min(replayQueue, m_maxQueue);
    while (stream.replayPosition < history.end() && fitsNext(stream, bound)) {
        if (!enqueueNext(stream))
            return false;
    }
    if (stream.replayPosition == history.end())
        forget(stream);
    return true;
}

bool StreamReplay::fitsNext(const Stream &stream, qsizetype bound)
{
    const HistoryBlock &block = stream.endpoint().history.at(stream.replayPosition);
    return stream.fits(frameSize(block.wire.size(), stream.isChunked()), bound);
}

bool StreamReplay::enqueueNext(Stream &stream)
{
    const HistoryBlock &block = stream.endpoint().history.at(stream.replayPosition++);
    FrameCache cache(block.wire, block.dispatches, m_clock);
    return m_enqueue(stream, cache.frame(stream.isChunked()));
}

void StreamReplay::trim(Endpoint &endpoint)
{
    ReplayHistory &history = endpoint.history;
    quint64 first = history.firstWithinLimits(m_clock.wall());
    if (first == history.first())
        return;
    for (Stream *stream : readers(endpoint)) {
        bool lives = true;
        while (lives && stream->replayPosition < first
               && (!m_waitsForRoom || fitsNext(*stream, m_maxQueue)))
            lives = enqueueNext(*stream);
        if (lives && m_waitsForRoom)
            first = std::min(first, stream->replayPosition);
    }
    history.dropBefore(first);
}

bool StreamReplay::isInTheWay(const Stream &stream) const
{
    return stream.replayPosition < stream.endpoint().history.firstWithinLimits(m_clock.wall());
}

std::vector<Stream *> StreamReplay::readers(const Endpoint &endpoint) const
{
    std::vector<Stream *> list;
    std::copy_if(m_readers.begin(), m_readers.end(), std::back_inserter(list),
                 [&endpoint](const Stream *stream) { return &stream->endpoint() == &endpoint; });
    return list;
}

void StreamReplay::forget(Stream &stream)
{
    if (stream.isReplaying)
        m_readers.erase(&stream);
    stream.isReplaying = false;
}

bool StreamReplay::tellLost(Stream &stream)
{
    QByteArray id = stream.facts()->lastEventId.left(100);
    id.replace('\r', ' ').replace('\n', ' ');
    const QByteArray wire =
        EventWriter::comment("last event ID " + id + " is not held: nothing is replayed");
    JournalEntry entry;
    entry.kind = EntryKind::Problem;
    entry.connection = stream.id();
    entry.endpoint = stream.endpoint().definition.path;
    entry.wire = wire;
    entry.text = say("Client %1 came to %2 with the last event ID \"%3\", which is not held. "
                     "Nothing was replayed; raise the replay bound if it should have been.")
                     .arg(toNumber(stream.id()))
                     .arg(QString::fromUtf8(entry.endpoint), QString::fromUtf8(id));
    m_journal.append(std::move(entry));
    FrameCache cache(wire, false, m_clock);
    return m_enqueue(stream, cache.frame(stream.isChunked()));
}

} // namespace heliograph
