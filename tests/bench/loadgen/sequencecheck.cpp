// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/sequencecheck.h"

namespace heliograph::loadgen {

SequenceFaults &SequenceFaults::operator+=(const SequenceFaults &other)
{
    missing += other.missing;
    repeated += other.repeated;
    return *this;
}

SequenceCheck::SequenceCheck(std::size_t slots, bool joinsLater)
    : m_last(slots), m_joinsLater(joinsLater)
{
}

void SequenceCheck::take(const Payload &payload)
{
    std::uint32_t &last = m_last.at(payload.slot);
    m_order = (m_order ^ (std::uint64_t{payload.slot} << 32U ^ payload.number)) * 1099511628211U;
    if (payload.number <= last) {
        ++m_faults.repeated;
        return;
    }
    const bool joins = last == 0 && m_joinsLater;
    if (!joins)
        m_faults.missing += payload.number - last - 1;
    last = payload.number;
}

} // namespace heliograph::loadgen
