// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace heliograph {

/// What the string @p literal, with its quotes, stands for. With @p templates each `${...}` in it
/// stays as it is written, for it is JavaScript, whatever quotes it holds.
[[nodiscard]] QString jsonStringValue(QByteArrayView literal, bool templates = true);

/// The string literal of @p value: only quotes, backslashes and control characters escaped, and
/// with @p templates nothing in `${...}`; a `${` that never ends is escaped then. A lone surrogate
/// becomes U+FFFD.
[[nodiscard]] QByteArray jsonStringLiteral(const QString &value, bool templates = true);

/// Plain JSON @p text, which knows no templates, written so that nothing in it is taken for one.
[[nodiscard]] QByteArray inertJson(QByteArray text);

/// Whether `${...}` stands in @p text.
[[nodiscard]] bool hasJsonTemplate(QByteArrayView text);

} // namespace heliograph
