// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/say.h"
#include "app/json/jsonschemacheck.h"
#include "app/json/jsonschematexts.h"
#include "app/json/jsonstring.h"

#include <QLocale>
#include <QScopedValueRollback>
#include <QSet>

#include <algorithm>

// What a schema asks of objects and arrays.

namespace heliograph {

using namespace schematexts;

namespace {

using Index = QHash<QString, const JsonMember *>;

/// The members of @p object by name, of several the last.
Index indexOf(const JsonValue &object)
{
    Index index;
    index.reserve(static_cast<qsizetype>(object.members.size()));
    for (const JsonMember &member : object.members)
        index.insert(member.name, &member);
    return index;
}

bool has(const JsonValue &object, const QString &name)
{
    return object.member(name) != nullptr;
}

} // namespace

void JsonSchemaCheck::properties(const Asked &asked)
{
    const auto size = static_cast<qsizetype>(asked.value.members.size());
    if (!asked.value.isObject() || !maySpend(size))
        return;
    const Index index = indexOf(asked.value);
    for (const JsonMember &property : asked.keyword.members) {
        if (!maySpend(1))
            return;
        if (const JsonMember *member = index.value(property.name))
            checkMember(property.value, *member);
    }
}

void JsonSchemaCheck::patternProperties(const Asked &asked)
{
    for (const JsonMember &entry : asked.keyword.members) {
        for (const JsonMember &member : asked.value.members) {
            if (isFound(entry.name, member.name, member.value))
                checkMember(entry.value, member);
        }
    }
}

void JsonSchemaCheck::additionalProperties(const Asked &asked)
{
    const JsonValue *properties = asked.schema.member(u"properties");
    const JsonValue *patterns = asked.schema.member(u"patternProperties");
    const Index named = properties ? indexOf(*properties) : Index();
    if (!maySpend(named.size()))
        return;
    for (const JsonMember &member : asked.value.members) {
        if (!maySpend(1))
            return;
        if (named.contains(member.name) || (patterns && hasMemberMatching(*patterns, member.name)))
            continue;
        if (!asked.keyword.isFalse()) {
            checkMember(asked.keyword, member);
            continue;
        }
        const QScopedValueRollback pointer(m_pointer, jsonPointer(m_pointer, member.name));
        report(member.value, say("is not among the members that the schema allows here."));
    }
}

bool JsonSchemaCheck::hasMemberMatching(const JsonValue &patterns, const QString &name)
{
    return std::any_of(patterns.members.begin(), patterns.members.end(), [&](const auto &entry) {
        return maySpend(100) && m_patterns.search(entry.name, name) == JsonPatterns::Answer::Found;
    });
}

void JsonSchemaCheck::propertyNames(const Asked &asked)
{
    for (const JsonMember &member : asked.value.members) {
        JsonValue name;
        name.kind = JsonValue::Kind::String;
        name.text = member.nameText;
        name.offset = member.value.offset;
        name.length = member.value.length;
        const QScopedValueRollback arrived(m_stays, 0);
        const auto found = tried(asked.keyword, name);
        if (areOnlyHints(found))
            continue;
        const QScopedValueRollback pointer(m_pointer, jsonPointer(m_pointer, member.name));
        report(member.value, say("has a name that does not fit: %1").arg(found.first().message));
    }
}

void JsonSchemaCheck::required(const Asked &asked)
{
    if (!asked.value.isObject())
        return;
    const Index index = indexOf(asked.value);
    for (const JsonValue &name : asked.keyword.items) {
        if (maySpend(1) && name.isString() && !index.contains(name.string()))
            report(asked.value, say("lacks the member “%1”.").arg(name.string()));
    }
}

void JsonSchemaCheck::minProperties(const Asked &asked)
{
    const auto size = static_cast<qsizetype>(asked.value.members.size());
    const qsizetype least = count(&asked.keyword, 0);
    if (asked.value.isObject() && size < least)
        report(asked.value,
               say("must have at least %1 members; it has %2.")
                   .arg(QLocale().toString(least), QLocale().toString(size)));
}

void JsonSchemaCheck::maxProperties(const Asked &asked)
{
    const auto size = static_cast<qsizetype>(asked.value.members.size());
    const qsizetype most = count(&asked.keyword, size);
    if (asked.value.isObject() && size > most)
        report(asked.value,
               say("must have at most %1 members; it has %2.")
                   .arg(QLocale().toString(most), QLocale().toString(size)));
}

void JsonSchemaCheck::dependentRequired(const Asked &asked)
{
    for (const JsonMember &entry : asked.keyword.members) {
        if (!maySpend(static_cast<qsizetype>(asked.value.members.size())))
            return;
        if (!has(asked.value, entry.name))
            continue;
        for (const JsonValue &name : entry.value.items)
            needMember(asked.value, name.string(), entry.name);
    }
}

void JsonSchemaCheck::needMember(const JsonValue &object, const QString &name,
                                 const QString &because)
{
    if (maySpend(static_cast<qsizetype>(object.members.size())) && !has(object, name))
        report(object, say("lacks the member “%1”, which “%2” asks for.").arg(name, because));
}

void JsonSchemaCheck::dependentSchemas(const Asked &asked)
{
    for (const JsonMember &entry : asked.keyword.members) {
        if (maySpend(static_cast<qsizetype>(asked.value.members.size()))
            && has(asked.value, entry.name))
            check(entry.value, asked.value);
    }
}

/// Before draft 2019-09 one keyword for both of the above.
void JsonSchemaCheck::dependencies(const Asked &asked)
{
    for (const JsonMember &entry : asked.keyword.members) {
        if (!maySpend(static_cast<qsizetype>(asked.value.members.size()))
            || !has(asked.value, entry.name))
            continue;
        if (!entry.value.isArray())
            check(entry.value, asked.value);
        for (const JsonValue &name : entry.value.items)
            needMember(asked.value, name.string(), entry.name);
    }
}

void JsonSchemaCheck::checkItemsFrom(const Asked &asked, std::size_t first)
{
    for (std::size_t index = first; index < asked.value.items.size() && maySpend(1); ++index)
        checkItem(asked.keyword, asked.value, index);
}

void JsonSchemaCheck::items(const Asked &asked)
{
    if (asked.keyword.isArray()) { // before draft 2020-12 what prefixItems is now
        prefixItems(asked);
        return;
    }
    const JsonValue *prefix = asked.schema.member(u"prefixItems");
    checkItemsFrom(asked, prefix ? prefix->items.size() : 0);
}

void JsonSchemaCheck::prefixItems(const Asked &asked)
{
    const std::size_t size = std::min(asked.keyword.items.size(), asked.value.items.size());
    for (std::size_t index = 0; index < size && maySpend(1); ++index)
        checkItem(asked.keyword.items[index], asked.value, index);
}

void JsonSchemaCheck::additionalItems(const Asked &asked)
{
    const JsonValue *items = asked.schema.member(u"items");
    if (items && items->isArray())
        checkItemsFrom(asked, items->items.size());
}

void JsonSchemaCheck::contains(const Asked &asked)
{
    if (!asked.value.isArray())
        return;
    const qsizetype least = count(asked.schema.member(u"minContains"), 1);
    const qsizetype most = count(asked.schema.member(u"maxContains"),
                                 static_cast<qsizetype>(asked.value.items.size()));
    qsizetype found = 0;
    for (const JsonValue &item : asked.value.items) {
        const QScopedValueRollback arrived(m_stays, 0);
        found += maySpend(1) && fits(asked.keyword, item) ? 1 : 0;
    }
    if (m_gaveUp)
        return;
    if (found < least)
        report(asked.value,
               say("must contain at least %1 items of a kind; it has %2.")
                   .arg(QLocale().toString(least), QLocale().toString(found)));
    else if (found > most)
        report(asked.value,
               say("must contain at most %1 items of a kind; it has %2.")
                   .arg(QLocale().toString(most), QLocale().toString(found)));
}

void JsonSchemaCheck::minItems(const Asked &asked)
{
    const auto size = static_cast<qsizetype>(asked.value.items.size());
    const qsizetype least = count(&asked.keyword, 0);
    if (asked.value.isArray() && size < least)
        report(asked.value,
               say("must have at least %1 items; it has %2.")
                   .arg(QLocale().toString(least), QLocale().toString(size)));
}

void JsonSchemaCheck::maxItems(const Asked &asked)
{
    const auto size = static_cast<qsizetype>(asked.value.items.size());
    const qsizetype most = count(&asked.keyword, size);
    if (asked.value.isArray() && size > most)
        report(asked.value,
               say("must have at most %1 items; it has %2.")
                   .arg(QLocale().toString(most), QLocale().toString(size)));
}

void JsonSchemaCheck::uniqueItems(const Asked &asked)
{
    if (!asked.keyword.isTrue() || !maySpend(asked.value.length / 16))
        return;
    QHash<QByteArray, std::size_t> seen;
    for (std::size_t index = 0; index < asked.value.items.size() && maySpend(1); ++index) {
        const JsonValue &item = asked.value.items[index];
        if (mayBeAnything(item))
            continue;
        const QByteArray key = canonicalJson(item);
        const auto first = seen.constFind(key);
        if (first == seen.cend()) {
            seen.insert(key, index);
            continue;
        }
        const QScopedValueRollback pointer(m_pointer,
                                           jsonPointer(m_pointer, static_cast<qsizetype>(index)));
        report(item, say("is the same as item %1; each must differ.").arg(*first));
    }
}

} // namespace heliograph
