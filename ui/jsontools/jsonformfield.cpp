// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/jsonformfield.h"

#include "ui/jsontools/jsonformarray.h"
#include "ui/jsontools/jsonforminputs.h"
#include "ui/jsontools/jsonformobject.h"
#include "ui/jsontools/jsonformrow.h"
#include "ui/jsontools/jsonformvariant.h"

namespace heliograph {

namespace {

constexpr int Deepest = 20; // groups within each other
constexpr qsizetype LongestEdited = 20'000; // bytes of one value
constexpr std::size_t MostItems = 60;

QString typeOf(const JsonValue &value)
{
    switch (value.kind) {
    case JsonValue::Kind::Object:
        return QStringLiteral("object");
    case JsonValue::Kind::Array:
        return QStringLiteral("array");
    case JsonValue::Kind::String:
        return QStringLiteral("string");
    case JsonValue::Kind::Number:
        return QStringLiteral("number");
    case JsonValue::Kind::Boolean:
        return QStringLiteral("boolean");
    case JsonValue::Kind::Null:
        return QStringLiteral("null");
    case JsonValue::Kind::Template:
        break;
    }
    return {};
}

/// Which type the field is for: the chosen one, the schema's only one, or the value's.
QString typeFor(const JsonFieldRequest &request, const JsonFieldFacts &facts,
                const JsonValue &value)
{
    if (!request.type.isEmpty())
        return request.type;
    if (facts.types.size() == 1)
        return facts.types.first();
    if (facts.types.isEmpty() && !facts.properties.isEmpty())
        return QStringLiteral("object");
    return typeOf(value);
}

bool isContainer(const QString &type)
{
    return type == QLatin1String("object") || type == QLatin1String("array");
}

JsonFormField *makeText(JsonFormContext &context, const JsonValue &value)
{
    if (value.text.size() > LongestEdited)
        return new JsonKeptField(context, value);
    return new JsonTextField(context, value);
}

JsonFormField *makeRaw(JsonFormContext &context, const JsonValue &value)
{
    if (toJsonText(value).size() > LongestEdited)
        return new JsonKeptField(context, value);
    return new JsonRawField(context, value);
}

JsonFormField *makeGroup(JsonFormContext &context, const JsonFieldRequest &request,
                         const JsonFieldFacts &facts, const QString &type, const JsonValue &value)
{
    const bool isObject = type == QLatin1String("object");
    JsonValue begun = value;
    if (isObject != value.isObject() || isObject == value.isArray())
        begun = initialFor(context, request);
    if (isObject != begun.isObject() || isObject == begun.isArray()) {
        begun = JsonValue();
        begun.kind = isObject ? JsonValue::Kind::Object : JsonValue::Kind::Array;
    }
    if (request.depth > Deepest || begun.items.size() > MostItems
        || begun.members.size() > MostItems * 2)
        return makeRaw(context, begun);
    if (isObject)
        return new JsonObjectField(context, facts, request.depth, begun);
    return new JsonArrayField(context, facts, request.depth, begun);
}

JsonFormField *makeScalar(JsonFormContext &context, const QString &type, const JsonValue &value)
{
    if (type == QLatin1String("string")) {
        if (value.isString())
            return makeText(context, value);
        JsonValue empty;
        empty.kind = JsonValue::Kind::String;
        empty.text = "\"\"";
        return makeText(context, empty);
    }
    if (type == QLatin1String("number") || type == QLatin1String("integer"))
        return new JsonNumberField(context, value, type == QLatin1String("integer"));
    if (type == QLatin1String("boolean"))
        return new JsonBooleanField(context, value);
    if (type == QLatin1String("null"))
        return new JsonNullField(context);
    return makeRaw(context, value);
}

} // namespace

JsonFormField::JsonFormField(JsonFormContext &context, QWidget *parent)
    : QWidget(parent), m_context(&context)
{
}

JsonFormField::~JsonFormField()
{
    if (m_context)
        m_context->giveRoom();
}

void JsonFormField::findPlaces(const QString &pointer, Places &)
{
    if (QWidget *typed = input())
        typed->setObjectName(QStringLiteral("jsonField") + pointer);
}

JsonFormField *makeJsonField(JsonFormContext &context, const JsonFieldRequest &request,
                             const JsonValue &value)
{
    if (!context.takeRoom())
        return makeRaw(context, value);
    const JsonFieldFacts facts = factsFor(context, request);
    if (value.kind == JsonValue::Kind::Template)
        return makeRaw(context, value);
    if (!facts.choices.isEmpty())
        return new JsonChoiceField(context, facts.choices, value);
    const bool hasAlternatives = facts.alternatives.size() > 1 && !request.isAlternative;
    const bool hasTypes = facts.types.size() > 1 && request.type.isEmpty();
    if (hasAlternatives || hasTypes)
        return new JsonVariantField(context, request, facts, value);
    const QString type = typeFor(request, facts, value);
    if (isContainer(type))
        return makeGroup(context, request, facts, type, value);
    return makeScalar(context, type, value);
}

JsonFieldFacts factsFor(const JsonFormContext &context, const JsonFieldRequest &request)
{
    return context.schema() ? jsonFieldFacts(*context.schema(), request.schemas) : JsonFieldFacts();
}

JsonValue initialFor(const JsonFormContext &context, const JsonFieldRequest &request)
{
    const QByteArray text = context.schema()
        ? jsonInitialValue(*context.schema(), request.schemas, request.isAlternative)
        : "\"\"";
    JsonOptions plain;
    plain.templates = false;
    return parseJson(text, plain).value_or(JsonValue());
}

} // namespace heliograph
