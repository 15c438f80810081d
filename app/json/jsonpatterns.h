// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QRegularExpression>
#include <QString>

namespace heliograph {

/// Searches texts with the patterns of a schema, which are anybody's: how long pattern and text
/// may be, and how much a search may try, is bounded.
class JsonPatterns {
public:
    enum class Answer { Found, NotFound, Refused };

    /// Refused: the pattern is not understood or too large, or the search took too long.
    [[nodiscard]] Answer search(const QString &pattern, const QString &text);

private:
    QHash<QString, QRegularExpression> m_compiled;
};

} // namespace heliograph
