// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/guardedsocket.h"

#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <unordered_set>

namespace heliograph {

/// Accepts connections as GuardedSockets, bounds their number and applies their deadlines with one
/// timer for all. Lives on the I/O thread; QHttpServer owns it.
class GuardedListener final : public QTcpServer {
    Q_OBJECT

public:
    /// @p streams tells how many connections have become streams; they count too.
    GuardedListener(const ServerOptions &options, const Clock &clock, std::function<int()> streams);
    ~GuardedListener() override;

    void setOptions(const ServerOptions &options);

    /// The connection whose request QHttpServer is handling right now.
    [[nodiscard]] GuardedSocket *current() const { return m_current; }

Q_SIGNALS:
    /// A connection was answered with a refusal before any handler saw its request.
    void refused();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void sweep();
    void startTimer();

    ServerOptions m_options;
    const Clock &m_clock;
    std::function<int()> m_streams;
    std::unordered_set<GuardedSocket *> m_sockets;
    GuardedSocket *m_current = nullptr;
    QTimer m_timer;
};

} // namespace heliograph
