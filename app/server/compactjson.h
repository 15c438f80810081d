// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace heliograph {

/// Members of a JSON object in order: decoded key, value as compact JSON.
using JsonMembers = QList<std::pair<QByteArray, QByteArray>>;

/// @p text as compact JSON that keeps what QJsonDocument loses, the order of keys and the text of
/// numbers; nothing when it is not JSON (RFC 8259), not UTF-8, or nested too deeply.
[[nodiscard]] std::optional<QByteArray> compactJson(QByteArrayView text);

/// The members of @p object, which compactJson() returned.
[[nodiscard]] JsonMembers jsonMembers(QByteArrayView object);

/// The elements of @p array, which compactJson() returned.
[[nodiscard]] QList<QByteArray> jsonElements(QByteArrayView array);

/// The UTF-8 that @p string, compact JSON with its quotes, stands for. A lone surrogate becomes
/// U+FFFD.
[[nodiscard]] QByteArray decodeJsonString(QByteArrayView string);

} // namespace heliograph
