// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/utf8.h"

#include <cstring>

namespace heliograph {

namespace {

/// What stands at one place: how many bytes, and whether they are a well-formed sequence.
struct Span {
    qsizetype length = 1;
    bool valid = false;
};

/// What may follow a lead byte (Encoding standard 9.1, "UTF-8 decoder").
struct Lead {
    int continuations = 0; ///< 0: not a lead byte
    uchar lower = 0x80; ///< bounds of the first continuation byte
    uchar upper = 0xBF;
};

Lead leadOf(uchar byte)
{
    if (byte >= 0xC2 && byte <= 0xDF)
        return {1};
    if (byte >= 0xE0 && byte <= 0xEF)
        return {2, byte == 0xE0 ? uchar{0xA0} : uchar{0x80},
                byte == 0xED ? uchar{0x9F} : uchar{0xBF}};
    if (byte >= 0xF0 && byte <= 0xF4)
        return {3, byte == 0xF0 ? uchar{0x90} : uchar{0x80},
                byte == 0xF4 ? uchar{0x8F} : uchar{0xBF}};
    return {};
}

/// The sequence, or the maximal ill-formed subpart, at @p at; @p at is not ASCII.
Span spanAt(QByteArrayView bytes, qsizetype at)
{
    Lead lead = leadOf(static_cast<uchar>(bytes[at]));
    if (lead.continuations == 0)
        return {};
    for (qsizetype length = 1; length <= lead.continuations; ++length) {
        if (at + length >= bytes.size())
            return {length, false};
        const auto byte = static_cast<uchar>(bytes[at + length]);
        if (byte < lead.lower || byte > lead.upper)
            return {length, false};
        lead.lower = 0x80;
        lead.upper = 0xBF;
    }
    return {lead.continuations + 1, true};
}

/// The first byte at or after @p at that is not ASCII, eight at a time.
qsizetype skipAscii(QByteArrayView bytes, qsizetype at)
{
    constexpr quint64 highBits = 0x8080808080808080U;
    while (at + qsizetype{sizeof(quint64)} <= bytes.size()) {
        quint64 word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        if ((word & highBits) != 0)
            break;
        at += qsizetype{sizeof word};
    }
    while (at < bytes.size() && static_cast<uchar>(bytes[at]) < 0x80)
        ++at;
    return at;
}

} // namespace

qsizetype Utf8::firstInvalid(QByteArrayView bytes, qsizetype from)
{
    for (qsizetype at = skipAscii(bytes, from); at < bytes.size(); at = skipAscii(bytes, at)) {
        const Span span = spanAt(bytes, at);
        if (!span.valid)
            return at;
        at += span.length;
    }
    return -1;
}

QByteArray Utf8::replaceInvalid(QByteArrayView bytes)
{
    QByteArray text;
    text.reserve(bytes.size());
    qsizetype at = 0;
    for (qsizetype bad = firstInvalid(bytes); bad >= 0; bad = firstInvalid(bytes, at)) {
        text.append(bytes.sliced(at, bad - at)).append("\xEF\xBF\xBD");
        at = bad + spanAt(bytes, bad).length;
    }
    return text.append(bytes.sliced(at));
}

} // namespace heliograph
