// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace heliograph {

/// Names and values of a form or query, decoded, in order.
using FormFields = QList<std::pair<QByteArray, QByteArray>>;

/// Whether @p bytes are valid UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
[[nodiscard]] bool isValidUtf8(QByteArrayView bytes);

/// @p text with each %XX replaced by its byte, or nothing when a percent sign is followed by
/// anything else (RFC 3986 2.1).
[[nodiscard]] std::optional<QByteArray> percentDecode(QByteArrayView text);

/// The fields of an application/x-www-form-urlencoded text (URL standard 5.1): "+" is a space.
/// Stricter than browsers: nothing when an escape is malformed or a result is not valid UTF-8.
[[nodiscard]] std::optional<FormFields> parseUrlForm(QByteArrayView text);

/// The first value of the field @p name in @p fields; names are exact.
[[nodiscard]] std::optional<QByteArray> formValue(const FormFields &fields, QByteArrayView name);

} // namespace heliograph
