// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/publishport.h"

#include "app/core/iothread.h"
#include "app/server/server.h"

#include <QDeadlineTimer>

#include <future>

namespace heliograph {

using namespace std::chrono_literals;

namespace {

constexpr auto longestWait = 5s; ///< for a busy I/O thread
constexpr auto look = 20ms; ///< how often a waiting thread looks whether it still should

} // namespace

void PublishPort::end()
{
    const std::lock_guard lock(m_mutex);
    m_io = nullptr;
}

bool PublishPort::hasEnded()
{
    const std::lock_guard lock(m_mutex);
    return !m_io;
}

/// Runs @p function with the server on the I/O thread soon; false after end().
template <typename Function> bool PublishPort::post(Function function)
{
    const std::lock_guard lock(m_mutex);
    if (!m_io)
        return false;
    m_io->post(
        [server = m_server, function = std::move(function)]() mutable { function(*server); });
    return true;
}

void PublishPort::publish(QList<Parcel> parcels, std::function<bool()> isWanted)
{
    post([parcels = std::move(parcels), isWanted = std::move(isWanted)](Server &server) {
        for (const Parcel &parcel : parcels) {
            if (!isWanted || isWanted())
                server.publish(parcel.requests, parcel.done);
        }
    });
}

std::optional<QList<ConnectionSnapshot>> PublishPort::clients(const std::function<bool()> &isWanted)
{
    auto promise = std::make_shared<std::promise<QList<ConnectionSnapshot>>>();
    auto future = promise->get_future();
    if (!post([promise](const Server &server) { promise->set_value(server.connections()); }))
        return std::nullopt;
    const QDeadlineTimer deadline(longestWait);
    while (future.wait_for(look) != std::future_status::ready) {
        if (deadline.hasExpired() || hasEnded() || (isWanted && !isWanted()))
            return std::nullopt;
    }
    return future.get();
}

} // namespace heliograph
