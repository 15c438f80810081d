// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonpatterns.h"

namespace heliograph {

namespace {

constexpr qsizetype LongestPattern = 4096; // UTF-16 units
constexpr qsizetype LongestText = qsizetype{64} * 1024;

/// What ECMA-262 and PCRE write differently: \uHHHH, and $, which is the end and nothing before.
QString forPcre(const QString &pattern)
{
    // Limits of the search itself; a pattern cannot raise what an earlier one has set.
    QString out = QStringLiteral("(*LIMIT_MATCH=100000)(*LIMIT_DEPTH=2000)");
    bool inClass = false;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        const QChar c = pattern.at(at);
        const QChar after = at + 1 < pattern.size() ? pattern.at(at + 1) : QChar();
        if (c == u'\\' && after == u'u' && at + 6 <= pattern.size()) {
            out += QStringLiteral("\\x{%1}").arg(pattern.mid(at + 2, 4));
            at += 5;
        } else if (c == u'\\' && !after.isNull()) {
            out += c;
            out += after;
            ++at;
        } else if (c == u'$' && !inClass) {
            out += QLatin1String("\\z");
        } else {
            inClass = inClass ? c != u']' : c == u'[';
            out += c;
        }
    }
    return out;
}

} // namespace

JsonPatterns::Answer JsonPatterns::search(const QString &pattern, const QString &text)
{
    if (pattern.size() > LongestPattern || text.size() > LongestText)
        return Answer::Refused;
    auto compiled = m_compiled.constFind(pattern);
    if (compiled == m_compiled.cend())
        compiled = m_compiled.insert(pattern, QRegularExpression(forPcre(pattern)));
    if (!compiled->isValid())
        return Answer::Refused;
    const QRegularExpressionMatch match = compiled->match(text);
    if (!match.isValid())
        return Answer::Refused;
    return match.hasMatch() ? Answer::Found : Answer::NotFound;
}

} // namespace heliograph
