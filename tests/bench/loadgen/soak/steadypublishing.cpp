// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/soak/steadypublishing.h"

#include <algorithm>

namespace heliograph::loadgen {
namespace {

/// Large events among the small ones soon fill what is held for a reader that stalls.
constexpr std::uint64_t largeEvery = 8;
constexpr std::uint32_t largeSize = 4096;

} // namespace

SteadyPublishing::SteadyPublishing(Poller &poller, const Target &target, Tally &tally,
                                   std::size_t slots, double perSecond)
    : m_tally(tally), m_perSecond(perSecond)
{
    for (std::size_t i = 0; i < slots; ++i)
        m_slots.push_back({std::make_unique<Publisher>(poller, target, *this, i)});
}

void SteadyPublishing::act(nanoseconds time)
{
    if (m_begin == nanoseconds{})
        m_begin = time;
    const auto due = static_cast<std::uint64_t>(inSeconds(time - m_begin) * m_perSecond);
    // In turns: a slot that rests long would have its connection closed, and events that clients
    // who came later never saw.
    for (std::size_t tried = 0; tried < m_slots.size(); ++tried) {
        if (m_published >= due)
            return;
        Slot &slot = m_slots[m_turn++ % m_slots.size()];
        if (!slot.isAnswered)
            continue;
        slot.isAnswered = false;
        ++m_published;
        Payload payload{static_cast<std::uint32_t>(slot.publisher->index()), ++slot.number, now()};
        if (m_published % largeEvery == 0)
            payload.size = largeSize;
        slot.publisher->publish(payload.toText());
    }
}

bool SteadyPublishing::isAnswered() const
{
    return std::all_of(m_slots.begin(), m_slots.end(),
                       [](const Slot &slot) { return slot.isAnswered; });
}

std::vector<std::uint32_t> SteadyPublishing::newest() const
{
    std::vector<std::uint32_t> numbers;
    for (const Slot &slot : m_slots)
        numbers.push_back(slot.number);
    return numbers;
}

void SteadyPublishing::close()
{
    for (const Slot &slot : m_slots)
        slot.publisher->close();
}

void SteadyPublishing::answered(Publisher &publisher, int status)
{
    m_slots[publisher.index()].isAnswered = true;
    if (status < 200 || status > 299)
        m_tally.addProblem("a publish request was answered with " + std::to_string(status));
}

void SteadyPublishing::failed(Publisher &publisher, const std::string &reason)
{
    m_slots[publisher.index()].isAnswered = true;
    m_tally.addProblem("a publish request failed: " + reason);
}

} // namespace heliograph::loadgen
