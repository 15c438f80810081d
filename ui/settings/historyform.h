// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace heliograph {

/// Whether events are kept in a file, and in which.
class HistoryForm final : public QWidget {
    Q_OBJECT

public:
    explicit HistoryForm(QWidget *parent = nullptr);

    [[nodiscard]] bool isOn() const;
    /// Absolute; empty when none was named. Kept while the history is off.
    [[nodiscard]] QString path() const;
    void setValues(bool isOn, const QString &path);

    /// Says what is wrong with the file, or, with an empty @p sentence, nothing.
    void showProblem(const QString &sentence);

    /// Where the history goes unless the user names another place.
    [[nodiscard]] static QString suggestedPath();

private:
    void setupFile();
    void toggle(bool isOn);
    void choose();

    QCheckBox *m_on;
    QLineEdit *m_path;
    QPushButton *m_choose;
    QLabel *m_problem;
};

} // namespace heliograph
