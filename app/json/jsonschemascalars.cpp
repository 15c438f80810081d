// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/say.h"
#include "app/json/jsonformats.h"
#include "app/json/jsonnumber.h"
#include "app/json/jsonschemacheck.h"
#include "app/json/jsonschematexts.h"

#include <QLocale>

// What a schema asks of numbers and strings.

namespace heliograph {

using namespace schematexts;

namespace {

/// How a number stands to the bound a keyword gives; nothing when either is no number.
std::optional<int> compared(const JsonValue &value, const JsonValue &bound)
{
    if (!value.isNumber() || !bound.isNumber())
        return {};
    return compare(JsonNumber(value.text), JsonNumber(bound.text));
}

qsizetype codePoints(const QString &text)
{
    qsizetype points = text.size();
    for (qsizetype at = 1; at < text.size(); ++at) {
        if (text.at(at).isLowSurrogate() && text.at(at - 1).isHighSurrogate())
            --points;
    }
    return points;
}

/// Whether draft 4's exclusiveMinimum or -Maximum, true beside the bound, is set.
bool isExclusive(const JsonValue &schema, QStringView name)
{
    const JsonValue *flag = schema.member(name);
    return flag && flag->isTrue();
}

} // namespace

void JsonSchemaCheck::minimum(const Asked &asked)
{
    const auto order = compared(asked.value, asked.keyword);
    const bool excludes = isExclusive(asked.schema, u"exclusiveMinimum");
    if (order && (*order < 0 || (*order == 0 && excludes)))
        report(asked.value,
               (excludes ? say("must be more than %1.") : say("must be at least %1."))
                   .arg(shortened(asked.keyword)));
}

void JsonSchemaCheck::maximum(const Asked &asked)
{
    const auto order = compared(asked.value, asked.keyword);
    const bool excludes = isExclusive(asked.schema, u"exclusiveMaximum");
    if (order && (*order > 0 || (*order == 0 && excludes)))
        report(asked.value,
               (excludes ? say("must be less than %1.") : say("must be at most %1."))
                   .arg(shortened(asked.keyword)));
}

void JsonSchemaCheck::exclusiveMinimum(const Asked &asked)
{
    if (compared(asked.value, asked.keyword).value_or(1) <= 0)
        report(asked.value, say("must be more than %1.").arg(shortened(asked.keyword)));
}

void JsonSchemaCheck::exclusiveMaximum(const Asked &asked)
{
    if (compared(asked.value, asked.keyword).value_or(-1) >= 0)
        report(asked.value, say("must be less than %1.").arg(shortened(asked.keyword)));
}

void JsonSchemaCheck::multipleOf(const Asked &asked)
{
    if (!asked.value.isNumber() || !asked.keyword.isNumber() || !maySpend(asked.value.length))
        return;
    const JsonNumber divisor(asked.keyword.text);
    if (!divisor.isZero() && !JsonNumber(asked.value.text).isMultipleOf(divisor))
        report(asked.value, say("must be a multiple of %1.").arg(shortened(asked.keyword)));
}

void JsonSchemaCheck::minLength(const Asked &asked)
{
    const qsizetype least = count(&asked.keyword, 0);
    if (!asked.value.isString() || mayBeAnything(asked.value))
        return;
    const qsizetype length = codePoints(asked.value.string());
    if (length < least)
        report(asked.value,
               (least == 1 ? say("must not be empty.")
                           : say("must have at least %1 characters; it has %2.")
                                 .arg(QLocale().toString(least), QLocale().toString(length))));
}

void JsonSchemaCheck::maxLength(const Asked &asked)
{
    const qsizetype most = count(&asked.keyword, std::numeric_limits<qsizetype>::max());
    if (!asked.value.isString() || mayBeAnything(asked.value))
        return;
    const qsizetype length = codePoints(asked.value.string());
    if (length > most)
        report(asked.value,
               say("must have at most %1 characters; it has %2.")
                   .arg(QLocale().toString(most), QLocale().toString(length)));
}

void JsonSchemaCheck::pattern(const Asked &asked)
{
    if (!asked.value.isString() || !asked.keyword.isString() || mayBeAnything(asked.value))
        return;
    const QString pattern = asked.keyword.string();
    const qsizetype before = m_errors.size();
    if (!isFound(pattern, asked.value.string(), asked.value) && m_errors.size() == before
        && !m_gaveUp)
        report(asked.value, say("must match the pattern %1.").arg(pattern.left(80)));
}

void JsonSchemaCheck::format(const Asked &asked)
{
    if (!asked.value.isString() || !asked.keyword.isString() || mayBeAnything(asked.value)
        || asked.value.length > 4096)
        return;
    const QString format = asked.keyword.string();
    if (!hasJsonFormat(format, asked.value.string()))
        report(asked.value,
               say("does not look like %1, such as %2.")
                   .arg(jsonFormatName(format), jsonFormatExample(format)),
               true);
}

} // namespace heliograph
