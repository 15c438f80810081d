// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/rawtext.h"

#include "app/core/say.h"
#include "app/sse/utf8.h"

#include <algorithm>

namespace heliograph {

namespace {

int hexDigit(QChar c)
{
    const char16_t unit = c.unicode();
    if (unit >= u'0' && unit <= u'9')
        return unit - u'0';
    if (unit >= u'a' && unit <= u'f')
        return unit - u'a' + 10;
    return unit >= u'A' && unit <= u'F' ? unit - u'A' + 10 : -1;
}

/// Reads the escapes of one text, from left to right.
class RawTextReader {
public:
    explicit RawTextReader(QStringView text) : m_text(text) { }

    tl::expected<QByteArray, RawTextError> read()
    {
        while (m_at < m_text.size()) {
            const qsizetype escape = m_text.indexOf(u'\\', m_at);
            const qsizetype end = escape < 0 ? m_text.size() : escape;
            m_bytes += m_text.sliced(m_at, end - m_at).toUtf8();
            m_at = end;
            if (escape >= 0 && !readEscape())
                return tl::unexpected(m_error);
        }
        return std::move(m_bytes);
    }

private:
    bool readEscape()
    {
        const QChar kind = m_at + 1 < m_text.size() ? m_text.at(m_at + 1) : QChar();
        switch (kind.unicode()) {
        case u'n':
            return take('\n');
        case u'r':
            return take('\r');
        case u't':
            return take('\t');
        case u'0':
            return take('\0');
        case u'\\':
            return take('\\');
        case u'x':
            return readByte();
        case u'u':
            return readCharacter();
        default:
            return refuse(
                say("There is no such escape. Use \\n \\r \\t \\0 \\\\ \\xHH or \\u{H…}."), 2);
        }
    }

    bool take(char byte)
    {
        m_bytes += byte;
        m_at += 2;
        return true;
    }

    bool readByte()
    {
        const int high = digitAt(m_at + 2);
        const int low = digitAt(m_at + 3);
        if (high < 0 || low < 0)
            return refuse(say("\\x takes two hexadecimal digits, such as \\x0a."), 4);
        m_bytes += static_cast<char>(high * 16 + low);
        m_at += 4;
        return true;
    }

    bool readCharacter()
    {
        constexpr int mostDigits = 6;
        qsizetype at = m_at + 3;
        char32_t code = 0;
        int digits = 0;
        for (; digitAt(at) >= 0 && digits < mostDigits; ++at, ++digits)
            code = code * 16 + static_cast<char32_t>(digitAt(at));
        const bool isEnclosed = m_at + 2 < m_text.size() && m_text.at(m_at + 2) == u'{'
            && at < m_text.size() && m_text.at(at) == u'}';
        if (!isEnclosed || digits == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
            return refuse(say("\\u takes a character's code point in braces, such as \\u{1f600}."),
                          at - m_at + 1);
        // Not fromUcs4(), which takes a byte order mark for one.
        m_bytes += QStringView(QChar::fromUcs4(code)).toUtf8();
        m_at = at + 1;
        return true;
    }

    [[nodiscard]] int digitAt(qsizetype at) const
    {
        return at < m_text.size() ? hexDigit(m_text.at(at)) : -1;
    }

    bool refuse(const QString &message, qsizetype length)
    {
        m_error = {message, m_at, std::min(length, m_text.size() - m_at)};
        return false;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    QByteArray m_bytes;
    RawTextError m_error;
};

void appendByte(QString &text, char byte)
{
    switch (byte) {
    case '\n':
        text += u'\n';
        return;
    case '\r':
        text += QLatin1String("\\r");
        return;
    case '\t':
        text += QLatin1String("\\t");
        return;
    case '\\':
        text += QLatin1String("\\\\");
        return;
    default:
        break;
    }
    const auto code = static_cast<unsigned char>(byte);
    if (code >= 0x20 && code < 0x7f)
        text += QLatin1Char(byte);
    else
        text += QStringLiteral("\\x%1").arg(code, 2, 16, QLatin1Char('0'));
}

/// Whether @p text, one character, cannot be seen in an editor or is changed by it: controls,
/// separators, marks without width, what is no character.
bool isHidden(const QString &text)
{
    const char32_t code = text.toUcs4().value(0);
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

} // namespace

tl::expected<QByteArray, RawTextError> rawBytes(const QString &text)
{
    return RawTextReader(text).read();
}

QString rawText(const QByteArray &bytes)
{
    QString text;
    qsizetype at = 0;
    while (at < bytes.size()) {
        const auto lead = static_cast<unsigned char>(bytes.at(at));
        if (lead < 0x80) {
            appendByte(text, bytes.at(at++));
            continue;
        }
        const qsizetype length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        const QByteArrayView one =
            QByteArrayView(bytes).sliced(at, std::min(length, bytes.size() - at));
        if (Utf8::firstInvalid(one) >= 0) {
            appendByte(text, bytes.at(at++));
            continue;
        }
        // Behind another character, for a byte order mark at the beginning would be dropped.
        const QString character = QString::fromUtf8('x' + one.toByteArray()).mid(1);
        if (isHidden(character))
            text += QStringLiteral("\\u{%1}").arg(character.toUcs4().value(0), 0, 16);
        else
            text += character;
        at += one.size();
    }
    return text;
}

} // namespace heliograph
