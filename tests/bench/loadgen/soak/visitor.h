// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/sequencecheck.h"
#include "tests/bench/loadgen/soak/chance.h"
#include "tests/bench/loadgen/soak/tally.h"
#include "tests/bench/loadgen/subscriber.h"

namespace heliograph::loadgen {

/// How a client of the soak behaves.
enum class Manner : std::uint8_t {
    Stays, ///< from before the first event until after the last one
    Roams, ///< leaves, with FIN or RST, and resumes after its last event ID
    Stalls, ///< stops reading for a while, maybe until the server has had enough
    Resets, ///< comes, reads a little, and goes with RST
};

[[nodiscard]] const char *nameOf(Manner manner);

/// One client of the soak. It checks its own sequence and acts when its time has come.
class Visitor final : public SubscriberListener {
public:
    /// What all visitors share.
    struct Scene {
        Poller &poller;
        const Target &target;
        Chance &chance;
        Tally &tally;
        std::size_t slots; ///< of the publisher
        nanoseconds longestAbsence; ///< after which what was missed is still held
    };

    Visitor(const Scene &scene, Manner manner, std::size_t index);

    /// Does what is due at @p time.
    void act(nanoseconds time);

    /// The end: those who resume come back and stay, those who come anew go.
    void settle();
    void leave();

    [[nodiscard]] Manner manner() const { return m_manner; }
    [[nodiscard]] bool isOpen() const { return m_subscriber.isOpen(); }
    /// Whether it sees every event from its first one to the newest.
    [[nodiscard]] bool isWellBehaved() const
    {
        return m_manner == Manner::Stays || m_manner == Manner::Roams;
    }
    [[nodiscard]] bool hasAll(const std::vector<std::uint32_t> &newest) const;
    /// Counts the faults of its present sequence into the tally.
    void countFaults();

private:
    void opened(Subscriber &subscriber) override;
    void delivered(Subscriber &subscriber, const Payload &payload, nanoseconds at) override;
    void lost(Subscriber &subscriber, const std::string &reason) override;

    void come();
    nanoseconds comeOrGo();
    nanoseconds stallOrRead();
    void goWithReset();

    Scene m_scene;
    Manner m_manner;
    Subscriber m_subscriber;
    SequenceCheck m_check;
    nanoseconds m_due{};
    bool m_isStalled = false;
    bool m_hasStalled = false; ///< on this connection
};

} // namespace heliograph::loadgen
