// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"

namespace heliograph {

/// Which entries of the journal a log shows. A value.
struct LogScope {
    enum class Kind : quint8 {
        Nothing,
        AllTraffic, ///< everything but problems
        Client, ///< what one client was sent, from its opening to its closing
        Endpoint, ///< what was published to one endpoint, and who came and went there
        Subscription, ///< what one subscription received
    };
    Kind kind = Kind::Nothing;
    ConnectionId client{};
    QByteArray endpoint; ///< the client's, or the one that is meant
    Sequence opened{}; ///< the client's opening; None: as far as the journal goes back
    Sequence closed{}; ///< the client's closing; None while it is connected
    SubscriptionId subscription{};

    [[nodiscard]] static LogScope allTraffic();
    [[nodiscard]] static LogScope ofClient(ConnectionId id, const QByteArray &endpoint,
                                           Sequence opened = {}, Sequence closed = {});
    [[nodiscard]] static LogScope ofEndpoint(const QByteArray &endpoint);
    [[nodiscard]] static LogScope ofSubscription(SubscriptionId id);

    [[nodiscard]] bool contains(const JournalEntry &entry) const;

    /// Whether both mean the same stream, however much of it.
    [[nodiscard]] bool isSameStream(const LogScope &other) const;

    bool operator==(const LogScope &) const = default;
};

} // namespace heliograph
