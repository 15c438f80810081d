// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsontext.h"

#include "app/core/say.h"
#include "app/json/jsonreader.h"

#include <QLocale>

#include <algorithm>

namespace heliograph {

namespace {

qsizetype utf16Size(QByteArrayView utf8)
{
    qsizetype units = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0U) != 0x80)
            units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
}

bool isBegin(JsonKind kind)
{
    return kind == JsonKind::ObjectBegin || kind == JsonKind::ArrayBegin;
}

bool isEnd(JsonKind kind)
{
    return kind == JsonKind::ObjectEnd || kind == JsonKind::ArrayEnd;
}

void newLine(QByteArray &out, qsizetype depth)
{
    out += '\n';
    out.append(2 * depth, ' ');
}

} // namespace

JsonPlace jsonPlace(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::min(offset, text.size()));
    const QByteArrayView line = before.sliced(before.lastIndexOf('\n') + 1);
    return {before.count('\n') + 1, utf16Size(line) + 1, utf16Size(before)};
}

QString JsonTextError::sentence() const
{
    const QLocale locale;
    return say("Line %1, column %2: %3")
        .arg(locale.toString(place.line), locale.toString(place.column), message);
}

JsonTextError jsonTextError(QByteArrayView text, const JsonFault &fault)
{
    JsonTextError error;
    error.message = fault.message;
    error.offset = fault.offset;
    error.length = fault.length;
    error.place = jsonPlace(text, fault.offset);
    error.positions = utf16Size(text.sliced(fault.offset, fault.length));
    return error;
}

std::optional<JsonTextError> checkJson(QByteArrayView text, const JsonOptions &options)
{
    JsonReader reader(text, options);
    for (;;) {
        const JsonKind kind = reader.next().kind;
        if (kind == JsonKind::End)
            return {};
        if (kind == JsonKind::Fault)
            return jsonTextError(text, reader.fault());
    }
}

tl::expected<QByteArray, JsonTextError> formatJson(QByteArrayView text, const JsonOptions &options)
{
    JsonReader reader(text, options);
    QByteArray out;
    out.reserve(std::min(2 * text.size(), options.mostBytes));
    JsonKind before = JsonKind::End;
    for (;;) {
        const JsonLexeme lexeme = reader.next();
        if (lexeme.kind == JsonKind::End)
            return out;
        if (lexeme.kind == JsonKind::Fault)
            return tl::unexpected(jsonTextError(text, reader.fault()));
        const bool closesSome = isEnd(lexeme.kind) && !isBegin(before);
        if (closesSome)
            newLine(out, reader.depth());
        else if (before == JsonKind::Comma || (isBegin(before) && !isEnd(lexeme.kind)))
            newLine(out, reader.depth() - (isBegin(lexeme.kind) ? 1 : 0));
        else if (before == JsonKind::Colon)
            out += ' ';
        out += reader.text(lexeme);
        before = lexeme.kind;
        if (out.size() > options.mostBytes)
            return tl::unexpected(jsonTextError(
                text,
                {say("indented, the text would be larger than %1 bytes; leave it as it is.")
                     .arg(QLocale().toString(options.mostBytes)),
                 lexeme.offset, lexeme.length}));
    }
}

tl::expected<QByteArray, JsonTextError> minifyJson(QByteArrayView text, const JsonOptions &options)
{
    JsonReader reader(text, options);
    QByteArray out;
    out.reserve(text.size());
    for (;;) {
        const JsonLexeme lexeme = reader.next();
        if (lexeme.kind == JsonKind::End)
            return out;
        if (lexeme.kind == JsonKind::Fault)
            return tl::unexpected(jsonTextError(text, reader.fault()));
        out += reader.text(lexeme);
    }
}

} // namespace heliograph
