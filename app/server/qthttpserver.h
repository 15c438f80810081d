// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

class QHttpServer;
class QTcpServer;

namespace heliograph {

/// QHttpServer behind one interface for Qt 6.4 and 6.8: everything that differs between them is in
/// this pair of files. It runs the request cycle of each connection of a listener we give it; every
/// request comes to one handler, because routes cannot be removed and our endpoints come and go.
class QtHttpServer {
public:
    /// @p onRequest is called for each request while the socket that brought it emits readyRead.
    explicit QtHttpServer(std::function<void()> onRequest);
    ~QtHttpServer();
    QtHttpServer(const QtHttpServer &) = delete;
    QtHttpServer &operator=(const QtHttpServer &) = delete;

    /// Serves the connections of @p listener, which listens already; takes ownership.
    void serve(std::unique_ptr<QTcpServer> listener);

private:
    std::unique_ptr<QHttpServer> m_server;
};

} // namespace heliograph
