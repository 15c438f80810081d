// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/ids.h"
#include "app/core/result.h"
#include "app/models/returnpath.h"
#include "app/recording/player.h"

#include <QMutex>

namespace heliograph {

class IoThread;
class Server;

/// Whom a recording is played to.
struct PlayerTarget {
    QByteArray endpoint{QByteArrayLiteral("/events")};
    std::optional<QList<ConnectionId>> to; ///< absent: everyone there; else sorted, never empty

    bool operator==(const PlayerTarget &) const = default;
};

/// What became of blocks that were played.
struct PlayedBatch {
    quint64 published = 0; ///< of them
    quint64 events = 0; ///< of the published ones that dispatch
    int recipients = 0; ///< of the last one
    std::chrono::nanoseconds delay{}; ///< from handing them out to having them published
    PlayedBlock first; ///< of them, without its bytes
    Error error; ///< why none was published, or code is empty
};

/// Brings blocks from the player's thread to the server on the I/O thread, past the GUI thread, and
/// tells the player when they are published. Copies share it.
class PlayerSink {
public:
    /// Told on the GUI thread, at @p home; borrowed, and so are the others.
    using Told = std::function<void(const PlayedBatch &)>;

    PlayerSink(IoThread &io, Server &server, const Clock &clock, ReturnPath home, Told told);

    /// For Player: publishes @p blocks to the target. On the player's thread.
    void operator()(const QList<PlayedBlock> &blocks) const;

    /// From the next batch on.
    void setTarget(const PlayerTarget &target) const;

    /// Who is told of what was published; null before the player goes.
    void setPlayer(Player *player) const;

private:
    struct Shared {
        QMutex mutex;
        PlayerTarget target;
        Player *player = nullptr;
    };

    IoThread &m_io;
    Server &m_server;
    const Clock &m_clock;
    ReturnPath m_home;
    Told m_told;
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};

} // namespace heliograph
