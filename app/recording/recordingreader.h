// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/recording/recordingformat.h"

#include <QIODevice>

#include <memory>

namespace heliograph {

/// From where a recording can be read on: the state of a reader between two blocks.
struct RecordingPosition {
    quint64 row = 0; ///< of the next block that is played
    quint64 events = 0; ///< how many of the rows before it are events
    qint64 offset = 0; ///< in bytes of the file
    qint64 line = 1;
    std::chrono::microseconds at{}; ///< of the block before

    bool operator==(const RecordingPosition &) const = default;
};

struct RecordingReaderOptions {
    /// Between a block without a time and the one before it.
    std::chrono::microseconds interval{0};
    qsizetype maxBlockBytes = RecordingFormat::maxBlockBytes;
};

/// Reads a recording block by block, however large the file is: holds one block and 64 KiB at most.
/// Any thread, one at a time.
class RecordingReader {
public:
    /// Opens @p file and reads its head. Errors: "unreadable"; "newer-version", when the file is of
    /// a version after RecordingFormat::version.
    [[nodiscard]] static Result<std::unique_ptr<RecordingReader>>
    open(const QString &file, RecordingReaderOptions options = {});

    /// The same from @p device, which is open for reading; @p name is what errors call it.
    [[nodiscard]] static Result<std::unique_ptr<RecordingReader>>
    open(std::unique_ptr<QIODevice> device, const QString &name,
         RecordingReaderOptions options = {});

    ~RecordingReader();

    [[nodiscard]] const RecordingHead &head() const;

    /// The next block, notes too; nothing at the end of the file or at a fault.
    [[nodiscard]] std::optional<RecordedBlock> next();

    /// Why next() gave nothing, when that was not the end of the file.
    [[nodiscard]] const std::optional<RecordingFault> &fault() const;

    [[nodiscard]] RecordingPosition position() const;

    /// Goes on from @p position, which this file's reader gave. A fault is forgotten. False when
    /// the device cannot seek there.
    [[nodiscard]] bool seek(const RecordingPosition &position);

    /// Of the file, in bytes, for progress; 0 when unknown.
    [[nodiscard]] qint64 size() const;

private:
    class Private;
    explicit RecordingReader(std::unique_ptr<Private> reader);

    std::unique_ptr<Private> m_reader;
};

} // namespace heliograph
