// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonvalue.h"

#include "app/core/say.h"
#include "app/json/jsonnumber.h"
#include "app/json/jsonreader.h"
#include "app/json/jsonstring.h"

#include <QMap>

#include <algorithm>

namespace heliograph {

namespace {

/// Builds a tree. As deep as the reader lets it.
class TreeBuilder {
public:
    TreeBuilder(QByteArrayView text, const JsonOptions &options, qsizetype mostValues)
        : m_reader(text, options), m_templates(options.templates), m_left(mostValues)
    {
    }

    tl::expected<JsonValue, JsonTextError> build()
    {
        JsonValue value;
        const bool isBuilt = take(m_reader.next(), value) && isAtEnd();
        if (isBuilt)
            return value;
        const JsonFault fault = m_left < 0 ? m_tooMany : m_reader.fault();
        return tl::unexpected(jsonTextError(m_reader.text(), fault));
    }

private:
    bool isAtEnd() { return m_reader.next().kind == JsonKind::End; }

    bool take(const JsonLexeme &lexeme, JsonValue &value)
    {
        if (--m_left < 0) {
            m_tooMany = {say("there are too many values from here "
                             "on to look at them all."),
                         lexeme.offset, lexeme.length};
            return false;
        }
        value.offset = lexeme.offset;
        switch (lexeme.kind) {
        case JsonKind::ObjectBegin:
            value.kind = JsonValue::Kind::Object;
            return takeMembers(value);
        case JsonKind::ArrayBegin:
            value.kind = JsonValue::Kind::Array;
            return takeItems(value);
        case JsonKind::Fault:
        case JsonKind::End:
            return false;
        default:
            value.kind = kindOf(lexeme);
            value.text = m_reader.text(lexeme).toByteArray();
            value.length = lexeme.length;
            return true;
        }
    }

    bool takeMembers(JsonValue &object)
    {
        for (JsonLexeme lexeme = m_reader.next(); !isEnd(lexeme, object);
             lexeme = m_reader.next()) {
            if (lexeme.kind == JsonKind::Comma)
                continue;
            if (lexeme.kind == JsonKind::Fault || m_reader.next().kind == JsonKind::Fault)
                return false; // the colon
            JsonMember &member = object.members.emplace_back();
            member.nameText = m_reader.text(lexeme).toByteArray();
            member.name = jsonStringValue(member.nameText, m_templates);
            if (!take(m_reader.next(), member.value))
                return false;
        }
        return true;
    }

    bool takeItems(JsonValue &array)
    {
        for (JsonLexeme lexeme = m_reader.next(); !isEnd(lexeme, array); lexeme = m_reader.next()) {
            if (lexeme.kind == JsonKind::Comma)
                continue;
            if (!take(lexeme, array.items.emplace_back()))
                return false;
        }
        return true;
    }

    /// Whether @p lexeme closes @p value, which then has its length.
    static bool isEnd(const JsonLexeme &lexeme, JsonValue &value)
    {
        value.length = lexeme.end() - value.offset;
        return lexeme.kind == JsonKind::ObjectEnd || lexeme.kind == JsonKind::ArrayEnd;
    }

    [[nodiscard]] JsonValue::Kind kindOf(const JsonLexeme &lexeme) const
    {
        switch (lexeme.kind) {
        case JsonKind::String:
            return JsonValue::Kind::String;
        case JsonKind::Number:
            return JsonValue::Kind::Number;
        case JsonKind::Template:
            return JsonValue::Kind::Template;
        default:
            return m_reader.text(lexeme) == "null" ? JsonValue::Kind::Null
                                                   : JsonValue::Kind::Boolean;
        }
    }

    JsonReader m_reader;
    bool m_templates;
    qsizetype m_left;
    JsonFault m_tooMany;
};

void append(QByteArray &out, const JsonValue &value)
{
    char before = value.isObject() ? '{' : '[';
    if (value.isObject()) {
        for (const JsonMember &member : value.members) {
            out += before + member.nameText + ':';
            append(out, member.value);
            before = ',';
        }
        out += value.members.empty() ? "{}" : "}";
    } else if (value.isArray()) {
        for (const JsonValue &item : value.items) {
            out += before;
            append(out, item);
            before = ',';
        }
        out += value.items.empty() ? "[]" : "]";
    } else {
        out += value.text;
    }
}

void appendCanonical(QByteArray &out, const JsonValue &value);

void appendSorted(QByteArray &out, const JsonValue &object)
{
    QMap<QString, const JsonValue *> sorted; // of a name that comes twice the last
    for (const JsonMember &member : object.members)
        sorted.insert(member.name, &member.value);
    out += '{';
    for (auto it = sorted.cbegin(); it != sorted.cend(); ++it) {
        out += jsonStringLiteral(it.key(), false) + ':';
        appendCanonical(out, **it);
        out += ',';
    }
    out += '}';
}

void appendCanonical(QByteArray &out, const JsonValue &value)
{
    switch (value.kind) {
    case JsonValue::Kind::Number:
        out += JsonNumber(value.text).canonical();
        break;
    case JsonValue::Kind::String:
        out += value.text.contains('\\') ? jsonStringLiteral(value.string(), false) : value.text;
        break;
    case JsonValue::Kind::Object:
        appendSorted(out, value);
        break;
    case JsonValue::Kind::Array:
        out += '[';
        for (const JsonValue &item : value.items) {
            appendCanonical(out, item);
            out += ',';
        }
        out += ']';
        break;
    default:
        out += value.text;
    }
}

QString unescaped(QStringView token)
{
    return token.toString()
        .replace(QLatin1String("~1"), QLatin1String("/"))
        .replace(QLatin1String("~0"), QLatin1String("~"));
}

} // namespace

QString JsonValue::string() const
{
    return isString() ? jsonStringValue(text) : QString();
}

const JsonValue *JsonValue::member(QStringView name) const
{
    const auto found = std::find_if(members.rbegin(), members.rend(),
                                    [name](const JsonMember &one) { return one.name == name; });
    return found == members.rend() ? nullptr : &found->value;
}

const JsonValue *JsonValue::at(QStringView pointer) const
{
    if (pointer.isEmpty())
        return this;
    if (!pointer.startsWith(u'/'))
        return nullptr;
    const JsonValue *value = this;
    for (const QStringView token : pointer.sliced(1).tokenize(u'/')) {
        if (value->isArray()) {
            bool isNumber = false;
            const std::size_t index = token.toULongLong(&isNumber);
            value = isNumber && index < value->items.size() ? &value->items[index] : nullptr;
        } else {
            value = value->member(unescaped(token));
        }
        if (!value)
            return nullptr;
    }
    return value;
}

tl::expected<JsonValue, JsonTextError> parseJson(QByteArrayView text, const JsonOptions &options,
                                                 qsizetype mostValues)
{
    return TreeBuilder(text, options, mostValues).build();
}

QByteArray toJsonText(const JsonValue &value)
{
    QByteArray out;
    append(out, value);
    return out;
}

QByteArray canonicalJson(const JsonValue &value)
{
    QByteArray out;
    appendCanonical(out, value);
    return out;
}

QString jsonPointer(const QString &pointer, QStringView token)
{
    return pointer + u'/'
        + token.toString()
              .replace(QLatin1String("~"), QLatin1String("~0"))
              .replace(QLatin1String("/"), QLatin1String("~1"));
}

QString jsonPointer(const QString &pointer, qsizetype index)
{
    return pointer + u'/' + QString::number(index);
}

} // namespace heliograph
