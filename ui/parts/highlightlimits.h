// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

/// What the highlighters leave plain, in characters: colouring more would hold up the typing.
namespace heliograph::highlightlimits {

constexpr qsizetype longestLine = 20'000;
constexpr int largestDocument = 200'000;

} // namespace heliograph::highlightlimits
