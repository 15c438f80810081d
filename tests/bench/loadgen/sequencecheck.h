// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/payload.h"

#include <vector>

namespace heliograph::loadgen {

/// What was wrong with the deliveries so far.
struct SequenceFaults {
    std::uint64_t missing = 0; ///< numbers that were skipped
    std::uint64_t repeated = 0; ///< numbers that came again, or late

    SequenceFaults &operator+=(const SequenceFaults &other);
    [[nodiscard]] bool any() const { return missing + repeated > 0; }
};

/// Checks that one subscriber sees each slot's numbers rise by one.
class SequenceCheck final {
public:
    /// A subscriber that was there before the first event must see number 1 first; one that
    /// @p joinsLater may begin anywhere.
    explicit SequenceCheck(std::size_t slots, bool joinsLater = false);

    void take(const Payload &payload);

    [[nodiscard]] const SequenceFaults &faults() const { return m_faults; }
    /// The newest number of @p slot; 0 when there was none.
    [[nodiscard]] std::uint32_t last(std::size_t slot) const { return m_last[slot]; }
    /// Equal for two subscribers that saw the same events in the same order.
    [[nodiscard]] std::uint64_t orderHash() const { return m_order; }

private:
    std::vector<std::uint32_t> m_last;
    SequenceFaults m_faults;
    std::uint64_t m_order = 14695981039346656037U;
    bool m_joinsLater;
};

} // namespace heliograph::loadgen
