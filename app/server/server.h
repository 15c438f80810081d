// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/server/connectionsnapshot.h"
#include "app/server/endpointdefinition.h"
#include "app/server/publishrequest.h"
#include "app/server/serveroptions.h"
#include "app/server/streamsink.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace heliograph {

class DurableHistory;
class HttpFront;
class Journal;
class Publisher;
class RequestHandler;
class StreamHub;

/// The server as the rest of the program sees it: listens, publishes, tells who is connected.
/// Lives on the I/O thread; every function is called there.
class Server : public QObject {
    Q_OBJECT

public:
    /// @p sinks carries the streams; null takes makeStreamSinks().
    Server(ServerOptions options, Journal &journal, const Clock &clock,
           std::unique_ptr<StreamSinkFactory> sinks = {}, QObject *parent = nullptr);
    ~Server() override;

    /// Accepts connections on @p host ("127.0.0.1", "localhost", "::1", "0.0.0.0") and @p port;
    /// 0 picks a free one. Returns the base URL, without a trailing slash. Opens the history file
    /// first. Errors: "bad-address", "port-in-use", "listen-failed", and those of
    /// DurableHistory::open().
    [[nodiscard]] Result<QUrl> listen(const QString &host, quint16 port);

    /// Ends every stream cleanly (last chunk, FIN) and stops accepting. Defined endpoints stay.
    void close();

    [[nodiscard]] bool isListening() const;
    [[nodiscard]] QUrl url() const; ///< empty when not listening

    /// The bearer token that /api asks for; empty when it asks for none.
    [[nodiscard]] QByteArray token() const;

    /// Publishes one event; the errors are those of Publisher::publish(). @p done is called once:
    /// at once, or later when the event waits for the history file or for a slow reader.
    void publish(const PublishRequest &request, std::function<void(Result<PublishReceipt>)> done);

    /// The same for several: all of @p requests, or none.
    void publish(const QList<PublishRequest> &requests,
                 std::function<void(Result<QList<PublishReceipt>>)> done);

    /// Asks @p handler before pages and endpoints; null: nobody. Borrowed.
    void setRequestHandler(RequestHandler *handler);

    /// Closes the streams of @p ids that are live; returns how many.
    int disconnectClients(const QList<ConnectionId> &ids);

    [[nodiscard]] QList<ConnectionSnapshot> connections() const;
    [[nodiscard]] QList<EndpointSnapshot> endpoints() const;
    [[nodiscard]] ServerStatus status() const;

    /// Adds an endpoint, or replaces the one of the same path (its clients stay connected).
    [[nodiscard]] Result<void> defineEndpoint(const EndpointDefinition &definition);

    /// Removes a defined endpoint and closes its streams. False when there is none at @p path.
    bool removeEndpoint(const QByteArray &path);

    [[nodiscard]] const ServerOptions &options() const { return m_options; }
    void setOptions(const ServerOptions &options);

Q_SIGNALS:
    void listening(const QUrl &url);
    void closed();

private:
    void checkDescriptors();

    Journal &m_journal;
    const Clock &m_clock;
    ServerOptions m_options;
    std::chrono::nanoseconds m_startedAt;
    std::unique_ptr<StreamHub> m_hub;
    std::unique_ptr<Publisher> m_publisher;
    std::unique_ptr<DurableHistory> m_history;
    std::unique_ptr<HttpFront> m_front;
};

} // namespace heliograph
