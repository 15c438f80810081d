// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/jsonformrow.h"

#include "ui/parts/fields.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace heliograph {

namespace {

QString capitalised(const QString &sentence)
{
    return sentence.isEmpty() ? sentence : sentence.first(1).toUpper() + sentence.sliced(1);
}

} // namespace

QString jsonNote(const JsonFieldFacts &facts, const QString &name)
{
    QStringList parts;
    for (const QString &part : {facts.title, facts.description}) {
        const QString text = part.simplified();
        const bool isTheName = text.compare(name, Qt::CaseInsensitive) == 0;
        if (!text.isEmpty() && !isTheName && !parts.contains(text))
            parts.append(text);
    }
    return parts.join(QStringLiteral(" — "));
}

JsonFormRow::JsonFormRow(const JsonRowTexts &texts, JsonFormField *field, QWidget *parent)
    : QWidget(parent), m_texts(texts), m_field(field), m_name(new QLabel), m_note(new QLabel),
      m_error(fields::errorLabel({})), m_buttons(new QHBoxLayout)
{
    m_name->setTextFormat(Qt::RichText);
    m_name->setFont(theme::fixedFont());
    theme::setLook(m_name, theme::Look::Fixed);
    m_note->setText(texts.note);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setVisible(!texts.note.isEmpty());
    theme::setLook(m_note, theme::Look::Caption);
    m_error->setTextFormat(Qt::PlainText);
    m_buttons->setContentsMargins(0, 0, 0, 0);
    m_buttons->setSpacing(0);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(2);
    if (m_field->isGroup())
        setupGroup(*layout);
    else
        setupLine(*layout);
    showName();
}

void JsonFormRow::setupLine(QGridLayout &layout)
{
    m_name->setFixedWidth(fontMetrics().averageCharWidth() * 18);
    m_name->setMinimumHeight(QLineEdit().sizeHint().height()); // on the input's line
    m_name->setBuddy(m_field->input());
    layout.addWidget(m_name, 0, 0, Qt::AlignTop);
    layout.addWidget(m_field, 0, 1);
    layout.addLayout(m_buttons, 0, 2, Qt::AlignTop);
    layout.addWidget(m_error, 1, 1);
    layout.addWidget(m_note, 2, 1);
    layout.setColumnStretch(1, 1);
}

void JsonFormRow::setupGroup(QGridLayout &layout)
{
    m_fold = new QToolButton;
    m_fold->setText(QStringLiteral("▾"));
    m_fold->setCheckable(true);
    m_fold->setFixedWidth(fontMetrics().height() * 3 / 2);
    m_fold->setAccessibleName(tr("Fold %1").arg(m_texts.name));
    m_fold->setToolTip(tr("Fold or unfold (Space)"));
    theme::setLook(m_fold, theme::Look::Flat);
    connect(m_fold, &QToolButton::toggled, this, &JsonFormRow::setFolded);
    m_summary = new QLabel;
    theme::setLook(m_summary, theme::Look::Caption);
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(m_fold);
    head->addWidget(m_name);
    head->addWidget(m_summary);
    head->addStretch(1);
    head->addLayout(m_buttons);
    auto *line = new QWidget;
    line->setFixedWidth(1);
    theme::setLook(line, theme::Look::Line);
    m_inside = new QWidget;
    auto *inside = new QHBoxLayout(m_inside);
    const int indent = fontMetrics().height();
    inside->setContentsMargins(indent * 3 / 4, 2, 0, 4);
    inside->setSpacing(indent * 3 / 4 + 5);
    m_note->setContentsMargins(indent * 3 / 2 + 6, 0, 0, 0);
    m_error->setContentsMargins(indent * 3 / 2 + 6, 0, 0, 0);
    inside->addWidget(line);
    inside->addWidget(m_field, 1);
    layout.addLayout(head, 0, 0);
    layout.addWidget(m_error, 1, 0);
    layout.addWidget(m_note, 2, 0);
    layout.addWidget(m_inside, 3, 0);
    showSummary();
}

void JsonFormRow::setName(const QString &name)
{
    m_texts.name = name;
    showName();
}

void JsonFormRow::showName()
{
    constexpr qsizetype most = 60;
    const QString shown =
        m_texts.name.size() <= most ? m_texts.name : m_texts.name.first(most) + QChar(u'…');
    const QString star = m_texts.isRequired ? QStringLiteral(" <span style='color:%1'>*</span>")
                                                  .arg(theme::color(theme::Role::Bad).name())
                                            : QString();
    m_name->setText(shown.toHtmlEscaped() + star);
    m_name->setToolTip(m_texts.isRequired ? tr("%1, required").arg(m_texts.name) : m_texts.name);

    if (QWidget *input = m_field->input())
        input->setAccessibleName(m_texts.name);
}

QToolButton *JsonFormRow::addButton(const QString &text, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    theme::setLook(button, theme::Look::Flat);
    m_buttons->addWidget(button);
    return button;
}

void JsonFormRow::showError(const QString &sentence)
{
    fields::showSentence(m_error, capitalised(sentence));
    if (QWidget *input = m_field->input())
        theme::setInvalid(input, !sentence.isEmpty());
}

void JsonFormRow::findPlaces(const QString &pointer, JsonFormField::Places &places)
{
    places.insert(pointer, this);
    m_error->setObjectName(QStringLiteral("jsonError") + pointer);
    m_field->findPlaces(pointer, places);
    showSummary();
}

void JsonFormRow::showSummary()
{
    if (m_summary)
        m_summary->setText(m_field->summary());
}

void JsonFormRow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showName(); // its star is coloured
}

void JsonFormRow::setFolded(bool folded)
{
    m_inside->setVisible(!folded);
    m_fold->setText(folded ? QStringLiteral("▸") : QStringLiteral("▾"));
}

} // namespace heliograph
