// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonschemacheck.h"

#include "app/core/say.h"
#include "app/json/jsonschematexts.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace heliograph {

using namespace schematexts;

const QHash<QString, JsonSchemaCheck::Rule> &JsonSchemaCheck::rules()
{
    using Check = JsonSchemaCheck;
    static const QHash<QString, Rule> table{
        {QStringLiteral("type"), &Check::type},
        {QStringLiteral("enum"), &Check::enumeration},
        {QStringLiteral("const"), &Check::constant},
        {QStringLiteral("$ref"), &Check::reference},
        {QStringLiteral("allOf"), &Check::allOf},
        {QStringLiteral("anyOf"), &Check::anyOf},
        {QStringLiteral("oneOf"), &Check::oneOf},
        {QStringLiteral("not"), &Check::negation},
        {QStringLiteral("if"), &Check::condition},
        {QStringLiteral("then"), &Check::noRule},
        {QStringLiteral("else"), &Check::noRule},
        {QStringLiteral("minimum"), &Check::minimum},
        {QStringLiteral("maximum"), &Check::maximum},
        {QStringLiteral("exclusiveMinimum"), &Check::exclusiveMinimum},
        {QStringLiteral("exclusiveMaximum"), &Check::exclusiveMaximum},
        {QStringLiteral("multipleOf"), &Check::multipleOf},
        {QStringLiteral("minLength"), &Check::minLength},
        {QStringLiteral("maxLength"), &Check::maxLength},
        {QStringLiteral("pattern"), &Check::pattern},
        {QStringLiteral("format"), &Check::format},
        {QStringLiteral("properties"), &Check::properties},
        {QStringLiteral("patternProperties"), &Check::patternProperties},
        {QStringLiteral("additionalProperties"), &Check::additionalProperties},
        {QStringLiteral("propertyNames"), &Check::propertyNames},
        {QStringLiteral("required"), &Check::required},
        {QStringLiteral("minProperties"), &Check::minProperties},
        {QStringLiteral("maxProperties"), &Check::maxProperties},
        {QStringLiteral("dependentRequired"), &Check::dependentRequired},
        {QStringLiteral("dependentSchemas"), &Check::dependentSchemas},
        {QStringLiteral("dependencies"), &Check::dependencies},
        {QStringLiteral("items"), &Check::items},
        {QStringLiteral("prefixItems"), &Check::prefixItems},
        {QStringLiteral("additionalItems"), &Check::additionalItems},
        {QStringLiteral("contains"), &Check::contains},
        {QStringLiteral("minContains"), &Check::noRule},
        {QStringLiteral("maxContains"), &Check::noRule},
        {QStringLiteral("minItems"), &Check::minItems},
        {QStringLiteral("maxItems"), &Check::maxItems},
        {QStringLiteral("uniqueItems"), &Check::uniqueItems},
    };
    return table;
}

bool JsonSchemaCheck::knows(const QString &keyword)
{
    return rules().contains(keyword);
}

QList<JsonSchemaError> JsonSchemaCheck::run(const JsonValue &schema, const JsonValue &value)
{
    m_stepsLeft += value.length / 2; // a large value may take longer
    check(schema, value);
    if (m_gaveUp) {
        m_pointer.clear();
        m_most = m_errors.size() + 1;
        report(value, say("could not be checked to the end: the schema asks for too much work."));
    }
    return std::move(m_errors);
}

bool JsonSchemaCheck::mayBeAnything(const JsonValue &value) const
{
    return m_templates && schematexts::isFilledIn(value);
}

void JsonSchemaCheck::check(const JsonValue &schema, const JsonValue &value)
{
    constexpr int deepest = 1500;
    constexpr int mostStays = 100;
    if (!maySpend(1) || value.kind == JsonValue::Kind::Template)
        return;
    if (schema.isFalse())
        report(value, say("is not allowed here."));
    if (m_depth >= deepest || m_stays >= mostStays) {
        report(value, say("could not be checked: the schema refers to itself without end."));
        m_gaveUp = true;
        return;
    }
    const QScopedValueRollback deeper(m_depth, m_depth + 1);
    const QScopedValueRollback stays(m_stays, m_stays + 1);
    const JsonValue *alone = m_schema.isReferenceAlone() ? schema.member(u"$ref") : nullptr;
    if (alone) {
        reference({*alone, schema, value});
        return;
    }
    for (const JsonMember &keyword : schema.members) {
        const Rule rule = rules().value(keyword.name);
        if (rule && maySpend(1))
            (this->*rule)({keyword.value, schema, value});
    }
}

void JsonSchemaCheck::checkMember(const JsonValue &schema, const JsonMember &member)
{
    const QScopedValueRollback pointer(m_pointer, jsonPointer(m_pointer, member.name));
    const QScopedValueRollback arrived(m_stays, 0);
    check(schema, member.value);
}

void JsonSchemaCheck::checkItem(const JsonValue &schema, const JsonValue &array, std::size_t index)
{
    const QScopedValueRollback pointer(m_pointer,
                                       jsonPointer(m_pointer, static_cast<qsizetype>(index)));
    const QScopedValueRollback arrived(m_stays, 0);
    check(schema, array.items[index]);
}

/// What @p schema finds, without reporting it.
QList<JsonSchemaError> JsonSchemaCheck::tried(const JsonValue &schema, const JsonValue &value)
{
    QList<JsonSchemaError> kept;
    kept.swap(m_errors);
    check(schema, value);
    kept.swap(m_errors);
    return kept;
}

bool JsonSchemaCheck::fits(const JsonValue &schema, const JsonValue &value)
{
    return areOnlyHints(tried(schema, value));
}

bool JsonSchemaCheck::maySpend(qsizetype steps)
{
    m_stepsLeft -= steps;
    m_gaveUp = m_gaveUp || m_stepsLeft < 0;
    return !m_gaveUp && m_errors.size() < m_most;
}

void JsonSchemaCheck::report(const JsonValue &place, const QString &message, bool isHint)
{
    if (m_errors.size() < m_most)
        m_errors.append({m_pointer, message, isHint, place.offset, place.length});
}

void JsonSchemaCheck::type(const Asked &asked)
{
    QStringList names;
    if (asked.keyword.isString())
        names.append(asked.keyword.string());
    for (const JsonValue &name : asked.keyword.items)
        names.append(name.string());
    if (names.isEmpty() || std::any_of(names.cbegin(), names.cend(), [&](const QString &name) {
            return isOfType(asked.value, name);
        }))
        return;
    report(asked.value, say("must be %1, not %2.").arg(typeList(names), kindName(asked.value)));
}

void JsonSchemaCheck::enumeration(const Asked &asked)
{
    if (!asked.keyword.isArray() || mayBeAnything(asked.value)
        || !maySpend(asked.value.length / 16))
        return;
    const QByteArray value = canonicalJson(asked.value);
    for (const JsonValue &one : asked.keyword.items) {
        if (!maySpend(1) || canonicalJson(one) == value)
            return;
    }
    report(asked.value, say("must be one of %1.").arg(choices(asked.keyword)));
}

void JsonSchemaCheck::constant(const Asked &asked)
{
    if (mayBeAnything(asked.value) || !maySpend(asked.value.length / 16))
        return;
    if (canonicalJson(asked.value) != canonicalJson(asked.keyword))
        report(asked.value, say("must be %1.").arg(shortened(asked.keyword)));
}

void JsonSchemaCheck::reference(const Asked &asked)
{
    const QString name = asked.keyword.string();
    if (const JsonValue *target = m_schema.resolve(name))
        check(*target, asked.value);
    else
        report(asked.value,
               say("could not be checked: the schema's $ref “%1” leads to nothing in it.")
                   .arg(name.left(80)));
}

void JsonSchemaCheck::allOf(const Asked &asked)
{
    for (const JsonValue &schema : asked.keyword.items)
        check(schema, asked.value);
}

void JsonSchemaCheck::anyOf(const Asked &asked)
{
    QList<QList<JsonSchemaError>> all;
    for (const JsonValue &schema : asked.keyword.items) {
        all.append(tried(schema, asked.value));
        if (areOnlyHints(all.last()) || m_gaveUp)
            return;
    }
    if (!all.isEmpty())
        explainAlternatives(asked, all);
}

void JsonSchemaCheck::oneOf(const Asked &asked)
{
    QList<QList<JsonSchemaError>> all;
    qsizetype fitting = 0;
    for (const JsonValue &schema : asked.keyword.items) {
        all.append(tried(schema, asked.value));
        fitting += areOnlyHints(all.last()) ? 1 : 0;
        if (m_gaveUp)
            return;
    }
    if (fitting == 0 && !all.isEmpty())
        explainAlternatives(asked, all);
    else if (fitting > 1)
        report(asked.value,
               say("fits %1 of the alternatives, but must fit only one.").arg(fitting));
}

/// Says what the alternative that fits best lacks.
void JsonSchemaCheck::explainAlternatives(const Asked &asked,
                                          const QList<QList<JsonSchemaError>> &all)
{
    const auto closest = std::min_element(all.cbegin(), all.cend(), isCloser);
    const auto fault = std::find_if(closest->cbegin(), closest->cend(),
                                    [](const auto &error) { return !error.isHint; });
    if (all.size() == 1) {
        for (const JsonSchemaError &error : *closest)
            m_errors.append(error);
    } else if (fault->pointer == m_pointer) {
        report(asked.value,
               say("fits none of %1 alternatives; the closest says: %2")
                   .arg(all.size())
                   .arg(fault->message));
    } else {
        m_errors.append(*fault);
    }
}

void JsonSchemaCheck::negation(const Asked &asked)
{
    if (!mayBeAnything(asked.value) && fits(asked.keyword, asked.value) && !m_gaveUp)
        report(asked.value, say("is what the schema excludes here (not)."));
}

void JsonSchemaCheck::condition(const Asked &asked)
{
    const bool holds = fits(asked.keyword, asked.value);
    const JsonValue *then = asked.schema.member(holds ? u"then" : u"else");
    if (then)
        check(*then, asked.value);
}

bool JsonSchemaCheck::isFound(const QString &pattern, const QString &text, const JsonValue &place)
{
    const JsonPatterns::Answer answer =
        maySpend(100) ? m_patterns.search(pattern, text) : JsonPatterns::Answer::NotFound;
    if (answer == JsonPatterns::Answer::Refused) {
        m_stepsLeft -= 20'000;
        report(place,
               say("could not be checked: the pattern %1 is not understood, or takes too long.")
                   .arg(pattern.left(80)),
               true);
    }
    return answer == JsonPatterns::Answer::Found;
}

} // namespace heliograph
