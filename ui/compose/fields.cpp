// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/fields.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace heliograph::fields {

QVBoxLayout *captioned(const QString &caption, QWidget *field)
{
    auto *layout = new QVBoxLayout;
    layout->setSpacing(2);
    auto *label = new QLabel(caption);
    theme::setLook(label, theme::Look::Caption);
    label->setBuddy(field);
    field->setAccessibleName(caption);
    layout->addWidget(label);
    layout->addWidget(field);
    return layout;
}

QComboBox *editableCombo(const QString &name, const QString &toolTip)
{
    auto *combo = new QComboBox;
    combo->setObjectName(name);
    combo->setToolTip(toolTip);
    combo->setEditable(true);
    combo->setInsertPolicy(QComboBox::NoInsert);
    combo->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    combo->setMinimumContentsLength(6);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setCompleter(nullptr);
    theme::setLook(combo, theme::Look::Fixed);
    theme::setLook(combo->lineEdit(), theme::Look::Fixed);
    return combo;
}

QLineEdit *fixedField(const QString &name, const QString &toolTip)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    field->setToolTip(toolTip);
    theme::setLook(field, theme::Look::Fixed);
    return field;
}

QLabel *errorLabel(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setWordWrap(true);
    label->hide();
    theme::setLook(label, theme::Look::Bad);
    return label;
}

void showSentence(QLabel *label, const QString &sentence)
{
    label->setText(sentence);
    label->setVisible(!sentence.isEmpty());
}

} // namespace heliograph::fields
