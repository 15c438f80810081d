// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace heliograph {

/// A line above an editor that says what is wrong or asks something, with its answers beside it.
/// It never takes the keyboard away.
class NoticeBar final : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Error, Question };

    /// @p name is the bar's object name; its text's is "NAMEText".
    NoticeBar(Kind kind, const QString &name, QWidget *parent = nullptr);

    /// An answer, @p name its object name.
    QPushButton *addButton(const QString &text, const QString &name, const QString &tip);

    /// Shows @p text, whole in the tool tip; empty hides the bar.
    void showText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }

Q_SIGNALS:
    void clicked(); ///< the text, by mouse

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void fit();

    Kind m_kind;
    QString m_text;
    QLabel *m_label;
    QHBoxLayout *m_layout;
};

} // namespace heliograph
