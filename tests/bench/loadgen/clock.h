// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace heliograph::loadgen {

using std::chrono::nanoseconds;

/// The monotonic clock, in nanoseconds: what every time stamp here means.
[[nodiscard]] inline nanoseconds now()
{
    return std::chrono::duration_cast<nanoseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

[[nodiscard]] inline double inSeconds(nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace heliograph::loadgen
