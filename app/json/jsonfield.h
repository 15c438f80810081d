// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsonschema.h"

#include <limits>

namespace heliograph {

/// The schemas that all hold at one place of a value; they live in a JsonSchema.
using JsonSchemas = QList<const JsonValue *>;

struct JsonProperty {
    QString name;
    JsonSchemas schemas;
    bool isRequired = false;
};

/// What a form has to know about one place.
struct JsonFieldFacts {
    QString title;
    QString description;
    QStringList types; ///< names of JSON Schema, "integer" only without "number"; empty: any
    QList<QByteArray> choices; ///< of enum or const, as they are written; empty: no list
    QByteArray initial; ///< the default, or an example; empty: none
    QString format;
    QList<JsonProperty> properties;
    QList<JsonSchemas> prefixItems; ///< of the first items
    JsonSchemas items; ///< of the others
    JsonSchemas others; ///< of members without a name here
    bool allowsOthers = true;
    qsizetype minItems = 0;
    qsizetype maxItems = std::numeric_limits<qsizetype>::max();
    QByteArray minimum; ///< of a number, as it is written; empty: none
    JsonSchemas alternatives; ///< of oneOf or anyOf
};

/// What @p schemas of @p schema say together, references followed.
[[nodiscard]] JsonFieldFacts jsonFieldFacts(const JsonSchema &schema, const JsonSchemas &schemas);

/// A value to begin with at a place: defaults, required members, as many items as there must be.
/// With @p isAlternative one of oneOf or anyOf is among @p schemas; otherwise the first is taken.
[[nodiscard]] QByteArray jsonInitialValue(const JsonSchema &schema, const JsonSchemas &schemas,
                                          bool isAlternative = false);

/// A name for @p alternative, the @p number-th of several: its title, or what it is.
[[nodiscard]] QString jsonAlternativeTitle(const JsonSchema &schema, const JsonValue &alternative,
                                           qsizetype number);

/// Which of @p alternatives @p value fits, or else gets furthest with.
[[nodiscard]] int fittingAlternative(const JsonSchema &schema, const JsonSchemas &alternatives,
                                     const JsonValue &value);

} // namespace heliograph
