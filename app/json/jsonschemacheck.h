// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsonpatterns.h"
#include "app/json/jsonschema.h"

#include <vector>

namespace heliograph {

/// One check of one value by a schema. Steps, depth and findings are bounded.
class JsonSchemaCheck {
public:
    /// With @p templates, `${...}` in a value fits everywhere.
    JsonSchemaCheck(const JsonSchema &schema, qsizetype most, bool templates)
        : m_schema(schema), m_most(most), m_templates(templates)
    {
    }

    [[nodiscard]] QList<JsonSchemaError> run(const JsonValue &schema, const JsonValue &value);

    /// Whether @p keyword decides something.
    [[nodiscard]] static bool knows(const QString &keyword);

private:
    /// A keyword's value, the schema it stands in, and the value it is asked about.
    struct Asked {
        const JsonValue &keyword;
        const JsonValue &schema;
        const JsonValue &value;
    };
    using Rule = void (JsonSchemaCheck::*)(const Asked &);
    [[nodiscard]] static const QHash<QString, Rule> &rules();

    void check(const JsonValue &schema, const JsonValue &value);
    void checkMember(const JsonValue &schema, const JsonMember &member);
    void checkItem(const JsonValue &schema, const JsonValue &array, std::size_t index);
    [[nodiscard]] QList<JsonSchemaError> tried(const JsonValue &schema, const JsonValue &value);
    [[nodiscard]] bool fits(const JsonValue &schema, const JsonValue &value);
    [[nodiscard]] bool mayBeAnything(const JsonValue &value) const;
    [[nodiscard]] bool maySpend(qsizetype steps);

    void type(const Asked &asked);
    void enumeration(const Asked &asked);
    void constant(const Asked &asked);
    void reference(const Asked &asked);
    void allOf(const Asked &asked);
    void anyOf(const Asked &asked);
    void oneOf(const Asked &asked);
    void negation(const Asked &asked);
    void condition(const Asked &asked);

    void minimum(const Asked &asked);
    void maximum(const Asked &asked);
    void exclusiveMinimum(const Asked &asked);
    void exclusiveMaximum(const Asked &asked);
    void multipleOf(const Asked &asked);
    void minLength(const Asked &asked);
    void maxLength(const Asked &asked);
    void pattern(const Asked &asked);
    void format(const Asked &asked);

    void properties(const Asked &asked);
    void patternProperties(const Asked &asked);
    void additionalProperties(const Asked &asked);
    void propertyNames(const Asked &asked);
    void required(const Asked &asked);
    void minProperties(const Asked &asked);
    void maxProperties(const Asked &asked);
    void dependentRequired(const Asked &asked);
    void dependentSchemas(const Asked &asked);
    void dependencies(const Asked &asked);

    void items(const Asked &asked);
    void prefixItems(const Asked &asked);
    void additionalItems(const Asked &asked);
    void contains(const Asked &asked);
    void minItems(const Asked &asked);
    void maxItems(const Asked &asked);
    void uniqueItems(const Asked &asked);

    void noRule(const Asked &) { } ///< read by another keyword's rule

    void checkItemsFrom(const Asked &asked, std::size_t first);
    void needMember(const JsonValue &object, const QString &name, const QString &because);
    [[nodiscard]] bool hasMemberMatching(const JsonValue &patterns, const QString &name);
    [[nodiscard]] bool isFound(const QString &pattern, const QString &text, const JsonValue &place);
    void explainAlternatives(const Asked &asked, const QList<QList<JsonSchemaError>> &all);
    void report(const JsonValue &place, const QString &message, bool isHint = false);

    const JsonSchema &m_schema;
    qsizetype m_most;
    bool m_templates;
    qsizetype m_stepsLeft = 300'000;
    int m_depth = 0;
    int m_stays = 0; ///< schemas asked about the same value, one leading to the next
    bool m_gaveUp = false;
    QString m_pointer;
    QList<JsonSchemaError> m_errors;
    JsonPatterns m_patterns;
};

} // namespace heliograph
