// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/clock.h"

#include <vector>

namespace heliograph::loadgen {

/// Durations in buckets that are 1/64 wide at most, so that a quantile is right to about 1.6 %
/// however many were added.
class Histogram final {
public:
    Histogram();

    void add(nanoseconds duration);
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] nanoseconds most() const { return m_most; }

    /// The duration that @p share (0 to 1) of all stay below or at; zero when there are none.
    [[nodiscard]] nanoseconds quantile(double share) const;

private:
    std::vector<std::uint64_t> m_buckets;
    std::uint64_t m_count = 0;
    nanoseconds m_most{};
};

} // namespace heliograph::loadgen
