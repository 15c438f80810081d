// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsontext.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace heliograph {

struct JsonMember;

/// A JSON text as a tree. Scalars keep their spelling, objects the order of their members and
/// names that come twice. A value; nested no deeper than the reader allows.
struct JsonValue {
    enum class Kind : quint8 { Null, Boolean, Number, String, Template, Array, Object };

    Kind kind = Kind::Null;
    QByteArray text; ///< of a scalar: as it is written, strings with their quotes
    std::vector<JsonValue> items; ///< of an array
    std::vector<JsonMember> members; ///< of an object
    qsizetype offset = 0; ///< in the text it was read from, bytes
    qsizetype length = 0;

    [[nodiscard]] bool isObject() const { return kind == Kind::Object; }
    [[nodiscard]] bool isArray() const { return kind == Kind::Array; }
    [[nodiscard]] bool isString() const { return kind == Kind::String; }
    [[nodiscard]] bool isNumber() const { return kind == Kind::Number; }
    [[nodiscard]] bool isTrue() const { return kind == Kind::Boolean && text == "true"; }
    [[nodiscard]] bool isFalse() const { return kind == Kind::Boolean && text == "false"; }

    /// What a string stands for; empty for the rest.
    [[nodiscard]] QString string() const;

    /// The member @p name, the last of several as in JavaScript; null when there is none.
    [[nodiscard]] const JsonValue *member(QStringView name) const;

    /// The value @p pointer (RFC 6901) leads to; null when it leads nowhere.
    [[nodiscard]] const JsonValue *at(QStringView pointer) const;
};

struct JsonMember {
    QString name;
    QByteArray nameText; ///< as it is written, with its quotes
    JsonValue value;
};

/// Reads @p text into a tree; more than @p mostValues values are an error.
[[nodiscard]] tl::expected<JsonValue, JsonTextError>
parseJson(QByteArrayView text, const JsonOptions &options = {}, qsizetype mostValues = 1'000'000);

/// @p value as text without blanks.
[[nodiscard]] QByteArray toJsonText(const JsonValue &value);

/// A text that two values share when they are equal as JSON Schema has it: numbers by value (1.0 is
/// 1), strings by what they stand for, objects whatever the order of their members.
[[nodiscard]] QByteArray canonicalJson(const JsonValue &value);

/// @p pointer led on to @p token, which is escaped (RFC 6901, 4).
[[nodiscard]] QString jsonPointer(const QString &pointer, QStringView token);
[[nodiscard]] QString jsonPointer(const QString &pointer, qsizetype index);

} // namespace heliograph
