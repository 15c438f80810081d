// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/conditionqueue.h"

#ifdef HELIOGRAPH_SCRIPTING
#include "app/notifications/condition.h"
#include "app/scenario/expressionthread.h"
#endif

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <vector>

namespace heliograph {

#ifdef HELIOGRAPH_SCRIPTING

namespace {
constexpr qsizetype mostInSlice = 256;
}

/// Questions on their way and, one by one, their verdicts; what stands before done is not written
/// any more.
struct ConditionQueue::Slice {
    std::vector<Question> questions;
    std::vector<ConditionVerdict> verdicts;
    std::atomic<size_t> done{0};

    /// Until the time is used up, or a condition had to be stopped.
    void ask(ExpressionEngine &engine, const ConditionLimits &limits)
    {
        QElapsedTimer spent;
        spent.start();
        for (size_t i = 0; i < questions.size(); ++i) {
            const Question &each = questions.at(i);
            verdicts.at(i) = Condition::ask(engine, each.condition, *each.entry, limits.perCall);
            done.store(i + 1, std::memory_order_release);
            if (verdicts.at(i).kind == ConditionVerdict::Kind::Stopped
                || spent.hasExpired(limits.slice.count()))
                return;
        }
    }
};

ConditionQueue::ConditionQueue(ConditionLimits limits, QObject *parent)
    : QObject(parent), m_limits(limits), m_next(this) // which moves with it
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &ConditionQueue::askNext);
}

ConditionQueue::~ConditionQueue() = default;

void ConditionQueue::ask(RuleId rule, const QString &condition, JournalEntryPtr entry)
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (entry->wire.size() > Condition::LongestBlock) {
        ++m_skipped;
        return;
    }
    m_bytes += entry->footprint();
    m_waiting.push_back({rule, condition, std::move(entry)});
    drop();
    if (!m_asked && !m_next.isActive())
        m_next.start(0);
}

void ConditionQueue::clear()
{
    m_waiting.clear();
    m_bytes = 0;
    m_asked.reset(); // what comes back of it is not listened to
}

void ConditionQueue::drop()
{
    while (static_cast<qsizetype>(m_waiting.size()) > m_limits.mostWaiting
           || m_bytes > m_limits.mostBytes) {
        m_bytes -= m_waiting.front().entry->footprint();
        m_waiting.pop_front();
        ++m_skipped;
    }
}

void ConditionQueue::askNext()
{
    if (m_asked || m_waiting.empty())
        return;
    if (!m_thread)
        m_thread = new ExpressionThread({m_limits.perCall, m_limits.untilAbandoned}, this);
    const auto count = std::min<size_t>(m_waiting.size(), mostInSlice);
    const auto end = m_waiting.begin() + static_cast<std::ptrdiff_t>(count);
    auto slice = std::make_shared<Slice>();
    slice->questions.assign(m_waiting.begin(), end);
    slice->verdicts.resize(count);
    m_waiting.erase(m_waiting.begin(), end);
    for (const Question &question : slice->questions)
        m_bytes -= question.entry->footprint();
    m_asked = slice;
    m_thread->post(
        [this, slice, limits = m_limits](ExpressionEngine &engine) {
            slice->ask(engine, limits);
            return ExpressionThread::Answer([this, slice] { answered(slice); });
        },
        [this, slice](const ExpressionError &error) { givenUp(slice, error.message); });
}

/// Tells what the slice came to and puts what it did not come to back to the front.
void ConditionQueue::answered(const std::shared_ptr<Slice> &slice)
{
    if (slice != m_asked)
        return;
    const size_t done = slice->done.load(std::memory_order_acquire);
    for (size_t i = slice->questions.size(); i > done; --i) {
        Question &question = slice->questions.at(i - 1);
        m_bytes += question.entry->footprint();
        m_waiting.push_front(std::move(question));
    }
    drop();
    for (size_t i = 0; i < done && slice == m_asked; ++i) {
        const Question &question = slice->questions.at(i);
        const ConditionVerdict &verdict = slice->verdicts.at(i);
        switch (verdict.kind) {
        case ConditionVerdict::Kind::NotMet:
            break;
        case ConditionVerdict::Kind::Met:
            Q_EMIT met(question.rule, question.condition, question.entry);
            break;
        case ConditionVerdict::Kind::Failed:
            Q_EMIT failed(question.rule, question.condition, verdict.problem, false);
            break;
        case ConditionVerdict::Kind::Stopped:
            stop(question, verdict.problem);
            break;
        }
    }
    if (slice != m_asked) // cleared meanwhile
        return;
    m_asked.reset();
    if (m_waiting.empty())
        Q_EMIT idle();
    else
        m_next.start(m_limits.pause);
}

/// The condition that was being asked is to blame. The thread given up may still write into the
/// slice, so what is known is copied.
void ConditionQueue::givenUp(const std::shared_ptr<Slice> &slice, const QString &problem)
{
    if (slice != m_asked)
        return;
    const size_t done = slice->done.load(std::memory_order_acquire);
    auto known = std::make_shared<Slice>();
    known->questions = slice->questions;
    known->verdicts.assign(slice->verdicts.begin(),
                           slice->verdicts.begin() + static_cast<std::ptrdiff_t>(done));
    known->verdicts.push_back({ConditionVerdict::Kind::Stopped, problem});
    known->done = std::min(done + 1, known->questions.size());
    m_asked = known;
    answered(known);
}

void ConditionQueue::stop(const Question &question, const QString &problem)
{
    std::erase_if(m_waiting, [this, &question](const Question &other) {
        if (other.rule != question.rule)
            return false;
        m_bytes -= other.entry->footprint();
        return true;
    });
    Q_EMIT failed(question.rule, question.condition, problem, true);
}

#else

struct ConditionQueue::Slice { };

ConditionQueue::ConditionQueue(ConditionLimits limits, QObject *parent)
    : QObject(parent), m_limits(limits)
{
}

ConditionQueue::~ConditionQueue() = default;

void ConditionQueue::ask(RuleId rule, const QString &condition, JournalEntryPtr)
{
    Q_EMIT failed(rule, condition,
                  tr("This build of Heliograph has no JavaScript, so conditions cannot be asked. "
                     "Take the condition away."),
                  true);
}

void ConditionQueue::clear() { }

#endif

} // namespace heliograph
