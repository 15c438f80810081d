// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jsontools/jsonformfield.h"

class QMenu;
class QToolButton;
class QVBoxLayout;

namespace heliograph {

/// An object: a row for each member it has, and a menu of those it may have.
class JsonObjectField final : public JsonFormField {
    Q_OBJECT

public:
    JsonObjectField(JsonFormContext &context, JsonFieldFacts facts, int depth,
                    const JsonValue &value);

    [[nodiscard]] QByteArray json() const override;
    [[nodiscard]] bool isGroup() const override { return true; }
    [[nodiscard]] QString summary() const override;
    void findPlaces(const QString &pointer, Places &places) override;

private:
    struct Member {
        QString name;
        QByteArray nameText; ///< as it is written
        JsonFormRow *row;
    };

    void addMember(const JsonMember &member, qsizetype at);
    void addProperty(const QString &name);
    void addOther();
    void removeMember(JsonFormRow *row);
    void fillMenu();
    [[nodiscard]] const JsonProperty *property(const QString &name) const;
    [[nodiscard]] bool has(const QString &name) const;

    JsonFieldFacts m_facts;
    int m_depth;
    QList<Member> m_members;
    QList<JsonMember> m_removed; ///< of an example: they can be put back
    QVBoxLayout *m_rows;
    QToolButton *m_add;
    QMenu *m_menu;
};

} // namespace heliograph
