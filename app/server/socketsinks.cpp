// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/say.h"
#include "app/server/streamsink.h"

#include <QPointer>
#include <QTcpSocket>

namespace heliograph {
namespace {

class SocketSink final : public QObject, public StreamSink {
public:
    SocketSink(QTcpSocket *socket, Callbacks callbacks)
        : m_socket(socket), m_callbacks(std::move(callbacks))
    {
        connect(socket, &QTcpSocket::bytesWritten, this, &SocketSink::onBytesWritten);
        connect(socket, &QTcpSocket::disconnected, this, &SocketSink::onDisconnected);
    }
    ~SocketSink() override
    {
        if (!m_socket)
            return;
        disconnect(m_socket, nullptr, this, nullptr);
        if (m_socket->state() == QAbstractSocket::UnconnectedState)
            return;
        if (m_finished)
            m_socket->disconnectFromHost();
        else
            m_socket->abort();
    }

    qint64 send(std::span<const FramePtr> parts, qsizetype offset) override
    {
        if (!m_socket || m_socket->state() != QAbstractSocket::ConnectedState)
            return -1;
        qint64 total = 0;
        for (const FramePtr &frame : parts) {
            const QByteArray &part = frame->bytes;
            // Qt's own buffer stays a buffer of one write, so that what waits is counted once.
            if (m_socket->bytesToWrite() > 0)
                break;
            const qint64 taken = m_socket->write(part.constData() + offset, part.size() - offset);
            if (taken < 0)
                return -1;
            total += taken;
            offset = 0;
            m_socket->flush();
        }
        return total;
    }

    void wantWritable(bool wanted) override { m_wantsWritable = wanted; }

    std::optional<qint64> unsentBytes() const override
    {
        if (!m_socket || m_socket->socketDescriptor() < 0)
            return std::nullopt;
        auto bytes = unacknowledgedBytes(m_socket->socketDescriptor());
        if (bytes)
            *bytes += m_socket->bytesToWrite(); // of the one write that Qt's buffer holds
        return bytes;
    }

    void finish() override { m_finished = true; }

private:
    void onBytesWritten()
    {
        if (m_wantsWritable && m_socket->bytesToWrite() == 0)
            m_callbacks.writable();
    }

    void onDisconnected()
    {
        const auto error = m_socket->error();
        const bool reset = error != QAbstractSocket::RemoteHostClosedError
            && error != QAbstractSocket::UnknownSocketError;
        m_callbacks.closed(reset ? say("reset by client") : say("closed by client"));
    }

    QPointer<QTcpSocket> m_socket;
    Callbacks m_callbacks;
    bool m_wantsWritable = false;
    bool m_finished = false;
};

class SocketSinks final : public StreamSinkFactory {
public:
    std::unique_ptr<StreamSink> adopt(QTcpSocket *socket, StreamSink::Callbacks callbacks) override
    {
        return std::make_unique<SocketSink>(socket, std::move(callbacks));
    }
};

} // namespace

std::unique_ptr<StreamSinkFactory> makeSocketSinks()
{
    return std::make_unique<SocketSinks>();
}

std::unique_ptr<StreamSinkFactory> makeStreamSinks()
{
#ifdef HELIOGRAPH_EPOLL_STREAMS
    if (auto sinks = makeEpollSinks())
        return sinks;
#endif
    return makeSocketSinks();
}

} // namespace heliograph
