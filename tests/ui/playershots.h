// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>

namespace heliograph::test {

/// Renders the player and a recording under way into @p folder: light and dark, large and small.
void shootPlayer(const QDir &folder);

} // namespace heliograph::test
