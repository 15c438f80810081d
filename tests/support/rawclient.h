// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <sys/socket.h>

namespace heliograph::test {

/// A raw TCP peer of a server: sends what it is told, keeps what comes, knows no HTTP.
class RawClient final {
public:
    explicit RawClient(const QUrl &url)
    {
        m_socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { read(); });
    }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    void get(const QByteArray &target, const QByteArray &headers = {})
    {
        send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    }
    void post(const QByteArray &target, const QByteArray &type, const QByteArray &body)
    {
        send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
             + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    /// Stops and starts reading: what the kernel holds is then all there is room for.
    void setReading(bool reading)
    {
        m_reading = reading;
        m_socket.setReadBufferSize(reading ? 0 : 1);
        if (reading)
            read();
    }

    /// Runs the event loop until @p bytes bytes came; false after ten seconds. Steps as fast as
    /// events come, unlike QTRY_VERIFY, whose steps grow with Qt's version.
    [[nodiscard]] bool waitForSize(qsizetype bytes)
    {
        const QDeadlineTimer deadline(10'000);
        while (m_received.size() < bytes && !deadline.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return m_received.size() >= bytes;
    }

    [[nodiscard]] const QByteArray &received() const { return m_received; }
    [[nodiscard]] qsizetype count(const QByteArray &text) const { return m_received.count(text); }
    [[nodiscard]] bool has(const QByteArray &text) const { return m_received.contains(text); }
    [[nodiscard]] bool isConnected() const
    {
        return m_socket.state() == QAbstractSocket::ConnectedState;
    }
    [[nodiscard]] bool isClosed() const
    {
        return m_socket.state() == QAbstractSocket::UnconnectedState;
    }

    void close() { m_socket.disconnectFromHost(); }

    /// Closes with unread bytes or a zero linger: the peer sees a reset.
    void reset()
    {
        const linger abrupt{1, 0};
        ::setsockopt(static_cast<int>(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &abrupt,
                     sizeof(abrupt));
        m_socket.abort();
    }

private:
    void read()
    {
        if (m_reading)
            m_received += m_socket.readAll();
    }

    QTcpSocket m_socket;
    QByteArray m_received;
    bool m_reading = true;
};

} // namespace heliograph::test
