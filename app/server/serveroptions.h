// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>

namespace heliograph {

/// Every bound and deadline of the server, with the defaults it promises.
struct ServerOptions {
    qsizetype maxHeader = qsizetype{32} * 1024; ///< bytes of request line and header; 431, 414
    std::chrono::milliseconds headerTimeout = std::chrono::seconds{10}; ///< 408
    qsizetype maxBody = qsizetype{1024} * 1024; ///< bytes; 413
    std::chrono::milliseconds bodyTimeout = std::chrono::seconds{30}; ///< of silence; 408
    std::chrono::milliseconds keepAlive = std::chrono::seconds{60}; ///< idle between requests
    int maxConnections = 20'000; ///< 503
    int maxChannels = 1'000; ///< /events/{channel} that exist at once; 503
    std::chrono::milliseconds channelLifetime = std::chrono::minutes{10}; ///< without use
    qsizetype maxQueue = qsizetype{4} * 1024 * 1024; ///< unsent bytes of one stream
    std::chrono::milliseconds heartbeat = std::chrono::seconds{15}; ///< silence; 0: none
    int replayEvents = 1'000; ///< held for Last-Event-ID, of one endpoint
    qsizetype replayBytes = qsizetype{16} * 1024 * 1024; ///< the same, in bytes
    QList<QByteArray> cors; ///< origins allowed beside our own and loopback; "*": any
    QList<QByteArray> allowedHosts; ///< names accepted in Host beside loopback and our own
    QByteArray token; ///< bearer token of /api; made up when needed and empty
    bool privateStreams = false; ///< streams ask for the token too

    bool operator==(const ServerOptions &) const = default;
};

} // namespace heliograph
