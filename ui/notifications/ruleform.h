// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/ruletester.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSyntaxHighlighter;

namespace heliograph {

/// The fields of one rule. Says at once, under the fields, what cannot be kept and what is wrong
/// with the condition, and tries the rule on what the journal holds. Borrows @p tester.
class RuleForm final : public QWidget {
    Q_OBJECT

public:
    explicit RuleForm(RuleTester &tester, QWidget *parent = nullptr);

    void showRule(const NotificationRule &rule);

    /// What the fields say, checked, the condition as far as its answer is there.
    [[nodiscard]] Result<NotificationRule> rule() const;

    /// Whether the fields differ from what was shown.
    [[nodiscard]] bool isModified() const;

    /// Suggestions for where events come and go.
    void setPlaces(const QStringList &places);

    void focusName();

Q_SIGNALS:
    void edited();
    /// A notification as this rule would raise it.
    void testRequested(const QString &title);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setupFields(QGridLayout &layout);
    void setupCondition(QGridLayout &layout);
    void setupTrial(QGridLayout &layout);
    [[nodiscard]] NotificationRule fields() const;
    void onEdited();
    void checkCondition();
    void showFault(const QString &condition, const ConditionFault &fault);
    void markFault();
    void showErrors();
    void tryOut();
    void showTrial(const RuleTrial &trial);

    RuleTester &m_tester;
    NotificationRule m_shown;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_type = nullptr;
    QComboBox *m_where = nullptr;
    QComboBox *m_direction = nullptr;
    QPlainTextEdit *m_condition = nullptr; ///< null in a build without scripting
    QSyntaxHighlighter *m_highlighter = nullptr;
    QLabel *m_fieldError = nullptr;
    QLabel *m_conditionError = nullptr;
    QLabel *m_trial = nullptr;
    QPushButton *m_try = nullptr;
    QTimer m_debounce;
    ConditionFault m_fault; ///< of the condition as it is now
    bool m_showing = false; ///< fields change because of showRule()
};

} // namespace heliograph
