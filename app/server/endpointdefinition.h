// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/server/httprequest.h"
#include "app/sse/event.h"

#include <QString>

#include <chrono>
#include <optional>

namespace heliograph {

/// Which foreign pages may read an endpoint. Pages of our own origin always may.
enum class CorsMode : quint8 {
    Loopback, ///< pages served from this machine
    List, ///< those, and the origins of --cors
    Any, ///< every page
    None, ///< none: no CORS headers at all
};

/// An event stream the user defined: how it is reached and how it behaves.
struct EndpointDefinition {
    QByteArray path; ///< decoded, begins with "/"
    QList<QByteArray> methods{QByteArrayLiteral("GET")}; ///< GET (which brings HEAD), POST
    int status = 200; ///< another status refuses every client with it, to test their reactions
    HeaderList headers; ///< in addition to, or instead of, the stream's own
    CorsMode cors = CorsMode::List;
    std::optional<std::chrono::milliseconds> retry; ///< sent on connect
    std::optional<std::chrono::milliseconds> heartbeat; ///< absent: the server's; 0: off
    QByteArray heartbeatText; ///< of the comment; empty: the server's
    int replayEvents = 1000; ///< events kept for Last-Event-ID; 0: off
    std::optional<Event> greeting; ///< sent to each client as it connects, never replayed

    bool operator==(const EndpointDefinition &) const = default;
};

/// Says whether @p definition can be served. The error's code is "invalid-endpoint", its field the
/// option's name as on the command line ("path", "methods", "status", "header", "retry",
/// "heartbeat", "heartbeat-text", "replay", "greeting", "greeting-event").
[[nodiscard]] Result<void> check(const EndpointDefinition &definition);

/// Reads PATH[,option=value]..., the value of serve --endpoint; a comma or backslash inside a value
/// is written with a backslash before it. Options: methods=GET+POST, status=CODE, header=K: V
/// (repeatable), cors=loopback|list|any|none, retry=MS, heartbeat=SECONDS|off, heartbeat-text=TEXT,
/// replay=N|off, greeting=TEXT, greeting-event=TYPE. The errors are those of check().
[[nodiscard]] Result<EndpointDefinition> parseEndpointOption(const QString &text);

/// The opposite of parseEndpointOption(): what differs from the defaults, so that it reads back.
[[nodiscard]] QString endpointOption(const EndpointDefinition &definition);

/// The word of @p mode on the command line.
[[nodiscard]] QString corsWord(CorsMode mode);

} // namespace heliograph
