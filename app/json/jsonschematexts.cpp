// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonschematexts.h"

#include "app/core/say.h"
#include "app/json/jsonnumber.h"
#include "app/json/jsonstring.h"

#include <algorithm>
#include <limits>

namespace heliograph::schematexts {

namespace {

QString typeName(const QString &name)
{
    if (name == QLatin1String("object"))
        return say("an object");
    if (name == QLatin1String("array"))
        return say("an array");
    if (name == QLatin1String("string"))
        return say("a string");
    if (name == QLatin1String("number"))
        return say("a number");
    if (name == QLatin1String("integer"))
        return say("a whole number");
    if (name == QLatin1String("boolean"))
        return say("true or false");
    return name;
}

qsizetype faults(const QList<JsonSchemaError> &errors)
{
    return std::count_if(errors.cbegin(), errors.cend(),
                         [](const auto &error) { return !error.isHint; });
}

} // namespace

bool isOfType(const JsonValue &value, const QString &name)
{
    switch (value.kind) {
    case JsonValue::Kind::Null:
        return name == QLatin1String("null");
    case JsonValue::Kind::Boolean:
        return name == QLatin1String("boolean");
    case JsonValue::Kind::String:
        return name == QLatin1String("string");
    case JsonValue::Kind::Array:
        return name == QLatin1String("array");
    case JsonValue::Kind::Object:
        return name == QLatin1String("object");
    case JsonValue::Kind::Number:
        return name == QLatin1String("number")
            || (name == QLatin1String("integer") && JsonNumber(value.text).isWhole());
    case JsonValue::Kind::Template:
        return true;
    }
    return true;
}

QString typeList(const QStringList &names)
{
    QStringList texts;
    for (const QString &name : names)
        texts.append(typeName(name));
    if (texts.size() < 2)
        return texts.join(QString());
    const QString last = texts.takeLast();
    return say("%1 or %2").arg(texts.join(QStringLiteral(", ")), last);
}

QString kindName(const JsonValue &value)
{
    switch (value.kind) {
    case JsonValue::Kind::Null:
        return QStringLiteral("null");
    case JsonValue::Kind::Boolean:
        return QString::fromLatin1(value.text);
    case JsonValue::Kind::String:
        return say("a string");
    case JsonValue::Kind::Array:
        return say("an array");
    case JsonValue::Kind::Object:
        return say("an object");
    default:
        return value.text.size() <= 24 ? QString::fromLatin1(value.text) : say("a number");
    }
}

QString choices(const JsonValue &list)
{
    constexpr std::size_t most = 8;
    QStringList texts;
    for (std::size_t i = 0; i < std::min(list.items.size(), most); ++i)
        texts.append(shortened(list.items[i]));
    if (list.items.size() > most)
        texts.append(QString(QChar(u'…')));
    return texts.join(QStringLiteral(", "));
}

QString shortened(const JsonValue &value)
{
    constexpr qsizetype most = 60;
    const QString text = QString::fromUtf8(toJsonText(value));
    return text.size() <= most ? text : text.first(most) + QChar(u'…');
}

bool isFilledIn(const JsonValue &value)
{
    return value.kind == JsonValue::Kind::Template
        || (value.isString() && hasJsonTemplate(value.text));
}

bool areOnlyHints(const QList<JsonSchemaError> &errors)
{
    return faults(errors) == 0;
}

bool isCloser(const QList<JsonSchemaError> &a, const QList<JsonSchemaError> &b)
{
    const auto depth = [](const QList<JsonSchemaError> &errors) {
        qsizetype deepest = 0;
        for (const JsonSchemaError &error : errors)
            deepest = std::max(deepest, error.pointer.count(u'/'));
        return deepest;
    };
    if (depth(a) != depth(b))
        return depth(a) > depth(b); // it got further before it failed
    return faults(a) < faults(b);
}

qsizetype count(const JsonValue *keyword, qsizetype otherwise)
{
    if (!keyword || !keyword->isNumber())
        return otherwise;
    const double value = JsonNumber(keyword->text).toDouble();
    constexpr double most = 1e15;
    return static_cast<qsizetype>(std::clamp(value, 0.0, most));
}

} // namespace heliograph::schematexts
