// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

/// What the threads that JavaScript runs on have in common.
namespace heliograph::scriptthread {

/// How long its owner's end waits for one that is to end: a script is interrupted before.
constexpr std::chrono::milliseconds longestWait{500};

/// JavaScriptCore and the parser's recursion need more than a thread's usual stack on some systems.
constexpr uint stackBytes = 8 * 1024 * 1024;

} // namespace heliograph::scriptthread
