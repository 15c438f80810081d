// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsonschema.h"

/// What a check by a schema says, and how it names things.
namespace heliograph::schematexts {

/// Whether @p value is of the schema type @p name; a whole number is an integer, however written.
[[nodiscard]] bool isOfType(const JsonValue &value, const QString &name);

/// "a string or null"
[[nodiscard]] QString typeList(const QStringList &names);

/// "an object", for what @p value is.
[[nodiscard]] QString kindName(const JsonValue &value);

/// The values of @p list, the first of many.
[[nodiscard]] QString choices(const JsonValue &list);

/// @p value as it is written, cut where it is long.
[[nodiscard]] QString shortened(const JsonValue &value);

/// Whether `${...}` decides what the scalar will be.
[[nodiscard]] bool isFilledIn(const JsonValue &value);

[[nodiscard]] bool areOnlyHints(const QList<JsonSchemaError> &errors);

/// Whether @p a tells of a value that lacks less than @p b's.
[[nodiscard]] bool isCloser(const QList<JsonSchemaError> &a, const QList<JsonSchemaError> &b);

/// A whole number that a keyword gives; @p otherwise when it gives none.
[[nodiscard]] qsizetype count(const JsonValue *keyword, qsizetype otherwise);

} // namespace heliograph::schematexts
