// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/eventparser.h"

#include "app/sse/blockdecoder.h"
#include "app/sse/lines.h"
#include "app/sse/utf8.h"

#include <algorithm>

namespace heliograph {

namespace {

/// How many bytes end the blank line that ends @p block: CRLF, or one of both.
qsizetype lineEndSize(QByteArrayView block)
{
    return block.endsWith("\r\n") ? 2 : 1;
}

} // namespace

EventParser::EventParser(ParserLimits limits) : m_limits(limits) { }

QList<StreamItem> EventParser::feed(QByteArrayView bytes)
{
    QList<StreamItem> items;
    bytes = takeLineFeed(takeBom(bytes), items);
    LineEnds ends(bytes);
    qsizetype block = 0;
    qsizetype line = 0;
    while (line < bytes.size()) {
        const qsizetype end = ends.next(line);
        if (end == bytes.size()) {
            m_lineEmpty = false;
            break;
        }
        const bool blank = m_lineEmpty && end == line;
        line = end + 1;
        m_lineEmpty = true;
        if (bytes[end] == '\r' && line == bytes.size())
            m_afterCr = true;
        else if (bytes[end] == '\r' && bytes[line] == '\n')
            ++line;
        if (!blank)
            continue;
        endBlock(bytes.sliced(block, line - block), items);
        block = line;
        m_blockOffset = m_offset + static_cast<quint64>(line);
    }
    hold(bytes.sliced(block), items);
    m_offset += static_cast<quint64>(bytes.size());
    return items;
}

QList<StreamItem> EventParser::finish()
{
    QList<StreamItem> items;
    if (!m_held.isEmpty() && !holdsOnlyBom()) {
        const qsizetype lines = std::max(m_held.lastIndexOf('\n'), m_held.lastIndexOf('\r')) + 1;
        const qsizetype skipped = std::min(lines, bomSize());
        StreamItem item = decodeBlock(QByteArrayView(m_held).sliced(skipped, lines - skipped),
                                      m_blockOffset + static_cast<quint64>(skipped), m_lastEventId);
        item.kind = StreamItem::Kind::Block;
        item.type.clear();
        item.data.clear();
        item.lastEventId = m_lastEventId;
        item.offset = m_blockOffset;
        item.raw = std::move(m_held);
        item.findings.append({Finding::Kind::UnfinishedEvent, m_blockOffset, {}});
        items.append(std::move(item));
    }
    forgetBlock();
    m_lineEmpty = true;
    return items;
}

void EventParser::reset()
{
    forgetBlock();
    m_offset = 0;
    m_blockOffset = 0;
    m_bomMatched = 0;
    m_atStart = true;
    m_lineEmpty = true;
    m_afterCr = false;
}

/// Holds a BOM back byte by byte until it is one, or is not (Encoding standard, "UTF-8 decode").
QByteArrayView EventParser::takeBom(QByteArrayView bytes)
{
    while (m_atStart && !bytes.isEmpty()) {
        if (bytes.front() != byteOrderMark[m_bomMatched]) {
            m_atStart = false;
            m_lineEmpty = m_bomMatched == 0;
            break;
        }
        m_held.append(bytes.front());
        bytes = bytes.sliced(1);
        ++m_offset;
        m_atStart = ++m_bomMatched < byteOrderMark.size();
    }
    return bytes;
}

/// Takes the LF of a CRLF that was split: the line has ended already.
QByteArrayView EventParser::takeLineFeed(QByteArrayView bytes, QList<StreamItem> &items)
{
    if (!m_afterCr || bytes.isEmpty())
        return bytes;
    m_afterCr = false;
    if (bytes.front() != '\n')
        return bytes;
    ++m_offset;
    if (!m_held.isEmpty())
        hold(bytes.first(1), items);
    else if (!m_discarding)
        ++m_blockOffset;
    return bytes.sliced(1);
}

/// Keeps @p bytes of a block that goes on.
void EventParser::hold(QByteArrayView bytes, QList<StreamItem> &items)
{
    if (m_discarding || bytes.isEmpty())
        return;
    if (m_held.size() + bytes.size() > m_limits.maxEventBytes) {
        items.append(tooLarge());
        forgetBlock();
        m_discarding = true;
    } else {
        m_held.append(bytes);
    }
}

/// Decodes the block that ends with @p rest, blank line included.
void EventParser::endBlock(QByteArrayView rest, QList<StreamItem> &items)
{
    const qsizetype lineEnd = lineEndSize(rest);
    const bool blank = rest.size() == lineEnd && (m_held.isEmpty() || holdsOnlyBom());
    if (m_discarding || blank)
        return forgetBlock();
    if (m_held.size() + rest.size() - lineEnd + 1 > m_limits.maxEventBytes) {
        items.append(tooLarge());
        return forgetBlock();
    }
    const qsizetype skipped = bomSize();
    QByteArray raw = m_held.isEmpty() ? rest.toByteArray() : takeHeld(rest);
    StreamItem item = decodeBlock(QByteArrayView(raw).sliced(skipped),
                                  m_blockOffset + static_cast<quint64>(skipped), m_lastEventId);
    item.raw = std::move(raw);
    item.offset = m_blockOffset;
    m_lastEventId = item.lastEventId;
    items.append(std::move(item));
}

/// The held block completed by @p rest, without the room it grew.
QByteArray EventParser::takeHeld(QByteArrayView rest)
{
    QByteArray raw = std::move(m_held);
    m_held = {};
    raw.append(rest);
    raw.squeeze();
    return raw;
}

qsizetype EventParser::bomSize() const
{
    return m_blockOffset == 0 && m_bomMatched == byteOrderMark.size() ? byteOrderMark.size() : 0;
}

bool EventParser::holdsOnlyBom() const
{
    return !m_held.isEmpty() && m_held.size() == bomSize();
}

StreamItem EventParser::tooLarge() const
{
    StreamItem item;
    item.lastEventId = m_lastEventId;
    item.offset = m_blockOffset;
    item.findings.append({Finding::Kind::EventTooLarge, m_blockOffset,
                          QByteArray::number(m_limits.maxEventBytes) + " bytes"});
    return item;
}

void EventParser::forgetBlock()
{
    m_held = {};
    m_discarding = false;
}

QByteArray dataOfBlock(QByteArrayView block)
{
    if (block.startsWith(byteOrderMark))
        block = block.sliced(byteOrderMark.size());
    QByteArray data;
    bool begun = false;
    LineReader reader(block);
    while (!reader.atEnd()) {
        const QByteArrayView line = reader.readLine();
        const FieldLine field = splitField(line);
        if (line.isEmpty() && begun)
            break;
        if (field.name != "data")
            continue;
        if (begun)
            data.append('\n');
        data.append(field.value);
        begun = true;
    }
    return data;
}

} // namespace heliograph
