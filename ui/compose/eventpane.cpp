// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/eventpane.h"

#include "app/models/composecontroller.h"
#include "app/sse/eventwriter.h"
#include "ui/compose/dataeditor.h"
#include "ui/compose/eventfields.h"
#include "ui/compose/hintlabel.h"
#include "ui/compose/wirepreview.h"
#include "ui/jsontools/datatools.h"
#include "ui/parts/fields.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace heliograph {

using namespace fields;

EventPane::EventPane(QWidget *parent)
    : QWidget(parent), m_fields(new EventFields), m_data(new DataEditor),
      m_tools(new DataTools(*m_data)), m_hint(new HintLabel), m_wire(new WirePreview),
      m_dataError(errorLabel(QStringLiteral("composeDataError"))),
      m_wireNote(captionLabel({}, QStringLiteral("composeTemplates"))),
      m_wireSize(captionLabel({}, QStringLiteral("composeWireSize")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_fields);
    setupData(*layout);
    setupWire(*layout);
    setTabOrder(m_data, m_tools->button()); // from the fields straight to the data
    setTabOrder(m_tools->button(), m_wire);
    m_hintDelay.setSingleShot(true);
    connect(&m_hintDelay, &QTimer::timeout, this, &EventPane::judge);
    connect(m_fields, &EventFields::edited, this, &EventPane::edited);
    connect(m_fields, &EventFields::edited, this, [this] {
        Draft draft;
        m_fields->fill(draft);
        m_tools->setEventType(draft.event);
    });
    connect(m_data, &PlainEditor::edited, this, &EventPane::edited);
}

void EventPane::setupData(QVBoxLayout &layout)
{
    QLabel *caption = captionLabel(tr("Data"));
    caption->setBuddy(m_data);
    m_hint->setObjectName(QStringLiteral("composeHint"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(caption);
    row->addWidget(m_hint, 1);
    row->addWidget(m_tools->button());
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_tools);
    column->addWidget(m_data, 1);
    column->addWidget(m_dataError);
    layout.addLayout(column, 1);
}

void EventPane::setupWire(QVBoxLayout &layout)
{
    QLabel *caption = captionLabel(tr("On the wire"));
    caption->setBuddy(m_wire);
    m_wireNote->setText(tr("filled in anew"));
    m_wireNote->setToolTip(
        tr("${…} is JavaScript, run for each event: these are the bytes of one"));
    m_wireNote->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(caption);
    row->addStretch();
    row->addWidget(m_wireNote);
    row->addWidget(m_wireSize);
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_wire);
    layout.addLayout(column);
}

void EventPane::fill(Draft &draft) const
{
    m_fields->fill(draft);
    draft.withoutData = m_withoutData;
    draft.data = m_data->data();
}

void EventPane::setDraft(const Draft &draft)
{
    m_fields->setDraft(draft);
    if (m_data->data() != draft.data)
        m_data->setData(draft.data);
}

void EventPane::setWithoutData(bool without)
{
    m_withoutData = without;
    m_data->setDisabled(without);
    m_hintDelay.start(0);
    Q_EMIT edited();
}

void EventPane::setClientCount(int clients)
{
    m_tools->setClientCount(clients);
}

void EventPane::insertText(const QString &text)
{
    QLineEdit *line = m_fields->lineOf(window()->focusWidget());
    if (line) {
        line->insert(text);
        return;
    }
    m_data->insertAtCursor(text);
    m_data->setFocus(Qt::OtherFocusReason);
}

void EventPane::showPreview(const DraftPreview &preview, const DraftErrors &errors,
                            const QByteArray &expectedId)
{
    showErrors(errors);
    m_wireNote->setVisible(preview.hasTemplates && errors.isEmpty());
    if (errors.isEmpty()) {
        showWire(preview.expanded, expectedId);
    } else {
        m_wire->showNothing();
        m_wireSize->clear();
    }
    const bool isFilledIn = preview.errors.isEmpty() || !preview.hasTemplates;
    const bool isKnown = isFilledIn && errors.of(DraftField::Data).isEmpty();
    m_tools->setSent(isKnown && !m_withoutData ? std::optional(preview.expanded.data)
                                               : std::nullopt);
    if (!isKnown)
        return;
    const bool isNew = m_judged != preview.expanded.data;
    m_judged = preview.expanded.data;
    if (isNew || m_hint->text().isEmpty())
        m_hintDelay.start(m_data->isHeldAside() ? 0 : 120);
}

void EventPane::showErrors(const DraftErrors &errors)
{
    m_fields->showErrors(errors);
    const auto wrong = std::find_if(errors.all.cbegin(), errors.all.cend(),
                                    [](const auto &one) { return one.field == DraftField::Data; });
    const bool isWrong = wrong != errors.all.cend();
    theme::setInvalid(m_data, isWrong);
    m_data->underline(isWrong ? wrong->position : -1, isWrong ? wrong->length : 0);
    showSentence(m_dataError, isWrong ? wrong->message : QString());
}

void EventPane::showWire(const Draft &expanded, const QByteArray &expectedId)
{
    Event event = toEvent(expanded);
    const bool isAutomatic = expanded.idChoice == IdChoice::Automatic;
    if (isAutomatic)
        event.id = expectedId.isEmpty() ? tr("(next)").toUtf8() : expectedId;
    const Result<QByteArray> wire = EventWriter::write(event);
    if (!wire)
        return;
    m_wire->showWire(*wire, isAutomatic);
    const bool isExact = !isAutomatic || !expectedId.isEmpty();
    m_wireSize->setText(isExact ? tr("%1 bytes").arg(locale().toString(wire->size())) : QString());
}

void EventPane::judge()
{
    m_hintDelay.stop();
    if (m_withoutData)
        m_hint->showWithoutData();
    else
        m_hint->check(m_judged);
}

} // namespace heliograph
