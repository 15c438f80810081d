// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/serveoptions.h"

#include <chrono>

namespace heliograph::commands::replay {

/// What the arguments of `replay` ask for.
struct ReplayOptions {
    serve::ServeSettings server;
    QString file;
    QByteArray endpoint = QByteArrayLiteral("/events"); ///< path
    double speed = 1;
    bool loops = false;
    bool stays = false; ///< serves on after the end
    std::chrono::microseconds interval{}; ///< before a block without a time
    std::chrono::microseconds from{}; ///< where it begins
    int waitFor = 1; ///< clients
    bool perClient = false; ///< each gets it from the start when it comes
};

/// Reads the arguments after "replay", or returns the exit code when the command is over: help was
/// printed, or the usage was wrong and said so.
[[nodiscard]] std::variant<ReplayOptions, int> parseReplayArguments(const QStringList &arguments);

} // namespace heliograph::commands::replay
