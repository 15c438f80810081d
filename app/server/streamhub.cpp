// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/streamhub.h"

#include "app/journal/journal.h"
#include "app/server/httpresponse.h"
#include "app/sse/eventwriter.h"

#include <QThread>

#include <algorithm>

namespace heliograph {
namespace {

/// How much of a replay waits in a stream's queue at once; the rest waits in the history.
constexpr qsizetype replayQueue = qsizetype{256} * 1024;

} // namespace

/// One block in both forms, each made when first asked for.
class StreamHub::FrameCache {
public:
    FrameCache(const QByteArray &wire, bool dispatches) : m_wire(wire), m_dispatches(dispatches) { }

    const Frame &frame(bool chunked)
    {
        Frame &frame = chunked ? m_chunked : m_plain;
        if (frame.bytes.isNull())
            frame = {chunked ? chunk(m_wire) : m_wire, m_wire.size(), m_dispatches};
        return frame;
    }

private:
    const QByteArray &m_wire;
    bool m_dispatches;
    Frame m_chunked;
    Frame m_plain;
};

StreamHub::StreamHub(const ServerOptions &options, Journal &journal, const Clock &clock,
                     std::unique_ptr<StreamSinkFactory> sinks, QObject *parent)
    : QObject(parent), m_journal(journal), m_clock(clock), m_options(options), m_endpoints(options),
      m_sinks(std::move(sinks)), m_heartbeat(this)
{
    m_heartbeat.setTimerType(Qt::CoarseTimer);
    connect(&m_heartbeat, &QTimer::timeout, this, &StreamHub::heartbeat);
    startTimer();
}

StreamHub::~StreamHub() = default;

int StreamHub::sendToAll(Endpoint &endpoint, const QByteArray &wire, bool dispatches)
{
    FrameCache cache(wire, dispatches);
    const auto count = static_cast<int>(endpoint.streams.size());
    // From the back: a stream that is closed on the way swaps with the last.
    for (std::size_t i = endpoint.streams.size(); i-- > 0;) {
        Stream &stream = *endpoint.streams[i];
        if (!stream.isReplaying)
            enqueue(stream, cache.frame(stream.isChunked()));
    }
    return count;
}

int StreamHub::sendTo(const QList<ConnectionId> &ids, const Endpoint &endpoint,
                      const QByteArray &wire, bool dispatches)
{
    FrameCache cache(wire, dispatches);
    int count = 0;
    for (const ConnectionId id : ids) {
        Stream *stream = find(id);
        if (!stream || &stream->endpoint() != &endpoint)
            continue;
        enqueue(*stream, cache.frame(stream->isChunked()));
        ++count;
    }
    return count;
}

void StreamHub::enqueue(Stream &stream, const Frame &frame)
{
    if (stream.queuedBytes() > 0
        && stream.queuedBytes() + frame.bytes.size() > m_options.maxQueue) {
        switch (stream.flush()) {
        case Stream::Flushed::Gone:
            close(stream, tr("closed by client"), false);
            return;
        case Stream::Flushed::Blocked:
            if (stream.queuedBytes() + frame.bytes.size() > m_options.maxQueue) {
                close(stream,
                      tr("read too slowly: more than %1 bytes unsent").arg(m_options.maxQueue),
                      false);
                return;
            }
            break;
        case Stream::Flushed::All:
            break;
        }
    }
    stream.enqueue(frame);
    m_bytes += static_cast<quint64>(frame.streamBytes);
    if (frame.dispatches)
        stream.lastEventAt = m_clock.wall();
    markDirty(stream);
}

void StreamHub::open(StreamRequest request, Endpoint &endpoint)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_lastConnection = next(m_lastConnection);
    request.facts.id = m_lastConnection;
    request.facts.connectedAt = m_clock.wall();
    const auto facts = std::make_shared<const ClientFacts>(std::move(request.facts));

    auto owned = std::make_unique<Stream>(facts, endpoint, request.chunked);
    Stream &stream = *owned;
    m_streams.emplace(toNumber(facts->id), std::move(owned));
    endpoint.add(stream);
    endpoint.lastUsed = m_clock.monotonic();

    JournalEntry entry;
    entry.kind = EntryKind::ClientOpened;
    entry.connection = facts->id;
    entry.endpoint = endpoint.definition.path;
    entry.client = facts;
    m_journal.append(std::move(entry));

    stream.enqueueRaw(request.head);
    attach(stream, request.socket);
    greet(stream);
    beginReplay(stream);
    markDirty(stream);
    startTimer();
}

void StreamHub::attach(Stream &stream, QTcpSocket *socket)
{
    const ConnectionId id = stream.id();
    StreamSink::Callbacks callbacks;
    callbacks.writable = [this, id] {
        if (Stream *found = find(id))
            flush(*found);
    };
    callbacks.closed = [this, id](const QString &reason) {
        if (Stream *found = find(id))
            close(*found, reason, false);
    };
    stream.attach(m_sinks->adopt(socket, std::move(callbacks)));
}

void StreamHub::greet(Stream &stream)
{
    const EndpointDefinition &definition = stream.endpoint().definition;
    Event hello;
    hello.retry = definition.retry;
    if (hello.retry) {
        const QByteArray wire = EventWriter::write(hello).value_or(QByteArray());
        enqueue(stream, FrameCache(wire, false).frame(stream.isChunked()));
    }
    if (definition.greeting) {
        const QByteArray wire = EventWriter::write(*definition.greeting).value_or(QByteArray());
        enqueue(stream, FrameCache(wire, true).frame(stream.isChunked()));
    }
}

void StreamHub::beginReplay(Stream &stream)
{
    const ClientFacts &facts = *stream.facts();
    if (!facts.hasLastEventId || facts.lastEventId.isEmpty()
        || stream.endpoint().definition.replayEvents == 0)
        return;
    const ReplayHistory &history = stream.endpoint().history;
    const auto position = history.positionAfter(facts.lastEventId);
    if (!position) {
        tellLost(stream);
        return;
    }
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
    replay(stream);
}

void StreamHub::replay(Stream &stream)
{
    const ReplayHistory &history = stream.endpoint().history;
    const ConnectionId id = stream.id();
    while (stream.queuedBytes() < replayQueue && stream.replayPosition < history.end()) {
        replayNext(stream);
        if (find(id) == nullptr)
            return;
    }
    stream.isReplaying = stream.replayPosition < history.end();
}

void StreamHub::replayNext(Stream &stream)
{
    const HistoryBlock &block = stream.endpoint().history.at(stream.replayPosition++);
    FrameCache cache(block.wire, block.dispatches);
    enqueue(stream, cache.frame(stream.isChunked()));
}

void StreamHub::remember(Endpoint &endpoint, HistoryBlock block)
{
    ReplayHistory &history = endpoint.history;
    history.append(std::move(block));
    const quint64 first = history.firstWithinLimits(m_clock.wall());
    if (first > history.first()) {
        // A slow replay keeps what leaves the history in its own queue, within the queue's bound.
        for (std::size_t i = endpoint.streams.size(); i-- > 0;) {
            Stream &stream = *endpoint.streams[i];
            const ConnectionId id = stream.id();
            while (stream.isReplaying && stream.replayPosition < first) {
                replayNext(stream);
                if (find(id) == nullptr)
                    break;
            }
        }
        history.dropBefore(first);
    }
    if (m_historyListener)
        m_historyListener(endpoint);
}

bool StreamHub::hasRoom(const Endpoint &, qsizetype)
{
    return true;
}

bool StreamHub::hasRoom(const QList<ConnectionId> &, qsizetype)
{
    return true;
}

void StreamHub::setRoomListener(std::function<void(const Endpoint &)> listener)
{
    m_roomListener = std::move(listener);
}

void StreamHub::tellLost(Stream &stream)
{
    QByteArray id = stream.facts()->lastEventId.left(100);
    id.replace('\r', ' ').replace('\n', ' ');
    const QByteArray wire =
        EventWriter::comment("last event ID " + id + " is not held: nothing is replayed");
    enqueue(stream, FrameCache(wire, false).frame(stream.isChunked()));
    JournalEntry entry;
    entry.kind = EntryKind::Problem;
    entry.connection = stream.id();
    entry.endpoint = stream.endpoint().definition.path;
    entry.wire = wire;
    entry.text = tr("Client %1 came to %2 with the last event ID \"%3\", which is not held. "
                    "Nothing was replayed; raise the replay bound if it should have been.")
                     .arg(toNumber(stream.id()))
                     .arg(QString::fromUtf8(entry.endpoint), QString::fromUtf8(id));
    m_journal.append(std::move(entry));
}

void StreamHub::markDirty(Stream &stream)
{
    stream.lastWrite = m_clock.monotonic();
    if (stream.isDirty)
        return;
    stream.isDirty = true;
    m_dirty.push_back(stream.id());
    if (!m_flushQueued) {
        m_flushQueued = true;
        QMetaObject::invokeMethod(this, &StreamHub::flushDirty, Qt::QueuedConnection);
    }
}

void StreamHub::flushDirty()
{
    m_flushQueued = false;
    m_retired.clear();
    std::vector<ConnectionId> dirty;
    dirty.swap(m_dirty);
    for (const ConnectionId id : dirty) {
        if (Stream *stream = find(id)) {
            stream->isDirty = false;
            flush(*stream);
        }
    }
    dirty.clear();
    if (m_dirty.empty())
        m_dirty.swap(dirty); // keeps the capacity
}

void StreamHub::flush(Stream &stream)
{
    const ConnectionId id = stream.id();
    while (true) {
        const auto flushed = stream.flush();
        if (flushed == Stream::Flushed::Gone) {
            close(stream, tr("closed by client"), false);
            return;
        }
        if (flushed == Stream::Flushed::Blocked || !stream.isReplaying)
            return;
        replay(stream);
        if (find(id) == nullptr)
            return;
    }
}

void StreamHub::heartbeat()
{
    m_retired.clear();
    const auto now = m_clock.monotonic();
    for (const auto &[path, endpoint] : m_endpoints.all())
        beat(*endpoint, now);
    m_endpoints.dropUnused(now - m_options.channelLifetime);
}

void StreamHub::beat(Endpoint &endpoint, std::chrono::nanoseconds now)
{
    const auto silence = endpoint.definition.heartbeat.value_or(m_options.heartbeat);
    if (silence.count() == 0 || endpoint.streams.empty())
        return;
    const QByteArray wire = EventWriter::comment(endpoint.definition.heartbeatText);
    FrameCache cache(wire, false);
    QList<ConnectionId> ids;
    for (std::size_t i = endpoint.streams.size(); i-- > 0;) {
        Stream &stream = *endpoint.streams[i];
        if (now - stream.lastWrite < silence || stream.queuedBytes() > 0)
            continue;
        ids.append(stream.id());
        enqueue(stream, cache.frame(stream.isChunked()));
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

void StreamHub::startTimer()
{
    using namespace std::chrono;
    milliseconds shortest = m_options.heartbeat;
    for (const auto &[path, endpoint] : m_endpoints.all()) {
        const auto own = endpoint->definition.heartbeat;
        if (own && own->count() > 0 && (shortest.count() == 0 || *own < shortest))
            shortest = *own;
    }
    // One timer for all streams: late by a tenth of the interval at most.
    const milliseconds tick =
        shortest.count() == 0 ? seconds{1} : std::clamp<milliseconds>(shortest / 10, 20ms, 1s);
    if (!m_heartbeat.isActive() || m_heartbeat.intervalAsDuration() != tick)
        m_heartbeat.start(tick);
}

void StreamHub::close(Stream &stream, const QString &reason, bool cleanly)
{
    std::unique_ptr<StreamSink> sink;
    if (cleanly) {
        if (stream.isChunked())
            stream.enqueueRaw(finalChunk());
        (void)stream.flush();
        sink = stream.detach();
        if (sink)
            sink->finish();
    } else {
        sink = stream.detach();
    }
    // The sink may be the caller: it goes at the end of this turn.
    if (sink) {
        m_retired.push_back(std::move(sink));
        if (!m_flushQueued) {
            m_flushQueued = true;
            QMetaObject::invokeMethod(this, &StreamHub::flushDirty, Qt::QueuedConnection);
        }
    }
    JournalEntry entry;
    entry.kind = EntryKind::ClientClosed;
    entry.connection = stream.id();
    entry.endpoint = stream.endpoint().definition.path;
    ClientFacts facts = *stream.facts();
    facts.totals = ClientTotals{stream.events(), stream.bytes()};
    entry.client = std::make_shared<const ClientFacts>(std::move(facts));
    entry.text = reason;
    m_journal.append(std::move(entry));
    Endpoint &endpoint = stream.endpoint();
    endpoint.lastUsed = m_clock.monotonic();
    endpoint.remove(stream);
    m_streams.erase(toNumber(stream.id()));
}

Stream *StreamHub::find(ConnectionId id) const
{
    const auto found = m_streams.find(toNumber(id));
    return found == m_streams.end() ? nullptr : found->second.get();
}

Result<Endpoint *> StreamHub::use(const QByteArray &path)
{
    return m_endpoints.use(path, m_clock.monotonic());
}

int StreamHub::disconnectClients(const QList<ConnectionId> &ids, const QString &reason)
{
    int count = 0;
    for (const ConnectionId id : ids) {
        if (Stream *stream = find(id)) {
            close(*stream, reason, true);
            ++count;
        }
    }
    return count;
}

void StreamHub::disconnectAll(const QString &reason)
{
    while (!m_streams.empty())
        close(*m_streams.begin()->second, reason, true);
    m_dirty.clear();
    m_retired.clear();
}

void StreamHub::removeEndpoint(const QByteArray &path)
{
    Endpoint *endpoint = m_endpoints.find(path);
    while (endpoint && !endpoint->streams.empty())
        close(*endpoint->streams.back(), tr("endpoint removed"), true);
    m_endpoints.remove(path);
}

QList<ConnectionSnapshot> StreamHub::connections() const
{
    QList<ConnectionSnapshot> list;
    list.reserve(static_cast<qsizetype>(m_streams.size()));
    for (const auto &[id, stream] : m_streams) {
        ConnectionSnapshot snapshot;
        snapshot.facts = stream->facts();
        snapshot.events = stream->events();
        snapshot.bytes = stream->bytes();
        snapshot.queuedBytes = stream->queuedBytes();
        snapshot.lastEventAt = stream->lastEventAt;
        list.append(snapshot);
    }
    std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) {
        return toNumber(a.facts->id) < toNumber(b.facts->id);
    });
    return list;
}

void StreamHub::setOptions(const ServerOptions &options)
{
    m_options = options;
    m_endpoints.setOptions(options);
    startTimer();
}

void StreamHub::setHistoryListener(std::function<void(const Endpoint &)> listener)
{
    m_historyListener = std::move(listener);
}

} // namespace heliograph
