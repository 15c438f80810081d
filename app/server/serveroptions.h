// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>

namespace heliograph {

/// What happens when an event does not fit into the queue of a stream whose client reads too
/// slowly.
enum class SlowReaderPolicy : quint8 {
    Disconnect, ///< the stream is closed
    DropOldest, ///< the oldest events that wait are dropped; the stream goes on
    Pause, ///< whoever publishes waits until there is room, up to ServerOptions::pauseLimit
};

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
    SlowReaderPolicy slowReaders = SlowReaderPolicy::Disconnect;
    /// The longest a publisher is held back for one stream, which is closed then.
    std::chrono::milliseconds pauseLimit = std::chrono::seconds{10};
    std::chrono::milliseconds heartbeat = std::chrono::seconds{15}; ///< silence; 0: none
    int replayEvents = 1'000; ///< held for Last-Event-ID, of one endpoint
    qsizetype replayBytes = qsizetype{16} * 1024 * 1024; ///< the same, in bytes
    QString historyFile; ///< what keeps the history over restarts, from listen() on; empty: none
    std::chrono::seconds replayAge{}; ///< events older than that are not replayed; 0: any age
    QList<QByteArray> cors; ///< origins allowed beside our own and loopback; "*": any
    QList<QByteArray> allowedHosts; ///< names accepted in Host beside loopback and our own
    QByteArray token; ///< bearer token of /api; made up when needed and empty
    bool privateStreams = false; ///< streams ask for the token too

    bool operator==(const ServerOptions &) const = default;
};

} // namespace heliograph
