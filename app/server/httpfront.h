// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/accesspolicy.h"
#include "app/server/controlapi.h"
#include "app/server/guardedlistener.h"
#include "app/server/longpolls.h"
#include "app/server/qthttpserver.h"

#include <QPointer>
#include <QUrl>

namespace heliograph {

struct Endpoint;
class Publisher;
class RequestHandler;
class StreamHub;

/// Where requests are decided: who gets in, which resource it is, and which part answers.
/// Lives on the I/O thread; owned by Server.
class HttpFront : public QObject {
    Q_OBJECT

public:
    HttpFront(const ServerOptions &options, StreamHub &hub, Publisher &publisher,
              const Clock &clock, std::function<ServerStatus()> status, QObject *parent = nullptr);
    ~HttpFront() override;

    /// Errors: "bad-address", "port-in-use", "listen-failed".
    [[nodiscard]] Result<QUrl> listen(const QString &host, quint16 port);
    void close();

    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] QByteArray token() const { return m_access.options().token; }
    [[nodiscard]] quint64 refused() const { return m_refused; }
    void setOptions(const ServerOptions &options);

    /// Asks @p handler before pages and endpoints; null: nobody.
    void setRequestHandler(RequestHandler *handler) { m_handler = handler; }

private:
    void handle(GuardedSocket &socket);
    void handlePage(GuardedSocket &socket, const HttpRequest &request);
    [[nodiscard]] bool handleProgram(GuardedSocket &socket, const HttpRequest &request);
    void handleStream(GuardedSocket &socket, const HttpRequest &request);
    void handlePoll(GuardedSocket &socket, const HttpRequest &request);
    void openStream(GuardedSocket &socket, Endpoint &endpoint, const HeaderList &cors);
    void handleApi(GuardedSocket &socket, const HttpRequest &request);
    [[nodiscard]] HttpResponse pageAnswer(const HttpRequest &request) const;
    void reply(GuardedSocket &socket, HttpResponse response, const HeaderList &headers = {});
    void applyAccess();

    StreamHub &m_hub;
    const Clock &m_clock;
    ServerOptions m_options;
    AccessPolicy m_access;
    ControlApi m_api;
    LongPolls m_polls;
    RequestHandler *m_handler = nullptr;
    std::unique_ptr<QtHttpServer> m_http;
    QPointer<GuardedListener> m_listener;
    QUrl m_url;
    QByteArray m_madeUpToken; ///< for listening beyond loopback without --token
    quint64 m_refused = 0;
};

} // namespace heliograph
