// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/server/connectionsnapshot.h"
#include "app/server/droppingreaders.h"
#include "app/server/endpointtable.h"
#include "app/server/heartbeat.h"
#include "app/server/holdingreaders.h"
#include "app/server/streamreplay.h"
#include "app/sse/eventparser.h"

#include <QObject>
#include <QTimer>

#include <functional>

class QTcpSocket;

namespace heliograph {

class Journal;

/// A request that becomes a stream.
struct StreamRequest {
    ClientFacts facts; ///< without id and connectedAt, which the hub sets
    bool chunked = true;
    QByteArray head; ///< the HTTP head that goes first
    QTcpSocket *socket = nullptr;
};

/// The fan-out: endpoints, their live streams, and what is published to them. An event is written
/// once and its bytes are shared; what one turn of the loop brings leaves each stream in one call.
/// Lives on the I/O thread; owned by Server.
class StreamHub : public QObject {
    Q_OBJECT

public:
    StreamHub(const ServerOptions &options, Journal &journal, const Clock &clock,
              std::unique_ptr<StreamSinkFactory> sinks, QObject *parent = nullptr);
    ~StreamHub() override;

    /// Begins the stream of @p request at @p endpoint: head, reconnection time, greeting, what
    /// Last-Event-ID asks for, and from then on every event, without gap or duplicate.
    void open(StreamRequest request, Endpoint &endpoint);

    /// Sends the block @p wire to every stream of @p endpoint; returns how many there are. A stream
    /// that is still replaying takes it from the history, so remember() must follow.
    int sendToAll(Endpoint &endpoint, const QByteArray &wire, bool dispatches);

    /// Sends it to those of @p ids that are streams of @p endpoint; returns how many.
    int sendTo(const QList<ConnectionId> &ids, const Endpoint &endpoint, const QByteArray &wire,
               bool dispatches);

    /// Begins a stream whose content a program writes: nothing is added and nothing replayed.
    /// @p closed is called from the event loop, once, when it is over. None when it is at once.
    ConnectionId openProgram(StreamRequest request, std::function<void()> closed);

    /// What a program wrote, as it is, with the blocks that it completed.
    struct ProgramBytes {
        QByteArray bytes;
        QList<StreamItem> items;
        quint64 offset = 0; ///< of the first byte in the stream
        bool endsInBlock = false; ///< more of it is to come
    };
    void sendProgram(ConnectionId id, const ProgramBytes &written);

    /// Closes the connection of @p id without ending its body.
    void resetClient(ConnectionId id, const QString &reason);

    [[nodiscard]] qsizetype queuedBytes(ConnectionId id) const;

    /// Whether hasRoom() can say no at all.
    [[nodiscard]] bool holdsPublishers() const
    {
        return m_options.slowReaders == SlowReaderPolicy::Pause;
    }

    /// Whether an event of @p wireBytes fits into the queue of every stream of @p endpoint now, or
    /// may be sent although it does not: false under SlowReaderPolicy::Pause alone. To be asked
    /// before each event; after a no, the room listener tells when to ask again.
    [[nodiscard]] bool hasRoom(const Endpoint &endpoint, qsizetype wireBytes)
    {
        return m_holding.hasRoom(endpoint, wireBytes);
    }

    /// The same for the streams that @p ids name.
    [[nodiscard]] bool hasRoom(const QList<ConnectionId> &ids, qsizetype wireBytes);

    /// Called from the event loop, once a turn and endpoint, when an endpoint that had no room may
    /// have it again: its reader caught up or went away, or the options changed.
    void setRoomListener(std::function<void(const Endpoint &)> listener)
    {
        m_roomListener = std::move(listener);
    }

    /// Adds a block that was sent to all to the history of @p endpoint.
    void remember(Endpoint &endpoint, HistoryBlock block);

    int disconnectClients(const QList<ConnectionId> &ids, const QString &reason);
    void disconnectAll(const QString &reason);

    [[nodiscard]] EndpointTable &endpoints() { return m_endpoints; }
    [[nodiscard]] const EndpointTable &endpoints() const { return m_endpoints; }
    [[nodiscard]] Result<Endpoint *> use(const QByteArray &path);
    void removeEndpoint(const QByteArray &path);

    [[nodiscard]] QList<ConnectionSnapshot> connections() const;
    [[nodiscard]] int connectionCount() const { return static_cast<int>(m_streams.size()); }
    [[nodiscard]] quint64 bytes() const { return m_bytes; }

    /// Events times streams whose full queue dropped them.
    [[nodiscard]] quint64 dropped() const { return m_dropping.dropped(); }

    /// Streams closed because they read too slowly.
    [[nodiscard]] quint64 tooSlow() const { return m_tooSlow; }

    void setOptions(const ServerOptions &options);

    /// Called after each event that came to an endpoint's history.
    void setHistoryListener(std::function<void(const Endpoint &)> listener)
    {
        m_historyListener = std::move(listener);
    }

private:
    /// What is to become of an event that is to come into a queue.
    enum class Place : quint8 { InQueue, Dropped, StreamClosed };

    /// These return false when @p stream was closed meanwhile.
    bool enqueue(Stream &stream, const FramePtr &frame);
    bool flush(Stream &stream);
    [[nodiscard]] bool greet(Stream &stream);

    [[nodiscard]] Place makeRoom(Stream &stream, const Frame &frame);
    [[nodiscard]] Stream::Flushed write(Stream &stream);
    [[nodiscard]] Stream &begin(StreamRequest request, Endpoint &endpoint);
    void attach(Stream &stream, QTcpSocket *socket);
    [[nodiscard]] bool defer(Stream &stream, const FramePtr &frame);
    void enqueuePart(Stream &stream, const QByteArray &part, bool dispatches, bool isWhole);
    void journalBlock(const Stream &stream, const StreamItem &item);
    void sendDeferred(Stream &stream);
    void close(Stream &stream, const QString &reason, bool cleanly);
    void closeTooSlow(Stream &stream, const QString &reason);
    void markDirty(Stream &stream);
    void queueEndOfTurn();
    void endTurn();
    void tellRoom();
    void tick();
    void startTimer();
    void trimHistories();
    [[nodiscard]] Stream *find(ConnectionId id) const;

    Journal &m_journal;
    const Clock &m_clock;
    ServerOptions m_options;
    EndpointTable m_endpoints;
    std::unique_ptr<StreamSinkFactory> m_sinks;
    std::unordered_map<quint64, std::unique_ptr<Stream>> m_streams; ///< by connection id
    std::vector<Stream *> m_dirty; ///< wait for the end of this turn; null: closed meanwhile
    std::vector<std::unique_ptr<StreamSink>> m_retired; ///< may still be on the call stack
    std::function<void(const Endpoint &)> m_historyListener;
    std::function<void(const Endpoint &)> m_roomListener;
    Heartbeat m_heartbeat;
    StreamReplay m_replay;
    DroppingReaders m_dropping;
    HoldingReaders m_holding;
    QTimer m_tick;
    ConnectionId m_lastConnection{};
    bool m_endOfTurnQueued = false;
    quint64 m_bytes = 0;
    quint64 m_tooSlow = 0;
};

} // namespace heliograph
