// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/notificationdesk.h"

#include "app/models/notificationcontroller.h"
#include "app/models/notificationtext.h"
#include "app/models/servercontroller.h"
#include "app/models/subscriptionsmodel.h"
#include "ui/notifications/notificationsdialog.h"
#include "ui/notifications/notificationstore.h"
#include "ui/notifications/traynotifier.h"

#include <QSettings>
#include <QTimer>

#include <utility>

namespace heliograph {

namespace {
constexpr std::chrono::seconds testShownFor{15}; ///< then the icon goes, when notifications are off
}

NotificationDesk::NotificationDesk(NotificationController &controller,
                                   const ServerController &server,
                                   const SubscriptionsModel &subscriptions, QWidget *window)
    : QObject(window), m_controller(controller), m_server(server), m_subscriptions(subscriptions),
      m_dialog(new NotificationsDialog(controller, window))
{
    connect(&m_controller, &NotificationController::raised, this, &NotificationDesk::show);
    connect(&m_controller, &NotificationController::problemOccurred, this,
            &NotificationDesk::problemOccurred);
    connect(&m_controller, &NotificationController::stateChanged, this, [this] {
        updateNotifier();
        save();
    });
    connect(&m_controller, &NotificationController::settingsChanged, this, &NotificationDesk::save);
    connect(m_dialog, &NotificationsDialog::testRequested, this, &NotificationDesk::showTest);
    connect(m_dialog, &NotificationsDialog::startOverRequested, this, [this] {
        m_keeps = true;
        m_dialog->showRefusal({});
        save();
    });
    setNotifier(std::make_unique<TrayNotifier>());
}

NotificationDesk::~NotificationDesk() = default;

void NotificationDesk::setNotifier(std::unique_ptr<Notifier> notifier)
{
    m_notifier = std::move(notifier);
    connect(m_notifier.get(), &Notifier::clicked, this, &NotificationDesk::openLast);
    connect(m_notifier.get(), &Notifier::activated, this, &NotificationDesk::openLast);
    connect(m_notifier.get(), &Notifier::openRequested, this, &NotificationDesk::windowRequested);
    connect(m_notifier.get(), &Notifier::pauseRequested, &m_controller,
            &NotificationController::setPaused);
    connect(m_notifier.get(), &Notifier::quitRequested, this, &NotificationDesk::quitRequested);
    updateNotifier();
}

void NotificationDesk::restore()
{
    const auto stored = loadNotifications(QSettings());
    if (!stored) {
        m_keeps = false;
        m_dialog->showRefusal(stored.error());
        Q_EMIT problemOccurred(stored.error().message);
        return;
    }
    m_keeps = false; // nothing to write back yet
    m_controller.setSettings(stored->settings);
    m_controller.setOn(stored->on);
    m_keeps = true;
}

void NotificationDesk::save()
{
    if (!m_keeps)
        return;
    QSettings settings;
    const auto saved = saveNotifications({m_controller.isOn(), m_controller.settings()}, settings);
    if (!saved && !m_saveFailed)
        Q_EMIT problemOccurred(saved.error().message);
    m_saveFailed = !saved;
}

void NotificationDesk::withdraw()
{
    m_dialog->close(); // which keeps what is edited
    m_notifier->setState(Notifier::State::Off);
}

void NotificationDesk::showRules()
{
    m_dialog->setTrayAvailable(m_notifier->isAvailable());
    m_dialog->setPlaces(places());
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void NotificationDesk::offerRule(const JournalEntryPtr &entry)
{
    NotificationRule rule;
    const bool isReceived = entry->kind == EntryKind::Received;
    rule.name = QString::fromUtf8(entry->eventType).left(NotificationRule::LongestName);
    rule.eventType = QString::fromUtf8(entry->eventType);
    rule.where = QString::fromUtf8(entry->endpoint);
    rule.direction = isReceived ? RuleDirection::Received : RuleDirection::Published;
    showRules();
    m_dialog->editNew(rule);
}

/// Where events can come and go: what the form suggests.
QStringList NotificationDesk::places() const
{
    QStringList places = m_server.endpointPaths();
    for (int row = 0; row < m_subscriptions.rowCount(); ++row)
        places.append(m_subscriptions.row(row).url.toString());
    places.removeDuplicates();
    return places;
}

void NotificationDesk::updateNotifier()
{
    const auto state = !m_controller.isOn() ? Notifier::State::Off
        : m_controller.isPaused()           ? Notifier::State::Paused
                                            : Notifier::State::On;
    m_notifier->setState(state);
    m_dialog->setTrayAvailable(m_notifier->isAvailable());
}

void NotificationDesk::show(const Notification &notification)
{
    const QString title = notificationtext::title(notification);
    const QString body = notificationtext::body(notification);
    const Shown shown{title + QStringLiteral(": ") + body, notification.entry->sequence};
    if (!m_notifier->isAvailable()) {
        Q_EMIT noticed(shown.text, shown.sequence);
        return;
    }
    m_before = std::exchange(m_last, shown);
    m_notifier->show(title, body);
}

/// As a rule would show it, whether notifications are on or not.
void NotificationDesk::showTest(const QString &title)
{
    const QString body = tr("This is a test. A click on it opens the window.");
    m_before = std::exchange(m_last, {});
    if (!m_notifier->isAvailable()) {
        Q_EMIT noticed(title + QStringLiteral(": ") + body, Sequence::None);
        return;
    }
    if (!m_controller.isOn()) {
        m_notifier->setState(Notifier::State::On);
        QTimer::singleShot(testShownFor, this, &NotificationDesk::updateNotifier);
    }
    m_notifier->show(title, body);
}

/// Which one was clicked is not told, so it is taken for the last, and the one before it is offered
/// in the status line. A second click opens the window alone.
void NotificationDesk::openLast()
{
    const Shown last = std::exchange(m_last, {});
    const Shown before = std::exchange(m_before, {});
    Q_EMIT windowRequested();
    if (last.sequence != Sequence::None)
        Q_EMIT entryRequested(last.sequence);
    if (before.sequence != Sequence::None)
        Q_EMIT noticed(before.text, before.sequence);
}

} // namespace heliograph
