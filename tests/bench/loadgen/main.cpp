// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/scenario.h"

#include <cstdio>
#include <exception>
#include <map>

namespace {

using namespace heliograph::loadgen;

constexpr const char *usage =
    "Usage: heliograph_loadgen SCENARIO --pid PID --port PORT --subscribe PATH --publish PATH ...\n"
    "Puts load on the server process PID at 127.0.0.1:PORT and prints one JSON object.\n\n"
    "  idle         --clients N\n"
    "  fanout       --clients N --depth EVENTS-IN-FLIGHT --milliseconds T\n"
    "  publishrate  --connections N --milliseconds T\n"
    "  soak         --seconds T --seed N --rate EVENTS-PER-SECOND --staying N --roaming N\n"
    "               --stalling N --resetting N [--may-drop 1]\n\n"
    "Exit codes: 0 all is right, 1 deliveries were lost or wrong or the server failed, 2 usage.\n";

using Scenario = Outcome (*)(const Surroundings &, Arguments &);

const std::map<std::string, Scenario> scenarios{
    {"idle", idle}, {"fanout", fanout}, {"publishrate", publishRate}, {"soak", soak}};

int run(int argc, char **argv)
{
    Arguments arguments(argc, argv);
    const auto scenario = scenarios.find(arguments.scenario());
    if (scenario == scenarios.end())
        throw WrongUsage("\"" + arguments.scenario() + "\" is not a scenario");
    const Surroundings surroundings{{static_cast<std::uint16_t>(arguments.number("port")),
                                     arguments.text("subscribe"), arguments.text("publish")},
                                    ProcessTree(static_cast<pid_t>(arguments.number("pid")))};
    raiseDescriptorLimit();
    const Outcome outcome = scenario->second(surroundings, arguments);
    std::puts(outcome.report.text().c_str());
    return outcome.isRight ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    try {
        return run(argc, argv);
    } catch (const WrongUsage &error) {
        std::fprintf(stderr, "heliograph_loadgen: %s.\n\n%s", error.what(), usage);
        return 2;
    } catch (const std::exception &error) {
        std::fprintf(stderr, "heliograph_loadgen: %s.\n", error.what());
        return 1;
    }
}
