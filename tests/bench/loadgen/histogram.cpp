// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace heliograph::loadgen {
namespace {

constexpr int bits = 6; ///< of resolution inside a power of two

std::size_t bucketOf(std::uint64_t value)
{
    const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - (bits + 1));
    return (static_cast<std::size_t>(shift) << bits) + static_cast<std::size_t>(value >> shift);
}

/// The largest value in bucket @p index.
std::uint64_t topOf(std::size_t index)
{
    constexpr std::size_t width = std::size_t{1} << bits;
    if (index < 2 * width)
        return index;
    const auto shift = index / width - 1;
    return ((index - shift * width + 1) << shift) - 1;
}

} // namespace

Histogram::Histogram() : m_buckets(bucketOf(UINT64_MAX) + 1) { }

void Histogram::add(nanoseconds duration)
{
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(0, duration.count()));
    ++m_buckets[bucketOf(value)];
    ++m_count;
    m_most = std::max(m_most, duration);
}

nanoseconds Histogram::quantile(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < m_buckets.size() && wanted > 0; ++i) {
        seen += m_buckets[i];
        if (seen >= wanted)
            return std::min(m_most, nanoseconds{static_cast<std::int64_t>(topOf(i))});
    }
    return m_most;
}

} // namespace heliograph::loadgen
