// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/clock.h"

#include <random>

namespace heliograph::loadgen {

/// The one source of randomness of a soak, so that its seed tells what the clients meant to do.
class Chance final {
public:
    explicit Chance(std::uint64_t seed) : m_engine(seed) { }

    [[nodiscard]] nanoseconds between(nanoseconds least, nanoseconds most)
    {
        return nanoseconds{
            std::uniform_int_distribution<std::int64_t>(least.count(), most.count())(m_engine)};
    }
    [[nodiscard]] bool coin() { return std::bernoulli_distribution()(m_engine); }

private:
    std::mt19937_64 m_engine;
};

} // namespace heliograph::loadgen
