// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "app/models/connectionsmodel.h"
#include "app/models/problemsmodel.h"
#include "app/models/servercontroller.h"
#include "app/models/subscriptionsmodel.h"
#include "ui/about/aboutdialog.h"
#include "ui/about/shortcutsdialog.h"
#include "ui/charts/chartspanel.h"
#include "ui/clients/clientspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/endpoints/endpointsdialog.h"
#include "ui/log/eventlogview.h"
#include "ui/log/logpanel.h"
#include "ui/problems/problemsdock.h"
#include "ui/serverbar/serverbar.h"
#include "ui/session.h"
#include "ui/statusline/statusline.h"
#include "ui/subscriptions/subscriptionspanel.h"
#include "ui/theme/theme.h"
#ifdef HELIOGRAPH_SCRIPTING
#include "app/models/scenariosmodel.h"
#include "ui/scenarios/scenariodesk.h"
#include "ui/scenarios/scenariospanel.h"
#endif

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace heliograph {

namespace {

QSplitter *splitter(Qt::Orientation orientation, const QString &name)
{
    auto *result = new QSplitter(orientation);
    result->setObjectName(name);
    result->setHandleWidth(1);
    result->setChildrenCollapsible(false);
    return result;
}

/// Saves or restores @p panel in a group of its own.
template <typename Panel, typename Function>
void inGroup(QSettings &settings, const char *group, Panel &panel, Function function)
{
    settings.beginGroup(QLatin1String(group));
    (panel.*function)(settings);
    settings.endGroup();
}

} // namespace

MainWindow::MainWindow(Session &session, QWidget *parent) : QMainWindow(parent), m_session(session)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Heliograph"));
    setupPanels();
    setupTabs();
    setupLayout();
    setupMenu();
    showCounts();
    resetLayout();
    restoreState();
    m_compose->focusData();
}

void MainWindow::start()
{
    m_bar->start();
}

void MainWindow::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(static_cast<int>(tab));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    QMainWindow::closeEvent(event);
}

void MainWindow::setupPanels()
{
    Session &s = m_session;
    m_bar = new ServerBar(s.server(), s.traffic());
    m_compose = new ComposePanel(s.server());
    m_clients = new ClientsPanel(s.server(), s.connectionsModel(), s.feed());
    m_subscriptions =
        new SubscriptionsPanel(s.subscriptions(), s.subscriptionsModel(), s.server(), s.feed());
    m_traffic = new LogPanel(s.feed());
    m_traffic->setScope(LogScope::allTraffic(), tr("All traffic"));
    m_traffic->setEmptyText(tr("Nothing has happened yet. Send an event with Ctrl+Enter."));
    m_charts = new ChartsPanel(s.traffic());
    m_problems = new ProblemsDock(s.problems(), this);
    m_endpoints = new EndpointsDialog(s.server(), this);
    ProblemsModel *const problems = &s.problems();
    const auto report = [problems](const QString &text) { problems->add(text); };
    connect(m_clients, &ClientsPanel::problemOccurred, problems, report);
    connect(m_subscriptions, &SubscriptionsPanel::problemOccurred, problems, report);
    connect(m_traffic, &LogPanel::problemOccurred, problems, report);
    for (LogPanel *log : {&m_clients->log(), &m_subscriptions->log(), m_traffic})
        connect(&s.server(), &ServerController::listening, &log->view(),
                &EventLogView::setServerUrl);
    connect(m_clients, &ClientsPanel::selectionChanged, m_compose,
            &ComposePanel::setSelectedClients);
    connect(m_clients, &ClientsPanel::composeForRequested, m_compose, &ComposePanel::aimAt);
}

void MainWindow::setupTabs()
{
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setAccessibleName(tr("Views"));
    theme::setLook(m_tabs, theme::Look::Strip);
    m_tabs->tabBar()->setObjectName(QStringLiteral("tabBar"));
    m_tabs->tabBar()->setAccessibleName(tr("Views"));
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_clients, QString());
    m_tabs->addTab(m_subscriptions, QString());
    m_tabs->addTab(m_traffic, tr("All traffic"));
    setupScenarios();
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        m_tabs->setTabToolTip(tab, tr("Ctrl+%1").arg(tab + 1));
    connect(&m_session.connectionsModel(), &ConnectionsModel::countsChanged, this,
            &MainWindow::showCounts);
    connect(&m_session.subscriptionsModel(), &SubscriptionsModel::countChanged, this,
            &MainWindow::showCounts);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::giveRoom);
}

void MainWindow::setupLayout()
{
    m_rows = splitter(Qt::Vertical, QStringLiteral("rows"));
    m_rows->addWidget(m_tabs);
    m_rows->addWidget(m_charts);
    m_rows->setStretchFactor(0, 1);
    m_columns = splitter(Qt::Horizontal, QStringLiteral("columns"));
    m_columns->addWidget(m_compose);
    m_columns->addWidget(m_rows);
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 3);
    auto *line = new QWidget;
    line->setFixedHeight(1);
    theme::setLook(line, theme::Look::Line);
    auto *centre = new QWidget;
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(line);
    layout->addWidget(m_columns, 1);
    setCentralWidget(centre);
    addDockWidget(Qt::BottomDockWidgetArea, m_problems);
    auto *status =
        new StatusLine(m_session.journal(), m_session.problems(), m_session.server(), this);
    setStatusBar(status);
    connect(status, &StatusLine::problemsRequested, m_problems, &ProblemsDock::showNewest);
    connect(status, &StatusLine::historyRequested, this,
            [this] { showServerSettings(ServerSettingsDialog::History); });
    QWidget::setTabOrder(m_bar, m_compose);
    QWidget::setTabOrder(m_compose, m_tabs);
}

template <typename Function>
QAction *MainWindow::addCommand(QMenu &menu, const QString &text, const QKeySequence &keys,
                                Function &&function)
{
    QAction *action = menu.addAction(text);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::forward<Function>(function));
    addAction(action); // there is no menu bar, so the window carries the shortcut
    return action;
}

void MainWindow::setupMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("mainMenu"));
    setupServerMenu(*menu->addMenu(tr("&Server")));
    setupViewMenu(*menu->addMenu(tr("&View")));
    setupHelpMenu(*menu->addMenu(tr("&Help")));
    menu->addSeparator();
    addCommand(*menu, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] {
        close();
    })->setObjectName(QStringLiteral("quit"));
    m_bar->setMenu(menu);
}

void MainWindow::setupServerMenu(QMenu &menu)
{
    const auto chord = [](Qt::Key key) { return QKeySequence(Qt::CTRL | Qt::SHIFT | key); };
    addCommand(menu, tr("&Start or stop"), QKeySequence(Qt::Key_F5),
               [this] { m_bar->startOrStop(); });
    addCommand(menu, tr("&Listen on…"), QKeySequence(Qt::CTRL | Qt::Key_L),
               [this] { m_bar->chooseAddress(); });
    addCommand(menu, tr("&Copy URL"), chord(Qt::Key_U), [this] { m_bar->copyUrl(); });
    addCommand(menu, tr("Open start &page"), chord(Qt::Key_B), [this] { m_bar->openStartPage(); });
    menu.addSeparator();
    addCommand(menu, tr("&Endpoints…"), chord(Qt::Key_D), [this] {
        m_endpoints->show();
    })->setObjectName(QStringLiteral("showEndpoints"));
    addCommand(menu, tr("Se&ttings…"), QKeySequence(Qt::CTRL | Qt::Key_Comma), [this] {
        showServerSettings(ServerSettingsDialog::Streams);
    })->setObjectName(QStringLiteral("showServerSettings"));
    menu.addSeparator();
    addCommand(menu, tr("Subscribe to &ourselves"), chord(Qt::Key_S),
               [this] { m_subscriptions->subscribeToOurselves(); });
    addCommand(menu, tr("Forget closed cl&ients"), {},
               [this] { m_session.connectionsModel().clearClosed(); });
}

void MainWindow::setupViewMenu(QMenu &menu)
{
    const QStringList tabs{tr("&Clients"), tr("&Subscriptions"), tr("&All traffic"),
                           tr("Sc&enarios")};
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        addCommand(menu, tabs.at(tab),
                   QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + tab)),
                   [this, tab] { m_tabs->setCurrentIndex(tab); });
    menu.addSeparator();
    addCommand(menu, tr("Compose &data"), QKeySequence(Qt::CTRL | Qt::Key_E),
               [this] { focusCompose(); });
    addCommand(menu, tr("&Find in the log"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
               [this] { findInLog(); });
    menu.addSeparator();
    m_chartsAction = addCommand(menu, tr("C&harts"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G),
                                [this](bool shown) { toggleCharts(shown); });
    m_chartsAction->setObjectName(QStringLiteral("showCharts"));
    m_chartsAction->setCheckable(true);
    QAction *problems = m_problems->toggleViewAction();
    problems->setText(tr("&Problems"));
    problems->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M));
    menu.addAction(problems);
    addAction(problems);
    setupThemeMenu(*menu.addMenu(tr("&Theme")));
    menu.addSeparator();
    addCommand(menu, tr("&Reset layout"), {}, [this] { resetLayout(); });
}

void MainWindow::setupThemeMenu(QMenu &menu)
{
    auto *group = new QActionGroup(this);
    const QList<std::pair<QString, theme::Mode>> modes{{tr("&System"), theme::Mode::System},
                                                       {tr("&Light"), theme::Mode::Light},
                                                       {tr("&Dark"), theme::Mode::Dark}};
    for (const auto &[text, mode] : modes) {
        QAction *action = menu.addAction(text);
        action->setObjectName(QStringLiteral("theme%1").arg(static_cast<int>(mode)));
        action->setCheckable(true);
        action->setChecked(theme::mode() == mode);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [chosen = mode] {
            theme::apply(*qApp, chosen);
            QSettings().setValue(QStringLiteral("window/theme"), static_cast<int>(chosen));
        });
    }
}

void MainWindow::setupHelpMenu(QMenu &menu)
{
    addCommand(menu, tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1), [this] {
        auto *dialog = new ShortcutsDialog(actions() + scenarioActions(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    addCommand(menu, tr("&About Heliograph"), {}, [this] {
        auto *dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void MainWindow::showCounts()
{
    const auto counted = [this](const QString &text, int count) {
        return count == 0 ? text : text + u' ' + locale().toString(count);
    };
    m_tabs->setTabText(0, counted(tr("Clients"), m_session.connectionsModel().liveCount()));
    m_tabs->setTabText(1, counted(tr("Subscriptions"), m_session.subscriptionsModel().rowCount()));
}

void MainWindow::findInLog()
{
    switch (static_cast<Tab>(m_tabs->currentIndex())) {
    case Tab::Clients:
        m_clients->log().focusFilter();
        break;
    case Tab::Subscriptions:
        m_subscriptions->log().focusFilter();
        break;
    case Tab::Scenarios: // their lines are there
        showTab(Tab::AllTraffic);
        [[fallthrough]];
    case Tab::AllTraffic:
        m_traffic->focusFilter();
        break;
    }
}

void MainWindow::focusCompose()
{
    if (m_compose->isHidden())
        showTab(Tab::Clients);
    m_compose->focusData();
}

/// In a small window an editor needs the room more than what stands around it.
void MainWindow::giveRoom()
{
    const int em = fontMetrics().height();
    const bool edits = static_cast<Tab>(m_tabs->currentIndex()) == Tab::Scenarios;
    m_compose->setVisible(!edits || width() >= em * 85);
    m_charts->setVisible(m_chartsAction->isChecked() && (!edits || height() >= em * 52));
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (m_chartsAction)
        giveRoom();
}

void MainWindow::showServerSettings(ServerSettingsDialog::Page page)
{
    auto *dialog = new ServerSettingsDialog(loadServerSettings(QSettings()), m_session.server(),
                                            m_bar->isOn(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->showPage(page);
    connect(dialog, &ServerSettingsDialog::applied, this, [this](const ServerSettings &values) {
        QSettings settings;
        saveServerSettings(values, settings);
        m_session.apply(values.options, values.journal);
    });
    connect(dialog, &ServerSettingsDialog::restartRequested, m_bar, &ServerBar::restart);
    dialog->open();
}

void MainWindow::toggleCharts(bool shown)
{
    m_chartsAction->setChecked(shown);
    giveRoom();
}

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
    settings.setValue(QStringLiteral("window/tab"), m_tabs->currentIndex());
    m_bar->save(settings);
    m_compose->save(settings);
    inGroup(settings, "clients", *m_clients, &ClientsPanel::saveState);
    inGroup(settings, "subscriptions", *m_subscriptions, &SubscriptionsPanel::saveState);
    inGroup(settings, "traffic", *m_traffic, &LogPanel::saveState);
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
    m_tabs->setCurrentIndex(settings.value(QStringLiteral("window/tab"), 0).toInt());
    m_bar->restore(settings);
    m_endpoints->restore(settings);
    m_compose->restore(settings);
    inGroup(settings, "clients", *m_clients, &ClientsPanel::restoreState);
    inGroup(settings, "subscriptions", *m_subscriptions, &SubscriptionsPanel::restoreState);
    inGroup(settings, "traffic", *m_traffic, &LogPanel::restoreState);
    restoreScenarios(settings);
}

#ifdef HELIOGRAPH_SCRIPTING

void MainWindow::setupScenarios()
{
    ScenarioDesk &desk = m_session.scenarios();
    m_scenarios = new ScenariosPanel(desk, m_session.server());
    m_tabs->addTab(m_scenarios, tr("Scenarios"));
    connect(m_scenarios, &ScenariosPanel::problemOccurred, &m_session.problems(),
            [this](const QString &text) { m_session.problems().add(text); });
    connect(&desk.model(), &ScenariosModel::runningCountChanged, this, [this](int count) {
        m_tabs->setTabText(m_tabs->indexOf(m_scenarios),
                           count == 0 ? tr("Scenarios")
                                      : tr("Scenarios %1").arg(locale().toString(count)));
    });
}

QList<QAction *> MainWindow::scenarioActions() const
{
    return m_scenarios->actions();
}

void MainWindow::saveScenarios(QSettings &settings) const
{
    inGroup(settings, "scenarios", *m_scenarios, &ScenariosPanel::saveState);
}

void MainWindow::restoreScenarios(QSettings &settings)
{
    inGroup(settings, "scenarios", *m_scenarios, &ScenariosPanel::restoreState);
}

#else

void MainWindow::setupScenarios() { }

QList<QAction *> MainWindow::scenarioActions() const
{
    return {};
}

void MainWindow::saveScenarios(QSettings &) const { }
void MainWindow::restoreScenarios(QSettings &) { }

#endif

} // namespace heliograph
