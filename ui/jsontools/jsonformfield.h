// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsonfield.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

namespace heliograph {

class JsonFormRow;

/// What the fields of one form share: the schema, if there is one, and room for so many fields.
class JsonFormContext final : public QObject {
    Q_OBJECT

public:
    explicit JsonFormContext(JsonSchemaPtr schema, QObject *parent = nullptr)
        : QObject(parent), m_schema(std::move(schema))
    {
    }

    [[nodiscard]] const JsonSchemaPtr &schema() const { return m_schema; } ///< null: an example

    /// Takes room for one more field; false when the form is full.
    [[nodiscard]] bool takeRoom() { return --m_room >= 0; }
    void giveRoom() { ++m_room; }

Q_SIGNALS:
    void edited();

private:
    JsonSchemaPtr m_schema;
    int m_room = 400;
};

/// A field of a form: a value of one place, edited. Base of the kinds.
class JsonFormField : public QWidget {
    Q_OBJECT

public:
    /// The rows of a form by the JSON Pointers of what they edit.
    using Places = QHash<QString, JsonFormRow *>;

    explicit JsonFormField(JsonFormContext &context, QWidget *parent = nullptr);
    ~JsonFormField() override;

    /// What it holds, as it is written; not JSON when there is a fault.
    [[nodiscard]] virtual QByteArray json() const = 0;

    /// Why it holds no JSON, its first letter small; empty when it does.
    [[nodiscard]] virtual QString fault() const { return {}; }

    /// Whether it is a group that needs the whole width.
    [[nodiscard]] virtual bool isGroup() const { return false; }

    /// A few words on a group, such as "3 items".
    [[nodiscard]] virtual QString summary() const { return {}; }

    /// Adds the rows within, and names the inputs after their places.
    virtual void findPlaces(const QString &pointer, Places &places);

    /// The widget that is typed into; null in a group.
    [[nodiscard]] virtual QWidget *input() const { return nullptr; }

protected:
    [[nodiscard]] JsonFormContext &context() const { return *m_context; }

private:
    QPointer<JsonFormContext> m_context;
};

/// What a field is made for.
struct JsonFieldRequest {
    JsonSchemas schemas; ///< empty: the value decides
    QString type; ///< the one to take of several; empty: not chosen
    bool isAlternative = false; ///< one of oneOf or anyOf was chosen
    int depth = 0;
};

/// A field for @p value where @p request's schemas hold.
[[nodiscard]] JsonFormField *makeJsonField(JsonFormContext &context,
                                           const JsonFieldRequest &request, const JsonValue &value);

/// What a form with @p context shows of @p request: of its schemas, or nothing.
[[nodiscard]] JsonFieldFacts factsFor(const JsonFormContext &context,
                                      const JsonFieldRequest &request);

/// A value to begin with where @p request's schemas hold; "" when there are none.
[[nodiscard]] JsonValue initialFor(const JsonFormContext &context, const JsonFieldRequest &request);

} // namespace heliograph
