// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsontokens.h"

#include "app/core/ascii.h"
#include "app/core/say.h"

#include <QVarLengthArray>

#include <algorithm>

namespace heliograph {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// What numbers, words and misspelt words are made of.
bool isBare(char c)
{
    return isAlphaNumeric(c) || c == '_' || c == '+' || c == '-' || c == '.';
}

qsizetype digitsEnd(QByteArrayView text, qsizetype at, qsizetype end)
{
    while (at < end && isDigit(text[at]))
        ++at;
    return at;
}

/// Past the JavaScript string that begins at @p at; -1 when its line or the text ends before.
qsizetype endOfScriptString(QByteArrayView text, qsizetype at)
{
    const char quote = text[at];
    for (++at; at < text.size() && text[at] != '\n'; ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == quote)
            return at + 1;
    }
    return -1;
}

/// Past the comment that begins at @p at, or @p at when none does; -1 when it never ends.
qsizetype endOfComment(QByteArrayView text, qsizetype at)
{
    const char kind = at + 1 < text.size() ? text[at + 1] : '\0';
    if (kind == '/')
        return text.indexOf('\n', at);
    if (kind != '*')
        return at;
    const qsizetype end = text.indexOf("*/", at + 2);
    return end < 0 ? -1 : end + 2;
}

/// A character of four or more bytes is one to the reader too.
qsizetype characterLength(char lead)
{
    const auto code = static_cast<unsigned char>(lead);
    return code >= 0xf0 ? 4 : code >= 0xe0 ? 3 : code >= 0xc0 ? 2 : 1;
}

/// Past the template at the beginning of @p text; -1 when it does not end.
qsizetype endOfTemplate(QByteArrayView text)
{
    constexpr qsizetype mostNested = 200;
    QVarLengthArray<char, 32> open; // '{' of code, '`' of a template literal
    open.append('{');
    for (qsizetype at = 2; at >= 0 && at < text.size() && open.size() < mostNested;) {
        const char c = text[at];
        if (open.last() == '`') {
            const bool isCode = c == '$' && at + 1 < text.size() && text[at + 1] == '{';
            if (c == '`')
                open.removeLast();
            else if (isCode)
                open.append('{');
            at += isCode || c == '\\' ? 2 : 1;
        } else if (c == '"' || c == '\'') {
            at = endOfScriptString(text, at);
        } else if (c == '/') {
            const qsizetype end = endOfComment(text, at);
            at = end == at ? at + 1 : end;
        } else {
            if (c == '{' || c == '`')
                open.append(c);
            else if (c == '}')
                open.removeLast();
            ++at;
            if (open.isEmpty())
                return at;
        }
    }
    return -1;
}

} // namespace

qsizetype JsonTemplates::endOf(qsizetype at)
{
    if (!beginsAt(at) || m_budget <= 0)
        return -1;
    const qsizetype most = std::min(m_text.size() - at, m_budget);
    const qsizetype end = endOfTemplate(m_text.sliced(at, most));
    if (end < 0)
        m_budget -= most;
    return end < 0 ? -1 : at + end;
}

JsonTokens::JsonTokens(QByteArrayView text, bool templates)
    : m_text(text), m_templates(text, templates)
{
}

JsonLexeme JsonTokens::next()
{
    if (m_failed)
        return {JsonKind::Fault, m_fault.offset, m_fault.length};
    while (m_at < m_text.size() && isBlank(m_text.data()[m_at]))
        ++m_at;
    if (m_at == m_text.size())
        return {JsonKind::End, m_at, 0};
    switch (m_text.data()[m_at]) {
    case '{':
        return take(JsonKind::ObjectBegin, m_at + 1);
    case '}':
        return take(JsonKind::ObjectEnd, m_at + 1);
    case '[':
        return take(JsonKind::ArrayBegin, m_at + 1);
    case ']':
        return take(JsonKind::ArrayEnd, m_at + 1);
    case ':':
        return take(JsonKind::Colon, m_at + 1);
    case ',':
        return take(JsonKind::Comma, m_at + 1);
    case '"':
        return string();
    default:
        return bare();
    }
}

JsonLexeme JsonTokens::string()
{
    const qsizetype size = m_text.size();
    for (qsizetype at = m_at + 1; at < size;) {
        const char c = m_text.data()[at];
        if (c == '"')
            return take(JsonKind::String, at + 1);
        if (c == '\\') {
            if (!skipEscape(at))
                return {JsonKind::Fault, m_fault.offset, m_fault.length};
        } else if (m_templates.beginsAt(at)) {
            const qsizetype end = m_templates.endOf(at);
            if (end < 0)
                return failOpenTemplate(at);
            at = end;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            if (c == '\n' || c == '\r')
                return fail(say("a string ends on its line; write its line break as \\n, or close "
                                "it with a double quote."),
                            at);
            return fail(say("a control character stands in a string; write it as \\t or \\u0009."),
                        at);
        } else {
            ++at;
        }
    }
    return fail(say("this string is never closed; a double quote is missing."), m_at,
                std::min<qsizetype>(size - m_at, 80));
}

bool JsonTokens::skipEscape(qsizetype &place)
{
    switch (at(place + 1)) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        place += 2;
        return true;
    case 'u':
        for (int digit = 2; digit < 6; ++digit) {
            if (!isHexDigit(at(place + digit))) {
                fail(say("\\u takes four hexadecimal digits, such as \\u00e9."), place,
                     std::min<qsizetype>(digit, m_text.size() - place));
                return false;
            }
        }
        place += 6;
        return true;
    default:
        fail(say("there is no such escape in JSON; a backslash is written \\\\."), place,
             std::min(1 + characterLength(at(place + 1)), m_text.size() - place));
        return false;
    }
}

/// Never taken for text: blanks between tokens would then decide where a template ends.
JsonLexeme JsonTokens::failOpenTemplate(qsizetype at)
{
    return fail(say("this ${ is never closed; a } is missing."), at, 2);
}

/// A number, a word, a template, or a number with templates in it.
JsonLexeme JsonTokens::bare()
{
    qsizetype end = m_at;
    bool hasTemplate = false;
    for (;;) {
        if (end < m_text.size() && isBare(m_text.data()[end])) {
            ++end;
        } else if (m_templates.beginsAt(end)) {
            const qsizetype after = m_templates.endOf(end);
            if (after < 0)
                return failOpenTemplate(end);
            hasTemplate = true;
            end = after;
        } else {
            break;
        }
    }
    if (hasTemplate)
        return take(JsonKind::Template, end);
    const char first = at(m_at);
    if (end == m_at) {
        if (first == '\'')
            return fail(say("strings take double quotes."), m_at);
        if (first == '/' && (at(m_at + 1) == '/' || at(m_at + 1) == '*'))
            return fail(say("JSON has no comments; remove it."), m_at, 2);
        if (m_text.sliced(m_at).startsWith("\xef\xbb\xbf"))
            return fail(say("JSON begins without a byte order mark; remove it."), m_at, 3);
        const qsizetype length = std::min(characterLength(first), m_text.size() - m_at);
        return fail(say("“%1” is not part of JSON; remove it, or put it into a string.")
                        .arg(QString::fromUtf8(m_text.sliced(m_at, length))),
                    m_at, length);
    }
    if (isDigit(first) || first == '-' || first == '+' || first == '.')
        return number(end);
    return take(JsonKind::Word, end);
}

/// RFC 8259, 6: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
JsonLexeme JsonTokens::number(qsizetype end)
{
    const qsizetype length = end - m_at;
    if (at(m_at) == '+')
        return fail(say("a number begins without a plus sign."), m_at, length);
    qsizetype place = m_at + (at(m_at) == '-' ? 1 : 0);
    const qsizetype whole = digitsEnd(m_text, place, end);
    if (whole == place)
        return fail(say("a number begins with a digit, such as 0.5."), m_at, length);
    if (at(place) == '0' && whole - place > 1)
        return fail(say("a number begins without extra zeros."), m_at, length);
    place = whole;
    if (place < end && at(place) == '.') {
        const qsizetype fraction = digitsEnd(m_text, place + 1, end);
        if (fraction == place + 1)
            return fail(say("a digit is missing after the point of this number."), m_at, length);
        place = fraction;
    }
    if (place < end && (at(place) == 'e' || at(place) == 'E')) {
        ++place;
        if (place < end && (at(place) == '+' || at(place) == '-'))
            ++place;
        const qsizetype exponent = digitsEnd(m_text, place, end);
        if (exponent == place)
            return fail(say("a digit is missing in the exponent of this number."), m_at, length);
        place = exponent;
    }
    if (place != end)
        return fail(say("this is not a JSON number, such as 12, -0.5 or 1e3."), m_at, length);
    return take(JsonKind::Number, end);
}

JsonLexeme JsonTokens::take(JsonKind kind, qsizetype end)
{
    const JsonLexeme lexeme{kind, m_at, end - m_at};
    m_at = end;
    return lexeme;
}

JsonLexeme JsonTokens::fail(const QString &message, qsizetype offset, qsizetype length)
{
    m_failed = true;
    m_fault = {message, offset, length};
    return {JsonKind::Fault, offset, length};
}

} // namespace heliograph
