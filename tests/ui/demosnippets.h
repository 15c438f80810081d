// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippet.h"

namespace heliograph::test {

/// Twelve snippets in three folders, for a talk about a shop.
[[nodiscard]] SnippetLibrary demoLibrary();

/// What stands beside Send.
[[nodiscard]] SnippetLibrary stripLibrary();

} // namespace heliograph::test
