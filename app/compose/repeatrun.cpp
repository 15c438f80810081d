// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/repeatrun.h"

#include "app/compose/composethread.h"

#include <QRandomGenerator>

namespace heliograph {

using namespace std::chrono;

namespace {

/// Targets by expression are looked up no more often; the window learns of clients as often.
constexpr milliseconds targetsLast{500};

/// Wake-ups are no closer together: what is due within goes together.
constexpr microseconds leastWait{500};

/// Events are handed over at least so often, however long their templates take.
constexpr milliseconds longestBatch{5};
constexpr qsizetype mostInBatch = 256;

constexpr milliseconds longestDrain{1000};

double random()
{
    return QRandomGenerator::global()->generateDouble();
}

qsizetype sizeOf(const QList<PublishRequest> &requests)
{
    constexpr qsizetype overhead = 256;
    qsizetype bytes = 0;
    for (const PublishRequest &request : requests) {
        bytes += overhead + request.event.data.value_or(QByteArray()).size()
            + request.event.comment.value_or(QByteArray()).size()
            + request.raw.value_or(QByteArray()).size();
    }
    return bytes;
}

} // namespace

RepeatRun::RepeatRun(RepeatOrder order)
    : m_order(std::move(order)), m_clock(*m_order.clock),
      m_place(std::make_shared<DraftFiller::Place>(DraftField::Whole)),
      m_drafts(m_order.port, m_clock, m_place, targetsLast),
      m_schedule(m_order.plan, m_clock.monotonic(), random), m_startedAt(m_clock.monotonic())
{
}

void RepeatRun::run(ExpressionEngine &engine)
{
    engine.reset();
    begin();
    while (const quint64 count = waitForDue())
        send(count, engine);
}

/// Counts the time from here: what the thread and its engine took to start is not to be caught up.
void RepeatRun::begin()
{
    const std::lock_guard lock(m_mutex);
    if (m_isOver)
        return;
    m_startedAt = m_clock.monotonic();
    m_pausedAt = m_startedAt;
    m_pausedFor = {};
    m_schedule = RepeatSchedule(m_order.plan, m_startedAt, random);
}

/// How many events are to be sent now; 0 when it is over.
quint64 RepeatRun::waitForDue()
{
    Lock lock(m_mutex);
    while (!m_isOver) {
        if (m_state == RepeatProgress::State::Paused) {
            waitWhilePaused(lock);
        } else if (m_schedule.isDone()) {
            m_wake.wait(lock, [this] { return m_isOver || m_underWay == 0; });
            endAs(RepeatProgress::State::Done);
        } else if (m_underWay >= mostUnderWay || m_bytesUnderWay >= mostBytesUnderWay) {
            m_wake.wait(lock);
        } else {
            const Nanoseconds now = m_clock.monotonic();
            if (const quint64 count = m_schedule.take(now, mostUnderWay - m_underWay)) {
                m_notBefore = now + leastWait;
                return count;
            }
            waitUntil(lock, qMax(m_schedule.nextAt(), m_notBefore));
        }
    }
    return 0;
}

void RepeatRun::waitWhilePaused(Lock &lock)
{
    const Nanoseconds begin = m_clock.monotonic();
    m_wake.wait(lock, [this] { return m_isOver || m_state != RepeatProgress::State::Paused; });
    m_schedule.postpone(m_clock.monotonic() - begin);
}

void RepeatRun::waitUntil(Lock &lock, Nanoseconds when)
{
    m_wake.wait_until(lock, steady_clock::now() + qMax(Nanoseconds(0), when - m_clock.monotonic()));
}

void RepeatRun::send(quint64 count, ExpressionEngine &engine)
{
    QList<PublishPort::Parcel> parcels;
    qsizetype bytes = 0;
    DraftErrors errors;
    Nanoseconds batchFrom = m_clock.monotonic();
    for (; count > 0 && mayAdd(bytes) && errors.isEmpty(); --count) {
        const Outgoing event = makeNext(engine);
        if (event.isReady()) {
            add(event, parcels, bytes);
        } else {
            m_schedule.giveUp(1);
            // Those it meant may be about to reconnect.
            if (!event.reachesNobody || !m_reachedSomebody)
                errors = event.errors;
        }
        if (parcels.size() >= mostInBatch || m_clock.monotonic() - batchFrom >= longestBatch) {
            handOver(parcels, bytes);
            batchFrom = m_clock.monotonic();
        }
    }
    m_schedule.putBack(count);
    handOver(parcels, bytes);
    if (!errors.isEmpty()) {
        drain();
        fail(errors);
    }
}

/// Whether another event may be made beside @p bytes that are about to be handed over.
bool RepeatRun::mayAdd(qsizetype bytes) const
{
    const std::lock_guard lock(m_mutex);
    return m_state == RepeatProgress::State::Running && m_bytesUnderWay + bytes < mostBytesUnderWay;
}

Outgoing RepeatRun::makeNext(ExpressionEngine &engine)
{
    const quint64 number = m_order.numbers->take();
    const auto seconds = duration<double>(runningFor(m_clock.monotonic()));
    Outgoing event = m_drafts.make(m_order.draft, m_order.selected, {number, seconds.count()},
                                   engine, [this] { return isWanted(); });
    if (event.isReady())
        m_reachedSomebody = true;
    else
        m_order.numbers->giveBack(number);
    return event;
}

void RepeatRun::add(const Outgoing &event, QList<PublishPort::Parcel> &parcels, qsizetype &bytes)
{
    const qsizetype size = sizeOf(event.requests);
    bytes += size;
    const auto done = [self = shared_from_this(),
                       size](const Result<QList<PublishReceipt>> &result) {
        self->published(result, size);
    };
    parcels.append({event.requests, done});
}

/// Lets what was made before an error still be sent.
void RepeatRun::drain()
{
    Lock lock(m_mutex);
    m_wake.wait_for(lock, longestDrain, [this] { return m_isOver || m_underWay == 0; });
}

void RepeatRun::handOver(QList<PublishPort::Parcel> &parcels, qsizetype &bytes)
{
    if (parcels.isEmpty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_underWay += quint64(parcels.size());
        m_bytesUnderWay += bytes;
    }
    bytes = 0;
    m_order.port->publish(std::exchange(parcels, {}),
                          [self = shared_from_this()] { return self->isWanted(); });
}

void RepeatRun::published(const Result<QList<PublishReceipt>> &result, qsizetype bytes)
{
    if (!result) {
        DraftErrors errors;
        errors.add(DraftField::Whole, result.error().message);
        fail(errors);
    }
    const std::lock_guard lock(m_mutex);
    --m_underWay;
    m_bytesUnderWay -= bytes;
    if (result) {
        ++m_sent;
        m_rate.add(m_clock.monotonic(), 1);
    }
    m_wake.notify_all();
}

void RepeatRun::pause()
{
    const std::lock_guard lock(m_mutex);
    if (m_state != RepeatProgress::State::Running)
        return;
    m_state = RepeatProgress::State::Paused;
    m_pausedAt = m_clock.monotonic();
    m_wake.notify_all();
}

void RepeatRun::resume()
{
    const std::lock_guard lock(m_mutex);
    if (m_state != RepeatProgress::State::Paused)
        return;
    m_state = RepeatProgress::State::Running;
    m_pausedFor += m_clock.monotonic() - m_pausedAt;
    m_wake.notify_all();
}

void RepeatRun::stop()
{
    const std::lock_guard lock(m_mutex);
    endAs(RepeatProgress::State::Stopped);
}

void RepeatRun::fail(const DraftErrors &errors)
{
    const std::lock_guard lock(m_mutex);
    endAs(RepeatProgress::State::Failed, errors);
}

/// The first end counts.
void RepeatRun::endAs(RepeatProgress::State state, const DraftErrors &errors)
{
    if (m_isOver)
        return;
    m_endedAt = m_clock.monotonic();
    if (m_state == RepeatProgress::State::Paused)
        m_pausedFor += m_endedAt - m_pausedAt;
    m_state = state;
    m_errors = errors;
    m_isOver = true;
    m_wake.notify_all();
}

RepeatRun::Nanoseconds RepeatRun::runningFor(Nanoseconds now) const
{
    const std::lock_guard lock(m_mutex);
    return now - m_startedAt - m_pausedFor;
}

RepeatProgress RepeatRun::progress() const
{
    const std::lock_guard lock(m_mutex);
    const Nanoseconds now = m_clock.monotonic();
    const bool isPaused = m_state == RepeatProgress::State::Paused;
    const Nanoseconds until = m_isOver ? m_endedAt : isPaused ? m_pausedAt : now;
    RepeatProgress progress;
    progress.state = m_state;
    progress.sent = m_sent;
    progress.times = m_order.plan.times;
    progress.perSecond = double(m_rate.inLastSecond(now));
    progress.running = duration_cast<milliseconds>(until - m_startedAt - m_pausedFor);
    progress.errors = m_errors;
    return progress;
}

} // namespace heliograph
