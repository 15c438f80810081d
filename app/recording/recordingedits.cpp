// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingedits.h"

#include <algorithm>

namespace heliograph {

std::chrono::microseconds timeOf(const InsertedBlock &block, std::chrono::microseconds before,
                                 std::chrono::microseconds next)
{
    const bool isAtEnd = next == RecordingFormat::maxTime;
    const auto at = block.at.value_or(isAtEnd ? before : next);
    return std::clamp(at, before, std::max(before, next));
}

void RecordingEdits::set(quint64 row, const RowEdit &edit)
{
    if (edit.isEmpty())
        m_rows.remove(row);
    else
        m_rows.insert(row, edit);
}

void RecordingEdits::replace(quint64 row, const QByteArray &block)
{
    m_rows[row].replacement = block;
}

void RecordingEdits::skip(quint64 row, bool isSkipped)
{
    RowEdit edit = of(row);
    edit.isSkipped = isSkipped;
    set(row, edit);
}

void RecordingEdits::insertBefore(quint64 row, const InsertedBlock &block)
{
    m_rows[row].before.append(block);
}

} // namespace heliograph
