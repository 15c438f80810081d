// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jsontools/jsonformfield.h"

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace heliograph {

/// What stands around a field.
struct JsonRowTexts {
    QString name; ///< of the member, or the item's number
    QString note; ///< title and description
    bool isRequired = false;
};

/// A field of a form with its name, what the schema says about it, and what is wrong with it. A
/// group can be folded.
class JsonFormRow final : public QWidget {
    Q_OBJECT

public:
    JsonFormRow(const JsonRowTexts &texts, JsonFormField *field, QWidget *parent = nullptr);

    [[nodiscard]] JsonFormField &field() const { return *m_field; }
    [[nodiscard]] const QString &name() const { return m_texts.name; }
    void setName(const QString &name);

    /// Puts a small button at its end.
    QToolButton *addButton(const QString &text, const QString &toolTip);

    /// Shows @p sentence in the error's colour, or takes it away.
    void showError(const QString &sentence);

    void findPlaces(const QString &pointer, JsonFormField::Places &places);
    void showSummary();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setupGroup(QGridLayout &layout);
    void setupLine(QGridLayout &layout);
    void showName();
    void setFolded(bool folded);

    JsonRowTexts m_texts;
    JsonFormField *m_field;
    QLabel *m_name;
    QLabel *m_note;
    QLabel *m_error;
    QLabel *m_summary = nullptr; ///< of a group
    QToolButton *m_fold = nullptr;
    QWidget *m_inside = nullptr; ///< the group's fields with the line beside them
    QHBoxLayout *m_buttons;
};

/// "Title — description", of whichever says more than @p name.
[[nodiscard]] QString jsonNote(const JsonFieldFacts &facts, const QString &name);

} // namespace heliograph
