// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sse/lines.h"

#include <QByteArray>

class QIODevice;

namespace heliograph {

/// Cuts the bytes of a device into blocks, each ended by its blank line (WHATWG HTML 9.2.6), and
/// counts lines and bytes. Holds one block and 64 KiB at most. Blank lines between blocks are
/// passed over.
class BlockScanner {
public:
    /// Why there is no further block.
    enum class Stop : quint8 {
        AtEnd,
        InsideBlock, ///< the bytes end before the block does: block() is what there is
        TooLarge, ///< it is larger than the bound
        Unreadable, ///< the device says why
    };

    /// @p device is borrowed.
    BlockScanner(QIODevice &device, qsizetype maxBlockBytes);

    /// Passes over a BOM; to be called at the beginning.
    void skipBom();

    /// The next bytes, @p most at most.
    [[nodiscard]] QByteArrayView peek(qsizetype most);

    /// Finds the next block; false when there is none, and stop() says why.
    [[nodiscard]] bool findBlock();

    /// The block that was found, its blank line included, until the next call.
    [[nodiscard]] QByteArrayView block() const
    {
        return QByteArrayView(m_buffer).sliced(m_start, m_next - m_start);
    }

    /// Goes past the block that was found.
    void pass();

    [[nodiscard]] Stop stop() const { return m_stop; }

    /// Where the block that was found begins, or the next one will: in bytes, and in lines from 1.
    [[nodiscard]] qint64 offset() const { return m_bufferOffset + m_start; }
    [[nodiscard]] qint64 line() const { return m_line; }

    /// Goes on from @p offset, where the line @p line begins.
    [[nodiscard]] bool seek(qint64 offset, qint64 line);

private:
    [[nodiscard]] bool findLineEnd();
    [[nodiscard]] bool fill();

    QIODevice &m_device;
    qsizetype m_maxBlockBytes;
    QByteArray m_buffer;
    LineEnds m_ends{QByteArrayView()}; ///< of m_buffer
    qint64 m_bufferOffset = 0; ///< of m_buffer in the device
    qsizetype m_start = 0; ///< of the block
    qsizetype m_lineStart = 0; ///< of the line that is looked at
    qsizetype m_scanned = 0; ///< there is no line end between m_lineStart and here
    qsizetype m_next = 0; ///< after the last line end found
    qint64 m_line = 1; ///< number of the block's first line
    qint64 m_lines = 0; ///< that have ended in the block
    bool m_atEnd = false;
    Stop m_stop = Stop::AtEnd;
};

} // namespace heliograph
