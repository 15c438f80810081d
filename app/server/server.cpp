// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/server.h"

#include "app/journal/journal.h"
#include "app/server/descriptorlimit.h"
#include "app/server/durablehistory.h"
#include "app/server/httpfront.h"
#include "app/server/publisher.h"
#include "app/server/streamhub.h"

#include <algorithm>

namespace heliograph {

Server::Server(ServerOptions options, Journal &journal, const Clock &clock,
               std::unique_ptr<StreamSinkFactory> sinks, QObject *parent)
    : QObject(parent), m_journal(journal), m_clock(clock), m_options(std::move(options)),
      m_startedAt(clock.monotonic()),
      m_hub(std::make_unique<StreamHub>(m_options, journal, clock,
                                        sinks ? std::move(sinks) : makeStreamSinks())),
      m_publisher(std::make_unique<Publisher>(*m_hub, journal, clock)),
      m_history(std::make_unique<DurableHistory>(*m_hub, *m_publisher, journal, clock)),
      m_front(std::make_unique<HttpFront>(m_options, *m_hub, *m_publisher, clock,
                                          [this] { return status(); }))
{
}

Server::~Server()
{
    close();
}

Result<QUrl> Server::listen(const QString &host, quint16 port)
{
    checkDescriptors();
    m_front->setOptions(m_options);
    if (auto opened = m_history->open(m_options.historyFile); !opened)
        return tl::unexpected(opened.error());
    auto url = m_front->listen(host, port);
    if (url)
        Q_EMIT listening(*url);
    return url;
}

/// Keeps the bound on connections below what the system lets this process open: beyond that, accept
/// itself would fail, and nobody would be told.
void Server::checkDescriptors()
{
    constexpr long ours = 64; // files, notifiers, connections on their way to a stream
    const long limit = raiseDescriptorLimit();
    if (limit == 0 || limit - ours >= m_options.maxConnections)
        return;
    const int wanted = m_options.maxConnections;
    m_options.maxConnections = static_cast<int>(std::max(limit - ours, 1L));
    if (limit >= wanted)
        return; // a few less than asked for
    JournalEntry entry;
    entry.kind = EntryKind::Problem;
    entry.text = tr("The system lets this program open %1 files, so %2 connections fit instead of "
                    "%3. Raise the limit (ulimit -Hn, or LimitNOFILE= of a systemd unit), or lower "
                    "the bound on connections.")
                     .arg(limit)
                     .arg(m_options.maxConnections)
                     .arg(wanted);
    m_journal.append(std::move(entry));
}

void Server::close()
{
    if (!isListening())
        return;
    m_publisher->refuseHeld();
    m_history->close();
    m_hub->disconnectAll(tr("server stopped"));
    m_front->close();
    Q_EMIT closed();
}

bool Server::isListening() const
{
    return !m_front->url().isEmpty();
}

QUrl Server::url() const
{
    return m_front->url();
}

QByteArray Server::token() const
{
    return m_front->token();
}

void Server::publish(const PublishRequest &request,
                     std::function<void(Result<PublishReceipt>)> done)
{
    m_publisher->publish({request},
                         [done = std::move(done)](Result<QList<PublishReceipt>> receipts) {
                             if (receipts)
                                 done(receipts->constFirst());
                             else
                                 done(tl::unexpected(receipts.error()));
                         });
}

void Server::publish(const QList<PublishRequest> &requests,
                     std::function<void(Result<QList<PublishReceipt>>)> done)
{
    m_publisher->publish(requests, std::move(done));
}

void Server::setRequestHandler(RequestHandler *handler)
{
    m_front->setRequestHandler(handler);
}

int Server::disconnectClients(const QList<ConnectionId> &ids)
{
    return m_hub->disconnectClients(ids, tr("disconnected by us"));
}

QList<ConnectionSnapshot> Server::connections() const
{
    return m_hub->connections();
}

QList<EndpointSnapshot> Server::endpoints() const
{
    QList<EndpointSnapshot> list;
    for (const auto &[path, endpoint] : m_hub->endpoints().all()) {
        list.append({path, static_cast<int>(endpoint->streams.size()), endpoint->published,
                     endpoint->isChannel});
    }
    std::sort(list.begin(), list.end(),
              [](const auto &a, const auto &b) { return a.path < b.path; });
    return list;
}

ServerStatus Server::status() const
{
    ServerStatus status;
    status.uptime =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.monotonic() - m_startedAt);
    status.connections = m_hub->connectionCount();
    status.published = m_publisher->published();
    status.delivered = m_publisher->delivered();
    status.bytes = m_hub->bytes();
    status.refused = m_front->refused();
    status.dropped = m_hub->dropped();
    status.tooSlow = m_hub->tooSlow();
    status.heldPublishes = m_publisher->held();
    status.history = m_history->state();
    return status;
}

Result<void> Server::defineEndpoint(const EndpointDefinition &definition)
{
    if (auto checked = check(definition); !checked)
        return checked;
    m_hub->endpoints().define(definition);
    m_hub->setOptions(m_options); // the shortest heartbeat may have changed
    return {};
}

bool Server::removeEndpoint(const QByteArray &path)
{
    const Endpoint *endpoint = m_hub->endpoints().find(path);
    if (!endpoint || !endpoint->isUserDefined)
        return false;
    m_hub->removeEndpoint(path);
    return true;
}

void Server::setOptions(const ServerOptions &options)
{
    m_options = options;
    if (isListening())
        checkDescriptors();
    m_hub->setOptions(m_options);
    m_front->setOptions(m_options);
}

} // namespace heliograph
