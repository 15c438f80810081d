// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;
class QWidget;

/// The kinds of field the compose panel is made of.
namespace heliograph::fields {

/// The most characters that a line takes; Qt's own bound would cut what is pasted or set.
constexpr int LongestLine = 1024 * 1024;

/// A label above @p field, which it names to assistive technology too.
[[nodiscard]] QVBoxLayout *captioned(const QString &caption, QWidget *field);

[[nodiscard]] QComboBox *editableCombo(const QString &name, const QString &toolTip);

/// Offers @p items; what stands in the line, and the cursor in it, stay.
void setItems(QComboBox *combo, const QStringList &items);

/// A line in the fixed font.
[[nodiscard]] QLineEdit *fixedField(const QString &name, const QString &toolTip);

/// A quiet label above a field or beside a caption.
[[nodiscard]] QLabel *captionLabel(const QString &text, const QString &name = {});

/// A label for what is wrong, hidden while nothing is.
[[nodiscard]] QLabel *errorLabel(const QString &name);

/// Underlines @p length characters of @p field from @p position as wrong; from -1: nothing.
void underline(QLineEdit *field, qsizetype position, qsizetype length);

/// Shows @p sentence, or hides the label when there is none.
void showSentence(QLabel *label, const QString &sentence);

} // namespace heliograph::fields
