// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/jscprivate.h"

#include <QString>

#include <optional>

namespace heliograph {

/// Why an expression has no value.
struct ExpressionError {
    QString message; ///< a sentence
    qsizetype position = -1; ///< of the fault in the expression, UTF-16 units; -1: all of it
    qsizetype length = 0;

    bool operator==(const ExpressionError &) const = default;
};

/// Where expressions go wrong, told in the terms of their own text.
namespace ExpressionFault {

/// What keeps @p source from being one expression, or nothing. Parses only.
[[nodiscard]] std::optional<ExpressionError> syntax(JSContextRef context, const QString &source);

/// The fault that @p message, the engine's, tells of; @p line and @p column (from 1; 0: unknown)
/// are where in @p source it was thrown.
[[nodiscard]] ExpressionError thrown(const QString &message, const QString &source, int line,
                                     int column);

/// @p source on one line and short enough for a sentence.
[[nodiscard]] QString excerpt(const QString &source);

} // namespace ExpressionFault

} // namespace heliograph
