// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace heliograph {

/// What to do while no recording is open: open one, record one, here or in a terminal.
class EmptyPlayerView final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyPlayerView(QWidget *parent = nullptr);

    /// Files that were open before, the last one first.
    void setRecent(const QStringList &files);

    /// Why the last one could not be opened; empty: nothing is wrong.
    void setProblem(const QString &sentence);

    /// The stream that the line for a terminal records.
    void setStreamUrl(const QString &url);

Q_SIGNALS:
    void openRequested();
    void recentRequested(const QString &file);

private:
    [[nodiscard]] QWidget *commandLine();

    QLabel *m_problem;
    QLabel *m_command;
    QWidget *m_recent;
};

} // namespace heliograph
