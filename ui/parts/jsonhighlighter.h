// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace heliograph {

/// Colours JSON in the theme's colours, line by line. Text that does not begin like an object or
/// array, and documents past 200,000 characters, stay plain. The `${...}` of templates stand out in
/// any text.
class JsonHighlighter final : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit JsonHighlighter(QTextDocument *document);

    /// Whether `${...}` means something.
    void setMarksTemplates(bool marks);
    [[nodiscard]] bool marksTemplates() const { return m_marksTemplates; }

protected:
    void highlightBlock(const QString &text) override;

private:
    void paintJson(const QString &text);
    void paintTemplates(const QString &text);
    [[nodiscard]] bool looksLikeJson() const;
    qsizetype paintString(const QString &text, qsizetype from);
    qsizetype paintWord(const QString &text, qsizetype from);

    bool m_marksTemplates = true;
};

} // namespace heliograph
