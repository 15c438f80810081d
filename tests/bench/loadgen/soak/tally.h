// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/histogram.h"
#include "tests/bench/loadgen/sequencecheck.h"

#include <string>
#include <vector>

namespace heliograph::loadgen {

/// What happened during a soak, summed over all clients.
struct Tally {
    std::uint64_t deliveries = 0;
    std::uint64_t opened = 0;
    std::uint64_t resumed = 0; ///< of those, with a last event ID
    std::uint64_t left = 0; ///< with FIN
    std::uint64_t reset = 0; ///< with RST
    std::uint64_t stalled = 0;
    std::uint64_t cut = 0; ///< closed by the server after they had stalled
    SequenceFaults faults; ///< of all clients but those that stall, in all of their connections
    SequenceFaults stallFaults; ///< of those that stall; a policy may drop what they do not read
    Histogram latencies; ///< of the clients that stay
    std::uint64_t problemCount = 0;
    std::vector<std::string> problems; ///< the first of them

    void addProblem(const std::string &problem)
    {
        constexpr std::size_t kept = 20;
        ++problemCount;
        if (problems.size() < kept)
            problems.push_back(problem);
    }
};

} // namespace heliograph::loadgen
