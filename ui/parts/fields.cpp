// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/fields.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTextCharFormat>
#include <QVBoxLayout>

namespace heliograph::fields {

QVBoxLayout *captioned(const QString &caption, QWidget *field)
{
    auto *layout = new QVBoxLayout;
    layout->setSpacing(2);
    QLabel *label = captionLabel(caption);
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
    combo->lineEdit()->setMaxLength(LongestLine);
    theme::setLook(combo->lineEdit(), theme::Look::Fixed);
    return combo;
}

void setItems(QComboBox *combo, const QStringList &items)
{
    QStringList shown;
    for (int row = 0; row < combo->count(); ++row)
        shown.append(combo->itemText(row));
    if (shown == items)
        return;
    QLineEdit *line = combo->lineEdit();
    const QString text = combo->currentText();
    const int cursor = line->cursorPosition();
    const int from = line->selectionStart();
    const int length = cursor == from ? -line->selectionLength() : line->selectionLength();
    const QSignalBlocker quiet(combo);
    combo->clear();
    combo->addItems(items);
    combo->setEditText(text);
    line->setCursorPosition(cursor);
    if (from >= 0)
        line->setSelection(length < 0 ? from - length : from, length);
}

QLineEdit *fixedField(const QString &name, const QString &toolTip)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    field->setToolTip(toolTip);
    field->setMaxLength(LongestLine);
    theme::setLook(field, theme::Look::Fixed);
    return field;
}

QLabel *captionLabel(const QString &text, const QString &name)
{
    auto *label = new QLabel(text);
    label->setObjectName(name);
    theme::setLook(label, theme::Look::Caption);
    return label;
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

void underline(QLineEdit *field, qsizetype position, qsizetype length)
{
    QList<QInputMethodEvent::Attribute> formats;
    if (position >= 0 && position < field->text().size()) {
        QTextCharFormat wrong;
        wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wrong.setUnderlineColor(theme::color(theme::Role::Bad));
        formats.append({QInputMethodEvent::TextFormat,
                        static_cast<int>(position) - field->cursorPosition(),
                        static_cast<int>(qMax<qsizetype>(1, length)), wrong});
    }
    if (formats.isEmpty() && !field->property("underlined").toBool())
        return;
    field->setProperty("underlined", !formats.isEmpty());
    QInputMethodEvent event(QString(), formats); // a line edit takes formats in no other way
    QCoreApplication::sendEvent(field, &event);
}

void showSentence(QLabel *label, const QString &sentence)
{
    label->setText(sentence);
    label->setVisible(!sentence.isEmpty());
}

} // namespace heliograph::fields
