// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/jsonform.h"

#include "ui/jsontools/jsonformrow.h"
#include "ui/parts/fields.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

namespace heliograph {

namespace {

constexpr int DelayMs = 60;

/// The row that shows what is wrong at @p pointer: its own, or that of what it is in.
JsonFormRow *rowFor(const JsonFormField::Places &places, QString pointer)
{
    while (!pointer.isEmpty() && !places.contains(pointer))
        pointer.truncate(std::max<qsizetype>(0, pointer.lastIndexOf(u'/')));
    return places.value(pointer);
}

} // namespace

JsonForm::JsonForm(JsonSchemaPtr schema, const JsonValue &value, QWidget *parent)
    : QWidget(parent), m_context(new JsonFormContext(std::move(schema), this)),
      m_error(fields::errorLabel(QStringLiteral("jsonError")))
{
    theme::setLook(this, theme::Look::Panel);
    JsonFieldRequest request;
    if (m_context->schema())
        request.schemas.append(&m_context->schema()->root());
    m_root = makeJsonField(*m_context, request, value);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_root);
    layout->addStretch(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(DelayMs);
    connect(&m_delay, &QTimer::timeout, this, &JsonForm::look);
    connect(m_context, &JsonFormContext::edited, &m_delay, qOverload<>(&QTimer::start));
    look();
}

void JsonForm::focusFirst()
{
    const QList<QWidget *> inside = m_root->findChildren<QWidget *>();
    const auto first = std::find_if(inside.cbegin(), inside.cend(), [](const QWidget *widget) {
        return widget->objectName().startsWith(QLatin1String("jsonField"));
    });
    if (first != inside.cend())
        (*first)->setFocus(Qt::OtherFocusReason);
}

void JsonForm::settle()
{
    if (m_delay.isActive())
        look();
}

void JsonForm::look()
{
    m_delay.stop();
    JsonFormField::Places places;
    m_root->findPlaces({}, places);
    for (JsonFormRow *row : std::as_const(places))
        row->showError({});
    fields::showSentence(m_error, {});
    m_wrongPlaces = 0;
    m_isJson = showFaults(places);
    if (m_isJson)
        showVerdict(places);
    Q_EMIT changed();
}

/// Whether no field has a fault of its own.
bool JsonForm::showFaults(const JsonFormField::Places &places)
{
    for (JsonFormRow *row : places) {
        const QString fault = row->field().fault();
        m_wrongPlaces += fault.isEmpty() ? 0 : 1;
        row->showError(fault);
    }
    const QString whole = m_root->fault();
    fields::showSentence(m_error, whole);
    m_wrongPlaces += whole.isEmpty() ? 0 : 1;
    return m_wrongPlaces == 0;
}

void JsonForm::showVerdict(const JsonFormField::Places &places)
{
    const QByteArray json = m_root->json();
    const auto value = parseJson(json);
    const auto formatted = formatJson(json);
    m_isJson = value.has_value() && formatted.has_value();
    if (!m_isJson)
        return;
    m_text = *formatted;
    if (!m_context->schema())
        return;
    QSet<JsonFormRow *> told;
    const QList<JsonSchemaError> errors = m_context->schema()->check(*value);
    for (const JsonSchemaError &error : errors) {
        JsonFormRow *row = rowFor(places, error.pointer);
        if (told.contains(row))
            continue;
        told.insert(row);
        ++m_wrongPlaces;
        const bool isOwn = row && places.value(error.pointer) == row;
        const QString sentence = isOwn ? error.message : error.sentence();
        if (row)
            row->showError(sentence);
        else
            fields::showSentence(m_error, sentence);
    }
}

} // namespace heliograph
