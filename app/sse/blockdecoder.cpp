// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/blockdecoder.h"

#include "app/sse/lines.h"
#include "app/sse/utf8.h"

#include <algorithm>
#include <limits>

namespace heliograph {

namespace {

using namespace std::chrono;

// A hostile block must not cost many times its size in notes about it; raw holds everything.
constexpr qsizetype maxComments = 10'000;
constexpr qsizetype maxFindings = 100;
constexpr qsizetype maxDetail = 64;
constexpr qsizetype slack = 4096; // room grown for many lines and not worth keeping

QByteArray cut(QByteArrayView bytes)
{
    return bytes.first(std::min(bytes.size(), maxDetail)).toByteArray();
}

/// A reconnection time, or nothing unless @p value is ASCII digits only. Values past what
/// milliseconds can count become the greatest.
std::optional<milliseconds> parseRetry(QByteArrayView value)
{
    constexpr auto greatest = std::numeric_limits<milliseconds::rep>::max();
    milliseconds::rep number = 0;
    for (const char digit : value) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        const milliseconds::rep step = digit - '0';
        number = number > (greatest - step) / 10 ? greatest : number * 10 + step;
    }
    return value.isEmpty() ? std::nullopt : std::optional(milliseconds{number});
}

/// The buffers of 9.2.6 for one block.
class BlockDecoder {
public:
    BlockDecoder(quint64 offset, const QByteArray &lastEventId) : m_offset(offset)
    {
        m_item.offset = offset;
        m_item.lastEventId = lastEventId;
    }

    StreamItem decode(QByteArrayView lines)
    {
        const bool wellFormed = Utf8::firstInvalid(lines) < 0;
        LineReader reader(lines);
        while (!reader.atEnd()) {
            const QByteArrayView line = reader.readLine();
            m_lineOffset = m_offset + static_cast<quint64>(reader.lineStart());
            if (wellFormed)
                takeLine(line);
            else
                takeUncheckedLine(line);
        }
        return dispatch();
    }

private:
    void takeUncheckedLine(QByteArrayView line)
    {
        const qsizetype bad = Utf8::firstInvalid(line);
        if (bad < 0)
            return takeLine(line);
        const QByteArrayView culprit = line.sliced(bad, std::min<qsizetype>(4, line.size() - bad));
        note(Finding::Kind::InvalidUtf8, m_lineOffset + static_cast<quint64>(bad),
             culprit.toByteArray().toHex(' '));
        takeLine(Utf8::replaceInvalid(line));
    }

    void takeLine(QByteArrayView line)
    {
        const FieldLine field = splitField(line);
        if (line.isEmpty())
            return;
        if (field.isComment())
            takeComment(field.value);
        else if (field.name == "data")
            takeData(field.value);
        else if (field.name == "event")
            m_item.type = field.value.toByteArray();
        else if (field.name == "id")
            takeId(field.value);
        else if (field.name == "retry")
            takeRetry(field.value);
        else
            note(Finding::Kind::UnknownField, m_lineOffset, cut(field.name));
    }

    void takeComment(QByteArrayView text)
    {
        if (m_item.comments.size() < maxComments)
            m_item.comments.append(text.toByteArray());
    }

    void takeData(QByteArrayView value)
    {
        if (!m_hasData)
            m_item.data = value.toByteArray();
        else
            m_item.data.append('\n').append(value);
        m_hasData = true;
    }

    void takeId(QByteArrayView value)
    {
        if (value.contains('\0'))
            note(Finding::Kind::NulInId, m_lineOffset, cut(value));
        else
            m_item.lastEventId = value.toByteArray();
    }

    void takeRetry(QByteArrayView value)
    {
        if (const auto retry = parseRetry(value))
            m_item.retry = retry;
        else
            note(Finding::Kind::InvalidRetry, m_lineOffset, cut(value));
    }

    void note(Finding::Kind kind, quint64 offset, const QByteArray &detail)
    {
        if (m_item.findings.size() < maxFindings)
            m_item.findings.append({kind, offset, detail});
    }

    StreamItem dispatch()
    {
        static const QByteArray defaultType = QByteArrayLiteral("message");
        if (!m_hasData) {
            m_item.type.clear();
            return std::move(m_item);
        }
        m_item.kind = StreamItem::Kind::Event;
        if (m_item.type.isEmpty())
            m_item.type = defaultType;
        if (m_item.data.capacity() - m_item.data.size() > slack)
            m_item.data.squeeze();
        return std::move(m_item);
    }

    StreamItem m_item;
    quint64 m_offset;
    quint64 m_lineOffset = 0;
    bool m_hasData = false;
};

} // namespace

StreamItem decodeBlock(QByteArrayView lines, quint64 offset, const QByteArray &lastEventId)
{
    return BlockDecoder(offset, lastEventId).decode(lines);
}

} // namespace heliograph
