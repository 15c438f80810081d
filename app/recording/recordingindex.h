// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/recording/recordingprogress.h"
#include "app/recording/recordingreader.h"

#include <atomic>
#include <memory>
#include <vector>

namespace heliograph {

/// Where the rows of a recording are: its totals, and every 1,024th row's place in the file, so
/// that any row or time is a short read away. A gigabyte of small events costs less than 1 MB.
/// Immutable, so that threads share it.
class RecordingIndex {
public:
    static constexpr quint64 step = 1024; ///< rows from one known place to the next

    /// Reads @p file from beginning to end: for a pool thread. A fault ends the index, not the
    /// building of it. @p cancelled may be set from another thread. Errors: those of
    /// RecordingReader::open(), "cancelled".
    [[nodiscard]] static Result<std::shared_ptr<const RecordingIndex>>
    build(const QString &file, RecordingReaderOptions options = {},
          const RecordingProgress &progress = {}, const std::atomic_bool *cancelled = nullptr);

    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] const RecordingHead &head() const { return m_head; }
    [[nodiscard]] quint64 rows() const { return m_rows; } ///< blocks that are played
    [[nodiscard]] quint64 events() const { return m_events; } ///< those that dispatch
    [[nodiscard]] std::chrono::microseconds duration() const { return m_duration; }
    [[nodiscard]] qint64 fileSize() const { return m_fileSize; }
    [[nodiscard]] const std::optional<RecordingFault> &fault() const { return m_fault; }
    [[nodiscard]] const RecordingReaderOptions &options() const { return m_options; }

    /// The known place at or before @p row.
    [[nodiscard]] const RecordingPosition &positionOf(quint64 row) const;

    /// The known place at or before the first row that is not before @p at.
    [[nodiscard]] const RecordingPosition &positionOf(std::chrono::microseconds at) const;

    /// The rows @p first to @p first + @p count - 1, or as many as there are and fit into 4 MiB
    /// (one at least). Opens the file and reads 1,024 rows at most before them: for a pool thread.
    /// Errors: "unreadable"; "changed", when the file is not what it was.
    [[nodiscard]] Result<QList<RecordedBlock>> readRows(quint64 first, qsizetype count) const;

    /// The first row that is not before @p at; rows() when there is none. As readRows().
    [[nodiscard]] Result<quint64> rowAt(std::chrono::microseconds at) const;

    /// Memory it holds, in bytes, roughly.
    [[nodiscard]] qsizetype footprint() const;

private:
    RecordingIndex() = default;
    [[nodiscard]] Result<std::unique_ptr<RecordingReader>>
    readerAt(const RecordingPosition &position) const;
    [[nodiscard]] Result<QList<RecordedBlock>> changed() const;

    QString m_file;
    RecordingReaderOptions m_options;
    RecordingHead m_head;
    quint64 m_rows = 0;
    quint64 m_events = 0;
    std::chrono::microseconds m_duration{};
    qint64 m_fileSize = 0;
    std::optional<RecordingFault> m_fault;
    std::vector<RecordingPosition> m_positions; ///< of the rows 0, step, 2 * step ...
};

} // namespace heliograph
