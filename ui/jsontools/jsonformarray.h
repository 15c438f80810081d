// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jsontools/jsonformfield.h"

class QToolButton;
class QVBoxLayout;

namespace heliograph {

/// An array: a row for each item, which can be moved and removed, and a button for another.
class JsonArrayField final : public JsonFormField {
    Q_OBJECT

public:
    JsonArrayField(JsonFormContext &context, JsonFieldFacts facts, int depth,
                   const JsonValue &value);

    [[nodiscard]] QByteArray json() const override;
    [[nodiscard]] bool isGroup() const override { return true; }
    [[nodiscard]] QString summary() const override;
    void findPlaces(const QString &pointer, Places &places) override;

private:
    struct Item {
        JsonFormRow *row;
        QToolButton *up;
        QToolButton *down;
    };

    void append(const JsonValue &value);
    void addItem();
    void removeItem(JsonFormRow *row);
    void move(JsonFormRow *row, int by);
    void showNumbers();
    [[nodiscard]] qsizetype indexOf(const JsonFormRow *row) const;
    [[nodiscard]] JsonFieldRequest request(qsizetype index) const;

    JsonFieldFacts m_facts;
    int m_depth;
    QList<Item> m_items;
    JsonValue m_example; ///< the last item there was
    bool m_hasExample = false;
    QVBoxLayout *m_rows;
    QToolButton *m_add;
};

} // namespace heliograph
