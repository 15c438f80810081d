// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/clock.h"

namespace heliograph {

std::chrono::nanoseconds SystemClock::monotonic() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

std::chrono::microseconds SystemClock::wall() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now().time_since_epoch());
}

std::chrono::microseconds ManualClock::wall() const
{
    // An arbitrary fixed start: 2026-01-01T00:00:00Z.
    constexpr std::chrono::seconds start{1'767'225'600};
    return start + std::chrono::duration_cast<std::chrono::microseconds>(m_elapsed);
}

} // namespace heliograph
