// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QModelIndex>
#include <QUrl>
#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace heliograph {

class PathChips;
struct ScenarioRow;

/// What stands above the editor: the scenario's name and state, its buttons, its paths.
class ScenarioHead final : public QWidget {
    Q_OBJECT

public:
    /// @p menu is what the button at the end offers.
    explicit ScenarioHead(const QList<QAction *> &menu, QWidget *parent = nullptr);

    /// @p index is of @p scenario; @p serverUrl is empty while nothing listens.
    void showScenario(const ScenarioRow &scenario, const QModelIndex &index, const QUrl &serverUrl);

Q_SIGNALS:
    void runRequested();
    void stopRequested();
    void pageRequested();

private:
    void setupButtons(const QList<QAction *> &menu);
    void showButtons(const ScenarioRow &scenario, bool listening);

    QLabel *m_title;
    QLabel *m_state;
    QPushButton *m_run;
    QPushButton *m_stop;
    QPushButton *m_page;
    PathChips *m_paths;
};

} // namespace heliograph
