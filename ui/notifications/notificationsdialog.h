// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notificationrule.h"

#include <QDialog>

class QBoxLayout;
class QCheckBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace heliograph {

class NotificationController;
class NotificationRulesModel;
class RuleForm;
class RuleList;
class RuleTester;

/// Switches notifications on and off, and defines, edits, tries and removes their rules. Borrows
/// @p controller.
class NotificationsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit NotificationsDialog(NotificationController &controller, QWidget *parent = nullptr);

    /// Whether this desktop can show notifications; says what to do if not.
    void setTrayAvailable(bool isAvailable);

    /// Where events can come and go.
    void setPlaces(const QStringList &places);

    /// The rules that are kept cannot be read: nothing can be changed. An empty @p error takes that
    /// back.
    void showRefusal(const Error &error);

    /// Puts @p rule, which has no id yet, into the form.
    void editNew(const NotificationRule &rule);

Q_SIGNALS:
    void testRequested(const QString &title);
    /// Whatever is kept may be written over.
    void startOverRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void done(int result) override;

private:
    void setupTop(QBoxLayout &layout);
    [[nodiscard]] QBoxLayout *setupLeft();
    [[nodiscard]] QBoxLayout *setupLimits();
    [[nodiscard]] QBoxLayout *setupRight();
    void showState();
    void showStatus();
    void showProblem();
    void showSelected();
    void saveRule();
    void removeRule();
    void keepEdits();
    void onEdited();
    void select(RuleId rule);
    [[nodiscard]] RuleId selected() const;

    NotificationController &m_controller;
    NotificationRulesModel *m_model;
    RuleTester *m_tester;
    RuleList *m_list;
    RuleForm *m_form;
    QCheckBox *m_on = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_resume = nullptr;
    QLabel *m_notice = nullptr; ///< no tray, or rules that cannot be read
    QPushButton *m_startOver = nullptr;
    QSpinBox *m_perRule = nullptr;
    QSpinBox *m_perMinute = nullptr;
    QLabel *m_skipped = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
    QLabel *m_problem = nullptr; ///< of the selected rule
    QPushButton *m_save = nullptr;
    QLabel *m_done = nullptr;
    Error m_refusal;
    bool m_hasTray = true;
};

} // namespace heliograph
