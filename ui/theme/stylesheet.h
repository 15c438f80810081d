// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace heliograph::theme {

/// The application's style sheet in the theme's colours, its sizes taken from the font.
[[nodiscard]] QString styleSheet();

} // namespace heliograph::theme
