// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/bytetext.h"

#include "app/core/say.h"
#include "app/models/readable.h"

namespace heliograph {

namespace {

constexpr qsizetype perLine = 8;

QChar visible(char c)
{
    const auto byte = static_cast<uchar>(c);
    if (c == '\n')
        return QChar(u'\u21b5'); // these two arrows are in more fonts than their symbols
    if (c == '\r')
        return QChar(u'\u2190');
    if (byte < 0x20)
        return QChar(char16_t(0x2400 + byte)); // SYMBOL FOR NULL and its successors
    if (byte == 0x7f)
        return QChar(u'\u2421');
    return byte < 0x7f ? QChar(char16_t(byte)) : QChar(u'\u00b7');
}

} // namespace

QString byteText(const QByteArray &bytes, qsizetype most)
{
    const qsizetype shown = std::min(bytes.size(), most);
    QString text;
    text.reserve(shown * 5);
    for (qsizetype at = 0; at < shown; at += perLine) {
        const QByteArray line = bytes.mid(at, std::min(perLine, shown - at));
        const QString hex = QString::fromLatin1(line.toHex(' '));
        text += QStringLiteral("%1  %2  ").arg(at, 4, 16, QLatin1Char('0')).arg(hex, -24);
        for (const char c : line)
            text += visible(c);
        text += u'\n';
    }
    if (shown < bytes.size()) {
        text +=
            say("\u2026 and %1 more bytes").arg(readable::number(quint64(bytes.size() - shown)));
    }
    return text;
}

} // namespace heliograph
