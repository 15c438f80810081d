// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/crowd.h"
#include "tests/bench/loadgen/scenario.h"

namespace heliograph::loadgen {
namespace {

using namespace std::chrono_literals;

/// What a server allocates for its first client is not counted as the cost of each.
void warmUp(Poller &poller, const Surroundings &surroundings)
{
    const int before = surroundings.server.openDescriptors();
    Crowd few(poller, surroundings.target, 10);
    few.openAll();
    few.closeAll();
    poller.pollUntil(2s, [&] { return surroundings.server.openDescriptors() <= before; });
}

/// Waits until the resident memory stays the same.
std::int64_t settledMemory(Poller &poller, const ProcessTree &server)
{
    std::int64_t last = 0;
    for (int i = 0; i < 12; ++i) {
        poller.pollUntil(250ms, [] { return false; });
        const std::int64_t memory = server.residentBytes();
        if (memory == last)
            break;
        last = memory;
    }
    return last;
}

} // namespace

Outcome idle(const Surroundings &surroundings, Arguments &arguments)
{
    const auto clients = static_cast<std::size_t>(arguments.number("clients"));
    arguments.expectNoMore();
    Poller poller;
    warmUp(poller, surroundings);
    const std::int64_t memoryBefore = settledMemory(poller, surroundings.server);
    const nanoseconds cpuBefore = surroundings.server.cpuTime();
    Crowd crowd(poller, surroundings.target, clients);
    const nanoseconds duration = crowd.openAll();
    const nanoseconds cpu = surroundings.server.cpuTime() - cpuBefore;
    const std::int64_t memory = settledMemory(poller, surroundings.server);

    Outcome outcome;
    outcome.report.add("connectSeconds", inSeconds(duration))
        .add("connectCpuSeconds", inSeconds(cpu))
        .add("residentBytesBefore", memoryBefore)
        .add("residentBytes", memory)
        .add("residentBytesPerClient",
             static_cast<double>(memory - memoryBefore) / static_cast<double>(clients));
    if (crowd.lostCount() > 0) {
        outcome.isRight = false;
        outcome.report.add(
            "problems",
            std::vector{std::to_string(crowd.lostCount()) + " streams ended: " + crowd.lastLoss()});
    }
    return outcome;
}

} // namespace heliograph::loadgen
