// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/guardedlistener.h"

#include <algorithm>
#include <vector>

namespace heliograph {

GuardedListener::GuardedListener(const ServerOptions &options, const Clock &clock,
                                 std::function<int()> streams)
    : m_options(options), m_clock(clock), m_streams(std::move(streams)), m_timer(this)
{
    // A storm of connects waits in the kernel, not in SYN retries.
    setListenBacklogSize(4096);
    setMaxPendingConnections(4096);
    connect(&m_timer, &QTimer::timeout, this, &GuardedListener::sweep);
}

GuardedListener::~GuardedListener()
{
    for (GuardedSocket *socket : m_sockets)
        disconnect(socket, nullptr, this, nullptr);
}

void GuardedListener::setOptions(const ServerOptions &options)
{
    m_options = options;
    if (m_timer.isActive())
        startTimer();
}

void GuardedListener::incomingConnection(qintptr descriptor)
{
    auto *socket = new GuardedSocket(m_options, m_clock, this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    // Small events must not wait for the acknowledgement of the one before (RFC 9293 3.7.4).
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    const auto forget = [this, socket] {
        if (m_sockets.erase(socket) > 0 && m_sockets.empty())
            m_timer.stop();
    };
    connect(socket, &GuardedSocket::left, this, forget);
    connect(socket, &QTcpSocket::disconnected, this, forget);
    connect(socket, &QObject::destroyed, this, forget);
    connect(socket, &GuardedSocket::requestShown, this, [this, socket] { m_current = socket; });
    connect(socket, &GuardedSocket::refused, this, &GuardedListener::refused);
    const int open = static_cast<int>(m_sockets.size()) + m_streams();
    m_sockets.insert(socket);
    if (!m_timer.isActive())
        startTimer();
    addPendingConnection(socket);
    if (open >= m_options.maxConnections) {
        socket->refuse(unavailable("too-many-connections",
                                   tr("%1 connections are open, which is the most. Close some, or "
                                      "raise --max-connections.")
                                       .arg(m_options.maxConnections),
                                   std::chrono::seconds{5}));
    }
}

void GuardedListener::sweep()
{
    const auto now = m_clock.monotonic();
    std::vector<GuardedSocket *> due;
    for (GuardedSocket *socket : m_sockets) {
        if (socket->deadline() <= now)
            due.push_back(socket);
    }
    for (GuardedSocket *socket : due) {
        if (m_sockets.contains(socket))
            socket->expire();
    }
}

void GuardedListener::startTimer()
{
    using namespace std::chrono;
    const milliseconds shortest =
        std::min({m_options.headerTimeout, m_options.bodyTimeout, m_options.keepAlive});
    m_timer.start(std::clamp<milliseconds>(shortest / 10, 20ms, 250ms));
}

} // namespace heliograph
