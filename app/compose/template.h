// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <tl/expected.hpp>

namespace heliograph {

/// A stretch of a text with templates.
struct TemplatePart {
    bool isExpression = false;
    QString text; ///< as it is sent, or the JavaScript between "${" and "}"
    qsizetype position = 0; ///< in the whole text, of "${" too; UTF-16 units
    qsizetype length = 0;

    bool operator==(const TemplatePart &) const = default;
};

/// Where a text with templates cannot be split.
struct TemplateError {
    QString message; ///< a sentence
    qsizetype position = 0;
    qsizetype length = 0;

    bool operator==(const TemplateError &) const = default;
};

/// Splits @p text into what is sent as it is and the `${...}` between. Where one ends is read as
/// JavaScript reads it: braces, strings, template literals, regular expressions and comments within
/// it count. Parts are never empty, except expressions; the error is that of a "${" without an end.
[[nodiscard]] tl::expected<QList<TemplatePart>, TemplateError> splitTemplate(const QString &text);

} // namespace heliograph
