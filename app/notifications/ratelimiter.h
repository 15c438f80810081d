// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notificationrule.h"

#include <QHash>

#include <chrono>
#include <deque>
#include <optional>

namespace heliograph {

/// How often notifications may come.
struct RateLimits {
    static constexpr int LongestPause = 3'600; ///< seconds
    static constexpr int MostPerMinute = 600;

    std::chrono::seconds perRule{5}; ///< between two of one rule; 0: no such limit
    int perMinute = 10; ///< of all rules, in any 60 seconds

    bool operator==(const RateLimits &) const = default;
};

/// Decides which notifications are shown and counts those held back. Pure: the time is passed in.
class RateLimiter {
public:
    explicit RateLimiter(RateLimits limits = {}) : m_limits(limits) { }

    /// What was counted stays.
    void setLimits(RateLimits limits) { m_limits = limits; }

    /// Whether @p rule may speak at @p now, which never goes back: then how many of its own were
    /// held back since it last did, else nothing, and this one is held back too.
    [[nodiscard]] std::optional<quint64> admit(RuleId rule, std::chrono::nanoseconds now);

    /// Forgets a rule.
    void forget(RuleId rule) { m_rules.remove(rule); }

private:
    struct Spoken {
        std::optional<std::chrono::nanoseconds> last;
        quint64 held = 0;
    };

    RateLimits m_limits;
    QHash<RuleId, Spoken> m_rules;
    std::deque<std::chrono::nanoseconds> m_shown; ///< in the last minute, oldest first
};

} // namespace heliograph
