// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/history/historystore.h"
#include "app/journal/journalentry.h"

#include <optional>

namespace heliograph {

/// One live client as it stood at a moment. What never changes is shared, not copied.
struct ConnectionSnapshot {
    std::shared_ptr<const ClientFacts> facts;
    quint64 events = 0; ///< events written to it, replayed ones included
    quint64 bytes = 0; ///< bytes of event stream sent, without HTTP framing
    qsizetype queuedBytes = 0; ///< waiting in our memory for the kernel to take
    std::chrono::microseconds lastEventAt{}; ///< since the Unix epoch; 0: none yet
    std::optional<qint64> unsentBytes; ///< taken by the kernel, not yet acknowledged by the peer
    std::chrono::milliseconds oldestUnsent{}; ///< how long the oldest of queuedBytes waits
    quint64 dropped = 0; ///< events dropped because the queue was full
};

/// An endpoint in use.
struct EndpointSnapshot {
    QByteArray path;
    int clients = 0;
    quint64 published = 0;
    bool isChannel = false; ///< came into being by use, goes by disuse
};

/// Totals since the server was made.
struct ServerStatus {
    std::chrono::milliseconds uptime{};
    int connections = 0; ///< live streams
    quint64 published = 0;
    quint64 delivered = 0; ///< events times streams they were written to
    quint64 bytes = 0; ///< bytes of event stream sent
    quint64 refused = 0; ///< requests answered with a refusal
    quint64 dropped = 0; ///< events times streams whose full queue dropped them
    quint64 tooSlow = 0; ///< streams closed because they read too slowly
    int heldPublishes = 0; ///< publishes that wait for a slow reader now
    std::optional<HistoryState> history; ///< of the history file, when there is one
};

/// What a publisher learns.
struct PublishReceipt {
    Sequence sequence{}; ///< the journal's
    bool hasId = false;
    QByteArray id;
    QByteArray endpoint;
    int recipients = 0;
    bool stored = true; ///< false: the history file should hold it and does not
};

} // namespace heliograph
