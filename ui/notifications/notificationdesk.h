// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notification.h"

#include <QObject>

#include <memory>

class QWidget;

namespace heliograph {

class NotificationController;
class NotificationsDialog;
class Notifier;
class ServerController;
class SubscriptionsModel;

/// Brings the notifications of one window together: rules that are kept, the dialog that edits
/// them, the tray that shows what they raise, and the way back from a click to the event. Borrows
/// its arguments.
class NotificationDesk final : public QObject {
    Q_OBJECT

public:
    NotificationDesk(NotificationController &controller, const ServerController &server,
                     const SubscriptionsModel &subscriptions, QWidget *window);
    ~NotificationDesk() override;

    /// Takes the place of the system tray.
    void setNotifier(std::unique_ptr<Notifier> notifier);

    /// Takes up what was kept. Rules that cannot be read stay as they are, and the dialog says so.
    void restore();

    /// The window closes: takes the icon away and the rules' dialog with it. The switch stays.
    void withdraw();

    void showRules();
    /// Shows the rules, a new one for events like @p entry among them.
    void offerRule(const JournalEntryPtr &entry);

    [[nodiscard]] NotificationsDialog &dialog() const { return *m_dialog; }

Q_SIGNALS:
    void windowRequested();
    void entryRequested(heliograph::Sequence sequence);
    /// A notification for the window's status line: where there is no tray, and the one before the
    /// one that was opened.
    void noticed(const QString &text, heliograph::Sequence sequence);
    void problemOccurred(const QString &text);
    void quitRequested();

private:
    struct Shown {
        QString text;
        Sequence sequence{}; ///< None: nothing, or it was opened
    };

    void show(const Notification &notification);
    void showTest(const QString &title);
    void openLast();
    void updateNotifier();
    void save();
    [[nodiscard]] QStringList places() const;

    NotificationController &m_controller;
    const ServerController &m_server;
    const SubscriptionsModel &m_subscriptions;
    NotificationsDialog *m_dialog;
    std::unique_ptr<Notifier> m_notifier;
    Shown m_last; ///< until it is opened
    Shown m_before; ///< shown before that
    bool m_keeps = true; ///< false while what is stored cannot be read
    bool m_saveFailed = false; ///< the last time
};

} // namespace heliograph
