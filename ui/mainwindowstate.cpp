// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the main window remembers over restarts: its arrangement, and what its panels keep.
#include "ui/charts/chartspanel.h"
#include "ui/clients/clientspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/endpoints/endpointsdialog.h"
#include "ui/log/logpanel.h"
#include "ui/mainwindow.h"
#include "ui/player/playerpanel.h"
#include "ui/problems/problemsdock.h"
#include "ui/recorder/recorddesk.h"
#include "ui/serverbar/serverbar.h"
#include "ui/snippets/snippetspanel.h"
#include "ui/subscriptions/subscriptionspanel.h"
#ifdef HELIOGRAPH_SCRIPTING
#include "ui/scenarios/scenariospanel.h"
#endif

#include <QAction>
#include <QSettings>
#include <QSplitter>

namespace heliograph {

namespace {

/// Saves or restores @p panel in a group of its own.
template <typename Panel, typename Function>
void inGroup(QSettings &settings, const char *group, Panel &panel, Function function)
{
    settings.beginGroup(QLatin1String(group));
    (panel.*function)(settings);
    settings.endGroup();
}

} // namespace

void MainWindow::resetLayout()
{
    const int em = fontMetrics().height();
    m_problems->hide();
    toggleCharts(true);
    m_columns->setSizes({em * 25, em * 71});
    m_rows->setSizes({em * 44, em * 10});
}

void MainWindow::saveState() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/docks"), QMainWindow::saveState());
    settings.setValue(QStringLiteral("window/columns"), m_columns->saveState());
    settings.setValue(QStringLiteral("window/rows"), m_rows->saveState());
    settings.setValue(QStringLiteral("window/charts"), m_chartsAction->isChecked());
    m_tabs->saveState(settings);
    m_bar->save(settings);
    m_compose->save(settings);
    inGroup(settings, "clients", *m_clients, &ClientsPanel::saveState);
    inGroup(settings, "subscriptions", *m_subscriptions, &SubscriptionsPanel::saveState);
    inGroup(settings, "traffic", *m_traffic, &LogPanel::saveState);
    inGroup(settings, "snippets", *m_snippets, &SnippetsPanel::saveState);
    inGroup(settings, "player", *m_player, &PlayerPanel::saveState);
    inGroup(settings, "recordings", *m_recordings, &RecordDesk::saveState);
    saveScenarios(settings);
}

void MainWindow::restoreState()
{
    QSettings settings;
    if (!restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(fontMetrics().height() * 92, fontMetrics().height() * 58);
    QMainWindow::restoreState(settings.value(QStringLiteral("window/docks")).toByteArray());
    m_columns->restoreState(settings.value(QStringLiteral("window/columns")).toByteArray());
    m_rows->restoreState(settings.value(QStringLiteral("window/rows")).toByteArray());
    m_columns->setHandleWidth(1);
    m_rows->setHandleWidth(1);
    toggleCharts(settings.value(QStringLiteral("window/charts"), true).toBool());
    m_tabs->restoreState(settings);
    m_bar->restore(settings);
    m_endpoints->restore(settings);
    m_compose->restore(settings);
    inGroup(settings, "clients", *m_clients, &ClientsPanel::restoreState);
    inGroup(settings, "subscriptions", *m_subscriptions, &SubscriptionsPanel::restoreState);
    inGroup(settings, "traffic", *m_traffic, &LogPanel::restoreState);
    inGroup(settings, "snippets", *m_snippets, &SnippetsPanel::restoreState);
    inGroup(settings, "player", *m_player, &PlayerPanel::restoreState);
    inGroup(settings, "recordings", *m_recordings, &RecordDesk::restoreState);
    restoreScenarios(settings);
}

#ifdef HELIOGRAPH_SCRIPTING

void MainWindow::saveScenarios(QSettings &settings) const
{
    inGroup(settings, "scenarios", *m_scenarios, &ScenariosPanel::saveState);
}

void MainWindow::restoreScenarios(QSettings &settings)
{
    inGroup(settings, "scenarios", *m_scenarios, &ScenariosPanel::restoreState);
}

#else

void MainWindow::saveScenarios(QSettings &) const { }
void MainWindow::restoreScenarios(QSettings &) { }

#endif

} // namespace heliograph
