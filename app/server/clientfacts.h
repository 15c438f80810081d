// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/journal/journalentry.h"

namespace heliograph {

class GuardedSocket;

/// What the client of @p socket tells about itself in its request, for a stream at @p endpoint.
/// The error is that of a query that cannot be read ("invalid-field").
[[nodiscard]] Result<ClientFacts> clientFacts(const GuardedSocket &socket,
                                              const QByteArray &endpoint);

/// "127.0.0.1:53422", "[::1]:53422": where the client of @p socket is.
[[nodiscard]] QString remoteOf(const GuardedSocket &socket);

/// The value of @p name in @p query, decoded; an error when the query cannot be read.
[[nodiscard]] Result<std::optional<QByteArray>> queryValue(const QByteArray &query,
                                                           QByteArrayView name);

} // namespace heliograph
