// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/ratelimiter.h"

#include <utility>

namespace heliograph {

std::optional<quint64> RateLimiter::admit(RuleId rule, std::chrono::nanoseconds now)
{
    while (!m_shown.empty() && now - m_shown.front() >= std::chrono::minutes(1))
        m_shown.pop_front();
    Spoken &spoken = m_rules[rule];
    const bool isSoon = spoken.last && now - *spoken.last < m_limits.perRule;
    if (isSoon || m_shown.size() >= static_cast<size_t>(m_limits.perMinute)) {
        ++spoken.held;
        return std::nullopt;
    }
    spoken.last = now;
    m_shown.push_back(now);
    return std::exchange(spoken.held, 0);
}

} // namespace heliograph
