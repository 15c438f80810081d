// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>

namespace heliograph {

/// Finds line ends (CR, LF) from left to right. The whole of a long buffer is read once per kind
/// of end, however many lines it holds.
class LineEnds {
public:
    explicit LineEnds(QByteArrayView bytes) : m_bytes(bytes) { }

    /// Where the first CR or LF at or after @p from stands, or the size. @p from never goes back.
    [[nodiscard]] qsizetype next(qsizetype from);

private:
    QByteArrayView m_bytes;
    qsizetype m_cr = -1;
    qsizetype m_lf = -1;
};

/// Reads complete or unfinished lines from a buffer, ended by CRLF, LF, CR or the end of it.
class LineReader {
public:
    explicit LineReader(QByteArrayView bytes) : m_bytes(bytes), m_ends(bytes) { }

    [[nodiscard]] bool atEnd() const { return m_next >= m_bytes.size(); }

    /// The next line without its end.
    [[nodiscard]] QByteArrayView readLine();

    /// Where the line last read begins.
    [[nodiscard]] qsizetype lineStart() const { return m_start; }

    /// Where the next one does, or the end.
    [[nodiscard]] qsizetype nextStart() const { return std::min(m_next, m_bytes.size()); }

private:
    QByteArrayView m_bytes;
    LineEnds m_ends;
    qsizetype m_start = 0;
    qsizetype m_next = 0;
};

/// A line taken apart (WHATWG HTML 9.2.6): the name before the first colon and the value after it
/// without one leading space. A comment's name is empty.
struct FieldLine {
    QByteArrayView name;
    QByteArrayView value;
    bool hasColon = false;

    [[nodiscard]] bool isComment() const { return hasColon && name.isEmpty(); }
};

[[nodiscard]] FieldLine splitField(QByteArrayView line);

} // namespace heliograph
