// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/retrypolicy.h"

#include <algorithm>
#include <limits>

namespace heliograph {

using std::chrono::milliseconds;

milliseconds RetryPolicy::delay(milliseconds reconnectionTime, int failures, double random)
{
    // Timers count in int, and a server may ask for more.
    constexpr milliseconds timerBound{std::numeric_limits<int>::max()};
    const milliseconds base = std::clamp(reconnectionTime, milliseconds{0}, timerBound);
    if (failures < 2 || base >= longest)
        return base;
    constexpr milliseconds least{100}; // "retry: 0" must not become a busy loop
    constexpr int enoughDoublings = 9;
    const int doublings = std::min(failures - 1, enoughDoublings);
    const milliseconds whole = std::min(longest, std::max(base, least) * (1 << doublings));
    const auto jitter =
        static_cast<milliseconds::rep>(static_cast<double>(whole.count() / 2) * random);
    return std::max(base, whole - milliseconds{jitter});
}

} // namespace heliograph
