// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/lines.h"

#include <algorithm>
#include <cstring>

namespace heliograph {

namespace {

qsizetype find(QByteArrayView bytes, char wanted, qsizetype from)
{
    const auto length = static_cast<size_t>(bytes.size() - from);
    const void *found = length > 0 ? std::memchr(bytes.data() + from, wanted, length) : nullptr;
    return found ? static_cast<const char *>(found) - bytes.data() : bytes.size();
}

} // namespace

qsizetype LineEnds::next(qsizetype from)
{
    if (m_cr < from)
        m_cr = find(m_bytes, '\r', from);
    if (m_lf < from)
        m_lf = find(m_bytes, '\n', from);
    return std::min(m_cr, m_lf);
}

QByteArrayView LineReader::readLine()
{
    m_start = m_next;
    const qsizetype end = m_ends.next(m_start);
    m_next = end + 1;
    if (m_next < m_bytes.size() && m_bytes[end] == '\r' && m_bytes[m_next] == '\n')
        ++m_next;
    return m_bytes.sliced(m_start, end - m_start);
}

FieldLine splitField(QByteArrayView line)
{
    const qsizetype colon = find(line, ':', 0);
    if (colon == line.size())
        return {line, {}, false};
    const bool space = colon + 1 < line.size() && line[colon + 1] == ' ';
    return {line.first(colon), line.sliced(colon + (space ? 2 : 1)), true};
}

} // namespace heliograph
