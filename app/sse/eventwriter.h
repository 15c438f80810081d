// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/sse/event.h"

namespace heliograph {

/// Writes events in the text/event-stream format (WHATWG HTML 9.2.5). This is the one place that
/// refuses what would forge a field; raw bytes never pass through here.
namespace EventWriter {

/// Says whether the format can carry @p event. The error's code is "invalid-field" and its field
/// is one of "event", "id", "retry", "comment", "data":
/// - event, id: no CR, LF (they would begin another field), no NUL in id (9.2.6 ignores such an
/// id);
/// - data, comment: no NUL is refused; line breaks become several lines;
/// - retry: not negative.
[[nodiscard]] Result<void> check(const Event &event);

/// The exact bytes of @p event, ending with its blank line, or the error of check(). CR, LF and
/// CRLF inside data end a line each, as the parser would read them.
[[nodiscard]] Result<QByteArray> write(const Event &event);

/// A comment line and its blank line, as heartbeats send it. @p text may hold line breaks.
[[nodiscard]] QByteArray comment(QByteArrayView text);

} // namespace EventWriter

} // namespace heliograph
