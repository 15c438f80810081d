// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/ruletester.h"

#include "app/notifications/rulematcher.h"

#ifdef HELIOGRAPH_SCRIPTING
#include "app/notifications/condition.h"
#include "app/scenario/expressionthread.h"
#endif

#include <QElapsedTimer>

#include <algorithm>
#include <functional>

namespace heliograph {

namespace {

constexpr qsizetype chunk = 1'000; ///< entries read at once
constexpr int mostChunks = 50; ///< heartbeats and the like stand between events
constexpr qint64 longestTrial = 1'000; ///< milliseconds

enum class Answer { NotMet, Met, Failed, Stopped };
using Ask = std::function<Answer(const JournalEntry &entry, QString &problem)>;

/// Looks at one event; false when the trial is over.
bool tryOne(RuleTrial &trial, const RuleMatcher &matcher, const Ask &ask, const JournalEntry &entry)
{
    if (!isNotifiable(entry))
        return true;
    ++trial.looked;
    if (matcher.concerns(entry)) {
        ++trial.concerned;
        QString problem;
        switch (ask(entry, problem)) {
        case Answer::NotMet:
            break;
        case Answer::Met:
            ++trial.met;
            trial.newestMet = std::max(trial.newestMet, entry.sequence);
            break;
        case Answer::Stopped:
            trial.stopped = true;
            [[fallthrough]];
        case Answer::Failed:
            ++trial.failed;
            if (trial.problem.isEmpty())
                trial.problem = problem;
            break;
        }
    }
    return !trial.stopped && trial.looked < RuleTrial::MostEvents;
}

/// From the newest event backwards. After a condition that took long, the journal is left alone:
/// it may be gone by then.
RuleTrial trialOf(const Journal &journal, const NotificationRule &rule, const Ask &ask)
{
    RuleTrial trial;
    const RuleMatcher matcher(rule);
    QElapsedTimer spent;
    spent.start();
    quint64 end = toNumber(journal.last());
    for (int i = 0; i < mostChunks && end > 0; ++i) {
        const quint64 begin = end > quint64{chunk} ? end - quint64{chunk} : 0;
        const QList<JournalEntryPtr> entries =
            journal.read(Sequence{begin}, static_cast<qsizetype>(end - begin));
        for (auto entry = entries.crbegin(); entry != entries.crend(); ++entry) {
            if (toNumber((*entry)->sequence) > end)
                continue; // the journal let go of some, so later ones came
            if (!tryOne(trial, matcher, ask, **entry))
                return trial;
            if (spent.hasExpired(longestTrial)) {
                trial.stopped = true;
                return trial;
            }
        }
        if (entries.isEmpty())
            break;
        end = begin;
    }
    return trial;
}

#ifdef HELIOGRAPH_SCRIPTING
Answer askCondition(ExpressionEngine &engine, const QString &condition, const JournalEntry &entry,
                    QString &problem)
{
    if (entry.wire.size() > Condition::LongestBlock)
        return Answer::NotMet; // as when it is watched
    const ConditionVerdict verdict =
        Condition::ask(engine, condition, entry, ExpressionLimits().perCall);
    problem = verdict.problem;
    switch (verdict.kind) {
    case ConditionVerdict::Kind::Met:
        return Answer::Met;
    case ConditionVerdict::Kind::Failed:
        return Answer::Failed;
    case ConditionVerdict::Kind::Stopped:
        return Answer::Stopped;
    case ConditionVerdict::Kind::NotMet:
        break;
    }
    return Answer::NotMet;
}
#endif

} // namespace

RuleTester::RuleTester(const Journal &journal, QObject *parent)
    : QObject(parent), m_journal(journal)
{
}

RuleTester::~RuleTester() = default;

#ifdef HELIOGRAPH_SCRIPTING

bool RuleTester::canAsk()
{
    return true;
}

void RuleTester::check(const QString &condition)
{
    const quint64 number = ++m_check;
    if (!m_thread)
        m_thread = new ExpressionThread({}, this);
    const auto answer = [this, number, condition](const std::optional<ExpressionError> &error) {
        if (number != m_check)
            return;
        Q_EMIT checked(condition,
                       error ? ConditionFault{error->message, error->position, error->length}
                             : ConditionFault{});
    };
    m_thread->ask(
        [condition](ExpressionEngine &engine) {
            return engine.check(condition, Condition::names());
        },
        answer, [answer](const ExpressionError &error) { answer(error); });
}

void RuleTester::tryOut(const NotificationRule &rule)
{
    const quint64 number = ++m_trial;
    if (!m_thread)
        m_thread = new ExpressionThread({}, this);
    const auto answer = [this, number](const RuleTrial &trial) {
        if (number == m_trial)
            Q_EMIT tried(trial);
    };
    const auto givenUp = [answer](const ExpressionError &error) {
        RuleTrial trial;
        trial.problem = error.message;
        trial.stopped = true;
        answer(trial);
    };
    m_thread->ask(
        [&journal = m_journal, rule](ExpressionEngine &engine) {
            return trialOf(journal, rule, [&](const JournalEntry &entry, QString &problem) {
                return rule.condition.trimmed().isEmpty()
                    ? Answer::Met
                    : askCondition(engine, rule.condition, entry, problem);
            });
        },
        answer, givenUp);
}

#else

bool RuleTester::canAsk()
{
    return false;
}

void RuleTester::check(const QString &condition)
{
    Q_EMIT checked(condition, {});
}

void RuleTester::tryOut(const NotificationRule &rule)
{
    Q_EMIT tried(
        trialOf(m_journal, rule, [](const JournalEntry &, QString &) { return Answer::Met; }));
}

#endif

} // namespace heliograph
