// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsonvalue.h"

#include <QHash>
#include <QList>
#include <QStringList>

#include <memory>

namespace heliograph {

/// What is wrong with one place of a value, by a schema.
struct JsonSchemaError {
    QString pointer; ///< to the place (RFC 6901); empty: the whole value
    QString message; ///< without the place, its first letter small
    bool isHint = false; ///< about a format, which a schema only notes
    qsizetype offset = 0; ///< of the place in its text, bytes
    qsizetype length = 0;

    /// "/total: must be at least 0."
    [[nodiscard]] QString sentence() const;
};

/// A JSON Schema: the keywords of draft 2020-12 and, where they differ, of drafts 4 to 7, without
/// unevaluatedItems, unevaluatedProperties and references that leave the document. Anybody may
/// have written it: its size, its depth, its patterns and the work of a check are bounded.
/// Immutable; any thread.
class JsonSchema {
public:
    static constexpr qsizetype LargestText = qsizetype{1024} * 1024; ///< bytes

    /// @return the schema, or a sentence that says why @p text is none.
    [[nodiscard]] static tl::expected<std::shared_ptr<const JsonSchema>, QString>
    read(const QByteArray &text);

    [[nodiscard]] const JsonValue &root() const { return m_root; }
    [[nodiscard]] const QByteArray &text() const { return m_text; }

    /// Its title; empty when it has none.
    [[nodiscard]] QString title() const;

    /// The keywords in it that mean nothing here, each once, sorted.
    [[nodiscard]] const QStringList &unknownKeywords() const { return m_unknown; }

    /// The schema that @p reference, a $ref in it, leads to; null when it leads nowhere or out.
    [[nodiscard]] const JsonValue *resolve(const QString &reference) const
    {
        const auto known = m_references.constFind(reference);
        return known != m_references.cend() ? *known : find(reference);
    }

    /// Whether what stands beside $ref is left out, as before draft 2019-09.
    [[nodiscard]] bool isReferenceAlone() const { return m_isReferenceAlone; }

    /// What of @p value does not fit, at most @p most places, in the order of the schema's
    /// keywords; `${...}` fits everywhere. Takes about 0.1 s at worst.
    [[nodiscard]] QList<JsonSchemaError> check(const JsonValue &value, qsizetype most = 100) const;

    /// The same for a value that is sent as it stands, where `${...}` is text.
    [[nodiscard]] QList<JsonSchemaError> checkPlain(const JsonValue &value,
                                                    qsizetype most = 100) const;

    /// The same as check() by @p part, a schema in this one, such as an alternative.
    [[nodiscard]] QList<JsonSchemaError> checkPart(const JsonValue &part, const JsonValue &value,
                                                   qsizetype most = 100) const;

private:
    JsonSchema() = default;
    void lookAround(const JsonValue &schema, int depth);
    [[nodiscard]] const JsonValue *find(const QString &reference) const;

    QByteArray m_text;
    JsonValue m_root;
    QHash<QString, const JsonValue *> m_named; ///< by $id and $anchor
    QHash<QString, const JsonValue *> m_references; ///< what each $ref leads to
    QStringList m_unknown;
    bool m_isReferenceAlone = false;
};

using JsonSchemaPtr = std::shared_ptr<const JsonSchema>;

} // namespace heliograph
