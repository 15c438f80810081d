// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonfield.h"

#include "app/core/say.h"
#include "app/json/jsonnumber.h"
#include "app/json/jsonschematexts.h"
#include "app/json/jsonstring.h"

#include <QSet>

#include <algorithm>

namespace heliograph {

namespace {

constexpr int DeepestReference = 40;
constexpr int DeepestInitial = 12;
constexpr qsizetype MostInitial = qsizetype{64} * 1024; // bytes
constexpr qsizetype MostFirstItems = 20;

/// Adds up what the schemas of one place say.
class FactsReader {
public:
    explicit FactsReader(const JsonSchema &schema) : m_schema(schema) { }

    JsonFieldFacts read(const JsonSchemas &schemas)
    {
        for (const JsonValue *schema : schemas)
            take(*schema, 0);
        return std::move(m_facts);
    }

private:
    void take(const JsonValue &schema, int depth)
    {
        if (!schema.isObject() || depth > DeepestReference || m_seen.contains(&schema))
            return;
        m_seen.insert(&schema);
        takeTexts(schema);
        takeTypes(schema);
        takeChoices(schema);
        takeObject(schema);
        takeArray(schema);
        takeAlternatives(schema);
        if (const JsonValue *reference = schema.member(u"$ref")) {
            if (const JsonValue *target = m_schema.resolve(reference->string()))
                take(*target, depth + 1);
        }
        if (const JsonValue *all = schema.member(u"allOf")) {
            for (const JsonValue &one : all->items)
                take(one, depth + 1);
        }
    }

    void takeTexts(const JsonValue &schema)
    {
        const auto first = [&schema](QString &text, QStringView keyword) {
            const JsonValue *value = schema.member(keyword);
            if (text.isEmpty() && value)
                text = value->string().left(500);
        };
        first(m_facts.title, u"title");
        first(m_facts.description, u"description");
        first(m_facts.format, u"format");
        const JsonValue *initial = schema.member(u"default");
        const JsonValue *examples = schema.member(u"examples");
        if (!initial && examples && !examples->items.empty())
            initial = &examples->items.front();
        if (m_facts.initial.isEmpty() && initial)
            m_facts.initial = inertJson(toJsonText(*initial));
        const JsonValue *minimum = schema.member(u"minimum");
        if (m_facts.minimum.isEmpty() && minimum && minimum->isNumber())
            m_facts.minimum = minimum->text;
    }

    void takeTypes(const JsonValue &schema)
    {
        QStringList types;
        const JsonValue *type = schema.member(u"type");
        if (!type)
            return;
        if (type->isString())
            types.append(type->string());
        for (const JsonValue &one : type->items)
            types.append(one.string());
        if (types.contains(QLatin1String("number")))
            types.removeAll(QStringLiteral("integer"));
        types.removeDuplicates();
        if (m_facts.types.isEmpty()) {
            m_facts.types = types;
            return;
        }
        m_facts.types.removeIf([&types](const QString &name) { return !types.contains(name); });
    }

    void takeChoices(const JsonValue &schema)
    {
        if (!m_facts.choices.isEmpty())
            return;
        if (const JsonValue *constant = schema.member(u"const"))
            m_facts.choices.append(inertJson(toJsonText(*constant)));
        else if (const JsonValue *list = schema.member(u"enum")) {
            for (const JsonValue &one : list->items)
                m_facts.choices.append(inertJson(toJsonText(one)));
        }
    }

    void takeObject(const JsonValue &schema)
    {
        if (const JsonValue *properties = schema.member(u"properties")) {
            for (const JsonMember &member : properties->members)
                property(member.name).schemas.append(&member.value);
        }
        if (const JsonValue *required = schema.member(u"required")) {
            for (const JsonValue &name : required->items) {
                if (name.isString())
                    property(name.string()).isRequired = true;
            }
        }
        const JsonValue *others = schema.member(u"additionalProperties");
        if (others && others->isFalse())
            m_facts.allowsOthers = false;
        else if (others && others->isObject())
            m_facts.others.append(others);
    }

    JsonProperty &property(const QString &name)
    {
        const auto place = m_places.constFind(name);
        if (place != m_places.cend())
            return m_facts.properties[*place];
        m_places.insert(name, m_facts.properties.size());
        return m_facts.properties.emplaceBack(JsonProperty{name, {}, false});
    }

    void takeArray(const JsonValue &schema)
    {
        const JsonValue *items = schema.member(u"items");
        const JsonValue *prefix = schema.member(u"prefixItems");
        if (!prefix && items && items->isArray()) {
            prefix = items;
            items = schema.member(u"additionalItems");
        }
        if (prefix && m_facts.prefixItems.isEmpty()) {
            for (const JsonValue &one : prefix->items)
                m_facts.prefixItems.append({&one});
        }
        if (items && items->isObject())
            m_facts.items.append(items);
        m_facts.minItems =
            std::max(m_facts.minItems, schematexts::count(schema.member(u"minItems"), 0));
        m_facts.maxItems = std::min(
            m_facts.maxItems, schematexts::count(schema.member(u"maxItems"), m_facts.maxItems));
        if (items && items->isFalse())
            m_facts.maxItems = std::min(m_facts.maxItems, m_facts.prefixItems.size());
    }

    void takeAlternatives(const JsonValue &schema)
    {
        const JsonValue *list = schema.member(u"oneOf");
        if (!list)
            list = schema.member(u"anyOf");
        if (!list || !m_facts.alternatives.isEmpty())
            return;
        for (const JsonValue &one : list->items)
            m_facts.alternatives.append(&one);
    }

    const JsonSchema &m_schema;
    JsonFieldFacts m_facts;
    QSet<const JsonValue *> m_seen;
    QHash<QString, qsizetype> m_places;
};

/// Makes a value to begin with.
class InitialValue {
public:
    explicit InitialValue(const JsonSchema &schema) : m_schema(schema) { }

    QByteArray make(const JsonSchemas &schemas, int depth, bool isAlternative = false)
    {
        const JsonFieldFacts facts = jsonFieldFacts(m_schema, schemas);
        if (!facts.initial.isEmpty())
            return taken(facts.initial);
        if (!facts.choices.isEmpty())
            return taken(facts.choices.first());
        if (depth > DeepestInitial || m_size > MostInitial)
            return taken("null");
        if (!facts.alternatives.isEmpty() && !isAlternative) {
            JsonSchemas all = schemas;
            all.append(facts.alternatives.first());
            return makeOf(jsonFieldFacts(m_schema, all), depth);
        }
        return makeOf(facts, depth);
    }

private:
    QByteArray makeOf(const JsonFieldFacts &facts, int depth)
    {
        const QString type = facts.types.isEmpty() ? QString() : facts.types.first();
        if (type == QLatin1String("object") || (type.isEmpty() && !facts.properties.isEmpty()))
            return object(facts, depth);
        if (type == QLatin1String("array") || (type.isEmpty() && !facts.items.isEmpty()))
            return array(facts, depth);
        if (type == QLatin1String("number") || type == QLatin1String("integer"))
            return taken(number(facts));
        if (type == QLatin1String("boolean"))
            return taken("false");
        return taken(type == QLatin1String("null") ? "null" : "\"\"");
    }

    QByteArray object(const JsonFieldFacts &facts, int depth)
    {
        QByteArray text;
        for (const JsonProperty &property : facts.properties) {
            if (!property.isRequired)
                continue;
            text += (text.isEmpty() ? "" : ",") + inertJson(jsonStringLiteral(property.name, false))
                + ':' + make(property.schemas, depth + 1);
        }
        return taken('{' + text + '}');
    }

    QByteArray array(const JsonFieldFacts &facts, int depth)
    {
        const qsizetype size =
            std::min(std::max(facts.minItems, facts.prefixItems.size()), MostFirstItems);
        QByteArray text;
        for (qsizetype i = 0; i < size; ++i) {
            const bool isPrefix = i < facts.prefixItems.size();
            text += (i == 0 ? "" : ",")
                + make(isPrefix ? facts.prefixItems.at(i) : facts.items, depth + 1);
        }
        return taken('[' + text + ']');
    }

    static QByteArray number(const JsonFieldFacts &facts)
    {
        const bool isAboveZero =
            !facts.minimum.isEmpty() && compare(JsonNumber(facts.minimum), JsonNumber("0")) > 0;
        return isAboveZero ? facts.minimum : QByteArray("0");
    }

    QByteArray taken(const QByteArray &text)
    {
        m_size += text.size();
        return text;
    }

    const JsonSchema &m_schema;
    qsizetype m_size = 0;
};

} // namespace

JsonFieldFacts jsonFieldFacts(const JsonSchema &schema, const JsonSchemas &schemas)
{
    return FactsReader(schema).read(schemas);
}

QByteArray jsonInitialValue(const JsonSchema &schema, const JsonSchemas &schemas,
                            bool isAlternative)
{
    return InitialValue(schema).make(schemas, 0, isAlternative);
}

QString jsonAlternativeTitle(const JsonSchema &schema, const JsonValue &alternative,
                             qsizetype number)
{
    const JsonFieldFacts facts = jsonFieldFacts(schema, {&alternative});
    if (!facts.title.isEmpty())
        return facts.title;
    if (const JsonValue *reference = alternative.member(u"$ref"))
        return reference->string().section(u'/', -1);
    for (const JsonProperty &property : facts.properties) { // what tells it from the others
        const JsonFieldFacts own = jsonFieldFacts(schema, property.schemas);
        if (own.choices.size() == 1)
            return QString::fromUtf8(own.choices.first()).remove(u'"');
    }
    if (!facts.types.isEmpty())
        return schematexts::typeList(facts.types);
    return say("Alternative %1").arg(number);
}

int fittingAlternative(const JsonSchema &schema, const JsonSchemas &alternatives,
                       const JsonValue &value)
{
    QList<QList<JsonSchemaError>> all;
    for (const JsonValue *one : alternatives)
        all.append(schema.checkPart(*one, value));
    const auto best = std::min_element(all.cbegin(), all.cend(), [](const auto &a, const auto &b) {
        const bool fitsA = schematexts::areOnlyHints(a);
        const bool fitsB = schematexts::areOnlyHints(b);
        return fitsA != fitsB ? fitsA : schematexts::isCloser(a, b);
    });
    return static_cast<int>(best - all.cbegin());
}

} // namespace heliograph
