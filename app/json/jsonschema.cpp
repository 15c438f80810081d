// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonschema.h"

#include "app/core/say.h"
#include "app/json/jsonschemacheck.h"

#include <QLocale>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace heliograph {

namespace {

using Names = QSet<QString>;

Names names(std::initializer_list<const char *> list)
{
    Names set;
    for (const char *name : list)
        set.insert(QLatin1String(name));
    return set;
}

const Names &schemaKeywords()
{
    static const Names set = names({"additionalProperties", "additionalItems", "items", "contains",
                                    "not", "if", "then", "else", "propertyNames"});
    return set;
}

const Names &listKeywords()
{
    static const Names set = names({"allOf", "anyOf", "oneOf", "prefixItems", "items"});
    return set;
}

const Names &mapKeywords()
{
    static const Names set = names({"properties", "patternProperties", "$defs", "definitions",
                                    "dependentSchemas", "dependencies"});
    return set;
}

/// Notes to people and programs, which decide nothing.
const Names &annotations()
{
    static const Names set =
        names({"$schema", "$id", "id", "$anchor", "$comment", "$vocabulary", "title", "description",
               "default", "examples", "example", "deprecated", "readOnly", "writeOnly",
               "contentEncoding", "contentMediaType", "contentSchema"});
    return set;
}

bool isKnown(const QString &name)
{
    return annotations().contains(name) || schemaKeywords().contains(name)
        || listKeywords().contains(name) || mapKeywords().contains(name)
        || JsonSchemaCheck::knows(name) || name.startsWith(QLatin1String("x-"));
}

/// Whether @p version, a $schema, is one that reads nothing beside $ref: drafts 3 to 7.
bool isEarlyDraft(const QString &version)
{
    return version.contains(QLatin1String("draft-03"))
        || version.contains(QLatin1String("draft-04"))
        || version.contains(QLatin1String("draft-06"))
        || version.contains(QLatin1String("draft-07"));
}

QString idOf(const JsonValue &schema)
{
    const JsonValue *id = schema.member(u"$id");
    if (!id)
        id = schema.member(u"id");
    return id ? id->string() : QString();
}

} // namespace

tl::expected<JsonSchemaPtr, QString> JsonSchema::read(const QByteArray &text)
{
    if (text.size() > LargestText) {
        const QLocale locale;
        return tl::unexpected(say("The schema has %1 bytes; more than %2 are not read.")
                                  .arg(locale.toString(text.size()), locale.toString(LargestText)));
    }
    JsonOptions options;
    options.templates = false;
    options.mostDepth = 200;
    auto root = parseJson(text, options);
    if (!root)
        return tl::unexpected(say("The schema is not JSON. %1").arg(root.error().sentence()));
    if (!root->isObject() && root->kind != JsonValue::Kind::Boolean)
        return tl::unexpected(say("A schema is a JSON object, such as {\"type\": \"object\"}."));
    std::shared_ptr<JsonSchema> schema(new JsonSchema);
    schema->m_text = text;
    schema->m_root = std::move(*root);
    if (const JsonValue *version = schema->m_root.member(u"$schema"))
        schema->m_isReferenceAlone = isEarlyDraft(version->string());
    schema->lookAround(schema->m_root, 0);
    for (auto it = schema->m_references.begin(); it != schema->m_references.end(); ++it)
        it.value() = schema->find(it.key());
    schema->m_unknown.sort();
    schema->m_unknown.removeDuplicates();
    return schema;
}

/// Notes names and unknown keywords of @p schema and of those in it.
void JsonSchema::lookAround(const JsonValue &schema, int depth)
{
    constexpr int deepest = 200; // the text is no deeper
    if (!schema.isObject() || depth > deepest)
        return;
    const QString id = idOf(schema);
    if (!id.isEmpty())
        m_named.insert(id, &schema);
    if (const JsonValue *anchor = schema.member(u"$anchor"))
        m_named.insert(u'#' + anchor->string(), &schema);
    if (const JsonValue *reference = schema.member(u"$ref"))
        m_references.insert(reference->string(), nullptr);
    for (const JsonMember &member : schema.members) {
        if (mapKeywords().contains(member.name)) {
            for (const JsonMember &entry : member.value.members)
                lookAround(entry.value, depth + 1);
        } else if (member.value.isArray() && listKeywords().contains(member.name)) {
            for (const JsonValue &entry : member.value.items)
                lookAround(entry, depth + 1);
        } else if (schemaKeywords().contains(member.name)) {
            lookAround(member.value, depth + 1);
        } else if (!isKnown(member.name)) {
            m_unknown.append(member.name);
        }
    }
}

QString JsonSchema::title() const
{
    const JsonValue *title = m_root.member(u"title");
    return title ? title->string() : QString();
}

const JsonValue *JsonSchema::find(const QString &reference) const
{
    if (const JsonValue *named = m_named.value(reference))
        return named;
    const qsizetype hash = reference.indexOf(u'#');
    const QString document = hash < 0 ? reference : reference.first(hash);
    const JsonValue *base = document.isEmpty() ? &m_root : m_named.value(document);
    if (!base || hash < 0)
        return base;
    const QString fragment = QUrl::fromPercentEncoding(reference.sliced(hash + 1).toUtf8());
    return base->at(fragment);
}

QList<JsonSchemaError> JsonSchema::check(const JsonValue &value, qsizetype most) const
{
    return checkPart(m_root, value, most);
}

QList<JsonSchemaError> JsonSchema::checkPart(const JsonValue &part, const JsonValue &value,
                                             qsizetype most) const
{
    return JsonSchemaCheck(*this, most, true).run(part, value);
}

QList<JsonSchemaError> JsonSchema::checkPlain(const JsonValue &value, qsizetype most) const
{
    return JsonSchemaCheck(*this, most, false).run(m_root, value);
}

QString JsonSchemaError::sentence() const
{
    if (!pointer.isEmpty())
        return say("%1: %2").arg(pointer, message);
    return message.isEmpty() ? message : message.first(1).toUpper() + message.sliced(1);
}

} // namespace heliograph
