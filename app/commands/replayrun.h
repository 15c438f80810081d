// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/replayoptions.h"
#include "app/recording/player.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

namespace heliograph {
class Server;
}

namespace heliograph::commands::replay {

/// Plays one recording to all clients of the endpoint, or to one of them. Lives on the thread of
/// @p server, which it borrows like @p options.
class ReplayRun final : public QObject {
    Q_OBJECT

public:
    /// Opens the file; to everyone unless @p to names a client.
    ReplayRun(Server &server, const Clock &clock, const ReplayOptions &options,
              std::optional<ConnectionId> to = {});

    /// Whether it can be started.
    [[nodiscard]] bool isReady() const;

    /// Plays; once.
    void start();

    /// All was played and handed to the server.
    [[nodiscard]] bool isOver() const { return m_isOver; }
    [[nodiscard]] const PlayerStatus &status() const { return m_player.status(); }

Q_SIGNALS:
    void ready();
    void failed(const QString &message); ///< the file cannot be read any more
    void refused(const QString &message); ///< the server did not take something
    void over();
    void sent(); ///< after over(): its clients were sent all of it, or take too long

private:
    void onStatus(const PlayerStatus &status);
    void publish(const QList<PlayedBlock> &blocks);
    void end();
    void checkSent();

    Server &m_server;
    const ReplayOptions &m_options;
    std::optional<ConnectionId> m_to;
    QTimer m_drain;
    QDeadlineTimer m_deadline;
    QString m_lastRefusal;
    bool m_isStarted = false;
    bool m_isOver = false;
    Player m_player; // the last: its thread calls this object
};

} // namespace heliograph::commands::replay
