// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/recording/recordingedits.h"
#include "app/recording/recordingprogress.h"
#include "app/recording/recordingreader.h"

#include <atomic>

namespace heliograph {

/// Bytes of a stream and when they came.
struct TimedBytes {
    std::chrono::microseconds at{};
    QByteArray bytes;
};

/// What was saved.
struct SavedRecording {
    quint64 events = 0;
    std::chrono::microseconds duration{};
    /// Of the recording that was copied: what stood before it was saved.
    std::optional<RecordingFault> fault;
};

/// Saves a finished list as a recording; @p file appears whole or stays as it was. Errors:
/// "write-failed".
[[nodiscard]] Result<SavedRecording> saveRecording(const QString &file, const RecordingHead &head,
                                                   const QList<TimedBytes> &stream);

/// Copies the recording @p from with @p edits to @p to, which may be the same file; it appears
/// whole or stays as it was. Notes are kept. Blocking and long for a large file: for a pool thread.
/// @p cancelled may be set from another thread. Errors: those of RecordingReader::open(),
/// "write-failed", "cancelled".
[[nodiscard]] Result<SavedRecording> saveEdited(const QString &from, const RecordingEdits &edits,
                                                const QString &to,
                                                RecordingReaderOptions options = {},
                                                const RecordingProgress &progress = {},
                                                const std::atomic_bool *cancelled = nullptr);

} // namespace heliograph
