// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/crowd.h"
#include "tests/bench/loadgen/scenario.h"
#include "tests/bench/loadgen/soak/steadypublishing.h"
#include "tests/bench/loadgen/soak/visitor.h"

#include <algorithm>
#include <cstdio>

namespace heliograph::loadgen {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t slots = 4;

struct Plan {
    explicit Plan(Arguments &arguments)
        : duration(std::chrono::seconds{arguments.number("seconds")}),
          seed(static_cast<std::uint64_t>(arguments.number("seed"))),
          rate(arguments.number("rate")), mayDrop(arguments.number("may-drop", 0) != 0),
          clients{{Manner::Stays, arguments.number("staying")},
                  {Manner::Roams, arguments.number("roaming")},
                  {Manner::Stalls, arguments.number("stalling")},
                  {Manner::Resets, arguments.number("resetting")}}
    {
        arguments.expectNoMore();
    }

    nanoseconds duration;
    std::uint64_t seed;
    long rate; ///< events a second
    bool mayDrop; ///< whether the server drops events of clients that stall
    std::vector<std::pair<Manner, long>> clients;
};

class Soak final {
public:
    Soak(const Surroundings &surroundings, const Plan &plan)
        : m_target(surroundings.target), m_server(surroundings.server), m_duration(plan.duration),
          m_mayDrop(plan.mayDrop), m_chance(plan.seed),
          m_publishing(m_poller, m_target, m_tally, slots, static_cast<double>(plan.rate)),
          // The server holds 1,000 events for those who come back; half of that is left in reserve.
          m_scene{m_poller, m_target, m_chance,
                  m_tally,  slots,    std::min<nanoseconds>(2s, nanoseconds{500s} / plan.rate)}
    {
        for (const auto &[manner, count] : plan.clients)
            invite(manner, count);
    }

    void run()
    {
        warmUp();
        arriveBeforeFirstEvent();
        m_begin = now();
        nanoseconds nextSample = m_begin;
        const nanoseconds interval = std::max<nanoseconds>(1s, m_duration / 60);
        for (nanoseconds time = m_begin; time < m_begin + m_duration; time = now()) {
            m_publishing.act(time);
            for (const auto &visitor : m_visitors)
                visitor->act(time);
            if (time >= nextSample) {
                sample(time);
                nextSample += interval;
            }
            m_poller.poll(2ms);
        }
        finish();
    }

    [[nodiscard]] Outcome outcome() const
    {
        std::vector<std::string> problems = m_tally.problems;
        if (m_tally.problemCount > problems.size())
            problems.push_back(std::to_string(m_tally.problemCount) + " problems in all");
        Outcome outcome;
        outcome.isRight = problems.empty();
        const auto milliseconds = [](nanoseconds time) { return inSeconds(time) * 1e3; };
        outcome.report.add("seconds", inSeconds(m_duration))
            .add("published", m_publishing.published())
            .add("deliveries", m_tally.deliveries)
            .add("missing", m_tally.faults.missing)
            .add("repeated", m_tally.faults.repeated)
            .add("missingToStalled", m_tally.stallFaults.missing)
            .add("repeatedToStalled", m_tally.stallFaults.repeated)
            .add("opened", m_tally.opened)
            .add("resumed", m_tally.resumed)
            .add("left", m_tally.left)
            .add("reset", m_tally.reset)
            .add("stalled", m_tally.stalled)
            .add("cut", m_tally.cut)
            .add("latencyMilliseconds",
                 JsonObject()
                     .add("p50", milliseconds(m_tally.latencies.quantile(0.5)))
                     .add("p99", milliseconds(m_tally.latencies.quantile(0.99)))
                     .add("max", milliseconds(m_tally.latencies.most())))
            .add("descriptorsBefore", m_descriptorsBefore)
            .add("descriptorsAfter", m_descriptorsAfter)
            .add("residentBytesBefore", m_memoryBefore)
            .add("residentBytesAfter", m_memoryAfter)
            .add("samples", m_samples)
            .add("problems", problems);
        return outcome;
    }

private:
    void invite(Manner manner, long count)
    {
        for (long i = 0; i < count; ++i)
            m_visitors.push_back(std::make_unique<Visitor>(m_scene, manner, m_visitors.size()));
    }

    /// Lets the server open whatever it opens once, before descriptors are counted.
    void warmUp()
    {
        SteadyPublishing once(m_poller, m_target, m_tally, 1, 1000);
        Crowd few(m_poller, m_target, 10);
        few.openAll();
        std::size_t arrived = 0;
        few.setOnDelivery([&](std::size_t, const Payload &, nanoseconds) { ++arrived; });
        while (once.published() == 0)
            once.act(now());
        m_poller.pollUntil(5s, [&] { return once.isAnswered() && arrived >= few.count(); });
        few.closeAll();
        once.close();
        m_poller.pollUntil(1s, [] { return false; });
        m_descriptorsBefore = m_server.openDescriptors();
        m_memoryBefore = m_server.residentBytes();
    }

    void arriveBeforeFirstEvent()
    {
        for (const auto &visitor : m_visitors) {
            if (visitor->manner() == Manner::Stays)
                visitor->act(now());
        }
        const bool allOpen = m_poller.pollUntil(20s, [this] {
            return everybody([](const Visitor &visitor) {
                return visitor.manner() != Manner::Stays || visitor.isOpen();
            });
        });
        if (!allOpen)
            m_tally.addProblem("a client that stays could not connect");
    }

    void finish()
    {
        if (!m_poller.pollUntil(20s, [this] { return m_publishing.isAnswered(); }))
            m_tally.addProblem("a publish request was never answered");
        for (const auto &visitor : m_visitors)
            visitor->settle();
        const auto newest = m_publishing.newest();
        const auto hasAll = [&newest](const Visitor &visitor) {
            return !visitor.isWellBehaved() || visitor.hasAll(newest);
        };
        m_poller.pollUntil(20s, [&] { return everybody(hasAll); });
        m_poller.pollUntil(200ms, [] { return false; }); // what comes twice may come late
        for (const auto &visitor : m_visitors) {
            visitor->countFaults();
            if (!hasAll(*visitor))
                m_tally.addProblem(std::string("a client that ") + nameOf(visitor->manner())
                                   + " never got the newest events");
        }
        judgeFaults();
        sample(now());
        sendHome();
    }

    void judgeFaults()
    {
        const auto report = [this](const SequenceFaults &faults, const std::string &whose) {
            m_tally.addProblem(std::to_string(faults.missing) + " deliveries to " + whose
                               + " were skipped, " + std::to_string(faults.repeated)
                               + " came again or late");
        };
        if (m_tally.faults.any())
            report(m_tally.faults, "well-behaved clients");
        if (m_mayDrop ? m_tally.stallFaults.repeated > 0 : m_tally.stallFaults.any())
            report(m_tally.stallFaults, "clients that stall");
    }

    void sendHome()
    {
        for (const auto &visitor : m_visitors)
            visitor->leave();
        m_publishing.close();
        m_poller.pollUntil(20s, [this] {
            m_descriptorsAfter = m_server.openDescriptors();
            return m_descriptorsAfter <= m_descriptorsBefore;
        });
        m_memoryAfter = m_server.residentBytes();
        if (m_descriptorsAfter > m_descriptorsBefore)
            m_tally.addProblem(std::to_string(m_descriptorsAfter - m_descriptorsBefore)
                               + " descriptors stay open after all clients went");
    }

    void sample(nanoseconds time)
    {
        const auto open = std::count_if(m_visitors.begin(), m_visitors.end(),
                                        [](const auto &visitor) { return visitor->isOpen(); });
        m_samples.push_back(JsonObject()
                                .add("seconds", inSeconds(time - m_begin))
                                .add("residentBytes", m_server.residentBytes())
                                .add("descriptors", m_server.openDescriptors())
                                .add("open", open)
                                .add("published", m_publishing.published())
                                .add("deliveries", m_tally.deliveries)
                                .add("cut", m_tally.cut));
    }

    template <typename Condition> bool everybody(Condition condition) const
    {
        return std::all_of(m_visitors.begin(), m_visitors.end(),
                           [&](const auto &visitor) { return condition(*visitor); });
    }

    Poller m_poller;
    const Target &m_target;
    const ProcessTree &m_server;
    nanoseconds m_duration;
    bool m_mayDrop;
    nanoseconds m_begin{};
    Chance m_chance;
    Tally m_tally;
    SteadyPublishing m_publishing;
    Visitor::Scene m_scene;
    std::vector<std::unique_ptr<Visitor>> m_visitors;
    std::vector<JsonObject> m_samples;
    std::int64_t m_memoryBefore = 0;
    std::int64_t m_memoryAfter = 0;
    int m_descriptorsBefore = 0;
    int m_descriptorsAfter = 0;
};

} // namespace

Outcome soak(const Surroundings &surroundings, Arguments &arguments)
{
    Soak run(surroundings, Plan(arguments));
    run.run();
    return run.outcome();
}

} // namespace heliograph::loadgen
