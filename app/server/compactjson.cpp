// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/compactjson.h"

#include "app/core/ascii.h"
#include "app/server/urlform.h"

#include <QString>

#include <algorithm>

namespace heliograph {

namespace {

/// Strict JSON (RFC 8259) that keeps what QJsonDocument loses: the order of keys and the text of
/// numbers. Values stay compact text; only strings are decoded, when asked.
class JsonScanner {
public:
    using Members = QList<std::pair<QByteArray, QByteArray>>; ///< decoded key, compact value

    explicit JsonScanner(QByteArrayView text) : m_text(text) { }

    /// The whole text as one compact value, or nothing when it is not JSON.
    std::optional<QByteArray> compact()
    {
        QByteArray out;
        const bool ok = value(out, 0);
        skipBlanks();
        return ok && m_at == m_text.size() ? std::optional(out) : std::nullopt;
    }

    /// The members of @p object, which compact() returned.
    static Members members(QByteArrayView object)
    {
        JsonScanner scanner(object);
        Members result;
        for (++scanner.m_at; scanner.peek() != '}'; scanner.take(',')) {
            QByteArray key;
            QByteArray item;
            scanner.string(key);
            scanner.take(':');
            scanner.value(item, 1);
            result.emplaceBack(decode(key), item);
        }
        return result;
    }

    /// The elements of @p array, which compact() returned.
    static QList<QByteArray> elements(QByteArrayView array)
    {
        JsonScanner scanner(array);
        QList<QByteArray> result;
        for (++scanner.m_at; scanner.peek() != ']'; scanner.take(',')) {
            QByteArray item;
            scanner.value(item, 1);
            result.append(item);
        }
        return result;
    }

    /// The UTF-8 a JSON string, quotes included, stands for. A lone surrogate becomes U+FFFD.
    static QByteArray decode(QByteArrayView string)
    {
        QByteArray out;
        out.reserve(string.size());
        for (qsizetype i = 1; i + 1 < string.size(); ++i) {
            if (string[i] != '\\') {
                out += string[i];
            } else if (string[++i] == 'u') {
                char32_t code = unit(string.sliced(i + 1));
                i += 4;
                if (QChar::isHighSurrogate(code) && string.sliced(i + 1).startsWith("\\u")) {
                    const char32_t low = unit(string.sliced(i + 3));
                    if (QChar::isLowSurrogate(low)) {
                        code = QChar::surrogateToUcs4(char16_t(code), char16_t(low));
                        i += 6;
                    }
                }
                out += QString::fromUcs4(QChar::isSurrogate(code) ? U"\uFFFD" : &code, 1).toUtf8();
            } else {
                out += plainEscape(string[i]);
            }
        }
        return out;
    }

private:
    static constexpr int maxDepth = 200;

    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool take(char c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    void skipBlanks()
    {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++m_at;
    }

    bool value(QByteArray &out, int depth)
    {
        skipBlanks();
        switch (peek()) {
        case '{':
            return container(out, '}', depth);
        case '[':
            return container(out, ']', depth);
        case '"':
            return string(out);
        case 't':
            return word(out, "true");
        case 'f':
            return word(out, "false");
        case 'n':
            return word(out, "null");
        default:
            return number(out);
        }
    }

    bool container(QByteArray &out, char close, int depth)
    {
        if (depth >= maxDepth)
            return false;
        out += m_text[m_at++];
        skipBlanks();
        for (bool first = true; !take(close); first = false) {
            if (!first) {
                if (!take(','))
                    return false;
                out += ',';
            }
            if ((close == '}' && !key(out)) || !value(out, depth + 1))
                return false;
            skipBlanks();
        }
        out += close;
        return true;
    }

    bool key(QByteArray &out)
    {
        skipBlanks();
        if (peek() != '"' || !string(out))
            return false;
        skipBlanks();
        out += ':';
        return take(':');
    }

    bool string(QByteArray &out)
    {
        const qsizetype begin = m_at++;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '"') {
                out += m_text.sliced(begin, m_at - begin);
                return true;
            }
            if ((c >= '\0' && c < ' ') || (c == '\\' && !escape()))
                return false;
        }
        return false;
    }

    bool escape()
    {
        const char c = peek();
        ++m_at;
        if (c != 'u')
            return c != '\0' && QByteArrayView("\"\\/bfnrt").contains(c);
        const QByteArrayView digits = m_text.sliced(qMin(m_at, m_text.size()));
        m_at += 4;
        const auto isHex = [](char d) {
            return isDigit(d) || (d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F');
        };
        return digits.size() >= 4 && std::all_of(digits.begin(), digits.begin() + 4, isHex);
    }

    bool word(QByteArray &out, QByteArrayView text)
    {
        if (!m_text.sliced(m_at).startsWith(text))
            return false;
        m_at += text.size();
        out += text;
        return true;
    }

    bool digits()
    {
        const qsizetype begin = m_at;
        while (isDigit(peek()))
            ++m_at;
        return m_at > begin;
    }

    bool number(QByteArray &out)
    {
        const qsizetype begin = m_at;
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            std::ignore = take('+') || take('-');
            if (!digits())
                return false;
        }
        out += m_text.sliced(begin, m_at - begin);
        return true;
    }

    static char32_t unit(QByteArrayView digits)
    {
        return char32_t(digits.first(4).toByteArray().toUInt(nullptr, 16));
    }

    static char plainEscape(char c)
    {
        switch (c) {
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        default:
            return c;
        }
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

std::optional<QByteArray> compactJson(QByteArrayView text)
{
    return JsonScanner(text).compact();
}

JsonMembers jsonMembers(QByteArrayView object)
{
    return JsonScanner::members(object);
}

QList<QByteArray> jsonElements(QByteArrayView array)
{
    return JsonScanner::elements(array);
}

QByteArray decodeJsonString(QByteArrayView string)
{
    return JsonScanner::decode(string);
}

} // namespace heliograph
