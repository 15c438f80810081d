// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/outgoing.h"
#include "app/compose/ratemeter.h"
#include "app/compose/repeatschedule.h"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace heliograph {

/// Numbers the events that one window sends. Safe from any thread.
class EventNumbers {
public:
    [[nodiscard]] quint64 next() const { return m_last + 1; }
    [[nodiscard]] quint64 take() { return ++m_last; }

    /// The event @p number was not sent; gives its number to the next one unless that has begun.
    void giveBack(quint64 number) { m_last.compare_exchange_strong(number, number - 1); }
    void reset() { m_last = 0; }

private:
    std::atomic<quint64> m_last{0};
};

/// What a repetition is made of.
struct RepeatOrder {
    Draft draft;
    RepeatPlan plan;
    QList<ConnectionId> selected;
    std::shared_ptr<PublishPort> port;
    std::shared_ptr<EventNumbers> numbers;
    std::shared_ptr<const Clock> clock;
};

/// A repetition under way: run() on its own thread, published() on the I/O thread, everything else
/// on the owner's. Shared by all of them. Events that were handed over and are not yet published
/// are bounded; when the server takes them more slowly than they are due, fewer are sent.
class RepeatRun : public std::enable_shared_from_this<RepeatRun> {
public:
    explicit RepeatRun(RepeatOrder order);

    /// Sends until all is sent, stop() or an error. Blocks.
    void run(ExpressionEngine &engine);

    void pause();
    void resume();

    /// Nothing is published any more once this returns, except what the I/O thread has before it.
    void stop();
    void fail(const DraftErrors &errors);

    [[nodiscard]] RepeatProgress progress() const;

    /// The field whose template runs now.
    [[nodiscard]] DraftField place() const { return *m_place; }

    static constexpr quint64 mostUnderWay = 2000; ///< events
    static constexpr qsizetype mostBytesUnderWay = qsizetype{16} * 1024 * 1024; ///< of data

private:
    using Nanoseconds = std::chrono::nanoseconds;
    using Lock = std::unique_lock<std::mutex>;

    [[nodiscard]] bool isWanted() const { return !m_isOver; }
    void begin();
    [[nodiscard]] quint64 waitForDue();
    void waitWhilePaused(Lock &lock);
    void waitUntil(Lock &lock, Nanoseconds when);
    void send(quint64 count, ExpressionEngine &engine);
    [[nodiscard]] bool mayAdd(qsizetype bytes) const;
    [[nodiscard]] Outgoing makeNext(ExpressionEngine &engine);
    void add(const Outgoing &event, QList<PublishPort::Parcel> &parcels, qsizetype &bytes);
    void drain();
    void handOver(QList<PublishPort::Parcel> &parcels, qsizetype &bytes);
    void published(const Result<QList<PublishReceipt>> &result, qsizetype bytes);
    void endAs(RepeatProgress::State state, const DraftErrors &errors = {});
    [[nodiscard]] Nanoseconds runningFor(Nanoseconds now) const;

    const RepeatOrder m_order;
    const Clock &m_clock; ///< the order's
    std::shared_ptr<DraftFiller::Place> m_place;
    OutgoingDrafts m_drafts;
    RepeatSchedule m_schedule;
    Nanoseconds m_notBefore{}; ///< the earliest time to look again
    bool m_reachedSomebody = false;
    std::atomic<bool> m_isOver{false};

    mutable std::mutex m_mutex; ///< of what follows
    std::condition_variable m_wake;
    RepeatProgress::State m_state = RepeatProgress::State::Running;
    DraftErrors m_errors;
    quint64 m_sent = 0;
    quint64 m_underWay = 0;
    qsizetype m_bytesUnderWay = 0;
    mutable RateMeter m_rate;
    Nanoseconds m_startedAt{};
    Nanoseconds m_pausedAt{};
    Nanoseconds m_pausedFor{};
    Nanoseconds m_endedAt{};
};

} // namespace heliograph
