// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playersink.h"

#include "app/core/iothread.h"
#include "app/core/say.h"
#include "app/server/server.h"

#include <algorithm>

namespace heliograph {

namespace {

QList<PublishRequest> requestsFor(const QList<PlayedBlock> &blocks, const PlayerTarget &target)
{
    QList<PublishRequest> requests;
    requests.reserve(blocks.size());
    for (const PlayedBlock &block : blocks) {
        PublishRequest request;
        request.endpoint = target.endpoint;
        request.raw = block.bytes;
        request.to = target.to;
        requests.append(request);
    }
    return requests;
}

Error notListening()
{
    return {"not-listening", {}, say("The server does not listen. Start it (F5) to play.")};
}

} // namespace

PlayerSink::PlayerSink(IoThread &io, Server &server, const Clock &clock, ReturnPath home, Told told)
    : m_io(io), m_server(server), m_clock(clock), m_home(std::move(home)), m_told(std::move(told))
{
}

void PlayerSink::operator()(const QList<PlayedBlock> &blocks) const
{
    PlayerTarget target;
    {
        const QMutexLocker lock(&m_shared->mutex);
        target = m_shared->target;
    }
    PlayedBatch batch;
    batch.first = blocks.constFirst();
    batch.first.bytes.clear();
    const auto count = static_cast<quint64>(blocks.size());
    const auto events = static_cast<quint64>(std::count_if(
        blocks.cbegin(), blocks.cend(), [](const PlayedBlock &block) { return block.dispatches; }));
    const auto done = [shared = m_shared, home = m_home, told = m_told, batch, count, events,
                       clock = &m_clock,
                       since = m_clock.monotonic()](const Result<QList<PublishReceipt>> &result) {
        PlayedBatch played = batch;
        played.delay = clock->monotonic() - since;
        if (result) {
            played.published = count;
            played.events = events;
            played.recipients = result->constLast().recipients;
        } else {
            played.error = result.error();
        }
        home.post([told, played] { told(played); });
        const QMutexLocker lock(&shared->mutex);
        if (shared->player)
            shared->player->acknowledge(count);
    };
    m_io.post([server = &m_server, requests = requestsFor(blocks, target), done] {
        if (server->isListening())
            server->publish(requests, done);
        else
            done(tl::unexpected(notListening()));
    });
}

void PlayerSink::setTarget(const PlayerTarget &target) const
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->target = target;
}

void PlayerSink::setPlayer(Player *player) const
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->player = player;
}

} // namespace heliograph
