// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>
#include <QTimer>

class QLabel;
class QPushButton;

namespace heliograph {

class Journal;
class ProblemsModel;

/// The bottom line: problems, what the journal holds, what it had to drop. Borrows its arguments.
class StatusLine final : public QStatusBar {
    Q_OBJECT

public:
    StatusLine(const Journal &journal, const ProblemsModel &problems, QWidget *parent = nullptr);

Q_SIGNALS:
    void problemsRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showProblems();
    void showJournal();

    const Journal &m_journal;
    const ProblemsModel &m_problems;
    QPushButton *m_problemsButton;
    QLabel *m_usage;
    QLabel *m_dropped;
    QTimer m_tick;
};

} // namespace heliograph
