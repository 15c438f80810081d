// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"

namespace heliograph {

/// One live client as it stood at a moment. What never changes is shared, not copied.
struct ConnectionSnapshot {
    std::shared_ptr<const ClientFacts> facts;
    quint64 events = 0; ///< events written to it, replayed ones included
    quint64 bytes = 0; ///< bytes of event stream sent, without HTTP framing
    qsizetype queuedBytes = 0; ///< waiting in our memory for the peer to read
    std::chrono::microseconds lastEventAt{}; ///< since the Unix epoch; 0: none yet
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
};

/// What a publisher learns.
struct PublishReceipt {
    Sequence sequence{}; ///< the journal's
    bool hasId = false;
    QByteArray id;
    QByteArray endpoint;
    int recipients = 0;
};

} // namespace heliograph
