// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of StreamHub for streams whose content a program writes.
#include "app/journal/journal.h"
#include "app/server/streamhub.h"

namespace heliograph {

ConnectionId StreamHub::openProgram(StreamRequest request, std::function<void()> closed)
{
    Endpoint &endpoint = m_endpoints.useForProgram(request.facts.endpoint);
    Stream &stream = begin(std::move(request), endpoint);
    stream.program = std::make_unique<ProgramStream>();
    stream.program->closed = std::move(closed);
    return stream.id();
}

void StreamHub::sendProgram(ConnectionId id, const ProgramBytes &written)
{
    qsizetype done = 0;
    bool isWhole = true; // the next part begins where a block does
    for (const StreamItem &item : written.items) {
        Stream *stream = find(id);
        if (!stream)
            return;
        isWhole = item.offset >= written.offset;
        const auto end = static_cast<qsizetype>(item.offset - written.offset
                                                + static_cast<quint64>(item.raw.size()));
        journalBlock(*stream, item);
        enqueuePart(*stream, written.bytes.sliced(done, end - done),
                    item.kind == StreamItem::Kind::Event, isWhole);
        done = end;
    }
    Stream *stream = find(id);
    if (!stream)
        return;
    if (done < written.bytes.size())
        enqueuePart(*stream, written.bytes.sliced(done), false, false);
    stream = find(id);
    if (!stream)
        return;
    stream->program->isMidBlock = written.endsInBlock;
    if (!written.endsInBlock)
        sendDeferred(*stream);
}

/// Queues @p part, which may be dropped for a slow reader only when it is a whole block.
void StreamHub::enqueuePart(Stream &stream, const QByteArray &part, bool dispatches, bool isWhole)
{
    stream.program->isMidBlock = false; // what the program writes is never deferred
    FrameCache cache(part, dispatches, m_clock);
    if (isWhole) {
        enqueue(stream, cache.frame(stream.isChunked()));
        return;
    }
    auto frame = std::make_shared<Frame>(*cache.frame(stream.isChunked()));
    frame->isDroppable = false;
    enqueue(stream, frame);
}

/// An event of somebody else waits until the program has ended its block.
bool StreamHub::defer(Stream &stream, const FramePtr &frame)
{
    ProgramStream &program = *stream.program;
    if (program.deferredBytes + frame->bytes.size() > m_options.maxQueue) {
        close(stream, tr("its program left a block unfinished while others published"), false);
        return false;
    }
    program.deferredBytes += frame->bytes.size();
    program.deferred.push_back(frame);
    return true;
}

void StreamHub::sendDeferred(Stream &stream)
{
    const ConnectionId id = stream.id();
    stream.program->deferredBytes = 0;
    for (const FramePtr &frame : std::exchange(stream.program->deferred, {})) {
        if (find(id))
            enqueue(stream, frame);
    }
}

void StreamHub::journalBlock(const Stream &stream, const StreamItem &item)
{
    JournalEntry entry;
    entry.kind = EntryKind::Published;
    entry.endpoint = stream.endpoint().definition.path;
    entry.wire = item.raw;
    entry.eventType = item.type;
    entry.hasEventId = !item.lastEventId.isEmpty();
    entry.eventId = item.lastEventId;
    entry.recipients = 1;
    entry.targets = std::make_shared<const QList<ConnectionId>>(QList<ConnectionId>{stream.id()});
    m_journal.append(std::move(entry));
}

void StreamHub::resetClient(ConnectionId id, const QString &reason)
{
    if (Stream *stream = find(id))
        close(*stream, reason, false);
}

qsizetype StreamHub::queuedBytes(ConnectionId id) const
{
    const Stream *stream = find(id);
    return stream ? stream->queuedBytes() : 0;
}

} // namespace heliograph
