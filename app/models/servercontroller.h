// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/error.h"
#include "app/models/returnpath.h"
#include "app/server/connectionsnapshot.h"
#include "app/server/endpointdefinition.h"
#include "app/server/publishrequest.h"
#include "app/server/serveroptions.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QUrl>

namespace heliograph {

class IoThread;
class Server;

/// What the window needs of the server at one moment.
struct ServerSnapshot {
    QList<ConnectionSnapshot> connections;
    QList<EndpointSnapshot> endpoints;
    ServerStatus status;
};
using ServerSnapshotPtr = std::shared_ptr<const ServerSnapshot>;

/// The window's side of the server: sends commands to the I/O thread and brings values back.
/// Lives on the GUI thread and never waits. @p server is borrowed and outlives it.
class ServerController : public QObject {
    Q_OBJECT

public:
    ServerController(IoThread &io, Server &server, QObject *parent = nullptr);
    ~ServerController() override;

    /// Listens on @p host and @p port, or, with @p orNextFree, on the first free port of the
    /// twenty after it. Ends in listening() or listenFailed().
    void start(const QString &host, quint16 port, bool orNextFree);
    void stop();

    /// Ends in published() or publishFailed(), in the order of the calls.
    void publish(const PublishRequest &request);
    void disconnectClients(const QList<ConnectionId> &ids);
    void defineEndpoint(const EndpointDefinition &definition);
    void removeEndpoint(const QByteArray &path);
    void setOptions(const ServerOptions &options);

    [[nodiscard]] QUrl url() const { return m_url; } ///< empty when not listening
    [[nodiscard]] bool isListening() const { return !m_url.isEmpty(); }
    [[nodiscard]] ServerSnapshotPtr snapshot() const { return m_snapshot; } ///< never null

    /// What a field for an endpoint offers: /events and the paths that there are, each once.
    [[nodiscard]] QStringList endpointPaths() const;

Q_SIGNALS:
    /// @p wantedPort differs from the URL's when it was taken.
    void listening(const QUrl &url, quint16 wantedPort);
    void stopped();
    void listenFailed(const heliograph::Error &error);
    void published(const heliograph::PublishReceipt &receipt);
    void publishFailed(const heliograph::Error &error);
    void endpointFailed(const heliograph::Error &error);
    /// Every half second while the window is up, when something changed.
    void snapshotChanged(const heliograph::ServerSnapshotPtr &snapshot);

private:
    void poll();
    void takeSnapshot(const ServerSnapshotPtr &snapshot);

    IoThread &m_io;
    Server &m_server;
    ReturnPath m_home;
    QUrl m_url;
    ServerSnapshotPtr m_snapshot;
    QTimer m_poll;
    bool m_polling = false;
};

} // namespace heliograph
