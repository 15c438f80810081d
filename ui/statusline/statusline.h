// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/servercontroller.h"
#include "ui/theme/theme.h"

#include <QStatusBar>
#include <QTimer>

class QLabel;
class QPushButton;

namespace heliograph {

class HistoryButton;
class Journal;
class ProblemsModel;

/// The bottom line: problems, what the journal holds and had to drop, what slow readers cost, the
/// history file. Borrows its arguments.
class StatusLine final : public QStatusBar {
    Q_OBJECT

public:
    StatusLine(const Journal &journal, const ProblemsModel &problems,
               const ServerController &server, QWidget *parent = nullptr);

    void showServer(const ServerStatus &status);

Q_SIGNALS:
    void problemsRequested();
    void historyRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void setupLeft();
    void setupRight();
    QLabel *addCount(const QString &name, const QString &toolTip, theme::Look look);
    void showProblems();
    void showJournal();

    const Journal &m_journal;
    const ProblemsModel &m_problems;
    QPushButton *m_problemsButton;
    QLabel *m_usage;
    QLabel *m_journalDropped;
    QLabel *m_held;
    QLabel *m_dropped;
    QLabel *m_tooSlow;
    HistoryButton *m_history;
    QTimer m_tick;
};

} // namespace heliograph
