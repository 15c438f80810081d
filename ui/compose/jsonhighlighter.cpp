// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/jsonhighlighter.h"

#include "ui/theme/theme.h"

#include <QTextDocument>

namespace heliograph {

namespace {

constexpr int LargestDocument = 200'000; // characters
constexpr qsizetype LongestLine = 20'000;

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'+';
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document) : QSyntaxHighlighter(document) { }

bool JsonHighlighter::looksLikeJson() const
{
    if (document()->characterCount() > LargestDocument)
        return false;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString text = block.text().trimmed();
        if (!text.isEmpty())
            return text.startsWith(u'{') || text.startsWith(u'[');
    }
    return false;
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    if (text.size() > LongestLine || !looksLikeJson())
        return;
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text.at(at);
        if (c == u'"')
            at = paintString(text, at);
        else if (isWordCharacter(c))
            at = paintWord(text, at);
        else
            ++at;
    }
}

qsizetype JsonHighlighter::paintString(const QString &text, qsizetype from)
{
    qsizetype end = from + 1;
    while (end < text.size() && text.at(end) != u'"')
        end += text.at(end) == u'\\' ? 2 : 1;
    end = qMin(end + 1, text.size());
    qsizetype after = end;
    while (after < text.size() && text.at(after).isSpace())
        ++after;
    const bool isKey = after < text.size() && text.at(after) == u':';
    setFormat(static_cast<int>(from), static_cast<int>(end - from),
              theme::color(isKey ? theme::Role::QuietText : theme::Role::Good));
    return end;
}

qsizetype JsonHighlighter::paintWord(const QString &text, qsizetype from)
{
    qsizetype end = from;
    while (end < text.size() && isWordCharacter(text.at(end)))
        ++end;
    setFormat(static_cast<int>(from), static_cast<int>(end - from),
              theme::color(theme::Role::Warning));
    return end;
}

} // namespace heliograph
