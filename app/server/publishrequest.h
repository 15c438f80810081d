// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/ids.h"
#include "app/core/result.h"
#include "app/sse/event.h"

#include <QList>

#include <optional>

namespace heliograph {

/// One event somebody asks to be published.
struct PublishRequest {
    QByteArray endpoint{QByteArrayLiteral("/events")};
    Event event; ///< its id is absent while automaticId
    bool automaticId = true; ///< the endpoint's next number becomes the id
    std::optional<QList<ConnectionId>> to; ///< absent: everyone; else sorted, never empty

    /// Exactly these bytes are written instead of event and automaticId. One whole block (see
    /// isWholeBlock()) is replayed like an event; anything else is not, and what is published next
    /// follows it without a break.
    std::optional<QByteArray> raw;

    bool operator==(const PublishRequest &) const = default;
};

/// What one body asked for: all of it is published, or none.
struct PublishBatch {
    QList<PublishRequest> requests;
    bool isArray = false; ///< the answer is an array too

    bool operator==(const PublishBatch &) const = default;
};

/// Reads a publish body, of POST /api/publish (design section 5). JSON and forms carry all fields;
/// with any other
/// @p contentType (or an empty one) the body is the data and @p query, raw, carries the rest.
/// Unknown names are ignored. Errors, each a 400: "invalid-json", "invalid-form", "nothing-to-send"
/// and "invalid-field" with its field; in an array the message names the entry.
[[nodiscard]] Result<PublishBatch> parsePublish(const QByteArray &contentType,
                                                const QByteArray &body, const QByteArray &query);

} // namespace heliograph
