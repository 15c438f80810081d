// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/client/scriptedserver.h"

#include <QTcpSocket>
#include <QTimer>

#include <sys/socket.h>

namespace heliograph {

namespace {

QByteArray valueIn(const QByteArray &request, const QByteArray &name)
{
    const QByteArray head = request.left(request.indexOf("\r\n\r\n"));
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

} // namespace

ScriptedServer::ScriptedServer(const QList<ScriptedAnswer> &answers) : m_answers(answers)
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedServer::accept);
    m_server.listen(QHostAddress::LocalHost);
}

QUrl ScriptedServer::url(const QString &path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path));
}

QByteArray ScriptedServer::header(qsizetype index, const QByteArray &name) const
{
    return valueIn(m_requests.value(index), name);
}

void ScriptedServer::write(const QByteArray &bytes)
{
    m_newest->write(bytes);
    m_newest->flush();
}

void ScriptedServer::end(ScriptedAnswer::End end)
{
    endConnection(m_newest, end);
}

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readRequest(socket); });
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }
}

void ScriptedServer::readRequest(QTcpSocket *socket)
{
    const QByteArray bytes = socket->peek(socket->bytesAvailable());
    const qsizetype head = bytes.indexOf("\r\n\r\n") + 4;
    if (head < 4 || bytes.size() < head + valueIn(bytes, "Content-Length").toInt())
        return;
    m_requests.append(socket->readAll());
    m_newest = socket;
    answer(socket, m_answers.value(std::min(m_requests.size(), m_answers.size()) - 1));
}

void ScriptedServer::answer(QTcpSocket *socket, ScriptedAnswer answer)
{
    if (answer.writes.isEmpty())
        return endConnection(socket, answer.end);
    socket->write(answer.writes.takeFirst());
    socket->flush();
    QTimer::singleShot(0, socket, [this, socket, answer] { this->answer(socket, answer); });
}

void ScriptedServer::endConnection(QTcpSocket *socket, ScriptedAnswer::End end)
{
    if (end == ScriptedAnswer::End::KeepOpen)
        return;
    if (end == ScriptedAnswer::End::Close)
        return socket->disconnectFromHost();
    const linger hard{1, 0};
    ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard,
                 sizeof hard);
    socket->abort();
}

QByteArray streamHead(const QByteArray &moreHeaders)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + moreHeaders + "\r\n";
}

QByteArray plainAnswer(const QByteArray &statusLine, const QByteArray &headers)
{
    return "HTTP/1.1 " + statusLine + "\r\n" + headers + "Content-Length: 0\r\n\r\n";
}

} // namespace heliograph
