// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace heliograph::loadgen {

/// What every published event carries, so that each delivery can be counted, ordered and timed.
///
/// A slot is one publisher with one event in flight; its numbers rise by one from 1. So each
/// subscriber must see each slot's numbers without a gap, however the slots interleave.
struct Payload {
    std::uint32_t slot = 0;
    std::uint32_t number = 0;
    nanoseconds sent{}; ///< just before the publish request was written

    std::uint32_t size = 100; ///< of the event's data, in bytes

    [[nodiscard]] std::string toText() const;

    /// Reads what toText() wrote, if it is whole, with or without JSON's quotes around it.
    [[nodiscard]] static std::optional<Payload> fromText(std::string_view text);
};

} // namespace heliograph::loadgen
