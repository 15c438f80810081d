// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace heliograph {

class PlayerController;

/// What @p player sent, to how many, how late; or why it does not.
[[nodiscard]] QString playerTallyText(const PlayerController &player);

} // namespace heliograph
