// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/recording/recordingformat.h"

#include <QList>
#include <QMap>

namespace heliograph {

/// A block somebody put into a recording.
struct InsertedBlock {
    QByteArray bytes; ///< one whole block
    /// Since the start, kept between its neighbours; absent: with the block it stands before, at
    /// the end with the last one.
    std::optional<std::chrono::microseconds> at;

    bool operator==(const InsertedBlock &) const = default;
};

/// When @p block is played between a block at @p before and one at @p next.
[[nodiscard]] std::chrono::microseconds timeOf(const InsertedBlock &block,
                                               std::chrono::microseconds before,
                                               std::chrono::microseconds next);

/// What is changed about one row of a recording.
struct RowEdit {
    QList<InsertedBlock> before; ///< are played before it, in order
    std::optional<QByteArray> replacement; ///< one whole block, played instead of it, at its time
    bool isSkipped = false; ///< it is not played (what stands before it is)

    [[nodiscard]] bool isEmpty() const { return before.isEmpty() && !replacement && !isSkipped; }
    bool operator==(const RowEdit &) const = default;
};

/// Changes laid over a recording, whose file stays as it is: what the player plays and "save as"
/// writes. A value; copies are cheap. A row is that of RecordedBlock; the one after the last takes
/// what is put at the end.
class RecordingEdits {
public:
    [[nodiscard]] bool isEmpty() const { return m_rows.isEmpty(); }
    [[nodiscard]] RowEdit of(quint64 row) const { return m_rows.value(row); }
    void set(quint64 row, const RowEdit &edit);

    void replace(quint64 row, const QByteArray &block);
    void skip(quint64 row, bool isSkipped = true);
    void insertBefore(quint64 row, const InsertedBlock &block);

    /// Rows that are changed, rising.
    [[nodiscard]] QList<quint64> rows() const { return m_rows.keys(); }

    bool operator==(const RecordingEdits &) const = default;

private:
    QMap<quint64, RowEdit> m_rows; ///< none is empty
};

} // namespace heliograph
