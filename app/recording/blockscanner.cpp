// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/blockscanner.h"

#include "app/sse/utf8.h"

#include <QIODevice>

#include <algorithm>
#include <array>

namespace heliograph {

namespace {

constexpr qsizetype chunk = qsizetype{64} * 1024;
constexpr qsizetype leastBound = 1024; // room to peek

} // namespace

BlockScanner::BlockScanner(QIODevice &device, qsizetype maxBlockBytes)
    : m_device(device), m_maxBlockBytes(std::max(maxBlockBytes, leastBound))
{
}

void BlockScanner::skipBom()
{
    if (peek(byteOrderMark.size()) == byteOrderMark)
        m_start = m_lineStart = m_scanned = m_next = byteOrderMark.size();
}

QByteArrayView BlockScanner::peek(qsizetype most)
{
    while (m_buffer.size() - m_start < most && fill()) { }
    return QByteArrayView(m_buffer).sliced(m_start, std::min(most, m_buffer.size() - m_start));
}

bool BlockScanner::findBlock()
{
    while (findLineEnd()) {
        const bool isBlank = m_scanned == m_lineStart;
        const bool isEmptyBlock = m_lineStart == m_start;
        m_lineStart = m_scanned = m_next;
        ++m_lines;
        if (isBlank && !isEmptyBlock) {
            if (m_next - m_start <= m_maxBlockBytes)
                return true;
            m_stop = Stop::TooLarge;
            return false;
        }
        if (isBlank)
            pass();
    }
    m_next = m_buffer.size();
    if (m_stop == Stop::AtEnd && m_next > m_start)
        m_stop = Stop::InsideBlock;
    return false;
}

void BlockScanner::pass()
{
    m_start = m_next;
    m_line += m_lines;
    m_lines = 0;
}

bool BlockScanner::seek(qint64 offset, qint64 line)
{
    if (!m_device.seek(offset))
        return false;
    m_buffer.clear();
    m_ends = LineEnds(m_buffer);
    m_bufferOffset = offset;
    m_start = m_lineStart = m_scanned = m_next = 0;
    m_line = line;
    m_lines = 0;
    m_atEnd = false;
    m_stop = Stop::AtEnd;
    return true;
}

/// Finds the end of the line at m_lineStart: it is at m_scanned then, and m_next after it.
bool BlockScanner::findLineEnd()
{
    for (;;) {
        m_scanned = m_ends.next(m_scanned);
        if (m_scanned == m_buffer.size()) {
            if (!fill())
                return false;
            continue;
        }
        m_next = m_scanned + 1;
        if (m_buffer[m_scanned] == '\r') {
            // Whether an LF follows must be known.
            if (m_next == m_buffer.size() && fill())
                continue;
            if (m_stop != Stop::AtEnd)
                return false;
            m_next = m_scanned + 1; // filling moves things
            if (m_next < m_buffer.size() && m_buffer[m_next] == '\n')
                ++m_next;
        }
        return true;
    }
}

/// Reads on, and drops what was passed; false when there is no more, or it may not be held.
bool BlockScanner::fill()
{
    if (m_atEnd)
        return false;
    if (m_buffer.size() - m_start >= m_maxBlockBytes) {
        m_stop = Stop::TooLarge;
        return false;
    }
    std::array<char, chunk> bytes; // NOLINT(*-member-init): it is read into
    const qint64 got = m_device.read(bytes.data(), chunk);
    if (got <= 0) {
        m_atEnd = true;
        if (got < 0 && !m_device.isSequential())
            m_stop = Stop::Unreadable;
        return false;
    }
    m_buffer.remove(0, m_start);
    if (m_buffer.size() < chunk && m_buffer.capacity() > 16 * chunk)
        m_buffer.squeeze(); // a large block was here
    m_bufferOffset += m_start;
    m_lineStart -= m_start;
    m_scanned -= m_start;
    m_next -= m_start;
    m_start = 0;
    m_buffer.append(bytes.data(), static_cast<qsizetype>(got));
    m_ends = LineEnds(m_buffer);
    return true;
}

} // namespace heliograph
