// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/ids.h"
#include "app/server/httpresponse.h"
#include "app/sse/eventparser.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace heliograph {

class GuardedSocket;
class StreamHub;

/// The answer of a RequestHandler to one request, while it is being made. An event stream, and
/// whatever is not ended in the turn that began it, becomes a stream of the hub, where it is shown
/// and bounded like any other; the rest is answered whole. Lives on the I/O thread, shared by the
/// handler; letting go of it ends it.
class ProgramResponse final : public QObject, public std::enable_shared_from_this<ProgramResponse> {
    Q_OBJECT

public:
    /// @p extra goes with the header fields unless start() names them.
    ProgramResponse(StreamHub &hub, GuardedSocket &socket, HeaderList extra);
    ~ProgramResponse() override;

    /// The status line and header fields; once, before write().
    void start(int status, const HeaderList &headers);

    /// Appends @p bytes to the body.
    void write(const QByteArray &bytes);

    /// Ends the body.
    void end();

    /// Closes the connection, so that the client can tell that something is missing. The client of
    /// a request that was not answered yet gets a 500 with @p reason.
    void abort(const QString &reason);

    /// Ends what has begun, for @p reason, which the client of an unanswered request gets as a 500.
    void close(const QString &reason);

    /// Nothing more can be sent: it ended, or the client went.
    [[nodiscard]] bool isOver() const { return m_state == State::Over; }

    /// Where the client is: "127.0.0.1:53422".
    [[nodiscard]] QString remote() const { return m_remote; }

    /// Bytes that wait for the client.
    [[nodiscard]] qsizetype queuedBytes() const;

    /// Called once when the client goes before the end. Never from within a call to this.
    void setClosedListener(std::function<void()> listener) { m_closed = std::move(listener); }

private:
    enum class State : quint8 { Waiting, Buffering, Streaming, Over };

    void becomeStream();
    void stream(const QByteArray &bytes);
    [[nodiscard]] bool endsInBlock(const QByteArray &bytes);
    void onClosed();

    StreamHub &m_hub;
    QPointer<GuardedSocket> m_socket; ///< until it streams
    QString m_remote;
    HeaderList m_extra;
    HttpResponse m_response;
    State m_state = State::Waiting;
    ConnectionId m_stream{};
    EventParser m_parser; ///< cuts what is streamed into blocks
    quint64 m_streamed = 0; ///< bytes
    bool m_lineIsEmpty = true; ///< where m_streamed ends
    bool m_blockIsEmpty = true;
    bool m_afterCr = false;
    bool m_isEventStream = false;
    std::function<void()> m_closed;
};

} // namespace heliograph
