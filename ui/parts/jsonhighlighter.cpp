// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/jsonhighlighter.h"

#include "ui/parts/highlightlimits.h"
#include "ui/theme/theme.h"

#include <QTextDocument>

namespace heliograph {

namespace {

/// Where the template that begins at @p from ends: behind the brace that closes it; -1: not in this
/// line. Good enough for colours; braces within strings are counted too.
qsizetype templateEnd(const QString &text, qsizetype from)
{
    int depth = 0;
    for (qsizetype at = from; at < text.size(); ++at) {
        depth += text.at(at) == u'{' ? 1 : text.at(at) == u'}' ? -1 : 0;
        if (depth == 0 && text.at(at) == u'}')
            return at + 1;
    }
    return -1;
}

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'+';
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document) : QSyntaxHighlighter(document) { }

bool JsonHighlighter::looksLikeJson() const
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString text = block.text().trimmed();
        if (!text.isEmpty())
            return text.startsWith(u'{') || text.startsWith(u'[');
    }
    return false;
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    if (text.size() > highlightlimits::longestLine
        || document()->characterCount() > highlightlimits::largestDocument)
        return;
    if (looksLikeJson())
        paintJson(text);
    if (m_marksTemplates)
        paintTemplates(text);
}

void JsonHighlighter::paintJson(const QString &text)
{
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

void JsonHighlighter::setMarksTemplates(bool marks)
{
    if (m_marksTemplates == marks)
        return;
    m_marksTemplates = marks;
    rehighlight();
}

void JsonHighlighter::paintTemplates(const QString &text)
{
    const QLatin1String begin("${");
    for (qsizetype at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 2)) {
        const qsizetype end = templateEnd(text, at);
        if (end < 0)
            return;
        setFormat(static_cast<int>(at), static_cast<int>(end - at),
                  theme::color(theme::Role::Accent));
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
