// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/payload.h"
#include "tests/bench/loadgen/publisher.h"
#include "tests/bench/loadgen/soak/tally.h"

#include <memory>

namespace heliograph::loadgen {

/// Publishes at a steady rate on a few connections, as long as the server keeps up.
class SteadyPublishing final : public PublisherListener {
public:
    SteadyPublishing(Poller &poller, const Target &target, Tally &tally, std::size_t slots,
                     double perSecond);

    /// Publishes what is due at @p time; the first call begins.
    void act(nanoseconds time);

    [[nodiscard]] std::uint64_t published() const { return m_published; }
    [[nodiscard]] bool isAnswered() const;
    /// The newest number of each slot.
    [[nodiscard]] std::vector<std::uint32_t> newest() const;
    void close();

private:
    struct Slot {
        std::unique_ptr<Publisher> publisher;
        std::uint32_t number = 0;
        bool isAnswered = true;
    };

    void answered(Publisher &publisher, int status) override;
    void failed(Publisher &publisher, const std::string &reason) override;

    Tally &m_tally;
    std::vector<Slot> m_slots;
    std::size_t m_turn = 0; ///< of the slots
    double m_perSecond;
    nanoseconds m_begin{};
    std::uint64_t m_published = 0;
};

} // namespace heliograph::loadgen
