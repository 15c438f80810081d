// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/ratelimiter.h"

#include <algorithm>
#include <utility>

namespace heliograph {

using std::chrono::nanoseconds;

namespace {
constexpr std::chrono::minutes window{1};
}

std::optional<quint64> RateLimiter::admit(RuleId rule, nanoseconds now)
{
    Spoken &spoken = m_rules[rule];
    if (isSoon(spoken, now) || isFull(now) || isOutranked(spoken, now)) {
        ++spoken.held;
        return std::nullopt;
    }
    speak(spoken, now);
    return std::exchange(spoken.held, 0);
}

std::optional<nanoseconds> RateLimiter::nextSummary() const
{
    std::optional<nanoseconds> next;
    for (const Spoken &spoken : m_rules) {
        if (spoken.held == 0)
            continue;
        const nanoseconds at = spoken.last ? *spoken.last + m_limits.perRule : nanoseconds{};
        next = std::min(at, next.value_or(at));
    }
    const auto most = static_cast<size_t>(m_limits.perMinute);
    if (next && m_shown.size() >= most)
        next = std::max(*next, m_shown.at(m_shown.size() - most) + window);
    return next;
}

RateLimiter::Held RateLimiter::takeSummary(nanoseconds now)
{
    if (isFull(now))
        return {};
    auto longest = m_rules.end();
    for (auto each = m_rules.begin(); each != m_rules.end(); ++each) {
        if (each->held == 0 || isSoon(*each, now))
            continue;
        if (longest == m_rules.end()
            || std::pair(each->last, each.key()) < std::pair(longest->last, longest.key()))
            longest = each;
    }
    if (longest == m_rules.end())
        return {};
    speak(*longest, now);
    return {longest.key(), std::exchange(longest->held, 0)};
}

void RateLimiter::forgetHeld(RuleId rule)
{
    if (const auto found = m_rules.find(rule); found != m_rules.end())
        found->held = 0;
}

void RateLimiter::forgetHeld()
{
    for (Spoken &spoken : m_rules)
        spoken.held = 0;
}

void RateLimiter::speak(Spoken &spoken, nanoseconds now)
{
    while (!m_shown.empty() && now - m_shown.front() >= window)
        m_shown.pop_front();
    m_shown.push_back(now);
    spoken.last = now;
}

/// Whether so many spoke in the last minute as may.
bool RateLimiter::isFull(nanoseconds now) const
{
    const auto most = static_cast<size_t>(m_limits.perMinute);
    return m_shown.size() >= most && now - m_shown.at(m_shown.size() - most) < window;
}

bool RateLimiter::isSoon(const Spoken &spoken, nanoseconds now) const
{
    return spoken.last && now - *spoken.last < m_limits.perRule;
}

/// Whether another rule has something to sum up and last spoke before this one: a rule that always
/// has something to say must not take the whole minute.
bool RateLimiter::isOutranked(const Spoken &spoken, nanoseconds now) const
{
    return std::any_of(m_rules.cbegin(), m_rules.cend(), [&](const Spoken &other) {
        return other.held > 0 && other.last < spoken.last && !isSoon(other, now);
    });
}

} // namespace heliograph
