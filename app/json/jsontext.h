// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsontokens.h"

#include <QByteArray>

#include <optional>
#include <tl/expected.hpp>

/// JSON as text: checked, indented and joined without changing one token. Numbers keep their
/// digits, strings their escapes, objects the order of their members and names that come twice.
namespace heliograph {

/// A place as people count it, from 1; columns in UTF-16 units.
struct JsonPlace {
    qsizetype line = 1;
    qsizetype column = 1;
    qsizetype position = 0; ///< UTF-16 units before it, as QTextCursor counts

    bool operator==(const JsonPlace &) const = default;
};

/// Where the byte @p offset of @p text stands. Lines end with LF.
[[nodiscard]] JsonPlace jsonPlace(QByteArrayView text, qsizetype offset);

/// Why a text is not JSON.
struct JsonTextError {
    QString message; ///< without the place, its first letter small
    JsonPlace place;
    qsizetype offset = 0; ///< bytes
    qsizetype length = 0; ///< bytes
    qsizetype positions = 0; ///< its length in UTF-16 units

    /// "Line 3, column 14: a comma or } is missing after this value."
    [[nodiscard]] QString sentence() const;

    bool operator==(const JsonTextError &) const = default;
};

/// @p fault of @p text with its place.
[[nodiscard]] JsonTextError jsonTextError(QByteArrayView text, const JsonFault &fault);

/// What keeps @p text from being JSON; nothing when it is. About 5 ms per MiB.
[[nodiscard]] std::optional<JsonTextError> checkJson(QByteArrayView text,
                                                     const JsonOptions &options = {});

/// @p text indented by two blanks, a member a line; empty objects and arrays stay on one.
[[nodiscard]] tl::expected<QByteArray, JsonTextError> formatJson(QByteArrayView text,
                                                                 const JsonOptions &options = {});

/// @p text without the blanks between its tokens.
[[nodiscard]] tl::expected<QByteArray, JsonTextError> minifyJson(QByteArrayView text,
                                                                 const JsonOptions &options = {});

} // namespace heliograph
