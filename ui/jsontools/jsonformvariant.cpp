// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/jsonformvariant.h"

#include "app/json/jsonschematexts.h"
#include "ui/jsontools/jsonforminputs.h"

#include <QBoxLayout>
#include <QComboBox>

#include <algorithm>

namespace heliograph {

JsonVariantField::JsonVariantField(JsonFormContext &context, JsonFieldRequest request,
                                   JsonFieldFacts facts, const JsonValue &value)
    : JsonFormField(context), m_request(std::move(request)), m_facts(std::move(facts)),
      m_choice(new QComboBox)
{
    for (qsizetype i = 0; i < m_facts.alternatives.size() && isByAlternative(); ++i)
        m_choice->addItem(
            jsonAlternativeTitle(*context.schema(), *m_facts.alternatives.at(i), i + 1));
    if (!isByAlternative()) {
        for (const QString &type : std::as_const(m_facts.types))
            m_choice->addItem(schematexts::typeList({type}));
    }
    m_choice->setToolTip(tr("What stands here"));
    m_choice->setAccessibleName(tr("What stands here"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_isGroup = mayBeGroup();
    auto *layout =
        new QBoxLayout(m_isGroup ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_choice, 0, m_isGroup ? Qt::AlignLeft : Qt::AlignTop);
    m_choice->setCurrentIndex(fittingChoice(value));
    show(value);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &JsonVariantField::choose);
}

void JsonVariantField::findPlaces(const QString &pointer, Places &places)
{
    m_choice->setObjectName(QStringLiteral("jsonChoice") + pointer);
    m_field->findPlaces(pointer, places);
}

bool JsonVariantField::mayBeGroup() const
{
    const auto isContainer = [](const JsonFieldFacts &facts) {
        return !facts.properties.isEmpty() || !facts.items.isEmpty()
            || facts.types.contains(QLatin1String("object"))
            || facts.types.contains(QLatin1String("array"));
    };
    const auto isOne = [&](const JsonValue *one) {
        return isContainer(jsonFieldFacts(*context().schema(), {one}));
    };
    return isContainer(m_facts)
        || std::any_of(m_facts.alternatives.cbegin(), m_facts.alternatives.cend(), isOne);
}

bool JsonVariantField::isByAlternative() const
{
    return m_facts.alternatives.size() > 1 && !m_request.isAlternative;
}

int JsonVariantField::fittingChoice(const JsonValue &value) const
{
    if (isByAlternative())
        return fittingAlternative(*context().schema(), m_facts.alternatives, value);
    const auto fitting =
        std::find_if(m_facts.types.cbegin(), m_facts.types.cend(),
                     [&value](const QString &type) { return schematexts::isOfType(value, type); });
    return fitting == m_facts.types.cend() ? 0 : static_cast<int>(fitting - m_facts.types.cbegin());
}

JsonFieldRequest JsonVariantField::chosen() const
{
    JsonFieldRequest request = m_request;
    const int index = std::max(0, m_choice->currentIndex());
    if (isByAlternative()) {
        request.isAlternative = true;
        request.schemas.prepend(m_facts.alternatives.at(index)); // its own texts come first
    } else {
        request.type = m_facts.types.at(index);
    }
    return request;
}

/// Begins anew with what was chosen.
void JsonVariantField::choose()
{
    JsonFieldRequest request = chosen();
    if (!isByAlternative()) {
        JsonValue value; // null, of which each type makes its own beginning
        show(value);
    } else {
        show(initialFor(context(), request));
    }
    Q_EMIT context().edited();
}

void JsonVariantField::show(const JsonValue &value)
{
    if (m_field) {
        layout()->removeWidget(m_field);
        m_field->hide();
        m_field->deleteLater();
    }
    m_field = makeJsonField(context(), chosen(), value);
    static_cast<QBoxLayout *>(layout())->addWidget(m_field, 1);
    const bool saysItAll = qobject_cast<JsonNullField *>(m_field) && !m_isGroup;
    m_field->setVisible(!saysItAll);
}

} // namespace heliograph
