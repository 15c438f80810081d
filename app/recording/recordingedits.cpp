// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingedits.h"

namespace heliograph {

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
