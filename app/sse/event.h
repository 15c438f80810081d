// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>

namespace heliograph {

/// One event as its author means it (WHATWG HTML 9.2.6), before it is written to the wire.
/// All text is UTF-8.
struct Event {
    QByteArray type; ///< `event:`; empty stands for "message" and writes no line
    std::optional<QByteArray> id; ///< `id:`; absent writes no line, empty resets the last event ID
    std::optional<std::chrono::milliseconds> retry; ///< `retry:`, the reconnection time
    std::optional<QByteArray> data; ///< `data:` lines; absent dispatches nothing
    std::optional<QByteArray> comment; ///< `:` lines

    bool operator==(const Event &) const = default;
};

} // namespace heliograph
