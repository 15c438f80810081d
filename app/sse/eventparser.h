// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace heliograph {

/// Something a strict reader would want to know about the stream, at a byte of it.
struct Finding {
    enum class Kind : quint8 {
        UnknownField, ///< a field name 9.2.6 does not define; the line is ignored
        InvalidRetry, ///< a retry value that is not ASCII digits only; ignored
        NulInId, ///< an id with U+0000; ignored
        InvalidUtf8, ///< bytes that decode to U+FFFD; the first of each line
        UnfinishedEvent, ///< the stream ended inside an event; it is discarded
        EventTooLarge, ///< an event past ParserLimits::maxEventBytes; it is discarded
    };
    Kind kind{};
    quint64 offset = 0; ///< of the line's (or for InvalidUtf8, the sequence's) first byte, from 0
    QByteArray detail; ///< the field name or value at fault, cut to a readable length

    bool operator==(const Finding &) const = default;
};

/// What one block of lines meant, once its blank line (or its end) has come.
struct StreamItem {
    enum class Kind : quint8 {
        Event, ///< dispatched: type, data, lastEventId are set
        Block, ///< dispatched nothing: a comment, a retry, an id alone
    };
    Kind kind = Kind::Block;
    QByteArray type; ///< event type, "message" when the stream named none
    QByteArray data; ///< UTF-8, lines joined with LF, without the last
    QByteArray lastEventId; ///< the last event ID after this block
    std::optional<std::chrono::milliseconds> retry; ///< a reconnection time this block set
    QList<QByteArray> comments; ///< without the colon and one space; the first 10,000
    /// The block's bytes as they came, the blank line and a leading BOM included. Where a read
    /// ended between CR and LF of the blank line, without that LF: dispatch does not wait for it.
    QByteArray raw;
    quint64 offset = 0; ///< of its first byte in the stream, from 0
    QList<Finding> findings; ///< in stream order, the first 100

    bool operator==(const StreamItem &) const = default;
};

/// Bounds on what a stream may make the parser hold.
struct ParserLimits {
    qsizetype maxEventBytes = qsizetype{64} * 1024 * 1024; ///< of a block, line ends included
};

/// Incremental text/event-stream decoder (WHATWG HTML 9.2.6).
///
/// Feed bytes as they arrive; where they were split never matters. No I/O, no clock, not a QObject:
/// the same bytes always give the same items.
class EventParser {
public:
    explicit EventParser(ParserLimits limits = {});

    /// Decodes @p bytes and returns what they completed, in stream order.
    [[nodiscard]] QList<StreamItem> feed(QByteArrayView bytes);

    /// Ends the stream: an unfinished block is discarded and returned as a Block with its finding.
    /// Its id does not count; a retry line in it does, for that takes effect line by line.
    [[nodiscard]] QList<StreamItem> finish();

    /// Starts a new stream, keeping the last event ID (a reconnection does).
    void reset();

    [[nodiscard]] QByteArray lastEventId() const { return m_lastEventId; }
    void setLastEventId(const QByteArray &id) { m_lastEventId = id; }

private:
    [[nodiscard]] QByteArrayView takeBom(QByteArrayView bytes);
    [[nodiscard]] QByteArrayView takeLineFeed(QByteArrayView bytes, QList<StreamItem> &items);
    void hold(QByteArrayView bytes, QList<StreamItem> &items);
    void endBlock(QByteArrayView rest, QList<StreamItem> &items);
    [[nodiscard]] QByteArray takeHeld(QByteArrayView rest);
    [[nodiscard]] qsizetype bomSize() const;
    [[nodiscard]] bool holdsOnlyBom() const;
    [[nodiscard]] StreamItem tooLarge() const;
    void forgetBlock();

    ParserLimits m_limits;
    QByteArray m_lastEventId;
    QByteArray m_held; ///< bytes of the block that has not ended yet
    quint64 m_offset = 0; ///< of the next byte to be fed
    quint64 m_blockOffset = 0; ///< of the current block's first byte
    qsizetype m_bomMatched = 0; ///< how many bytes of a leading BOM have come
    bool m_atStart = true; ///< a BOM may still come
    bool m_lineEmpty = true; ///< the current line has no bytes so far
    bool m_afterCr = false; ///< the last byte fed was a CR, so that an LF belongs to it
    bool m_discarding = false; ///< the current block is past the limit
};

/// The data of the first event in @p block, a complete block of wire bytes as EventWriter writes
/// or StreamItem::raw holds them: lines joined with LF, invalid UTF-8 left as it is. A BOM at its
/// beginning is passed over.
[[nodiscard]] QByteArray dataOfBlock(QByteArrayView block);

} // namespace heliograph

Q_DECLARE_TYPEINFO(heliograph::Finding, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(heliograph::StreamItem, Q_RELOCATABLE_TYPE);
