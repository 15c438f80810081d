// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notification.h"
#include "app/notifications/notificationsettings.h"

#include <QObject>
#include <QThread>

namespace heliograph {

class Clock;
class Journal;
class NotificationWatcher;

/// The GUI's hand on the notifications: keeps the rules and has them watched on a thread of their
/// own, which is there from the first time they are switched on. Off at first. Borrows its
/// arguments.
class NotificationController final : public QObject {
    Q_OBJECT

public:
    NotificationController(Journal &journal, const Clock &clock, QObject *parent = nullptr);
    ~NotificationController() override;

    [[nodiscard]] Journal &journal() const { return m_journal; }

    /// The main switch.
    void setOn(bool on);
    [[nodiscard]] bool isOn() const { return m_on; }

    /// Paused, nothing is watched although the switch is on; it never survives a restart.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }

    void setSettings(const NotificationSettings &settings);
    [[nodiscard]] const NotificationSettings &settings() const { return m_settings; }

    /// Puts @p rule in the place of the one with its id, or at the end with a new id if it has
    /// none. Returns the id. @p rule passes check(), and there is room: see canAdd().
    RuleId saveRule(const NotificationRule &rule);
    [[nodiscard]] bool canAdd() const;
    void removeRule(RuleId rule);
    void setRuleEnabled(RuleId id, bool enabled);
    void setLimits(const RateLimits &limits);

    /// A default rule for a rule that is gone.
    [[nodiscard]] NotificationRule rule(RuleId id) const;
    [[nodiscard]] RuleStatus statusOf(RuleId rule) const;
    [[nodiscard]] quint64 skipped() const { return m_status.skipped; }

Q_SIGNALS:
    void raised(const heliograph::Notification &notification);
    /// The main switch or the pause.
    void stateChanged();
    void settingsChanged();
    void statusChanged();
    /// A rule's condition fails, for the first time since it was changed; a whole sentence.
    void problemOccurred(const QString &text);

private:
    void start();
    void watch();
    void changeRules(const QList<NotificationRule> &rules);
    void takeStatus(const WatchStatus &status);

    Journal &m_journal;
    const Clock &m_clock;
    NotificationSettings m_settings;
    WatchStatus m_status;
    QThread m_thread;
    NotificationWatcher *m_watcher = nullptr; ///< on that thread, which deletes it
    quint64 m_lastId = 0; ///< of all rules ever
    bool m_on = false;
    bool m_paused = false;
};

} // namespace heliograph
