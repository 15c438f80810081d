// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "app/models/composecontroller.h"
#include "app/models/connectionsmodel.h"
#include "app/models/problemsmodel.h"
#include "app/models/servercontroller.h"
#include "app/models/subscriptionsmodel.h"
#include "ui/charts/chartspanel.h"
#include "ui/clients/clientspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/endpoints/endpointsdialog.h"
#include "ui/log/eventlogview.h"
#include "ui/log/logpanel.h"
#include "ui/notifications/noticelink.h"
#include "ui/notifications/notificationdesk.h"
#include "ui/player/playerpanel.h"
#include "ui/problems/problemsdock.h"
#include "ui/recorder/recorddesk.h"
#include "ui/serverbar/serverbar.h"
#include "ui/session.h"
#include "ui/snippets/composesnippets.h"
#include "ui/snippets/snippetdesk.h"
#include "ui/snippets/snippetspanel.h"
#include "ui/statusline/statusline.h"
#include "ui/subscriptions/subscriptionspanel.h"
#include "ui/theme/theme.h"
#ifdef HELIOGRAPH_SCRIPTING
#include "app/models/scenariosmodel.h"
#include "ui/scenarios/scenariodesk.h"
#include "ui/scenarios/scenariospanel.h"
#endif

#include <QAction>
#include <QCloseEvent>
#include <QSettings>
#include <QSplitter>
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

} // namespace

MainWindow::MainWindow(Session &session, QWidget *parent) : QMainWindow(parent), m_session(session)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Heliograph"));
    setupPanels();
    setupRecordings();
    setupTabs();
    setupLayout();
    setupNotifications();
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
    m_tabs->showView(tab);
}

void MainWindow::closeWithoutAsking()
{
    m_closesUnasked = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closesUnasked && m_player->hasUnsavedChanges()) {
        event->ignore();
        bringToFront();
        showTab(Tab::Player);
        m_player->askBeforeClosing();
        return;
    }
    saveState();
    m_notifications->withdraw();
    QMainWindow::closeEvent(event);
}

void MainWindow::setupPanels()
{
    Session &s = m_session;
    m_bar = new ServerBar(s.server(), s.traffic());
    m_compose = new ComposePanel(s.server(), s.compose());
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
    connect(m_clients, &ClientsPanel::selectionChanged, &s.compose(),
            &ComposeController::setSelectedClients);
    connect(m_clients, &ClientsPanel::composeForRequested, m_compose, &ComposePanel::aimAt);
}

void MainWindow::setupRecordings()
{
    Session &s = m_session;
    m_recordings = new RecordDesk(s.recorder(), s.server(), this);
    m_player = new PlayerPanel(s.player(), s.server(), s.connectionsModel(), s.compose());
    m_player->setComposed([this] { return m_compose->draft(); });
    for (LogPanel *log : {&m_clients->log(), &m_subscriptions->log(), m_traffic})
        log->setRecordDesk(*m_recordings);
    ProblemsModel *const problems = &s.problems();
    const auto report = [problems](const QString &text) { problems->add(text); };
    connect(m_recordings, &RecordDesk::problemOccurred, problems, report);
    connect(m_player, &PlayerPanel::problemOccurred, problems, report);
    connect(m_player, &PlayerPanel::closeAllowed, this, &MainWindow::close);
    connect(m_clients, &ClientsPanel::recordRequested, m_recordings,
            [this](const LogScope &scope, const QString &title) {
                m_recordings->ask(scope, title, false, this);
            });
    connect(m_recordings, &RecordDesk::playRequested, this, &MainWindow::play);
    connect(m_clients, &ClientsPanel::selectionChanged, m_player, &PlayerPanel::setSelectedClients);
}

void MainWindow::play(const QString &file)
{
    showTab(Tab::Player);
    m_player->open(file);
}

void MainWindow::setupTabs()
{
    m_tabs = new ViewTabs;
    m_tabs->addView(Tab::Clients, m_clients, tr("&Clients"));
    m_tabs->addView(Tab::Subscriptions, m_subscriptions, tr("&Subscriptions"));
    m_tabs->addView(Tab::AllTraffic, m_traffic, tr("&All traffic"));
    setupScenarios();
    setupSnippets();
    m_tabs->addView(Tab::Player, m_player, tr("&Player"));
    connect(&m_session.connectionsModel(), &ConnectionsModel::countsChanged, this,
            &MainWindow::showCounts);
    connect(&m_session.subscriptionsModel(), &SubscriptionsModel::countChanged, this,
            &MainWindow::showCounts);
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::giveRoom);
}

void MainWindow::setupSnippets()
{
    m_snippets = new SnippetsPanel(m_session.snippets(), m_session.compose());
    m_tabs->addView(Tab::Snippets, m_snippets, tr("S&nippets"));
    m_compose->addAction(m_snippets->saveAction());
    m_tabs->addActions(m_snippets->windowActions());
    addSnippets(*m_compose, *m_snippets);
    connect(m_snippets, &SnippetsPanel::saveRequested, this,
            [this] { m_snippets->keep(m_compose->draft(), *m_compose); });
    connect(m_snippets, &SnippetsPanel::replaceRequested, this,
            [this](const QModelIndex &index) { m_snippets->replace(index, m_compose->draft()); });
    connect(m_snippets, &SnippetsPanel::snippetRequested, m_compose, &ComposePanel::take);
    connect(m_snippets, &SnippetsPanel::problemOccurred, &m_session.problems(),
            [this](const QString &text) { m_session.problems().add(text); });
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

void MainWindow::setupNotifications()
{
    m_notifications = new NotificationDesk(m_session.notifications(), m_session.server(),
                                           m_session.subscriptionsModel(), this);
    auto *notice = new NoticeLink;
    statusBar()->addPermanentWidget(notice);
    for (LogPanel *log : {&m_clients->log(), &m_subscriptions->log(), m_traffic})
        connect(&log->view(), &EventLogView::notifyRequested, m_notifications,
                &NotificationDesk::offerRule);
    const auto report = [this](const QString &text) {
        m_session.problems().add(text, tr("notifications"));
    };
    connect(m_notifications, &NotificationDesk::problemOccurred, this, report);
    connect(m_notifications, &NotificationDesk::windowRequested, this, &MainWindow::bringToFront);
    connect(m_notifications, &NotificationDesk::entryRequested, this, &MainWindow::showEntry);
    connect(m_notifications, &NotificationDesk::noticed, notice, &NoticeLink::showNotice);
    connect(notice, &NoticeLink::opened, this, &MainWindow::showEntry);
    connect(m_notifications, &NotificationDesk::quitRequested, this, &MainWindow::close);
    connect(m_traffic, &LogPanel::entryNotShown, this, [this, report](const QString &text) {
        report(text);
        statusBar()->showMessage(text, 10'000);
    });
    m_notifications->restore();
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showEntry(Sequence sequence)
{
    if (sequence == Sequence::None)
        return;
    showTab(Tab::AllTraffic);
    m_traffic->showEntry(sequence);
}

void MainWindow::showCounts()
{
    m_tabs->setCount(Tab::Clients, m_session.connectionsModel().liveCount());
    m_tabs->setCount(Tab::Subscriptions, m_session.subscriptionsModel().rowCount());
}

void MainWindow::findInLog()
{
    switch (m_tabs->current()) {
    case Tab::Clients:
        m_clients->log().focusFilter();
        break;
    case Tab::Subscriptions:
        m_subscriptions->log().focusFilter();
        break;
    default: // the rest has no log of its own
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
    const bool edits = m_tabs->current() == Tab::Scenarios;
    m_compose->setVisible(!edits || width() >= em * 85);
    const bool isBusy =
        edits || m_tabs->current() == Tab::Snippets || m_tabs->current() == Tab::Player;
    m_charts->setVisible(m_chartsAction->isChecked() && (!isBusy || height() >= em * 52));
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

#ifdef HELIOGRAPH_SCRIPTING

void MainWindow::setupScenarios()
{
    ScenarioDesk &desk = m_session.scenarios();
    m_scenarios = new ScenariosPanel(desk, m_session.server());
    m_tabs->addView(Tab::Scenarios, m_scenarios, tr("Sc&enarios"));
    connect(m_scenarios, &ScenariosPanel::problemOccurred, &m_session.problems(),
            [this](const QString &text) { m_session.problems().add(text); });
    connect(&desk.model(), &ScenariosModel::runningCountChanged, this,
            [this](int count) { m_tabs->setCount(Tab::Scenarios, count); });
}

QList<QAction *> MainWindow::scenarioActions() const
{
    return m_scenarios->actions();
}

#else

void MainWindow::setupScenarios() { }

QList<QAction *> MainWindow::scenarioActions() const
{
    return {};
}

#endif

} // namespace heliograph
