// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/recording/playbackqueue.h"
#include "app/recording/playbackschedule.h"

namespace heliograph {

/// Decides what of a recording is handed out when. No thread, no timer, no file: whoever owns it
/// feeds the queue and asks takeDue() again when nextDue() says.
class PlaybackEngine {
public:
    using Time = PlaybackSchedule::Time;
    using Position = PlaybackSchedule::Position;
    enum class Mode : quint8 { Paused, Playing, Stepping };

    /// How much may be handed out and not acknowledged.
    struct Limits {
        quint64 blocks = 1000;
        qsizetype bytes = qsizetype{4} * 1024 * 1024; ///< or one block
        qsizetype batch = 100; ///< blocks at once
    };

    explicit PlaybackEngine(const Clock &clock) : PlaybackEngine(clock, Limits{}) { }
    PlaybackEngine(const Clock &clock, Limits limits) : m_clock(clock), m_limits(limits) { }

    [[nodiscard]] PlaybackQueue &queue() { return m_queue; }
    [[nodiscard]] const PlaybackQueue &queue() const { return m_queue; }

    [[nodiscard]] Mode mode() const { return m_mode; }
    void play();
    void pause();

    /// Hands out what comes next up to and including one event, then pauses.
    void step();

    void setSpeed(double speed);
    [[nodiscard]] double speed() const { return m_schedule.speed(); }

    /// Is at @p position, @p row being the next; what the queue held is forgotten.
    void moveTo(quint64 row, Position position);

    /// Begins anew, without a break after the round that has ended; a round takes a second at
    /// least.
    void beginRound();

    void setStopAt(std::optional<quint64> row) { m_stopAt = row; }
    [[nodiscard]] std::optional<quint64> stopAt() const { return m_stopAt; }

    /// What is due now and may be handed out, in order.
    [[nodiscard]] QList<PlayedBlock> takeDue();

    /// When takeDue() will give something; nothing: not before it is told something new.
    [[nodiscard]] std::optional<Time> nextDue();

    void acknowledge(quint64 blocks);
    [[nodiscard]] quint64 unacknowledged() const { return m_sizes.size(); }

    [[nodiscard]] bool isAtEnd() const { return m_queue.isAtEnd(); }

    /// Never past the next block, or before the last.
    [[nodiscard]] Position position() const;

private:
    [[nodiscard]] bool hasRoom() const;
    [[nodiscard]] bool holds();
    [[nodiscard]] bool isDue(Position at);
    void skipOver();

    const Clock &m_clock;
    Limits m_limits;
    PlaybackQueue m_queue;
    PlaybackSchedule m_schedule;
    Mode m_mode = Mode::Paused;
    std::optional<quint64> m_stopAt;
    std::deque<qsizetype> m_sizes; ///< of the blocks that are not acknowledged, in order
    qsizetype m_bytes = 0; ///< the same together
    Time m_roundBegan{};
};

} // namespace heliograph
