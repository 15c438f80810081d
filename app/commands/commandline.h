// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace heliograph::commands {

/// Runs the sub-command that the arguments name, or --help and --version, without a window or a
/// display. Returns its exit code: 0 success, 1 failure, 2 wrong usage. Nothing when the arguments
/// ask for the window.
[[nodiscard]] std::optional<int> runCommandLine(int argc, char **argv);

} // namespace heliograph::commands
