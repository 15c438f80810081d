// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/crowd.h"

#include <algorithm>
#include <stdexcept>

namespace heliograph::loadgen {
namespace {

constexpr std::size_t underWay = 256;
constexpr std::chrono::seconds patience{60};

} // namespace

Crowd::Crowd(Poller &poller, const Target &target, std::size_t count) : m_poller(poller)
{
    m_subscribers.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        m_subscribers.push_back(std::make_unique<Subscriber>(poller, target, *this, i));
}

nanoseconds Crowd::openAll()
{
    const nanoseconds start = now();
    while (m_begun < std::min(underWay, count()))
        openNext();
    m_poller.pollUntil(patience, [this] { return m_open == count() || m_lost > 0; });
    if (m_open < count()) {
        throw std::runtime_error(std::to_string(m_open) + " of " + std::to_string(count())
                                 + " subscribers are connected; "
                                 + (m_lost > 0 ? m_lastLoss : "the others wait"));
    }
    return now() - start;
}

void Crowd::closeAll()
{
    for (const auto &subscriber : m_subscribers)
        subscriber->close();
}

void Crowd::opened(Subscriber &)
{
    ++m_open;
    if (m_begun < count())
        openNext();
}

void Crowd::delivered(Subscriber &subscriber, const Payload &payload, nanoseconds at)
{
    if (m_onDelivery)
        m_onDelivery(subscriber.index(), payload, at);
}

void Crowd::lost(Subscriber &, const std::string &reason)
{
    ++m_lost;
    m_lastLoss = reason;
}

void Crowd::openNext()
{
    m_subscribers[m_begun++]->open();
}

} // namespace heliograph::loadgen
