// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/recording/recordingformat.h"

#include <QIODevice>

namespace heliograph {

/// Writes a recording to a device as it comes; what is written can be read at any time, so that a
/// crash costs no more than what was not flushed. Has no timer: its owner calls flush() at least
/// once a second. Any thread, one at a time.
///
/// Errors are "write-failed": the disk is full, or the reader of a pipe went away. After one,
/// nothing more is written.
class RecordingWriter {
public:
    /// @p device is open for writing and borrowed; @p name is what errors call it.
    RecordingWriter(QIODevice &device, const QString &name);

    /// Writes the head; to be called first, once.
    Result<void> begin(const RecordingHead &head);

    /// Takes bytes of the stream that came at @p at. They may hold several blocks or a part of one:
    /// each block is written once it has ended, with the time of its end. A time before the last
    /// one counts as the last one. A BOM at the beginning, and after a note, is dropped.
    Result<void> append(std::chrono::microseconds at, QByteArrayView bytes);

    /// Writes what happened on the connection; what has come of a block that did not end is given
    /// up, and the note counts its bytes.
    Result<void> note(std::chrono::microseconds at, const QString &text);

    /// Ends the recording: notes an event that has not ended, and flushes.
    Result<void> finish(std::chrono::microseconds at);

    /// Hands what is buffered to the operating system.
    Result<void> flush();

    [[nodiscard]] quint64 events() const { return m_events; } ///< blocks that dispatch
    [[nodiscard]] quint64 blocks() const { return m_blocks; } ///< notes are not counted
    [[nodiscard]] quint64 bytes() const { return m_bytes; } ///< written to the device
    [[nodiscard]] std::chrono::microseconds duration() const { return m_last; } ///< the last time

    /// Bytes of a block that has not ended.
    [[nodiscard]] qsizetype pendingBytes() const { return m_pending.size(); }

private:
    Result<void> writeBlock(QByteArrayView block);
    Result<void> write(QByteArrayView bytes);
    Result<void> fail();
    [[nodiscard]] std::chrono::microseconds advance(std::chrono::microseconds at);

    QIODevice &m_device;
    QString m_name;
    std::optional<Error> m_error;
    QByteArray m_pending;
    bool m_isStreamStart = true; ///< a BOM that comes now is no part of the first event
    std::chrono::microseconds m_last{};
    quint64 m_events = 0;
    quint64 m_blocks = 0;
    quint64 m_bytes = 0;
};

} // namespace heliograph
