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
        InvalidUtf8, ///< bytes that decode to U+FFFD
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
    QList<QByteArray> comments; ///< comment lines, without the colon
    QByteArray raw; ///< the block's bytes as they came, blank line included
    quint64 offset = 0; ///< of its first byte in the stream, from 0
    QList<Finding> findings;

    bool operator==(const StreamItem &) const = default;
};

/// Bounds on what a stream may make the parser hold.
struct ParserLimits {
    qsizetype maxEventBytes = qsizetype{64} * 1024 * 1024;
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
    [[nodiscard]] QList<StreamItem> finish();

    /// Starts a new stream, keeping the last event ID (a reconnection does).
    void reset();

    [[nodiscard]] QByteArray lastEventId() const;
    void setLastEventId(const QByteArray &id);
};

/// The data of the first event in @p block, a complete block of wire bytes as EventWriter writes
/// or StreamItem::raw holds them: lines joined with LF, invalid UTF-8 left as it is.
[[nodiscard]] QByteArray dataOfBlock(QByteArrayView block);

} // namespace heliograph
