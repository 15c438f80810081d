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

/// Decides which notifications are shown, counts those held back, and says when these are to be
/// summed up. Pure: the time is passed in and never goes back.
class RateLimiter {
public:
    /// What a rule was held back with.
    struct Held {
        RuleId rule{};
        quint64 count = 0; ///< 0: nothing
    };

    explicit RateLimiter(RateLimits limits = {}) : m_limits(limits) { }

    /// What was counted stays.
    void setLimits(RateLimits limits) { m_limits = limits; }

    /// Whether @p rule may speak at @p now: then how many of its own were held back since it last
    /// did, else nothing, and this one is held back too. A rule that waits longer goes first.
    [[nodiscard]] std::optional<quint64> admit(RuleId rule, std::chrono::nanoseconds now);

    /// When the first rule that was held back may sum that up; nothing while none was.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> nextSummary() const;

    /// Of the rules that may sum up at @p now the one that has waited longest. With this it has
    /// spoken.
    [[nodiscard]] Held takeSummary(std::chrono::nanoseconds now);

    /// Forgets a rule.
    void forget(RuleId rule) { m_rules.remove(rule); }

    /// Forgets what was held back, of one rule or of all; not when they spoke.
    void forgetHeld(RuleId rule);
    void forgetHeld();

private:
    struct Spoken {
        std::optional<std::chrono::nanoseconds> last;
        quint64 held = 0;
    };

    void speak(Spoken &spoken, std::chrono::nanoseconds now);
    [[nodiscard]] bool isFull(std::chrono::nanoseconds now) const;
    [[nodiscard]] bool isSoon(const Spoken &spoken, std::chrono::nanoseconds now) const;
    [[nodiscard]] bool isOutranked(const Spoken &spoken, std::chrono::nanoseconds now) const;

    RateLimits m_limits;
    QHash<RuleId, Spoken> m_rules;
    std::deque<std::chrono::nanoseconds> m_shown; ///< in the last minute, oldest first
};

} // namespace heliograph
