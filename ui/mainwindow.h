// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/serversettingsdialog.h"
#include "ui/viewtabs.h"

#include <QMainWindow>

class QMenu;
class QSettings;
class QSplitter;

namespace heliograph {

class ChartsPanel;
class ClientsPanel;
class ComposePanel;
class EndpointsDialog;
class LogPanel;
class NotificationDesk;
class PlayerPanel;
class ProblemsDock;
class RecordDesk;
class ScenariosPanel;
class ServerBar;
class Session;
class SnippetsPanel;
class SubscriptionsPanel;

/// Arranges the features in one window and remembers the arrangement. Borrows @p session.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    using Tab = heliograph::Tab;

    explicit MainWindow(Session &session, QWidget *parent = nullptr);

    /// Listens on the address of last time, or the next free port.
    void start();

    void showTab(Tab tab);

    /// For when nobody is there to answer: what was not saved is forgotten.
    void closeWithoutAsking();

    [[nodiscard]] ServerBar &serverBar() const { return *m_bar; }
    [[nodiscard]] ComposePanel &compose() const { return *m_compose; }
    [[nodiscard]] ClientsPanel &clients() const { return *m_clients; }
    [[nodiscard]] SubscriptionsPanel &subscriptions() const { return *m_subscriptions; }
    [[nodiscard]] EndpointsDialog &endpoints() const { return *m_endpoints; }
    [[nodiscard]] SnippetsPanel &snippets() const { return *m_snippets; }
    [[nodiscard]] LogPanel &traffic() const { return *m_traffic; }
    [[nodiscard]] NotificationDesk &notifications() const { return *m_notifications; }
    [[nodiscard]] PlayerPanel &player() const { return *m_player; }
    [[nodiscard]] RecordDesk &recordings() const { return *m_recordings; }
    /// Null in a build without scripting.
    [[nodiscard]] ScenariosPanel *scenarios() const { return m_scenarios; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setupPanels();
    void setupRecordings();
    void setupTabs();
    void setupScenarios();
    void setupSnippets();
    void setupNotifications();
    [[nodiscard]] QList<QAction *> scenarioActions() const;
    void setupLayout();

    // mainwindowmenu.cpp: the menu and every shortcut of the window.
    void setupMenu();
    void setupServerMenu(QMenu &menu);
    void setupRecordingsMenu(QMenu &menu);
    void setupViewMenu(QMenu &menu);
    void setupThemeMenu(QMenu &menu);
    void setupHelpMenu(QMenu &menu);
    template <typename Function>
    QAction *addCommand(QMenu &menu, const QString &text, const QKeySequence &keys,
                        Function &&function);

    void showCounts();
    void findInLog();
    void focusCompose();
    void bringToFront();
    void showEntry(Sequence sequence);
    void play(const QString &file);
    void giveRoom();
    void showServerSettings(ServerSettingsDialog::Page page);
    void toggleCharts(bool shown);

    // mainwindowstate.cpp: what is remembered over restarts.
    void resetLayout();
    void saveState() const;
    void restoreState();
    void saveScenarios(QSettings &settings) const;
    void restoreScenarios(QSettings &settings);

    Session &m_session;
    bool m_closesUnasked = false;
    ServerBar *m_bar = nullptr;
    ComposePanel *m_compose = nullptr;
    ClientsPanel *m_clients = nullptr;
    SubscriptionsPanel *m_subscriptions = nullptr;
    LogPanel *m_traffic = nullptr;
    ScenariosPanel *m_scenarios = nullptr;
    SnippetsPanel *m_snippets = nullptr;
    PlayerPanel *m_player = nullptr;
    RecordDesk *m_recordings = nullptr;
    ChartsPanel *m_charts = nullptr;
    ProblemsDock *m_problems = nullptr;
    EndpointsDialog *m_endpoints = nullptr;
    NotificationDesk *m_notifications = nullptr;
    ViewTabs *m_tabs = nullptr;
    QSplitter *m_columns = nullptr; ///< compose | the rest
    QSplitter *m_rows = nullptr; ///< tabs / charts
    QAction *m_chartsAction = nullptr;
};

} // namespace heliograph
