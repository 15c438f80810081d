// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/qthttpserver.h"

#include <QHttpServer>
#include <QTcpServer>

namespace heliograph {

QtHttpServer::QtHttpServer(std::function<void()> onRequest)
    : m_server(std::make_unique<QHttpServer>())
{
    // The answer is written by the handler: QHttpServerResponder of 6.4 cannot name headers that
    // are known at run time only.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    m_server->setMissingHandler(
        m_server.get(),
        [onRequest = std::move(onRequest)](const QHttpServerRequest &, QHttpServerResponder &) {
            onRequest();
        });
#else
    m_server->setMissingHandler(
        [onRequest = std::move(onRequest)](const QHttpServerRequest &, QHttpServerResponder &&) {
            onRequest();
        });
#endif
}

QtHttpServer::~QtHttpServer() = default;

void QtHttpServer::serve(std::unique_ptr<QTcpServer> listener)
{
    m_server->bind(listener.release());
}

} // namespace heliograph
