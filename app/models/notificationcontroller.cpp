// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/notificationcontroller.h"

#include "app/notifications/notificationwatcher.h"

#include <algorithm>

namespace heliograph {

NotificationController::NotificationController(Journal &journal, const Clock &clock,
                                               QObject *parent)
    : QObject(parent), m_journal(journal), m_clock(clock)
{
    m_thread.setObjectName(QStringLiteral("heliograph-notify"));
}

NotificationController::~NotificationController()
{
    m_thread.quit();
    m_thread.wait();
}

void NotificationController::setOn(bool on)
{
    if (on == m_on)
        return;
    m_on = on;
    m_paused = false;
    watch();
    Q_EMIT stateChanged();
}

void NotificationController::setPaused(bool paused)
{
    if (paused == m_paused || !m_on)
        return;
    m_paused = paused;
    watch();
    Q_EMIT stateChanged();
}

void NotificationController::start()
{
    m_watcher = new NotificationWatcher(m_journal, m_clock);
    m_watcher->setSettings(m_settings);
    m_watcher->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_watcher, &QObject::deleteLater);
    connect(m_watcher, &NotificationWatcher::raised, this,
            [this](const Notification &notification) {
                if (m_on && !m_paused) // raised just before it was switched off
                    Q_EMIT raised(notification);
            });
    connect(m_watcher, &NotificationWatcher::statusChanged, this,
            &NotificationController::takeStatus);
    m_thread.start(QThread::LowPriority);
}

void NotificationController::watch()
{
    const bool on = m_on && !m_paused;
    if (!m_watcher) {
        if (!on)
            return;
        start();
    }
    QMetaObject::invokeMethod(m_watcher, [watcher = m_watcher, on] { watcher->setOn(on); });
}

void NotificationController::setSettings(const NotificationSettings &settings)
{
    m_settings = settings;
    for (const NotificationRule &rule : settings.rules)
        m_lastId = std::max(m_lastId, toNumber(rule.id));
    if (m_watcher) {
        QMetaObject::invokeMethod(
            m_watcher, [watcher = m_watcher, settings] { watcher->setSettings(settings); });
    }
    Q_EMIT settingsChanged();
}

void NotificationController::changeRules(const QList<NotificationRule> &rules)
{
    NotificationSettings changed = m_settings;
    changed.rules = rules;
    setSettings(changed);
}

RuleId NotificationController::saveRule(const NotificationRule &rule)
{
    QList<NotificationRule> rules = m_settings.rules;
    NotificationRule saved = rule;
    const auto before = std::find_if(rules.begin(), rules.end(),
                                     [&rule](const auto &each) { return each.id == rule.id; });
    if (before == rules.end()) {
        saved.id = RuleId{m_lastId + 1};
        rules.append(saved);
    } else {
        *before = saved;
    }
    changeRules(rules);
    return saved.id;
}

bool NotificationController::canAdd() const
{
    return m_settings.rules.size() < NotificationSettings::MostRules;
}

void NotificationController::removeRule(RuleId rule)
{
    QList<NotificationRule> rules = m_settings.rules;
    rules.removeIf([rule](const NotificationRule &each) { return each.id == rule; });
    if (rules.size() != m_settings.rules.size())
        changeRules(rules);
}

void NotificationController::setRuleEnabled(RuleId id, bool enabled)
{
    NotificationRule changed = rule(id);
    if (changed.id != id || changed.enabled == enabled)
        return;
    changed.enabled = enabled;
    saveRule(changed);
}

void NotificationController::setLimits(const RateLimits &limits)
{
    if (limits == m_settings.limits)
        return;
    NotificationSettings changed = m_settings;
    changed.limits = limits;
    setSettings(changed);
}

NotificationRule NotificationController::rule(RuleId id) const
{
    for (const NotificationRule &each : m_settings.rules) {
        if (each.id == id)
            return each;
    }
    return {};
}

RuleStatus NotificationController::statusOf(RuleId rule) const
{
    for (const RuleStatus &each : m_status.rules) {
        if (each.rule == rule)
            return each;
    }
    return RuleStatus{rule};
}

void NotificationController::takeStatus(const WatchStatus &status)
{
    const WatchStatus before = std::exchange(m_status, status);
    const auto statusBefore = [&before](RuleId id) {
        const auto found = std::find_if(before.rules.cbegin(), before.rules.cend(),
                                        [id](const auto &each) { return each.rule == id; });
        return found == before.rules.cend() ? RuleStatus{} : *found;
    };
    for (const RuleStatus &each : status.rules) {
        const QString name = rule(each.rule).name;
        if (name.isEmpty()) // removed meanwhile
            continue;
        const RuleStatus was = statusBefore(each.rule);
        if (each.problem.isEmpty() || each.problems == was.problems)
            continue;
        if (each.stopped) {
            setRuleEnabled(each.rule, false);
            Q_EMIT problemOccurred(
                tr("The notification rule \"%1\" was switched off: %2").arg(name, each.problem));
        } else if (was.problem.isEmpty()) {
            Q_EMIT problemOccurred(tr("The condition of the notification rule \"%1\" failed for an "
                                      "event: %2")
                                       .arg(name, each.problem));
        }
    }
    if (status != before)
        Q_EMIT statusChanged();
}

} // namespace heliograph
