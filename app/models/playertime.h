// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace heliograph {

/// A time in a recording: "0:12.4", "3:05.0", "1:02:03.4", with so many @p decimals.
[[nodiscard]] QString playerTime(std::chrono::microseconds at, int decimals = 1);

/// A speed as it is shown: "0.25×", "1×", "12.5×".
[[nodiscard]] QString playerSpeed(double speed);

/// Reads "2", "0.5", "0,5×" or "10x"; nothing for anything else. Not bounded.
[[nodiscard]] std::optional<double> parsePlayerSpeed(const QString &text);

} // namespace heliograph
