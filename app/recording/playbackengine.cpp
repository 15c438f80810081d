// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/playbackengine.h"

#include <algorithm>

namespace heliograph {

namespace {

constexpr std::chrono::microseconds longestGap = std::chrono::hours{24};
constexpr std::chrono::nanoseconds shortestRound = std::chrono::seconds{1};

} // namespace

void PlaybackEngine::play()
{
    if (m_mode == Mode::Playing)
        return;
    m_mode = Mode::Playing;
    m_schedule.start(m_clock.monotonic());
}

void PlaybackEngine::pause()
{
    m_schedule.stop(position());
    m_mode = Mode::Paused;
}

void PlaybackEngine::step()
{
    pause();
    m_mode = Mode::Stepping;
}

void PlaybackEngine::setSpeed(double speed)
{
    m_schedule.setSpeed(speed, m_clock.monotonic());
}

void PlaybackEngine::moveTo(quint64 row, Position position)
{
    m_queue.restart(row, position);
    m_schedule.moveTo(position, m_clock.monotonic());
    m_roundBegan = m_clock.monotonic();
}

void PlaybackEngine::beginRound()
{
    m_roundBegan = std::max(m_schedule.dueAt(m_queue.last()), m_roundBegan + shortestRound);
    m_queue.restart(0, Position{0});
    m_schedule.moveTo(Position{0}, m_roundBegan);
}

QList<PlayedBlock> PlaybackEngine::takeDue()
{
    QList<PlayedBlock> due;
    while (m_mode != Mode::Paused && due.size() < m_limits.batch && hasRoom() && !holds()) {
        skipOver();
        auto block = holds() ? std::nullopt : m_queue.peek();
        if (!block || !isDue(block->at))
            break;
        m_queue.pass();
        m_sizes.push_back(block->bytes.size());
        m_bytes += block->bytes.size();
        if (m_mode == Mode::Stepping) {
            m_schedule.stop(block->at);
            if (block->dispatches)
                m_mode = Mode::Paused;
        }
        due.append(std::move(*block));
    }
    if (m_mode == Mode::Stepping && isAtEnd())
        m_mode = Mode::Paused;
    return due;
}

std::optional<PlaybackEngine::Time> PlaybackEngine::nextDue()
{
    skipOver();
    const auto block = m_queue.peek();
    if (m_mode == Mode::Paused || !hasRoom() || !block)
        return std::nullopt;
    if (m_mode == Mode::Stepping)
        return m_clock.monotonic();
    return m_schedule.dueAt(block->at);
}

void PlaybackEngine::acknowledge(quint64 blocks)
{
    for (; blocks > 0 && !m_sizes.empty(); --blocks) {
        m_bytes -= m_sizes.front();
        m_sizes.pop_front();
    }
}

PlaybackEngine::Position PlaybackEngine::position() const
{
    const auto next = m_queue.peek();
    const Position last = m_queue.last();
    const Position most = next ? std::max(next->at, last) : last;
    const Position now = m_schedule.positionAt(m_clock.monotonic());
    // Before more was read, or where rows are skipped, nobody knows how far it goes.
    const bool isOpen = !next && !isAtEnd();
    return std::max(isOpen ? now : std::min(now, most), last);
}

bool PlaybackEngine::hasRoom() const
{
    return m_sizes.size() < m_limits.blocks && m_bytes < m_limits.bytes;
}

/// Pauses where it is to stop; true when it does. Who steps goes on knowingly.
bool PlaybackEngine::holds()
{
    if (m_stopAt != m_queue.row() || m_queue.inserted() > 0)
        return false;
    m_stopAt.reset();
    if (m_mode == Mode::Stepping)
        return false;
    pause();
    return true;
}

/// Where a gap is too long to be waited for, passes over the rest of it.
bool PlaybackEngine::isDue(Position at)
{
    if (m_mode == Mode::Stepping)
        return true;
    const Position from = std::max(m_queue.last(), position());
    if (at - from > longestGap)
        m_schedule.leap(at - from - longestGap);
    return m_schedule.dueAt(at) <= m_clock.monotonic();
}

void PlaybackEngine::skipOver()
{
    while (m_queue.isAtSkipped() && m_stopAt != m_queue.row())
        m_queue.pass();
}

} // namespace heliograph
