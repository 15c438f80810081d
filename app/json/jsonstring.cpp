// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonstring.h"

#include "app/json/jsontokens.h"

namespace heliograph {

namespace {

char16_t hexValue(QByteArrayView digits)
{
    char16_t value = 0;
    for (const char c : digits) {
        const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        value = static_cast<char16_t>(value * 16 + digit);
    }
    return value;
}

char16_t escaped(char c)
{
    switch (c) {
    case 'b':
        return u'\b';
    case 'f':
        return u'\f';
    case 'n':
        return u'\n';
    case 'r':
        return u'\r';
    case 't':
        return u'\t';
    default:
        return static_cast<unsigned char>(c);
    }
}

void appendEscaped(QByteArray &out, char c)
{
    static constexpr char controls[] = "\b\f\n\r\t";
    static constexpr char letters[] = "bfnrt";
    if (c == '"' || c == '\\') {
        out += '\\';
        out += c;
        return;
    }
    if (static_cast<unsigned char>(c) >= 0x20) {
        out += c;
        return;
    }
    for (int i = 0; i < 5; ++i) {
        if (controls[i] == c) {
            out += '\\';
            out += letters[i];
            return;
        }
    }
    out += "\\u00" + QByteArray(1, c).toHex();
}

} // namespace

QString jsonStringValue(QByteArrayView literal, bool templates)
{
    if (literal.size() < 2)
        return {};
    const QByteArrayView text = literal.sliced(1, literal.size() - 2);
    JsonTemplates scan(text, templates);
    QString value;
    qsizetype from = 0; // of what is not yet taken
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = scan.endOf(at);
        if (end >= 0) {
            at = end;
            continue;
        }
        if (text[at] != '\\' || at + 1 >= text.size()) {
            ++at;
            continue;
        }
        value += QString::fromUtf8(text.sliced(from, at - from));
        const bool isCode = text[at + 1] == 'u' && at + 6 <= text.size();
        value += QChar(isCode ? hexValue(text.sliced(at + 2, 4)) : escaped(text[at + 1]));
        at += isCode ? 6 : 2;
        from = at;
    }
    return value + QString::fromUtf8(text.sliced(from));
}

QByteArray jsonStringLiteral(const QString &value, bool templates)
{
    const QByteArray text = value.toUtf8();
    JsonTemplates scan(text, templates);
    QByteArray out = "\"";
    out.reserve(text.size() + 2);
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = scan.endOf(at);
        if (end >= 0) {
            out += QByteArrayView(text).sliced(at, end - at);
            at = end;
        } else if (scan.beginsAt(at)) { // one that never ends is text, and is to stay so
            out += "\\u0024";
            ++at;
        } else {
            appendEscaped(out, text.at(at++));
        }
    }
    return out + '"';
}

QByteArray inertJson(QByteArray text)
{
    return text.replace("${", "\\u0024{"); // there is no dollar sign outside of JSON's strings
}

bool hasJsonTemplate(QByteArrayView text)
{
    JsonTemplates scan(text);
    for (qsizetype at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
        if (scan.endOf(at) >= 0)
            return true;
    }
    return false;
}

} // namespace heliograph
