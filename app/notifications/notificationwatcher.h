// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journal.h"
#include "app/notifications/conditionqueue.h"
#include "app/notifications/notification.h"
#include "app/notifications/notificationsettings.h"
#include "app/notifications/rulematcher.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace heliograph {

/// Reads the journal in batches and raises a notification for events that meet a rule. Off at
/// first, and then nobody reads. A flood costs it little: what rules wait for is known by type and
/// place, and conditions are asked for a bounded share of the time. What the limits held back is
/// summed up as soon as they allow it. Lives on a thread of its own, on which it is destroyed; its
/// arguments are borrowed.
class NotificationWatcher final : public QObject {
    Q_OBJECT

public:
    NotificationWatcher(Journal &journal, const Clock &clock, ConditionLimits limits = {});
    ~NotificationWatcher() override;

    /// Switches the watch on or off; on, it looks at what comes from now on and counts anew.
    void setOn(bool on);
    [[nodiscard]] bool isOn() const { return m_on; }

    /// A rule that was stopped is asked again once it was changed or switched on anew.
    void setSettings(const NotificationSettings &settings);

    [[nodiscard]] WatchStatus status() const;

Q_SIGNALS:
    void raised(const heliograph::Notification &notification);
    /// At most ten times a second.
    void statusChanged(const heliograph::WatchStatus &status);

private:
    struct Rule {
        NotificationRule rule;
        RuleMatcher matcher;
        RuleStatus status;
        JournalEntryPtr held{}; ///< the newest event that was held back
        [[nodiscard]] bool isAsked() const { return rule.enabled && !status.stopped; }
    };
    using Known = QHash<std::pair<QByteArray, QByteArray>, QList<RuleId>>;

    void readOn();
    void look(const JournalEntryPtr &entry);
    [[nodiscard]] const QList<RuleId> &rulesFor(const JournalEntry &entry);
    void raise(RuleId id, const QString &condition, const JournalEntryPtr &entry);
    void sumUp();
    void sumUpInTime();
    void forgetHeld(Rule &rule);
    void fail(RuleId id, const QString &condition, const QString &problem, bool stopped);
    [[nodiscard]] Rule *find(RuleId id, const QString &condition);
    void tellSoon();

    Journal &m_journal;
    const Clock &m_clock;
    ConditionQueue m_conditions;
    RateLimiter m_limiter;
    std::vector<Rule> m_rules;
    Known m_published; ///< by endpoint and type: the rules that wait for it
    Known m_received;
    Sequence m_position{};
    quint64 m_unread = 0; ///< left the journal before they were read
    quint64 m_skippedBefore = 0; ///< questions dropped before it was switched on
    QTimer m_goOn;
    QTimer m_sumUp; ///< one for all rules
    QTimer m_tell;
    bool m_on = false;
};

} // namespace heliograph
