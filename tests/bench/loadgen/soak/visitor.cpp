// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/soak/visitor.h"

namespace heliograph::loadgen {
namespace {

using namespace std::chrono_literals;

} // namespace

const char *nameOf(Manner manner)
{
    switch (manner) {
    case Manner::Stays:
        return "stays";
    case Manner::Roams:
        return "comes and goes";
    case Manner::Stalls:
        return "stalls";
    case Manner::Resets:
        return "resets";
    }
    return "";
}

Visitor::Visitor(const Scene &scene, Manner manner, std::size_t index)
    : m_scene(scene), m_manner(manner), m_subscriber(scene.poller, scene.target, *this, index),
      m_check(scene.slots, manner != Manner::Stays)
{
    if (manner == Manner::Stalls)
        m_subscriber.setPipe(Pipe::Narrow);
}

void Visitor::act(nanoseconds time)
{
    if (time < m_due)
        return;
    if (m_manner == Manner::Stalls)
        m_due = time + stallOrRead();
    else
        m_due = time + comeOrGo();
}

nanoseconds Visitor::comeOrGo()
{
    if (m_subscriber.isClosed()) {
        come();
        return m_manner == Manner::Stays ? 24h * 365 : m_scene.chance.between(0ms, 5s);
    }
    if (m_manner == Manner::Resets || m_scene.chance.coin()) {
        goWithReset();
    } else {
        m_subscriber.close();
        ++m_scene.tally.left;
    }
    return m_scene.chance.between(0ms, m_scene.longestAbsence);
}

nanoseconds Visitor::stallOrRead()
{
    if (m_subscriber.isClosed()) {
        come();
    } else if (m_isStalled) {
        m_subscriber.setStalled(false);
        m_isStalled = false;
    } else if (m_subscriber.isOpen()) {
        m_subscriber.setStalled(true);
        m_isStalled = true;
        m_hasStalled = true;
        ++m_scene.tally.stalled;
        return m_scene.chance.between(2s, 20s);
    }
    return m_scene.chance.between(500ms, 2s);
}

void Visitor::come()
{
    const bool afresh = !isWellBehaved();
    if (afresh) {
        countFaults();
        m_check = SequenceCheck(m_scene.slots, true);
    } else if (m_subscriber.hasLastEventId()) {
        ++m_scene.tally.resumed;
    }
    m_isStalled = false;
    m_hasStalled = false;
    m_subscriber.open(afresh);
}

void Visitor::goWithReset()
{
    m_subscriber.reset();
    ++m_scene.tally.reset;
}

void Visitor::settle()
{
    if (!isWellBehaved())
        leave();
    else if (m_subscriber.isClosed())
        come();
}

void Visitor::leave()
{
    m_subscriber.close();
}

bool Visitor::hasAll(const std::vector<std::uint32_t> &newest) const
{
    for (std::size_t slot = 0; slot < newest.size(); ++slot) {
        if (m_check.last(slot) != newest[slot])
            return false;
    }
    return true;
}

void Visitor::countFaults()
{
    Tally &tally = m_scene.tally;
    (m_manner == Manner::Stalls ? tally.stallFaults : tally.faults) += m_check.faults();
}

void Visitor::opened(Subscriber &)
{
    ++m_scene.tally.opened;
}

void Visitor::delivered(Subscriber &, const Payload &payload, nanoseconds at)
{
    if (payload.number == 0 || payload.slot >= m_scene.slots) {
        m_scene.tally.addProblem("an event came that nobody published during the soak");
        return;
    }
    ++m_scene.tally.deliveries;
    m_check.take(payload);
    if (m_manner == Manner::Stays)
        m_scene.tally.latencies.add(at - payload.sent);
}

void Visitor::lost(Subscriber &, const std::string &reason)
{
    m_due = now() + m_scene.chance.between(0ms, 1s);
    if (m_hasStalled)
        ++m_scene.tally.cut;
    else
        m_scene.tally.addProblem(std::string("a client that ") + nameOf(m_manner)
                                 + " lost its stream: " + reason);
}

} // namespace heliograph::loadgen
