// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/eventfields.h"

#include "app/compose/draft.h"
#include "ui/parts/fields.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace heliograph {

using namespace fields;

EventFields::EventFields(QWidget *parent)
    : QWidget(parent), m_event(editableCombo(QStringLiteral("composeEvent"),
                                             tr("The event type; empty means \"message\""))),
      m_idChoice(new QComboBox),
      m_ownId(fixedField(QStringLiteral("composeOwnId"), tr("The ID; empty resets the client's"))),
      m_retry(fixedField(QStringLiteral("composeRetry"),
                         tr("Reconnection time for the browser in milliseconds; empty: none"))),
      m_comment(fixedField(QStringLiteral("composeComment"),
                           tr("A comment line; clients ignore it, developers read it"))),
      m_error(errorLabel(QStringLiteral("composeFieldError")))
{
    setupRow();
    m_ownId->setAccessibleName(tr("Own ID"));
    m_ownId->setPlaceholderText(tr("ID; empty resets the last event ID"));
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->setPlaceholderText(tr("comment"));
    m_comment->hide();
    for (QWidget *below : QList<QWidget *>{m_ownId, m_error, m_comment})
        layout()->addWidget(below);
    connect(m_event, &QComboBox::editTextChanged, this, &EventFields::edited);
    connect(m_idChoice, &QComboBox::currentIndexChanged, this, &EventFields::edited);
    connect(m_idChoice, &QComboBox::currentIndexChanged, this, &EventFields::showIdChoice);
    for (const QLineEdit *field : {m_ownId, m_retry, m_comment})
        connect(field, &QLineEdit::textChanged, this, &EventFields::edited);
    showIdChoice();
}

void EventFields::setupRow()
{
    m_event->lineEdit()->setPlaceholderText(QStringLiteral("message"));
    m_idChoice->setObjectName(QStringLiteral("composeIdChoice"));
    m_idChoice->setToolTip(tr("auto: the endpoint's next number; none: no id line; own: type it"));
    m_idChoice->addItems({tr("auto"), tr("none"), tr("own")});
    theme::setLook(m_idChoice, theme::Look::Fixed);
    m_retry->setPlaceholderText(tr("none"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addLayout(captioned(tr("Event"), m_event), 2);
    row->addLayout(captioned(tr("ID"), m_idChoice), 1);
    row->addLayout(captioned(tr("Retry, ms"), m_retry), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
}

void EventFields::fill(Draft &draft) const
{
    draft.event = m_event->currentText();
    draft.idChoice = static_cast<IdChoice>(m_idChoice->currentIndex());
    draft.ownId = m_ownId->text();
    draft.retry = m_retry->text();
    draft.comment = m_hasComment ? m_comment->text() : QString();
}

void EventFields::setDraft(const Draft &draft)
{
    m_event->setEditText(draft.event);
    m_idChoice->setCurrentIndex(static_cast<int>(draft.idChoice));
    m_ownId->setText(draft.ownId);
    m_retry->setText(draft.retry);
    m_comment->setText(draft.comment);
}

void EventFields::showErrors(const DraftErrors &errors)
{
    const QList<std::pair<DraftField, QWidget *>> ours{{DraftField::Event, m_event},
                                                       {DraftField::Id, m_ownId},
                                                       {DraftField::Retry, m_retry},
                                                       {DraftField::Comment, m_comment}};
    QString sentence;
    for (const auto &[field, widget] : ours) {
        const auto wrong =
            std::find_if(errors.all.cbegin(), errors.all.cend(),
                         [wanted = field](const auto &each) { return each.field == wanted; });
        const bool isWrong = wrong != errors.all.cend();
        theme::setInvalid(widget, isWrong);
        underline(lineOf(widget), isWrong ? wrong->position : -1, isWrong ? wrong->length : 0);
        if (isWrong && sentence.isEmpty())
            sentence = wrong->message;
    }
    showSentence(m_error, sentence.isEmpty() ? errors.of(DraftField::Whole) : sentence);
}

void EventFields::setEventTypes(const QStringList &types)
{
    setItems(m_event, types);
}

void EventFields::setCommentShown(bool shown)
{
    m_hasComment = shown;
    m_comment->setVisible(shown);
    Q_EMIT edited();
}

QLineEdit *EventFields::lineOf(const QWidget *focused) const
{
    if (focused == m_event || focused == m_event->lineEdit())
        return m_event->lineEdit();
    for (QLineEdit *field : {m_ownId, m_retry, m_comment}) {
        if (focused == field)
            return field;
    }
    return nullptr;
}

void EventFields::showIdChoice()
{
    m_ownId->setVisible(static_cast<IdChoice>(m_idChoice->currentIndex()) == IdChoice::Own);
}

} // namespace heliograph
