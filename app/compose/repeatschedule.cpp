// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/repeatschedule.h"

#include <algorithm>

namespace heliograph {

using namespace std::chrono;

namespace {

constexpr nanoseconds mostAtOnce = 1s; ///< so much time's worth of events

} // namespace

RepeatSchedule::RepeatSchedule(const RepeatPlan &plan, nanoseconds now, Random random)
    : m_plan(plan), m_random(std::move(random)), m_next(now)
{
    m_plan.interval = std::max(m_plan.interval, milliseconds(1));
    m_plan.burst = std::clamp(m_plan.burst, 1, 10'000);
    m_plan.perSecond = std::clamp(m_plan.perSecond, 0.001, 10'000.0);
    m_plan.jitter = std::clamp(m_plan.jitter, 0, 100);
}

nanoseconds RepeatSchedule::meanGap() const
{
    if (m_plan.kind == RepeatPlan::Kind::Rate)
        return nanoseconds(qint64(1e9 / m_plan.perSecond));
    return m_plan.interval;
}

nanoseconds RepeatSchedule::drawGap()
{
    if (m_plan.kind != RepeatPlan::Kind::Rate || m_plan.jitter == 0)
        return meanGap();
    const double vary = 1 + m_plan.jitter / 100.0 * (2 * m_random() - 1);
    return nanoseconds(qint64(1e9 / m_plan.perSecond * vary));
}

quint64 RepeatSchedule::perTick() const
{
    return m_plan.kind == RepeatPlan::Kind::Burst ? quint64(m_plan.burst) : 1;
}

void RepeatSchedule::skipBacklog(nanoseconds now)
{
    const nanoseconds tooLate = now - m_next - mostAtOnce;
    if (tooLate <= nanoseconds(0))
        return;
    const qint64 ticks = tooLate / meanGap();
    m_next += ticks * meanGap();
    m_skipped += quint64(ticks) * perTick();
}

void RepeatSchedule::putBack(quint64 count)
{
    m_taken -= count;
    m_left += count;
}

quint64 RepeatSchedule::take(nanoseconds now, quint64 most)
{
    skipBacklog(now);
    quint64 taken = 0;
    while (taken < most && !isDone()) {
        if (m_left == 0) {
            if (m_next > now)
                break;
            m_left = perTick();
            m_next += drawGap();
        }
        quint64 count = std::min(m_left, most - taken);
        if (m_plan.times > 0)
            count = std::min(count, m_plan.times - m_taken);
        m_left -= count;
        m_taken += count;
        taken += count;
    }
    return taken;
}

} // namespace heliograph
