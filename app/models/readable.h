// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>

namespace heliograph::readable {

/// Local time to the millisecond: "14:02:11.204".
[[nodiscard]] QString time(std::chrono::microseconds sinceEpoch);

/// Two units at most: "58 s", "4 min 12 s", "2 h 05 min", "3 d 4 h".
[[nodiscard]] QString duration(std::chrono::milliseconds span);

/// A step between two events: "+0.04 ms", "+212 ms", "+1.4 s", "+2 min 03 s".
[[nodiscard]] QString step(std::chrono::nanoseconds span);

/// Decimal units as they are said: "117 B", "410 kB", "1.9 MB".
[[nodiscard]] QString bytes(quint64 count);

/// Binary units, in which bounds are set: "512 B", "35 KiB", "3.2 MiB".
[[nodiscard]] QString size(quint64 count);

/// How long something waits: "240 ms", then as duration().
[[nodiscard]] QString wait(std::chrono::milliseconds span);

/// With the locale's grouping: "12,804".
[[nodiscard]] QString number(quint64 value);

/// @p bytes on one line, control characters made visible (U+2400 block), at most @p most
/// characters, then an ellipsis.
[[nodiscard]] QString oneLine(const QByteArray &bytes, qsizetype most = 300);

} // namespace heliograph::readable
