// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace heliograph {

/// Where time comes from. Passed in, so that schedules, retries and heartbeats are tested
/// without sleeping. Implementations are safe to call from any thread.
class Clock {
public:
    Clock() = default;
    virtual ~Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;

    /// Time since an arbitrary point; never goes back.
    [[nodiscard]] virtual std::chrono::nanoseconds monotonic() const = 0;

    /// Time since the Unix epoch, UTC.
    [[nodiscard]] virtual std::chrono::microseconds wall() const = 0;
};

/// The operating system's clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] std::chrono::nanoseconds monotonic() const override;
    [[nodiscard]] std::chrono::microseconds wall() const override;
};

/// A clock that stands still until it is told to advance, for tests.
class ManualClock final : public Clock {
public:
    [[nodiscard]] std::chrono::nanoseconds monotonic() const override { return m_elapsed; }
    [[nodiscard]] std::chrono::microseconds wall() const override;

    void advance(std::chrono::nanoseconds step) { m_elapsed += step; }

private:
    std::chrono::nanoseconds m_elapsed{0};
};

} // namespace heliograph
