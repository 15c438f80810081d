// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/traynotifier.h"

#include <QAction>
#include <QIcon>
#include <QMenu>
#include <QSystemTrayIcon>

namespace heliograph {

namespace {

constexpr int shownFor = 10'000; ///< milliseconds, where the desktop leaves it to us

/// Some desktops take what looks like markup for it: what came over the wire must not become a
/// link. An invisible character keeps it text.
QString harmless(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        result += c;
        if (c == u'<' || c == u'&')
            result += QChar(u'\u200b');
    }
    return result;
}

} // namespace

TrayNotifier::TrayNotifier(QObject *parent) : Notifier(parent) { }

TrayNotifier::~TrayNotifier() = default;

bool TrayNotifier::isAvailable() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && QSystemTrayIcon::supportsMessages();
}

void TrayNotifier::setState(State state)
{
    if (state == State::Off) {
        if (m_icon)
            m_icon->hide();
        return;
    }
    if (!m_icon)
        setupIcon();
    const bool isPaused = state == State::Paused;
    m_pause->setChecked(isPaused);
    m_icon->setIcon(QIcon(isPaused ? QStringLiteral(":/icons/tray-paused.svg")
                                   : QStringLiteral(":/icons/tray.svg")));
    m_icon->setToolTip(isPaused ? tr("Heliograph: notifications are paused")
                                : tr("Heliograph: notifications are on"));
    m_icon->show();
}

void TrayNotifier::show(const QString &title, const QString &body)
{
    if (m_icon)
        m_icon->showMessage(harmless(title), harmless(body),
                            QIcon(QStringLiteral(":/icons/heliograph.svg")), shownFor);
}

void TrayNotifier::setupIcon()
{
    setupMenu();
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &Notifier::clicked);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
                    Q_EMIT activated();
            });
}

void TrayNotifier::setupMenu()
{
    m_menu = std::make_unique<QMenu>();
    m_menu->setObjectName(QStringLiteral("trayMenu"));
    connect(m_menu->addAction(tr("&Open Heliograph")), &QAction::triggered, this,
            &Notifier::openRequested);
    m_pause = m_menu->addAction(tr("&Pause notifications"));
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::triggered, this, &Notifier::pauseRequested);
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("&Quit")), &QAction::triggered, this, &Notifier::quitRequested);
}

} // namespace heliograph
