// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <chrono>
#include <optional>

namespace heliograph {

/// A recording is a plain event-stream file (WHATWG HTML 9.2.5) whose comments carry the timing, so
/// that any SSE parser reads it, and people and diff do too:
///
///     : heliograph recording 1
///     : source http://127.0.0.1:8080/events
///     : started 2026-11-21T10:12:13.456789Z
///
///     : at 0.000000
///     id: 1
///     data: {"a":1}
///
///     : at 4.200000
///     : heliograph note connection lost: the server closed it
///
/// - The head is the first block. A file that does not begin with its first line is an event stream
///   as curl saves it: a recording without times, whose comments are its own.
/// - Each block after the head begins with its time, `: at SECONDS` since the start, never going
///   back; then come its bytes as they were on the stream: line ends, comments and unknown fields
///   kept, a BOM at the stream's beginning dropped. Only the first line of a block is read as its
///   time, so that a stream's own `: at` comments stay what they are. A block without a time (added
///   by hand) comes right after the one before.
/// - A block that holds nothing but comments and begins with `: heliograph note` says what happened
///   on the connection. It is not played.
/// - Line ends may be LF, CRLF or CR; blank lines between blocks mean nothing.
namespace RecordingFormat {

constexpr int version = 1;

/// Of one block, its time line included. A larger one is a fault.
constexpr qsizetype maxBlockBytes = qsizetype{64} * 1024 * 1024;

/// The latest time a block may have: more than thirty years.
constexpr std::chrono::seconds maxTime{1'000'000'000};

} // namespace RecordingFormat

/// What the head of a recording says.
struct RecordingHead {
    int version = RecordingFormat::version; ///< 0: a plain event stream, which has no head
    QByteArray source; ///< where the stream came from, UTF-8; empty: unknown
    std::optional<std::chrono::microseconds> started; ///< of time zero, since the Unix epoch

    [[nodiscard]] bool isPlainStream() const { return version == 0; }

    bool operator==(const RecordingHead &) const = default;
};

/// One block of a recording.
struct RecordedBlock {
    quint64 row = 0; ///< its place among the blocks that are played, from 0; of a note, the next
    std::chrono::microseconds at{}; ///< since the start; where the file gives none, worked out
    QByteArray bytes; ///< one whole block, the blank line included, without the time line
    bool isNote = false; ///< is not played
    bool dispatches = false; ///< is an event: has a data line
    qint64 line = 1; ///< of its first line (the time's, if it has one), from 1
    qint64 offset = 0; ///< of the same, in bytes of the file

    /// What a note says, UTF-8.
    [[nodiscard]] QByteArray noteText() const;

    bool operator==(const RecordedBlock &) const = default;
};

/// Where a recording cannot be read any further. What stands before it can be played.
struct RecordingFault {
    qint64 line = 0; ///< from 1
    qint64 offset = 0; ///< in bytes of the file
    QString message; ///< "Line 1042: the time ... The 311 events before it can be played."

    bool operator==(const RecordingFault &) const = default;
};

namespace RecordingFormat {

/// The head's block, written with LF. Line breaks in the source become blanks.
[[nodiscard]] QByteArray writeHead(const RecordingHead &head);

/// @p at as "4.200000".
[[nodiscard]] QByteArray seconds(std::chrono::microseconds at);

/// The line `: at SECONDS` with its LF, to the microsecond.
[[nodiscard]] QByteArray timeLine(std::chrono::microseconds at);

/// The line `: heliograph note TEXT` with its LF; line breaks in @p text become blanks.
[[nodiscard]] QByteArray noteLine(const QString &text);

/// The value of a `: at` line, or nothing when @p line is none.
[[nodiscard]] std::optional<QByteArrayView> timeText(QByteArrayView line);

/// @p text as seconds, cut to the microsecond: digits and at most one point. Nothing when it is no
/// such number, or past maxTime.
[[nodiscard]] std::optional<std::chrono::microseconds> parseTime(QByteArrayView text);

} // namespace RecordingFormat

} // namespace heliograph
