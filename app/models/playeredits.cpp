// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playeredits.h"

namespace heliograph {

void PlayerEdits::replace(const PlayerLine &line, const QByteArray &block)
{
    RowEdit edit = m_edits.of(line.row);
    if (line.isInserted())
        edit.before[line.inserted].bytes = block;
    else
        edit.replacement = block;
    change(line.row, edit);
}

void PlayerEdits::revert(const PlayerLine &line)
{
    RowEdit edit = m_edits.of(line.row);
    if (line.isInserted())
        edit.before.removeAt(line.inserted);
    else
        edit.replacement.reset();
    change(line.row, edit);
}

void PlayerEdits::setSkipped(const PlayerLine &line, bool isSkipped)
{
    RowEdit edit = m_edits.of(line.row);
    if (line.isInserted() && isSkipped)
        edit.before.removeAt(line.inserted);
    else if (!line.isInserted())
        edit.isSkipped = isSkipped;
    change(line.row, edit);
}

void PlayerEdits::insertBefore(const PlayerLine &line, const QList<QByteArray> &blocks)
{
    RowEdit edit = m_edits.of(line.row);
    qsizetype place = line.isInserted() ? line.inserted : edit.before.size();
    for (const QByteArray &block : blocks)
        edit.before.insert(place++, InsertedBlock{block, std::nullopt});
    change(line.row, edit);
}

void PlayerEdits::clear()
{
    m_edits = {};
    m_saved = {};
    m_done.clear();
    m_undone.clear();
    Q_EMIT cleared();
}

void PlayerEdits::undo()
{
    if (canUndo())
        m_undone.append(put(m_done.takeLast()));
}

void PlayerEdits::redo()
{
    if (canRedo())
        m_done.append(put(m_undone.takeLast()));
}

void PlayerEdits::change(quint64 row, const RowEdit &edit)
{
    if (edit == m_edits.of(row))
        return;
    m_undone.clear();
    m_done.append(put({row, edit}));
}

/// Returns the step that takes this one back.
PlayerEdits::Step PlayerEdits::put(const Step &step)
{
    Step back{step.row, m_edits.of(step.row)};
    m_edits.set(step.row, step.edit);
    Q_EMIT rowChanged(step.row, back.edit);
    return back;
}

} // namespace heliograph
