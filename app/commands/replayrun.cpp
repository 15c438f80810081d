// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/replayrun.h"

#include "app/server/server.h"

#include <algorithm>

namespace heliograph::commands::replay {

ReplayRun::ReplayRun(Server &server, const Clock &clock, const ReplayOptions &options,
                     std::optional<ConnectionId> to)
    : m_server(server), m_options(options), m_to(to), m_drain(this),
      m_player(clock, [this](const QList<PlayedBlock> &blocks) {
          QMetaObject::invokeMethod(
              this, [this, blocks] { publish(blocks); }, Qt::QueuedConnection);
      })
{
    connect(&m_player, &Player::statusChanged, this, &ReplayRun::onStatus);
    connect(&m_drain, &QTimer::timeout, this, &ReplayRun::checkSent);
    m_player.setSpeed(options.speed);
    m_player.setLoop(options.loops);
    m_player.open(options.file, {.interval = options.interval}, options.from);
}

bool ReplayRun::isReady() const
{
    const PlayerState state = status().state;
    return state == PlayerState::Paused || state == PlayerState::Ended;
}

void ReplayRun::start()
{
    m_isStarted = true;
    if (status().state == PlayerState::Ended)
        end(); // there is nothing to play from there on
    else
        m_player.play();
}

void ReplayRun::onStatus(const PlayerStatus &status)
{
    if (status.state == PlayerState::Failed)
        Q_EMIT failed(status.error.message);
    else if (!m_isStarted && isReady())
        Q_EMIT ready();
    else if (m_isStarted && status.state == PlayerState::Ended && status.unacknowledged == 0)
        end();
}

void ReplayRun::publish(const QList<PlayedBlock> &blocks)
{
    QList<PublishRequest> requests;
    requests.reserve(blocks.size());
    for (const PlayedBlock &block : blocks) {
        PublishRequest request;
        request.endpoint = m_options.endpoint;
        request.automaticId = false;
        request.raw = block.bytes;
        if (m_to)
            request.to = QList<ConnectionId>{*m_to};
        requests.append(std::move(request));
    }
    const QPointer<ReplayRun> self = this;
    m_server.publish(requests, [self, count = requests.size()](const auto &published) {
        if (!self)
            return;
        if (!published && self->m_lastRefusal != published.error().message) {
            self->m_lastRefusal = published.error().message;
            Q_EMIT self->refused(self->m_lastRefusal);
        }
        self->m_player.acknowledge(static_cast<quint64>(count));
    });
}

/// All was handed to the server. Its clients get the time to read it.
void ReplayRun::end()
{
    if (m_isOver)
        return;
    m_isOver = true;
    Q_EMIT over();
    m_deadline.setRemainingTime(m_server.options().pauseLimit);
    constexpr std::chrono::milliseconds step{10};
    m_drain.start(step);
    checkSent();
}

void ReplayRun::checkSent()
{
    const QList<ConnectionSnapshot> connections = m_server.connections();
    const bool waits = std::any_of(
        connections.cbegin(), connections.cend(), [this](const ConnectionSnapshot &one) {
            return one.queuedBytes > 0 && (!m_to || one.facts->id == *m_to);
        });
    if (waits && !m_deadline.hasExpired())
        return;
    m_drain.stop();
    Q_EMIT sent();
}

} // namespace heliograph::commands::replay
