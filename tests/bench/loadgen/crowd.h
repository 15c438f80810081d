// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/subscriber.h"

#include <functional>
#include <memory>
#include <vector>

namespace heliograph::loadgen {

/// Many subscribers that open together and then stay.
class Crowd final : public SubscriberListener {
public:
    /// Told of each delivery once all are open; the first argument is who received it.
    using OnDelivery = std::function<void(std::size_t, const Payload &, nanoseconds)>;

    Crowd(Poller &poller, const Target &target, std::size_t count);

    /// Connects all, with a bounded number under way at any time (so that the backlog of the
    /// listening socket is not what is measured). Returns how long it took until the last one had
    /// the head of its stream. @throws std::runtime_error when one of them failed.
    nanoseconds openAll();

    void setOnDelivery(OnDelivery onDelivery) { m_onDelivery = std::move(onDelivery); }
    void closeAll();

    [[nodiscard]] std::size_t count() const { return m_subscribers.size(); }
    /// Streams that ended although nobody asked them to, and why the last of them did.
    [[nodiscard]] std::size_t lostCount() const { return m_lost; }
    [[nodiscard]] const std::string &lastLoss() const { return m_lastLoss; }

private:
    void opened(Subscriber &subscriber) override;
    void delivered(Subscriber &subscriber, const Payload &payload, nanoseconds at) override;
    void lost(Subscriber &subscriber, const std::string &reason) override;
    void openNext();

    Poller &m_poller;
    std::vector<std::unique_ptr<Subscriber>> m_subscribers;
    OnDelivery m_onDelivery;
    std::string m_lastLoss;
    std::size_t m_begun = 0;
    std::size_t m_open = 0;
    std::size_t m_lost = 0;
};

} // namespace heliograph::loadgen
