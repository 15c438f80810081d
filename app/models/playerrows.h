// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/recording/recordingedits.h"

#include <vector>

namespace heliograph {

/// One line of the player's table.
struct PlayerLine {
    quint64 row = 0; ///< of the recording; of an inserted block, the row it stands before
    int inserted = -1; ///< its place among those inserted there; -1: it is the row itself

    [[nodiscard]] bool isInserted() const { return inserted >= 0; }
    bool operator==(const PlayerLine &) const = default;
};

/// Where the rows of a recording and the blocks inserted between them stand in one table. A value;
/// costs as much as there are rows with something inserted.
class PlayerRows {
public:
    PlayerRows() = default;
    PlayerRows(quint64 rows, const RecordingEdits &edits);

    [[nodiscard]] quint64 rows() const { return m_rows; } ///< of the recording
    [[nodiscard]] quint64 lines() const { return m_rows + m_inserted; }

    /// @p line is less than lines().
    [[nodiscard]] PlayerLine at(quint64 line) const;

    /// The line of the row itself, which may be rows(): the place after the last.
    [[nodiscard]] quint64 lineOf(quint64 row) const;

    /// The line of the first block inserted before @p row, or of the row itself.
    [[nodiscard]] quint64 firstLineOf(quint64 row) const;

private:
    struct Insertion {
        quint64 row = 0;
        quint64 count = 0;
        quint64 before = 0; ///< how many stand before the ones here
    };
    quint64 m_rows = 0;
    quint64 m_inserted = 0;
    std::vector<Insertion> m_insertions;
};

} // namespace heliograph
