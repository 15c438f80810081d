// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/streamhub.h"

#include "app/journal/journal.h"
#include "app/server/httpresponse.h"
#include "app/sse/eventwriter.h"

#include <QThread>

#include <algorithm>
#include <set>

namespace heliograph {
namespace {

JournalEntry entryOf(EntryKind kind, const Stream &stream)
{
    JournalEntry entry;
    entry.kind = kind;
    entry.connection = stream.id();
    entry.endpoint = stream.endpoint().definition.path;
    return entry;
}

} // namespace

StreamHub::StreamHub(const ServerOptions &options, Journal &journal, const Clock &clock,
                     std::unique_ptr<StreamSinkFactory> sinks, QObject *parent)
    : QObject(parent), m_journal(journal), m_clock(clock), m_options(options), m_endpoints(options),
      m_sinks(std::move(sinks)),
      m_heartbeat(journal, clock,
                  [this](Stream &stream, const FramePtr &frame) { return enqueue(stream, frame); }),
      m_replay(journal, clock,
               [this](Stream &stream, const FramePtr &frame) { return enqueue(stream, frame); }),
      m_dropping(journal, clock),
      m_holding(journal, clock, m_replay, [this](Stream &stream) { return flush(stream); }),
      m_tick(this)
{
    m_replay.setOptions(options);
    m_holding.setOptions(options);
    m_tick.setTimerType(Qt::CoarseTimer);
    connect(&m_tick, &QTimer::timeout, this, &StreamHub::tick);
    startTimer();
}

StreamHub::~StreamHub() = default;

int StreamHub::sendToAll(Endpoint &endpoint, const QByteArray &wire, bool dispatches)
{
    FrameCache cache(wire, dispatches, m_clock);
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
    FrameCache cache(wire, dispatches, m_clock);
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

void StreamHub::remember(Endpoint &endpoint, HistoryBlock block)
{
    endpoint.history.append(std::move(block));
    m_replay.trim(endpoint);
    if (m_historyListener)
        m_historyListener(endpoint);
}

bool StreamHub::enqueue(Stream &stream, const FramePtr &frame)
{
    if (stream.program && stream.program->isMidBlock)
        return defer(stream, frame);
    if (!stream.fits(frame->bytes.size(), m_options.maxQueue)) {
        const Place place = makeRoom(stream, *frame);
        if (place != Place::InQueue)
            return place != Place::StreamClosed;
    }
    stream.enqueue(frame);
    stream.lastWrite = frame->queuedAt;
    if (frame->dispatches)
        stream.lastEventAt = frame->wall;
    m_holding.noteQueue(stream);
    markDirty(stream);
    return true;
}

StreamHub::Place StreamHub::makeRoom(Stream &stream, const Frame &frame)
{
    if (write(stream) == Stream::Flushed::Gone) {
        close(stream, tr("closed by client"), false);
        return Place::StreamClosed;
    }
    if (stream.fits(frame.bytes.size(), m_options.maxQueue))
        return Place::InQueue;
    switch (m_options.slowReaders) {
    case SlowReaderPolicy::Disconnect:
        closeTooSlow(stream,
                     tr("read too slowly: more than %1 bytes would wait for it. Raise "
                        "--max-queue, or choose another of --slow-readers.")
                         .arg(m_options.maxQueue));
        return Place::StreamClosed;
    case SlowReaderPolicy::DropOldest:
        if (!m_dropping.makeRoom(stream, frame, m_options.maxQueue))
            return Place::Dropped;
        break;
    case SlowReaderPolicy::Pause:
        break; // the publisher asked before, for a whole batch at once perhaps
    }
    return Place::InQueue;
}

bool StreamHub::hasRoom(const QList<ConnectionId> &ids, qsizetype wireBytes)
{
    std::set<Stream *> streams;
    for (const ConnectionId id : ids) {
        if (Stream *stream = find(id))
            streams.insert(stream);
    }
    return m_holding.hasRoom({streams.begin(), streams.end()}, wireBytes);
}

void StreamHub::tellRoom()
{
    for (const QByteArray &path : m_holding.takeReleased()) {
        const Endpoint *endpoint = m_endpoints.find(path);
        if (endpoint && m_roomListener)
            m_roomListener(*endpoint);
    }
}

void StreamHub::open(StreamRequest request, Endpoint &endpoint)
{
    Stream &stream = begin(std::move(request), endpoint);
    if (greet(stream))
        (void)m_replay.begin(stream);
}

Stream &StreamHub::begin(StreamRequest request, Endpoint &endpoint)
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
    const auto now = m_clock.monotonic();
    endpoint.lastUsed = now;

    JournalEntry entry = entryOf(EntryKind::ClientOpened, stream);
    entry.client = facts;
    m_journal.append(std::move(entry));

    stream.enqueueRaw(request.head, now);
    stream.lastWrite = now;
    attach(stream, request.socket);
    markDirty(stream);
    startTimer();
    return stream;
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

bool StreamHub::greet(Stream &stream)
{
    const auto send = [this, &stream](const Event &event) {
        const QByteArray wire = EventWriter::write(event).value_or(QByteArray());
        FrameCache cache(wire, event.data.has_value(), m_clock);
        return enqueue(stream, cache.frame(stream.isChunked()));
    };
    const EndpointDefinition &definition = stream.endpoint().definition;
    Event hello;
    hello.retry = definition.retry;
    if (hello.retry && !send(hello))
        return false;
    return !definition.greeting || send(*definition.greeting);
}

void StreamHub::markDirty(Stream &stream)
{
    if (stream.isDirty)
        return;
    stream.isDirty = true;
    stream.dirtySlot = m_dirty.size();
    m_dirty.push_back(&stream);
    queueEndOfTurn();
}

void StreamHub::queueEndOfTurn()
{
    if (m_endOfTurnQueued)
        return;
    m_endOfTurnQueued = true;
    QMetaObject::invokeMethod(this, &StreamHub::endTurn, Qt::QueuedConnection);
}

void StreamHub::endTurn()
{
    m_endOfTurnQueued = false;
    m_retired.clear();
    // close() leaves a null in its place; nothing else takes one out.
    for (std::size_t i = 0; i < m_dirty.size(); ++i) {
        if (m_dirty[i] && !m_dirty[i]->isBlocked()) // else writable() will come
            flush(*m_dirty[i]);
        if (m_dirty[i])
            m_dirty[i]->isDirty = false;
    }
    m_dirty.clear();
    tellRoom();
}

Stream::Flushed StreamHub::write(Stream &stream)
{
    const quint64 before = stream.bytes();
    const auto flushed = stream.flush();
    m_bytes += stream.bytes() - before;
    m_holding.noteQueue(stream);
    return flushed;
}

bool StreamHub::flush(Stream &stream)
{
    while (true) {
        const auto flushed = write(stream);
        if (flushed == Stream::Flushed::Gone) {
            close(stream, tr("closed by client"), false);
            return false;
        }
        if (flushed == Stream::Flushed::Blocked || !stream.isReplaying)
            break;
        if (!m_replay.resume(stream))
            return false;
    }
    m_holding.noteFlushed(stream);
    if (m_holding.hasReleased())
        queueEndOfTurn();
    return true;
}

void StreamHub::tick()
{
    m_retired.clear();
    m_heartbeat.beat(m_endpoints, m_options.heartbeat);
    trimHistories();
    m_dropping.tick();
    for (Stream *stream : m_holding.overdue()) {
        closeTooSlow(*stream,
                     tr("read too slowly: publishers waited for it for %1 s. Raise --max-queue, or "
                        "choose another of --slow-readers.")
                         .arg(std::chrono::duration<double>(m_options.pauseLimit).count()));
    }
    m_holding.tick();
    const auto now = m_clock.monotonic();
    for (const auto &[id, stream] : m_streams) {
        if (now - stream->lastWrite > std::chrono::seconds{1})
            stream->rest();
    }
    m_endpoints.dropUnused(now - m_options.channelLifetime);
}

void StreamHub::trimHistories()
{
    for (const auto &[path, endpoint] : m_endpoints.all())
        m_replay.trim(*endpoint);
}

void StreamHub::startTimer()
{
    const auto interval = Heartbeat::interval(m_endpoints, m_options.heartbeat);
    if (!m_tick.isActive() || m_tick.intervalAsDuration() != interval)
        m_tick.start(interval);
}

void StreamHub::closeTooSlow(Stream &stream, const QString &reason)
{
    ++m_tooSlow;
    close(stream, reason, false);
}

void StreamHub::close(Stream &stream, const QString &reason, bool cleanly)
{
    if (cleanly && stream.isChunked())
        stream.enqueueRaw(finalChunk(), m_clock.monotonic());
    if (cleanly)
        (void)write(stream);
    std::unique_ptr<StreamSink> sink = stream.detach();
    if (cleanly && sink)
        sink->finish();
    // The sink may be the caller: it goes at the end of this turn.
    m_retired.push_back(std::move(sink));
    queueEndOfTurn();
    m_replay.forget(stream);
    m_dropping.forget(stream);
    m_holding.forget(stream);
    if (stream.isDirty)
        m_dirty[stream.dirtySlot] = nullptr;
    JournalEntry entry = entryOf(EntryKind::ClientClosed, stream);
    ClientFacts facts = *stream.facts();
    facts.totals = ClientTotals{stream.events(), stream.bytes()};
    entry.client = std::make_shared<const ClientFacts>(std::move(facts));
    entry.text = reason;
    m_journal.append(std::move(entry));
    if (stream.program)
        QMetaObject::invokeMethod(this, std::move(stream.program->closed), Qt::QueuedConnection);
    stream.endpoint().lastUsed = m_clock.monotonic();
    stream.endpoint().remove(stream);
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
    m_retired.clear();
}

void StreamHub::removeEndpoint(const QByteArray &path)
{
    Endpoint *endpoint = m_endpoints.find(path);
    while (endpoint && !endpoint->streams.empty())
        close(*endpoint->streams.back(), tr("endpoint removed"), true);
    tellRoom(); // while there is an endpoint to tell of
    m_endpoints.remove(path);
}

QList<ConnectionSnapshot> StreamHub::connections() const
{
    const auto now = m_clock.monotonic();
    QList<ConnectionSnapshot> list;
    list.reserve(static_cast<qsizetype>(m_streams.size()));
    for (const auto &[id, stream] : m_streams)
        list.append(stream->snapshot(now));
    std::sort(list.begin(), list.end(), [](const auto &a, const auto &b) {
        return toNumber(a.facts->id) < toNumber(b.facts->id);
    });
    return list;
}

void StreamHub::setOptions(const ServerOptions &options)
{
    m_options = options;
    m_endpoints.setOptions(options);
    m_replay.setOptions(options);
    m_holding.setOptions(options);
    for (const auto &[id, stream] : m_streams)
        m_holding.noteQueue(*stream);
    queueEndOfTurn(); // there may be room
    trimHistories();
    startTimer();
}

} // namespace heliograph
