// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/timerheap.h"

namespace heliograph {

void TimerHeap::add(Id id, Time now, Time delay, bool repeats)
{
    m_timers.insert(id, {delay, repeats, 0});
    push(id, now + delay);
}

void TimerHeap::push(Id id, Time due)
{
    m_timers[id].order = ++m_order;
    m_heap.push({due, m_order, id});
}

void TimerHeap::dropRemoved()
{
    while (!m_heap.empty()) {
        const auto timer = m_timers.constFind(m_heap.top().id);
        if (timer != m_timers.cend() && timer->order == m_heap.top().order)
            return;
        m_heap.pop();
    }
}

std::optional<TimerHeap::Id> TimerHeap::takeDue(Time now)
{
    dropRemoved();
    if (m_heap.empty() || m_heap.top().due > now)
        return std::nullopt;
    const Entry entry = m_heap.top();
    m_heap.pop();
    const Timer timer = m_timers.value(entry.id);
    if (timer.repeats)
        push(entry.id, entry.due + timer.delay > now ? entry.due + timer.delay : now + timer.delay);
    else
        m_timers.remove(entry.id);
    return entry.id;
}

std::optional<TimerHeap::Time> TimerHeap::next()
{
    dropRemoved();
    if (m_heap.empty())
        return std::nullopt;
    return m_heap.top().due;
}

} // namespace heliograph
