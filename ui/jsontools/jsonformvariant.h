// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jsontools/jsonformfield.h"

class QComboBox;

namespace heliograph {

/// A place that may hold values of several types, or fit one of several schemas: a choice, and the
/// field for what is chosen.
class JsonVariantField final : public JsonFormField {
    Q_OBJECT

public:
    JsonVariantField(JsonFormContext &context, JsonFieldRequest request, JsonFieldFacts facts,
                     const JsonValue &value);

    [[nodiscard]] QByteArray json() const override { return m_field->json(); }
    [[nodiscard]] QString fault() const override { return m_field->fault(); }
    [[nodiscard]] bool isGroup() const override { return m_isGroup; }
    [[nodiscard]] QString summary() const override { return m_field->summary(); }
    [[nodiscard]] QWidget *input() const override { return m_field->input(); }
    void findPlaces(const QString &pointer, Places &places) override;

private:
    [[nodiscard]] bool mayBeGroup() const;
    [[nodiscard]] bool isByAlternative() const;
    [[nodiscard]] int fittingChoice(const JsonValue &value) const;
    [[nodiscard]] JsonFieldRequest chosen() const;
    void choose();
    void show(const JsonValue &value);

    JsonFieldRequest m_request;
    JsonFieldFacts m_facts;
    bool m_isGroup = false; ///< or may become one
    QComboBox *m_choice;
    JsonFormField *m_field = nullptr;
};

} // namespace heliograph
