// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main window's menu. There is no menu bar, so the window carries the shortcuts itself.
#include "app/models/connectionsmodel.h"
#include "ui/about/aboutdialog.h"
#include "ui/about/shortcutsdialog.h"
#include "ui/compose/composepanel.h"
#include "ui/endpoints/endpointsdialog.h"
#include "ui/mainwindow.h"
#include "ui/notifications/notificationdesk.h"
#include "ui/player/playerpanel.h"
#include "ui/problems/problemsdock.h"
#include "ui/recorder/recorddesk.h"
#include "ui/serverbar/serverbar.h"
#include "ui/session.h"
#include "ui/snippets/snippetspanel.h"
#include "ui/subscriptions/subscriptionspanel.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QSettings>

namespace heliograph {

template <typename Function>
QAction *MainWindow::addCommand(QMenu &menu, const QString &text, const QKeySequence &keys,
                                Function &&function)
{
    QAction *action = menu.addAction(text);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, std::forward<Function>(function));
    addAction(action);
    return action;
}

void MainWindow::setupMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("mainMenu"));
    setupServerMenu(*menu->addMenu(tr("&Server")));
    setupRecordingsMenu(*menu->addMenu(tr("&Recordings")));
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
    addCommand(menu, tr("&Notifications…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), [this] {
        m_notifications->showRules();
    })->setObjectName(QStringLiteral("showNotifications"));
    menu.addSeparator();
    addCommand(menu, tr("Subscribe to &ourselves"), chord(Qt::Key_S),
               [this] { m_subscriptions->subscribeToOurselves(); });
    addCommand(menu, tr("Forget closed cl&ients"), {},
               [this] { m_session.connectionsModel().clearClosed(); });
}

void MainWindow::setupRecordingsMenu(QMenu &menu)
{
    addCommand(menu, tr("&Open a recording…"), {}, [this] {
        showTab(Tab::Player);
        m_player->askForFile();
    })->setObjectName(QStringLiteral("openRecording"));
    addCommand(menu, tr("&Record the composed event's endpoint…"),
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
               [this] {
                   const QString path = m_compose->draft().endpoint;
                   m_recordings->ask(LogScope::ofEndpoint(path.toUtf8()), path, false, this);
               })
        ->setObjectName(QStringLiteral("recordEndpoint"));
}

void MainWindow::setupViewMenu(QMenu &menu)
{
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        addCommand(menu, m_tabs->menuTitle(tab),
                   QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + tab)),
                   [this, tab] { m_tabs->enterView(tab); });
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
        auto *dialog = new ShortcutsDialog(
            actions() + scenarioActions() + m_snippets->keyActions() + m_player->shortcuts(), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    addCommand(menu, tr("&About Heliograph"), {}, [this] {
        auto *dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

} // namespace heliograph
