// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/servercontroller.h"

#include "app/core/iothread.h"
#include "app/server/server.h"

namespace heliograph {

namespace {

constexpr std::chrono::milliseconds pollEvery{500};
constexpr int portsTried = 21; ///< the wanted one and the twenty after it

bool samePlace(const EndpointSnapshot &a, const EndpointSnapshot &b)
{
    return a.path == b.path && a.clients == b.clients && a.published == b.published
        && a.isChannel == b.isChannel;
}

bool sameClient(const ConnectionSnapshot &a, const ConnectionSnapshot &b)
{
    return a.facts == b.facts && a.events == b.events && a.bytes == b.bytes
        && a.queuedBytes == b.queuedBytes && a.unsentBytes == b.unsentBytes
        && a.oldestUnsent == b.oldestUnsent && a.dropped == b.dropped
        && a.lastEventAt == b.lastEventAt;
}

/// Whether anything but the uptime differs.
bool sameStatus(const ServerStatus &a, const ServerStatus &b)
{
    return a.connections == b.connections && a.published == b.published
        && a.delivered == b.delivered && a.bytes == b.bytes && a.refused == b.refused
        && a.dropped == b.dropped && a.tooSlow == b.tooSlow && a.heldPublishes == b.heldPublishes
        && a.history == b.history;
}

bool same(const ServerSnapshot &a, const ServerSnapshot &b)
{
    return sameStatus(a.status, b.status)
        && std::equal(a.endpoints.cbegin(), a.endpoints.cend(), b.endpoints.cbegin(),
                      b.endpoints.cend(), samePlace)
        && std::equal(a.connections.cbegin(), a.connections.cend(), b.connections.cbegin(),
                      b.connections.cend(), sameClient);
}

Result<QUrl> listenNear(Server &server, const QString &host, quint16 port, bool orNextFree)
{
    Result<QUrl> result = server.listen(host, port);
    for (int step = 1; step < portsTried && orNextFree && !result && port + step <= 65535; ++step) {
        if (result.error().code != "port-in-use")
            break;
        result = server.listen(host, static_cast<quint16>(port + step));
    }
    return result;
}

} // namespace

ServerController::ServerController(IoThread &io, Server &server, QObject *parent)
    : QObject(parent), m_io(io), m_server(server), m_home(this),
      m_snapshot(std::make_shared<const ServerSnapshot>())
{
    connect(&m_poll, &QTimer::timeout, this, &ServerController::poll);
    m_poll.start(pollEvery);
}

ServerController::~ServerController()
{
    m_home.end();
}

void ServerController::start(const QString &host, quint16 port, bool orNextFree)
{
    m_io.post([this, home = m_home, server = &m_server, host, port, orNextFree] {
        if (server->isListening())
            server->close();
        home.post([this, result = listenNear(*server, host, port, orNextFree), port] {
            m_url = result ? *result : QUrl();
            if (result)
                Q_EMIT listening(m_url, port);
            else
                Q_EMIT listenFailed(result.error());
            poll();
        });
    });
}

void ServerController::stop()
{
    m_io.post([this, home = m_home, server = &m_server] {
        server->close();
        home.post([this] {
            m_url.clear();
            Q_EMIT stopped();
            poll();
        });
    });
}

void ServerController::publish(const PublishRequest &request)
{
    m_io.post([this, home = m_home, server = &m_server, request] {
        server->publish(request, [this, home](const Result<PublishReceipt> &result) {
            home.post([this, result] {
                if (result)
                    Q_EMIT published(*result);
                else
                    Q_EMIT publishFailed(result.error());
            });
        });
    });
}

void ServerController::disconnectClients(const QList<ConnectionId> &ids)
{
    m_io.post([server = &m_server, ids] { server->disconnectClients(ids); });
}

void ServerController::defineEndpoint(const EndpointDefinition &definition)
{
    m_io.post([this, home = m_home, server = &m_server, definition] {
        const Result<void> result = server->defineEndpoint(definition);
        if (!result)
            home.post([this, error = result.error()] { Q_EMIT endpointFailed(error); });
    });
}

void ServerController::removeEndpoint(const QByteArray &path)
{
    m_io.post([server = &m_server, path] { server->removeEndpoint(path); });
}

void ServerController::setOptions(const ServerOptions &options)
{
    m_io.post([server = &m_server, options] { server->setOptions(options); });
}

/// Asks for a snapshot, unless one is under way: a busy I/O thread is never asked twice.
QStringList ServerController::endpointPaths() const
{
    QStringList paths{QStringLiteral("/events")};
    for (const EndpointSnapshot &endpoint : m_snapshot->endpoints) {
        const QString path = QString::fromUtf8(endpoint.path);
        if (!paths.contains(path))
            paths.append(path);
    }
    return paths;
}

void ServerController::poll()
{
    if (std::exchange(m_polling, true))
        return;
    m_io.post([this, home = m_home, server = &m_server] {
        auto snapshot = std::make_shared<ServerSnapshot>();
        snapshot->connections = server->connections();
        snapshot->endpoints = server->endpoints();
        snapshot->status = server->status();
        home.post([this, snapshot = ServerSnapshotPtr(std::move(snapshot))] {
            m_polling = false;
            takeSnapshot(snapshot);
        });
    });
}

void ServerController::takeSnapshot(const ServerSnapshotPtr &snapshot)
{
    const bool changed = !same(*m_snapshot, *snapshot);
    m_snapshot = snapshot;
    if (changed)
        Q_EMIT snapshotChanged(m_snapshot);
}

} // namespace heliograph
