// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/playerrows.h"

#include <QObject>

namespace heliograph {

/// The changes somebody lays over a recording, with undo and redo. GUI thread.
class PlayerEdits final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const RecordingEdits &edits() const { return m_edits; }

    /// What is played for the block at @p line instead of what stood there.
    void replace(const PlayerLine &line, const QByteArray &block);

    /// Takes a replacement back; takes an inserted block out.
    void revert(const PlayerLine &line);

    /// An inserted block that shall not be played is taken out.
    void setSkipped(const PlayerLine &line, bool isSkipped);

    /// Puts @p blocks before the block at @p line, in order: one step to undo.
    void insertBefore(const PlayerLine &line, const QList<QByteArray> &blocks);

    /// Forgets every change, and how to undo them.
    void clear();

    [[nodiscard]] bool canUndo() const { return !m_done.isEmpty(); }
    [[nodiscard]] bool canRedo() const { return !m_undone.isEmpty(); }
    void undo();
    void redo();

    /// Whether there are changes that were not saved.
    [[nodiscard]] bool isModified() const { return m_edits != m_saved; }
    void setSaved(const RecordingEdits &edits) { m_saved = edits; }

Q_SIGNALS:
    /// What is changed about @p row is other than @p before.
    void rowChanged(quint64 row, const heliograph::RowEdit &before);
    void cleared();

private:
    struct Step {
        quint64 row = 0;
        RowEdit edit; ///< what to put there
    };
    void change(quint64 row, const RowEdit &edit);
    [[nodiscard]] Step put(const Step &step);

    RecordingEdits m_edits;
    RecordingEdits m_saved;
    QList<Step> m_done;
    QList<Step> m_undone;
};

} // namespace heliograph
