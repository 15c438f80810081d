// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBitArray>
#include <QSyntaxHighlighter>

namespace heliograph {

/// Colours JavaScript in the theme's colours, line by line. Template literals, with substitutions
/// in one another up to five deep, and comments go on over lines.
class JavaScriptHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit JavaScriptHighlighter(QTextDocument *document);

    /// For each character of @p block, whether it is code: no comment, string or regular
    /// expression. Brackets are matched among those alone.
    [[nodiscard]] static QBitArray codeColumns(const QTextBlock &block);

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace heliograph
