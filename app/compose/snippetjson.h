// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippet.h"
#include "app/core/result.h"

namespace heliograph {

/// The JSON form of a library, in the order and indentation that people read and diff:
///
///     {
///       "heliograph": "snippets",
///       "version": 1,
///       "snippets": [
///         { "folder": "Shop", "snippets": [
///           { "name": "Order paid", "key": 1,
///             "draft": { "endpoint": "/events", "event": "order.paid", "data": "{}" } } ] } ]
///     }
///
/// A draft's fields: endpoint, to ("everyone", "selected", "matching"), match, mode ("event",
/// "raw"), raw, event, id ("auto", "none", "own"), ownId, retry, comment, data (or dataBase64 when
/// it is not text), withoutData, templates. What has its usual value is left out.
[[nodiscard]] QByteArray toJson(const SnippetLibrary &library);

/// Reads what toJson() wrote, or people did; @p name is what messages call the file. Names that
/// version 1 does not know are passed over and not kept: whoever adds one raises the version.
/// Errors, with the place in their field: "newer-version" (then nothing else of it was looked at),
/// "too-large", "invalid-snippets".
[[nodiscard]] Result<SnippetLibrary> parseSnippets(const QByteArray &bytes, const QString &name);

} // namespace heliograph
