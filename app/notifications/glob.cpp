// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/glob.h"

namespace heliograph {

namespace {

/// Where the UTF-8 character at @p at ends.
qsizetype afterCharacter(QByteArrayView text, qsizetype at)
{
    ++at;
    while (at < text.size() && (static_cast<quint8>(text.at(at)) & 0xc0U) == 0x80U)
        ++at;
    return at;
}

} // namespace

bool Glob::matches(QByteArrayView text) const
{
    if (m_pattern.isEmpty())
        return true;
    // Only the last "*" is ever tried again, so the work is bounded by the product of the sizes.
    qsizetype star = -1;
    qsizetype retry = 0;
    qsizetype p = 0;
    qsizetype t = 0;
    while (t < text.size()) {
        const char c = p < m_pattern.size() ? m_pattern.at(p) : '\0';
        if (p < m_pattern.size() && c == '*') {
            star = p++;
            retry = t;
        } else if (p < m_pattern.size() && c == '?') {
            t = afterCharacter(text, t);
            ++p;
        } else if (p < m_pattern.size() && c == text.at(t)) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    while (p < m_pattern.size() && m_pattern.at(p) == '*')
        ++p;
    return p == m_pattern.size();
}

} // namespace heliograph
