// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"
#include "app/server/connectionsnapshot.h"

#include <tl/expected.hpp>

namespace heliograph {

class ExpressionEngine;

/// The clients that an expression over their facts means. Its names: id, endpoint, remote
/// ("127.0.0.1:53422"), address (without the port), userAgent, origin, lastEventId, query (an
/// object of the decoded query parameters; of several with one name the last), events, bytes,
/// queuedBytes, connectedAt (milliseconds since 1970, as Date.now()) and connectedSeconds.
class ClientMatch {
public:
    /// Those of @p clients, which are live at @p now, at @p endpoint for which @p expression is
    /// truthy; sorted. The error is the expression's (Match): of the first client it throws for, or
    /// of taking too long for all of them.
    [[nodiscard]] static tl::expected<QList<ConnectionId>, DraftError>
    find(const QString &expression, const QByteArray &endpoint,
         const QList<ConnectionSnapshot> &clients, std::chrono::microseconds now,
         ExpressionEngine &engine);
};

} // namespace heliograph
