// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/playbackschedule.h"

#include <algorithm>

namespace heliograph {

namespace {

constexpr double far = 1e18; // nanoseconds

std::chrono::nanoseconds nanoseconds(double count)
{
    return std::chrono::nanoseconds{
        static_cast<std::chrono::nanoseconds::rep>(std::clamp(count, -far, far))};
}

} // namespace

void PlaybackSchedule::start(Time now)
{
    m_when = now;
    m_isRunning = true;
}

void PlaybackSchedule::stop(Position position)
{
    m_position = position;
    m_isRunning = false;
}

void PlaybackSchedule::setSpeed(double speed, Time now)
{
    if (m_isRunning) {
        m_position += nanoseconds(static_cast<double>((now - m_when).count()) * m_speed);
        m_when = now;
    }
    m_speed = speed;
}

void PlaybackSchedule::moveTo(Position position, Time when)
{
    m_position = position;
    m_when = when;
}

PlaybackSchedule::Position PlaybackSchedule::positionAt(Time now) const
{
    auto position = m_position;
    if (m_isRunning)
        position += nanoseconds(static_cast<double>((now - m_when).count()) * m_speed);
    return std::chrono::duration_cast<Position>(position);
}

PlaybackSchedule::Time PlaybackSchedule::dueAt(Position position) const
{
    const auto left = std::chrono::nanoseconds(position) - m_position;
    return m_when + nanoseconds(static_cast<double>(left.count()) / m_speed);
}

} // namespace heliograph
