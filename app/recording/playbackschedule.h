// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace heliograph {

/// When a position of a recording is reached: absolute, from one anchor, so that nothing drifts.
/// Pure: it is told what time it is (of a monotonic clock).
class PlaybackSchedule {
public:
    using Time = std::chrono::nanoseconds;
    using Position = std::chrono::microseconds;

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] double speed() const { return m_speed; }

    void start(Time now);

    /// Stands still at @p position.
    void stop(Position position);

    /// Keeps the position.
    void setSpeed(double speed, Time now);

    /// Is at @p position at @p when, which may be to come.
    void moveTo(Position position, Time when);

    /// Passes over @p gap in no time.
    void leap(Position gap) { m_position += gap; }

    [[nodiscard]] Position positionAt(Time now) const;

    /// When @p position is reached, running; far away counts as thirty years.
    [[nodiscard]] Time dueAt(Position position) const;

private:
    std::chrono::nanoseconds m_position{}; ///< at m_when
    Time m_when{};
    double m_speed = 1;
    bool m_isRunning = false;
};

} // namespace heliograph
