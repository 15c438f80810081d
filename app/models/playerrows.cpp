// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playerrows.h"

#include <algorithm>

namespace heliograph {

PlayerRows::PlayerRows(quint64 rows, const RecordingEdits &edits) : m_rows(rows)
{
    for (const quint64 row : edits.rows()) {
        const auto count = static_cast<quint64>(edits.of(row).before.size());
        if (count == 0 || row > rows)
            continue;
        m_insertions.push_back({row, count, m_inserted});
        m_inserted += count;
    }
}

PlayerLine PlayerRows::at(quint64 line) const
{
    // The last place at or before the line where something was inserted.
    const auto after = std::upper_bound(m_insertions.cbegin(), m_insertions.cend(), line,
                                        [](quint64 wanted, const Insertion &insertion) {
                                            return wanted < insertion.row + insertion.before;
                                        });
    if (after == m_insertions.cbegin())
        return {line};
    const Insertion &here = *std::prev(after);
    const quint64 place = line - (here.row + here.before);
    if (place < here.count)
        return {here.row, static_cast<int>(place)};
    return {line - here.before - here.count};
}

quint64 PlayerRows::lineOf(quint64 row) const
{
    const auto after = std::upper_bound(
        m_insertions.cbegin(), m_insertions.cend(), row,
        [](quint64 wanted, const Insertion &insertion) { return wanted < insertion.row; });
    if (after == m_insertions.cbegin())
        return row;
    const Insertion &here = *std::prev(after);
    return row + here.before + here.count;
}

quint64 PlayerRows::firstLineOf(quint64 row) const
{
    const auto here = std::lower_bound(
        m_insertions.cbegin(), m_insertions.cend(), row,
        [](const Insertion &insertion, quint64 wanted) { return insertion.row < wanted; });
    if (here != m_insertions.cend() && here->row == row)
        return row + here->before;
    return lineOf(row);
}

} // namespace heliograph
