// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace heliograph {

/// When to try again (WHATWG HTML 9.2.3, "reestablish the connection"). Pure: the random number
/// is passed in.
struct RetryPolicy {
    static constexpr std::chrono::milliseconds defaultReconnectionTime{3000};
    static constexpr std::chrono::milliseconds longest{30'000};

    /// The wait before the next request. @p failures counts requests in a row that brought no
    /// stream: after none or one of them the reconnection time itself, as browsers do; from the
    /// second on it doubles, to @ref longest but never below @p reconnectionTime, less a share
    /// chosen by @p random in [0, 1).
    [[nodiscard]] static std::chrono::milliseconds delay(std::chrono::milliseconds reconnectionTime,
                                                         int failures, double random);
};

} // namespace heliograph
