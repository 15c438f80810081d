// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/jsonslice.h"

namespace heliograph::jsonslice {

namespace {

/// The place after the string that begins at @p at.
qsizetype endOfString(QByteArrayView text, qsizetype at)
{
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\')
            ++at;
    }
    return std::min(at + 1, text.size());
}

void newLine(QByteArray &out, int depth)
{
    out += '\n';
    out.append(depth * 2, ' ');
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

Kind kindOf(QByteArrayView value)
{
    switch (value.isEmpty() ? 'n' : value[0]) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    case 't':
    case 'f':
    case 'n':
        return Kind::Word;
    default:
        return Kind::Number;
    }
}

QList<Member> members(QByteArrayView value, qsizetype most)
{
    QList<Member> found;
    Member member;
    qsizetype start = 1;
    int depth = 0;
    const auto take = [&](qsizetype end) {
        member.value = value.sliced(start, end - start).trimmed();
        if (!member.value.isEmpty())
            found.append(member);
        member = {};
        start = end + 1;
    };
    for (qsizetype at = 1; at < value.size() && found.size() < most; ++at) {
        const char c = value[at];
        if (c == '"') {
            at = endOfString(value, at) - 1;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && depth-- == 0) {
            take(at);
            break;
        } else if (c == ',' && depth == 0) {
            take(at);
        } else if (c == ':' && depth == 0) {
            member.key = value.sliced(start, at - start).trimmed();
            start = at + 1;
        }
    }
    return found;
}

QByteArray pretty(QByteArrayView json)
{
    QByteArray out;
    out.reserve(json.size() * 2);
    int depth = 0;
    char before = 0; // the last character that is not blank
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (isBlank(c))
            continue;
        const bool closes = c == '}' || c == ']';
        if (closes && before != '{' && before != '[')
            newLine(out, --depth);
        else if (closes)
            --depth;
        else if (before == '{' || before == '[' || before == ',')
            newLine(out, depth);
        if (c == '"') {
            const qsizetype end = endOfString(json, at);
            out.append(json.sliced(at, end - at));
            at = end - 1;
        } else {
            out += c;
            if (c == ':')
                out += ' ';
            if (c == '{' || c == '[')
                ++depth;
        }
        before = c;
    }
    return out;
}

} // namespace heliograph::jsonslice
