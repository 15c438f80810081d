// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace heliograph {

/// A bar above the data that says what was done or is wrong, or asks something, with its answers
/// in it. It never takes the keyboard away.
class DataNotice final : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Note, Warning, Error };

    /// @p name is the bar's object name; its text's is "NAMEText".
    explicit DataNotice(const QString &name, QWidget *parent = nullptr);

    /// Shows @p text without answers; empty hides the bar.
    void say(Kind kind, const QString &text);

    /// Adds an answer to what was said. Choosing it hides the bar, and then calls @p chosen.
    QPushButton *addAnswer(const QString &text, const QString &name, const QString &toolTip,
                           const std::function<void()> &chosen);

    [[nodiscard]] QString text() const;
    [[nodiscard]] Kind kind() const { return m_kind; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void clearAnswers();

    Kind m_kind = Kind::Note;
    QLabel *m_label;
    QHBoxLayout *m_answers;
    QList<QPushButton *> m_buttons;
};

} // namespace heliograph
