// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/arguments.h"
#include "tests/bench/loadgen/connecting.h"
#include "tests/bench/loadgen/jsonobject.h"
#include "tests/bench/loadgen/processtree.h"

namespace heliograph::loadgen {

/// What each scenario is given.
struct Surroundings {
    Target target;
    ProcessTree server;
};

/// What a scenario found. When it is not right, something was lost or wrong, and `problems` of the
/// report says what.
struct Outcome {
    JsonObject report;
    bool isRight = true;
};

/// N streams without events: time until all are open, resident memory per stream.
Outcome idle(const Surroundings &surroundings, Arguments &arguments);

/// N streams and a publisher with one or more events in flight: CPU per delivery, latencies.
Outcome fanout(const Surroundings &surroundings, Arguments &arguments);

/// No stream; several connections publish as fast as they are answered.
Outcome publishRate(const Surroundings &surroundings, Arguments &arguments);

/// Clients that stay, come and go, stall and reset at random while events flow; then all go.
Outcome soak(const Surroundings &surroundings, Arguments &arguments);

} // namespace heliograph::loadgen
