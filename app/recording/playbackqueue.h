// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/recording/recordingedits.h"

#include <deque>

namespace heliograph {

/// One block that is due, or will be.
struct PlayedBlock {
    quint64 row = 0; ///< of the recording; of an inserted block, the row it stands before
    bool isInserted = false;
    bool dispatches = false;
    std::chrono::microseconds at{}; ///< its time in the recording
    QByteArray bytes; ///< one whole block: to be published as it is

    bool operator==(const PlayedBlock &) const = default;
};

/// What of an edited recording comes next: blocks read ahead, with the edits laid over them as late
/// as possible, so that an edit counts up to the moment its block is due.
class PlaybackQueue {
public:
    /// Forgets what was read; @p row is the next one, @p last the time of the one before.
    void restart(quint64 row, std::chrono::microseconds last);

    void setEdits(const RecordingEdits &edits);

    /// The next row of the recording; notes are dropped.
    void push(RecordedBlock block);

    /// There are no more rows.
    void end() { m_hasEnded = true; }

    /// Whether more should be read ahead: up to 1,000 rows and 4 MiB, or one.
    [[nodiscard]] bool wantsMore() const;

    /// What is played next, or nothing: at the end, or as long as it was not read.
    [[nodiscard]] std::optional<PlayedBlock> peek() const;

    /// Goes past what peek() told, or past a row that is skipped.
    void pass();

    /// Whether the next row is not played, and nothing before it is left.
    [[nodiscard]] bool isAtSkipped() const;

    [[nodiscard]] bool isAtEnd() const;

    [[nodiscard]] quint64 row() const { return m_row; }
    [[nodiscard]] int inserted() const { return m_inserted; } ///< played before that row

    /// The time of what was played last.
    [[nodiscard]] std::chrono::microseconds last() const { return m_last; }

private:
    [[nodiscard]] bool hasInserted() const;

    std::deque<RecordedBlock> m_ahead; ///< from m_row on
    qsizetype m_bytes = 0; ///< of m_ahead
    bool m_hasEnded = false;
    RecordingEdits m_edits;
    RowEdit m_edit; ///< of m_row
    quint64 m_row = 0;
    int m_inserted = 0;
    std::chrono::microseconds m_last{};
};

} // namespace heliograph
