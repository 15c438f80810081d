// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/clock.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace heliograph::loadgen {

/// What the server costs: its process and all processes below it, with all their threads.
class ProcessTree final {
public:
    explicit ProcessTree(pid_t root) : m_root(root) { }

    /// User and system time so far, of ended threads too. The figure of /proc/PID/stat, but in
    /// nanoseconds instead of clock ticks.
    [[nodiscard]] nanoseconds cpuTime() const;

    /// Resident memory, exact (/proc/PID/smaps_rollup).
    [[nodiscard]] std::int64_t residentBytes() const;

    [[nodiscard]] int openDescriptors() const;

private:
    [[nodiscard]] std::vector<pid_t> processes() const;

    pid_t m_root;
};

} // namespace heliograph::loadgen
