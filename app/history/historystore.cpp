// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historystore.h"

#include "app/history/historyerror.h"
#include "app/history/historyworker.h"
#include "app/history/recallrun.h"

#include <QThread>

#include <algorithm>
#include <map>
#include <utility>

namespace heliograph {

namespace {

/// Trying again cannot help against a damaged file, nor may it touch another program's.
bool isWorthRetrying(const Error &error)
{
    return error.code != historyerror::corrupt && error.code != historyerror::foreign
        && error.code != historyerror::newer;
}

quint64 countEvents(const QList<HistoryChange> &changes)
{
    return static_cast<quint64>(
        std::count_if(changes.cbegin(), changes.cend(),
                      [](const HistoryChange &change) { return change.record.has_value(); }));
}

} // namespace

HistoryStore::HistoryStore(QString path, const Clock &clock, HistoryStoreLimits limits,
                           QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_clock(clock), m_limits(limits),
      m_unsaved(limits.unsaved)
{
    m_retryTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &HistoryStore::retry);
}

HistoryStore::~HistoryStore()
{
    // Whoever waits for an answer may be half gone already.
    const QSignalBlocker silent(this);
    for (Call &call : m_batchCalls)
        call.done = nullptr;
    for (Call &call : m_calls)
        call.done = nullptr;
    m_refused.clear();
    static_cast<void>(close());
}

Result<void> HistoryStore::open()
{
    Q_ASSERT(thread() == QThread::currentThread());
    Q_ASSERT(!m_worker);
    m_worker = std::make_unique<HistoryWorker>(m_path, m_clock);
    connect(m_worker.get(), &HistoryWorker::committed, this, &HistoryStore::takeOutcome,
            Qt::QueuedConnection);
    const auto endpoints = m_worker->open();
    if (!endpoints) {
        m_mode = Mode::Failed;
        m_problem = endpoints.error();
        m_canRetry = m_problem.code == historyerror::full;
        waitToRetry();
        return tl::unexpected(m_problem);
    }
    m_known.reserve(endpoints->size());
    for (const RememberedEndpoint &endpoint : *endpoints)
        m_known.insert(endpoint.path, {endpoint.nextId, endpoint.endPosition});
    m_mode = Mode::Storing;
    return {};
}

void HistoryStore::write(QList<HistoryChange> changes, Done done)
{
    Q_ASSERT(thread() == QThread::currentThread());
    Call call{std::move(changes), std::move(done)};
    for (const HistoryChange &change : std::as_const(call.changes))
        call.bytes += footprint(change);
    m_pendingBytes += call.bytes;
    if (m_mode == Mode::Closed || m_closing) {
        m_lost += countEvents(call.changes);
        refuse(std::move(call));
        return;
    }
    for (const HistoryChange &change : std::as_const(call.changes))
        remember(change);
    if (m_mode == Mode::Failed) {
        hold(call.changes);
        refuse(std::move(call));
        return;
    }
    m_calls.push_back(std::move(call));
    startSoon();
}

RememberedEndpoint HistoryStore::remembered(const QByteArray &path) const
{
    const Known known = m_known.value(path);
    return {path, known.nextId, known.endPosition};
}

Result<QList<HistoryRecord>> HistoryStore::recall(const QByteArray &path,
                                                  const RecallLimits &limits)
{
    Q_ASSERT(thread() == QThread::currentThread());
    const auto known = m_known.constFind(path);
    if (known == m_known.cend())
        return QList<HistoryRecord>();
    Result<QList<HistoryRecord>> records = QList<HistoryRecord>();
    if (m_worker)
        records = m_worker->recall(path, limits);
    // While saving fails, the problem is known already, and what is held may still be of use.
    if (!records && m_mode == Mode::Failed)
        records = QList<HistoryRecord>();
    if (records && known->pending > 0)
        return withPending(path, *records, limits);
    return records;
}

QList<HistoryRecord> HistoryStore::withPending(const QByteArray &path,
                                               const QList<HistoryRecord> &stored,
                                               const RecallLimits &limits) const
{
    const Known known = m_known.value(path);
    std::map<quint64, HistoryRecord, std::greater<>> records;
    const auto add = [&](const HistoryRecord &record) {
        if (record.position >= known.keepFrom)
            records.insert_or_assign(record.position, record);
    };
    const auto addOf = [&](const auto &changes) {
        for (const HistoryChange &change : changes) {
            if (change.record && change.endpoint == path)
                add(*change.record);
        }
    };
    std::for_each(stored.cbegin(), stored.cend(), add);
    addOf(m_batch);
    addOf(m_unsaved.changes());
    for (const Call &call : m_calls)
        addOf(call.changes);
    RecallRun run(limits, known.endPosition);
    for (auto &[position, record] : records) {
        if (!run.add(std::move(record)))
            break;
    }
    return run.records();
}

Result<void> HistoryStore::close()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (m_mode == Mode::Closed)
        return {};
    m_closing = true;
    finishBatches();
    if (m_mode == Mode::Failed && m_canRetry && !m_unsaved.isEmpty()) {
        retry();
        finishBatches();
    }
    answerRefused();
    m_worker.reset();
    m_retryTimer.stop();
    m_closing = false;
    m_mode = Mode::Closed;
    if (m_unsaved.isEmpty())
        return {};
    while (!m_unsaved.isEmpty()) {
        for (const HistoryChange &change :
             m_unsaved.take(m_limits.batchChanges, m_limits.batchBytes))
            countLost(change);
    }
    return tl::unexpected(m_problem);
}

HistoryState HistoryStore::state() const
{
    HistoryState state;
    state.path = m_path;
    state.storing = m_mode == Mode::Storing || m_mode == Mode::CatchingUp;
    state.stored = m_stored;
    state.unsaved = m_unsaved.events();
    if (m_batchCalls.empty())
        state.unsaved += countEvents(m_batch); // being tried again
    state.lost = m_lost;
    state.problem = m_problem.message;
    return state;
}

void HistoryStore::finishBatches()
{
    while (true) {
        startBatch();
        if (!m_busy)
            return;
        handleOutcome(m_worker->waitForOutcome());
    }
}

void HistoryStore::startSoon()
{
    if (m_busy || m_startsSoon)
        return;
    m_startsSoon = true;
    QMetaObject::invokeMethod(this, &HistoryStore::startPosted, Qt::QueuedConnection);
}

void HistoryStore::startPosted()
{
    m_startsSoon = false;
    startBatch();
}

void HistoryStore::startBatch()
{
    if (m_busy || m_mode == Mode::Failed || m_mode == Mode::Closed)
        return;
    if (!m_unsaved.isEmpty())
        m_batch = m_unsaved.take(m_limits.batchChanges, m_limits.batchBytes);
    else if (!m_calls.empty())
        takeCalls();
    else
        return;
    m_busy = true;
    m_worker->commit(m_batch);
}

void HistoryStore::takeCalls()
{
    qsizetype bytes = 0;
    do {
        Call &call = m_calls.front();
        bytes += call.bytes;
        m_batch += std::exchange(call.changes, {});
        m_batchCalls.push_back(std::move(call));
        m_calls.pop_front();
    } while (!m_calls.empty()
             && m_batch.size() + m_calls.front().changes.size() <= m_limits.batchChanges
             && bytes + m_calls.front().bytes <= m_limits.batchBytes);
}

void HistoryStore::takeOutcome()
{
    // Nothing when close() was quicker.
    if (!m_worker)
        return;
    if (const auto outcome = m_worker->takeOutcome())
        handleOutcome(*outcome);
}

void HistoryStore::handleOutcome(const Result<QList<QByteArray>> &outcome)
{
    m_busy = false;
    if (outcome)
        handleStored(*outcome);
    else
        handleFailure(outcome.error());
}

void HistoryStore::handleStored(const QList<QByteArray> &forgotten)
{
    const QList<HistoryChange> batch = std::exchange(m_batch, {});
    const auto calls = std::exchange(m_batchCalls, {});
    for (const HistoryChange &change : batch)
        settle(change.endpoint);
    forget(forgotten);
    const quint64 events = countEvents(batch);
    m_stored += events;
    if (m_mode != Mode::Storing) {
        m_mode = Mode::CatchingUp;
        m_savedLate += events;
    }
    const bool caughtUp = m_mode == Mode::CatchingUp && m_unsaved.isEmpty();
    if (caughtUp) {
        m_mode = Mode::Storing;
        m_problem = {};
    }
    startBatch();
    if (caughtUp)
        Q_EMIT recovered(m_savedLate, m_lost - m_lostBefore);
    answer(calls, true);
}

void HistoryStore::handleFailure(const Error &error)
{
    const bool isNew = m_mode == Mode::Storing;
    m_mode = Mode::Failed;
    m_problem = error;
    m_canRetry = isWorthRetrying(error);
    if (isNew) {
        m_savedLate = 0;
        m_lostBefore = m_lost;
    }
    auto calls = std::exchange(m_batchCalls, {});
    m_unsaved.prepend(std::exchange(m_batch, {}));
    for (Call &call : m_calls) {
        for (const HistoryChange &change : std::as_const(call.changes))
            m_unsaved.append(change);
        calls.push_back(std::move(call));
    }
    m_calls.clear();
    dropPastLimits();
    waitToRetry();
    if (isNew)
        Q_EMIT failed(error);
    answer(calls, false);
}

void HistoryStore::waitToRetry()
{
    if (m_canRetry && !m_closing)
        m_retryTimer.start(m_limits.retryInterval);
}

void HistoryStore::retry()
{
    if (m_busy || m_mode != Mode::Failed)
        return;
    m_batch = m_unsaved.take(m_limits.batchChanges, m_limits.batchBytes);
    m_busy = true;
    m_worker->commit(m_batch);
}

void HistoryStore::remember(const HistoryChange &change)
{
    auto known = m_known.find(change.endpoint);
    if (known == m_known.end()) {
        if (m_mode == Mode::Failed && m_known.size() >= m_limits.maxKnown)
            return;
        known = m_known.insert(change.endpoint, {});
    }
    known->nextId = std::max(known->nextId, change.nextId);
    known->keepFrom = std::max(known->keepFrom, change.keepFrom);
    known->endPosition = std::max(known->endPosition, change.keepFrom);
    if (change.record)
        known->endPosition = std::max(known->endPosition, change.record->position + 1);
    ++known->pending;
}

void HistoryStore::settle(const QByteArray &path)
{
    const auto known = m_known.find(path);
    if (known != m_known.end())
        known->pending = std::max(0, known->pending - 1);
}

void HistoryStore::forget(const QList<QByteArray> &paths)
{
    for (const QByteArray &path : paths) {
        const auto known = m_known.constFind(path);
        if (known != m_known.cend() && known->pending == 0)
            m_known.erase(known);
    }
}

void HistoryStore::hold(const QList<HistoryChange> &changes)
{
    for (const HistoryChange &change : changes)
        m_unsaved.append(change);
    dropPastLimits();
}

void HistoryStore::dropPastLimits()
{
    while (const auto dropped = m_unsaved.dropOldest()) {
        countLost(dropped->change);
        if (dropped->merged)
            settle(dropped->change.endpoint);
    }
}

void HistoryStore::countLost(const HistoryChange &change)
{
    // What has left the history since would have left the file too.
    if (change.record && change.record->position >= m_known.value(change.endpoint).keepFrom)
        ++m_lost;
}

void HistoryStore::refuse(Call call)
{
    if (m_refused.empty())
        QMetaObject::invokeMethod(this, &HistoryStore::answerRefused, Qt::QueuedConnection);
    m_refused.push_back(std::move(call));
}

void HistoryStore::answerRefused()
{
    answer(std::exchange(m_refused, {}), false);
}

void HistoryStore::answer(const std::vector<Call> &calls, bool stored)
{
    for (const Call &call : calls) {
        m_pendingBytes -= call.bytes;
        if (call.done)
            call.done(stored);
    }
}

} // namespace heliograph
