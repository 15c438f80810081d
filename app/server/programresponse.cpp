// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/programresponse.h"

#include "app/server/clientfacts.h"
#include "app/server/guardedsocket.h"
#include "app/server/streamhub.h"

#include <QTimer>

namespace heliograph {
namespace {

/// What is answered whole at most; more is streamed.
constexpr qsizetype mostBuffered = qsizetype{256} * 1024;

bool isEventStream(const HeaderList &headers)
{
    const QByteArray type = headerValue(headers, "Content-Type").value_or(QByteArray());
    const qsizetype parameters = type.indexOf(';');
    const QByteArrayView name =
        QByteArrayView(type).first(parameters < 0 ? type.size() : parameters);
    return sameFieldName(name.trimmed(), "text/event-stream");
}

} // namespace

ProgramResponse::ProgramResponse(StreamHub &hub, GuardedSocket &socket, HeaderList extra)
    : m_hub(hub), m_socket(&socket), m_remote(remoteOf(socket)), m_extra(std::move(extra))
{
    connect(&socket, &QTcpSocket::disconnected, this, &ProgramResponse::onClosed);
}

ProgramResponse::~ProgramResponse()
{
    m_closed = nullptr;
    close(tr("The program did not answer."));
}

void ProgramResponse::start(int status, const HeaderList &headers)
{
    if (m_state != State::Waiting)
        return;
    m_state = State::Buffering;
    m_response = {status, headers, {}};
    for (const auto &[name, value] : m_extra) {
        if (!headerValue(headers, name))
            m_response.headers.emplaceBack(name, value);
    }
    m_isEventStream = isEventStream(headers);
    // What ends in this turn is answered whole, with its length.
    QTimer::singleShot(0, this, [this, isStream = m_isEventStream] {
        if (m_state == State::Buffering && (isStream || !m_response.body.isEmpty()))
            becomeStream();
    });
}

void ProgramResponse::write(const QByteArray &bytes)
{
    if (m_state == State::Waiting)
        start(200, {});
    if (m_state == State::Streaming) {
        stream(bytes);
        return;
    }
    if (m_state != State::Buffering)
        return;
    const bool wasEmpty = m_response.body.isEmpty();
    m_response.body += bytes;
    if (m_response.body.size() > mostBuffered)
        becomeStream();
    else if (wasEmpty)
        QTimer::singleShot(0, this, [this] {
            if (m_state == State::Buffering)
                becomeStream();
        });
}

void ProgramResponse::end()
{
    if (m_state == State::Waiting)
        start(200, {});
    const State state = std::exchange(m_state, State::Over);
    if (state == State::Streaming) {
        m_hub.disconnectClients({m_stream}, tr("ended by the scenario"));
    } else if (state == State::Buffering && m_socket) {
        disconnect(m_socket, nullptr, this, nullptr);
        m_socket->answer(m_response);
    }
}

void ProgramResponse::close(const QString &reason)
{
    if (m_state != State::Streaming) {
        abort(reason);
        return;
    }
    m_state = State::Over;
    m_hub.disconnectClients({m_stream}, reason);
}

void ProgramResponse::abort(const QString &reason)
{
    const State state = std::exchange(m_state, State::Over);
    if (state == State::Streaming) {
        m_hub.resetClient(m_stream, reason);
    } else if (state != State::Over && m_socket) {
        disconnect(m_socket, nullptr, this, nullptr);
        m_socket->answer(refusal(500, "scenario-failed", reason));
    }
}

qsizetype ProgramResponse::queuedBytes() const
{
    return m_state == State::Streaming ? m_hub.queuedBytes(m_stream) : m_response.body.size();
}

void ProgramResponse::becomeStream()
{
    if (!m_socket) {
        m_state = State::Over;
        return;
    }
    m_state = State::Streaming;
    disconnect(m_socket, nullptr, this, nullptr);
    HeaderList headers = m_response.headers;
    if (!headerValue(headers, "Content-Type"))
        headers.emplaceBack("Content-Type", "text/plain; charset=utf-8");
    StreamRequest request;
    request.facts = clientFacts(*m_socket, m_socket->request().path).value_or(ClientFacts{});
    request.chunked = m_socket->request().minorVersion >= 1;
    request.socket = m_socket;
    request.head = streamHead(m_socket->request(), m_response.status, headers);
    m_socket->leaveHttp();
    m_stream = m_hub.openProgram(std::move(request), [response = weak_from_this()] {
        if (const auto self = response.lock())
            self->onClosed();
    });
    stream(std::exchange(m_response.body, {}));
}

/// Sends @p bytes as they are. The journal has them block by block, as the client will read them.
void ProgramResponse::stream(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    const quint64 offset = std::exchange(m_streamed, m_streamed + quint64(bytes.size()));
    if (m_isEventStream)
        m_hub.sendProgram(m_stream, {bytes, m_parser.feed(bytes), offset, endsInBlock(bytes)});
    else
        m_hub.sendProgram(m_stream, {bytes, {}, offset, false});
}

/// Whether the stream ends inside a block once @p bytes are written (WHATWG HTML 9.2.5).
bool ProgramResponse::endsInBlock(const QByteArray &bytes)
{
    for (const char c : bytes) {
        const bool isSecondHalf = c == '\n' && m_afterCr;
        m_afterCr = c == '\r';
        if (isSecondHalf)
            continue;
        if (c == '\r' || c == '\n') {
            m_blockIsEmpty = m_blockIsEmpty || m_lineIsEmpty;
            m_lineIsEmpty = true;
        } else {
            m_lineIsEmpty = false;
            m_blockIsEmpty = false;
        }
    }
    return !m_blockIsEmpty;
}

void ProgramResponse::onClosed()
{
    if (std::exchange(m_state, State::Over) != State::Over && m_closed)
        m_closed();
}

} // namespace heliograph
