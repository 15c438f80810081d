// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/blocks.h"

#include "app/sse/lines.h"

namespace heliograph {

namespace {

/// The end of the first block in @p bytes, its blank line included, or -1 when it has not ended.
/// A BOM at the very beginning of a stream does not make its line any less blank; it is not looked
/// for here, since these bytes may stand anywhere in a stream.
qsizetype endOfBlock(QByteArrayView bytes, qsizetype from, LineEnds &ends)
{
    for (qsizetype start = from; start < bytes.size();) {
        const qsizetype end = ends.next(start);
        if (end == bytes.size())
            return -1;
        const bool isCrLf = bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n';
        const qsizetype next = end + (isCrLf ? 2 : 1);
        if (end == start)
            return next;
        start = next;
    }
    return -1;
}

} // namespace

QList<QByteArray> splitBlocks(QByteArrayView bytes)
{
    QList<QByteArray> blocks;
    LineEnds ends(bytes);
    for (qsizetype from = 0; from < bytes.size();) {
        const qsizetype end = endOfBlock(bytes, from, ends);
        const qsizetype to = end < 0 ? bytes.size() : end;
        blocks.append(bytes.sliced(from, to - from).toByteArray());
        from = to;
    }
    return blocks;
}

bool isWholeBlock(QByteArrayView block)
{
    LineEnds ends(block);
    return !block.isEmpty() && endOfBlock(block, 0, ends) == block.size();
}

std::optional<QByteArray> idOfBlock(QByteArrayView block)
{
    std::optional<QByteArray> id;
    LineReader lines(block);
    while (!lines.atEnd()) {
        const FieldLine field = splitField(lines.readLine());
        if (field.name == "id" && !field.value.contains('\0'))
            id = field.value.toByteArray();
    }
    return id;
}

} // namespace heliograph
