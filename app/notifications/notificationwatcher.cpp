// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/notificationwatcher.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <utility>

namespace heliograph {

namespace {

constexpr std::chrono::milliseconds soon{50};
constexpr std::chrono::milliseconds tellAfter{100};
constexpr std::chrono::milliseconds leastWait{10}; ///< before what was held back is summed up
constexpr qsizetype batch = 1'000; ///< entries read at once
constexpr qint64 turn = 20; ///< milliseconds, then others of this thread have theirs
constexpr qsizetype mostKept = 16'384; ///< bytes of an event that was held back
constexpr qsizetype mostKnown = 1'000; ///< pairs of place and type; more are found out again

/// Whether @p next asks for the same events as @p before.
bool asksTheSame(const NotificationRule &before, const NotificationRule &next)
{
    return before.eventType == next.eventType && before.where == next.where
        && before.direction == next.direction && before.condition == next.condition;
}

/// What a notification shows of @p entry, which is kept until it is summed up: not megabytes that
/// the journal has given up long since.
JournalEntryPtr withoutBulk(const JournalEntryPtr &entry)
{
    if (entry->wire.size() <= mostKept)
        return entry;
    auto head = std::make_shared<JournalEntry>(*entry);
    head->wire = entry->wire.left(mostKept) + "\n\n";
    return head;
}

} // namespace

NotificationWatcher::NotificationWatcher(Journal &journal, const Clock &clock,
                                         ConditionLimits limits)
    : m_journal(journal), m_clock(clock), m_conditions(limits, this), m_goOn(this), m_sumUp(this),
      m_tell(this)
{
    m_goOn.setSingleShot(true);
    m_sumUp.setSingleShot(true);
    m_tell.setSingleShot(true);
    connect(&m_goOn, &QTimer::timeout, this, &NotificationWatcher::readOn);
    connect(&m_sumUp, &QTimer::timeout, this, &NotificationWatcher::sumUp);
    connect(&m_tell, &QTimer::timeout, this, [this] { Q_EMIT statusChanged(status()); });
    connect(&m_conditions, &ConditionQueue::met, this,
            [this](RuleId rule, const QString &condition, const JournalEntryPtr &entry) {
                raise(rule, condition, entry);
            });
    connect(&m_conditions, &ConditionQueue::failed, this, &NotificationWatcher::fail);
    connect(&m_conditions, &ConditionQueue::idle, this, &NotificationWatcher::tellSoon);
}

NotificationWatcher::~NotificationWatcher()
{
    m_journal.removeListener(this);
}

void NotificationWatcher::setOn(bool on)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (on == m_on)
        return;
    m_on = on;
    if (!on) {
        m_journal.removeListener(this);
        m_goOn.stop();
        m_sumUp.stop();
        m_conditions.clear();
        for (Rule &rule : m_rules)
            forgetHeld(rule);
        return;
    }
    m_position = m_journal.last();
    m_unread = 0;
    m_skippedBefore = m_conditions.skipped();
    for (Rule &rule : m_rules)
        rule.status = RuleStatus{rule.rule.id};
    m_journal.addListener(
        this, [this] { readOn(); }, soon);
    tellSoon();
}

void NotificationWatcher::setSettings(const NotificationSettings &settings)
{
    Q_ASSERT(thread() == QThread::currentThread());
    m_limiter.setLimits(settings.limits);
    std::vector<Rule> rules;
    rules.reserve(static_cast<size_t>(settings.rules.size()));
    for (const NotificationRule &rule : settings.rules) {
        Rule next{rule, RuleMatcher(rule), RuleStatus{rule.id}};
        const auto before = std::find_if(m_rules.begin(), m_rules.end(), [&rule](const Rule &each) {
            return each.rule.id == rule.id;
        });
        if (before != m_rules.end() && asksTheSame(before->rule, rule)) {
            next.status = before->status;
            if (rule.enabled && !before->rule.enabled)
                next.status.stopped = false;
            next.held = before->held;
        }
        if (!next.held || !next.isAsked())
            forgetHeld(next);
        rules.push_back(std::move(next));
    }
    for (const Rule &before : m_rules) {
        const bool stays = std::any_of(rules.cbegin(), rules.cend(), [&before](const Rule &rule) {
            return rule.rule.id == before.rule.id;
        });
        if (!stays)
            m_limiter.forget(before.rule.id);
    }
    m_rules = std::move(rules);
    m_published.clear();
    m_received.clear();
    m_sumUp.stop(); // the limits may be others
    sumUpInTime();
    tellSoon();
}

WatchStatus NotificationWatcher::status() const
{
    WatchStatus status;
    for (const Rule &rule : m_rules)
        status.rules.append(rule.status);
    status.skipped = m_unread + m_conditions.skipped() - m_skippedBefore;
    return status;
}

void NotificationWatcher::readOn()
{
    if (!m_on) // called before the listener was removed
        return;
    QElapsedTimer spent;
    spent.start();
    while (m_position < m_journal.last()) {
        const QList<JournalEntryPtr> entries = m_journal.read(m_position, batch);
        if (entries.isEmpty()) { // cleared
            m_position = m_journal.last();
            break;
        }
        m_unread += toNumber(entries.constFirst()->sequence) - toNumber(m_position) - 1;
        for (const JournalEntryPtr &entry : entries)
            look(entry);
        m_position = entries.constLast()->sequence;
        if (spent.hasExpired(turn)) {
            m_goOn.start(0);
            break;
        }
    }
    tellSoon();
}

void NotificationWatcher::look(const JournalEntryPtr &entry)
{
    if (!isNotifiable(*entry))
        return;
    const QList<RuleId> ids = rulesFor(*entry); // raising may change the rules
    for (const RuleId id : ids) {
        const auto rule = std::find_if(m_rules.cbegin(), m_rules.cend(),
                                       [id](const Rule &each) { return each.rule.id == id; });
        if (rule == m_rules.cend() || !rule->isAsked())
            continue;
        const QString condition = rule->rule.condition;
        if (condition.trimmed().isEmpty())
            raise(id, condition, entry);
        else
            m_conditions.ask(id, condition, entry);
    }
}

const QList<RuleId> &NotificationWatcher::rulesFor(const JournalEntry &entry)
{
    Known &known = entry.kind == EntryKind::Published ? m_published : m_received;
    const std::pair key(entry.endpoint, entry.eventType);
    if (const auto found = known.constFind(key); found != known.cend())
        return found.value();
    if (known.size() >= mostKnown)
        known.clear();
    QList<RuleId> ids;
    for (const Rule &rule : m_rules) {
        if (rule.matcher.concerns(entry))
            ids.append(rule.rule.id);
    }
    return known.insert(key, ids).value();
}

void NotificationWatcher::raise(RuleId id, const QString &condition, const JournalEntryPtr &entry)
{
    Rule *const rule = find(id, condition);
    if (!m_on || !rule)
        return;
    ++rule->status.met;
    rule->status.lastMet = entry->wall;
    tellSoon();
    const auto more = m_limiter.admit(id, m_clock.monotonic());
    if (!more) {
        rule->held = withoutBulk(entry);
        sumUpInTime();
        return;
    }
    rule->held.reset();
    ++rule->status.shown;
    Q_EMIT raised({id, rule->rule.name, entry, *more});
}

/// Tells of what was held back, of as many rules as may speak by now.
void NotificationWatcher::sumUp()
{
    for (auto held = m_limiter.takeSummary(m_clock.monotonic()); held.count > 0;
         held = m_limiter.takeSummary(m_clock.monotonic())) {
        const auto rule = std::find_if(m_rules.begin(), m_rules.end(), [&held](const Rule &each) {
            return each.rule.id == held.rule;
        });
        if (rule == m_rules.end() || !rule->held)
            continue;
        ++rule->status.shown;
        const JournalEntryPtr newest = std::exchange(rule->held, {});
        Q_EMIT raised({held.rule, rule->rule.name, newest, held.count - 1, held.count > 1});
        tellSoon();
    }
    sumUpInTime();
}

void NotificationWatcher::sumUpInTime()
{
    if (!m_on || m_sumUp.isActive())
        return;
    if (const auto at = m_limiter.nextSummary()) {
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*at - m_clock.monotonic());
        m_sumUp.start(std::max(wait, leastWait));
    }
}

void NotificationWatcher::forgetHeld(Rule &rule)
{
    rule.held.reset();
    m_limiter.forgetHeld(rule.rule.id);
}

void NotificationWatcher::fail(RuleId id, const QString &condition, const QString &problem,
                               bool stopped)
{
    Rule *const rule = find(id, condition);
    if (!rule)
        return;
    rule->status.problem = problem;
    rule->status.problemAt = m_clock.wall();
    rule->status.stopped = stopped;
    ++rule->status.problems;
    tellSoon();
}

/// The rule, unless it is gone or was changed since it was asked.
NotificationWatcher::Rule *NotificationWatcher::find(RuleId id, const QString &condition)
{
    const auto found = std::find_if(m_rules.begin(), m_rules.end(), [&](const Rule &each) {
        return each.rule.id == id && each.rule.condition == condition && each.isAsked();
    });
    return found == m_rules.end() ? nullptr : &*found;
}

void NotificationWatcher::tellSoon()
{
    if (!m_tell.isActive())
        m_tell.start(tellAfter);
}

} // namespace heliograph
