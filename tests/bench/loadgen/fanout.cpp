// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/crowd.h"
#include "tests/bench/loadgen/histogram.h"
#include "tests/bench/loadgen/publisher.h"
#include "tests/bench/loadgen/scenario.h"
#include "tests/bench/loadgen/sequencecheck.h"

#include <algorithm>

namespace heliograph::loadgen {
namespace {

using namespace std::chrono_literals;

/// Publishes on one connection per event in flight: each sends its next event when its last one was
/// answered and has reached every subscriber. With one connection that is one event at a time.
class Fanout final : public PublisherListener {
public:
    Fanout(Poller &poller, const Target &target, std::size_t clients, std::size_t depth)
        : m_poller(poller), m_crowd(poller, target, clients),
          m_checks(clients, SequenceCheck{depth})
    {
        for (std::size_t i = 0; i < depth; ++i)
            m_slots.push_back({std::make_unique<Publisher>(poller, target, *this, i), 0, 0, true});
        m_crowd.setOnDelivery([this](std::size_t client, const Payload &payload, nanoseconds at) {
            delivered(client, payload, at);
        });
    }

    void connect() { m_crowd.openAll(); }

    /// Publishes for @p duration, then waits until all has arrived.
    void runFor(std::chrono::milliseconds duration)
    {
        m_stopping = false;
        for (Slot &slot : m_slots)
            next(slot);
        m_poller.pollUntil(duration, [this] { return hasFailed(); });
        m_stopping = true;
        std::uint64_t seen = m_deliveries;
        while (!m_poller.pollUntil(10s, [this] { return isQuiet() || hasFailed(); })) {
            if (m_deliveries == seen)
                break; // for ten seconds nothing came: it is lost
            seen = m_deliveries;
        }
        waitForRepeats();
    }

    void beginMeasuring()
    {
        m_latencies = {};
        m_deliveries = 0;
        m_events = 0;
    }

    [[nodiscard]] std::uint64_t deliveries() const { return m_deliveries; }
    [[nodiscard]] std::uint64_t events() const { return m_events; }
    [[nodiscard]] const Histogram &latencies() const { return m_latencies; }

    /// All that was lost or wrong, in words; empty when nothing was.
    [[nodiscard]] std::vector<std::string> problems() const
    {
        std::vector<std::string> found = m_problems;
        SequenceFaults faults;
        std::size_t otherOrder = 0;
        for (const SequenceCheck &check : m_checks) {
            faults += check.faults();
            otherOrder += check.orderHash() == m_checks.front().orderHash() ? 0 : 1;
        }
        const auto report = [&found](std::uint64_t count, const std::string &what) {
            if (count > 0)
                found.push_back(std::to_string(count) + what);
        };
        for (const Slot &slot : m_slots)
            report(slot.outstanding, " deliveries of one event never came");
        report(faults.missing, " deliveries were skipped");
        report(faults.repeated, " deliveries came again or late");
        report(otherOrder, " subscribers saw another order than the first one");
        report(m_crowd.lostCount(), " streams ended: " + m_crowd.lastLoss());
        return found;
    }

private:
    struct Slot {
        std::unique_ptr<Publisher> publisher;
        std::uint32_t number;
        std::size_t outstanding;
        bool isAnswered;
    };

    void next(Slot &slot)
    {
        slot.outstanding = m_crowd.count();
        slot.isAnswered = false;
        ++m_events;
        slot.publisher->publish(
            Payload{static_cast<std::uint32_t>(slot.publisher->index()), ++slot.number, now()}
                .toText());
    }

    void goOn(Slot &slot)
    {
        if (slot.isAnswered && slot.outstanding == 0 && !m_stopping)
            next(slot);
    }

    void delivered(std::size_t client, const Payload &payload, nanoseconds at)
    {
        if (payload.slot >= m_slots.size()) {
            m_problems.emplace_back("an event came that nobody published");
            return;
        }
        m_checks[client].take(payload);
        m_latencies.add(at - payload.sent);
        ++m_deliveries;
        Slot &slot = m_slots[payload.slot];
        if (payload.number == slot.number && slot.outstanding > 0) {
            --slot.outstanding;
            goOn(slot);
        }
    }

    void answered(Publisher &publisher, int status) override
    {
        if (status < 200 || status > 299)
            m_problems.push_back("a publish request was answered with " + std::to_string(status));
        Slot &slot = m_slots[publisher.index()];
        slot.isAnswered = true;
        goOn(slot);
    }

    void failed(Publisher &, const std::string &reason) override
    {
        m_problems.push_back("a publish request failed: " + reason);
    }

    [[nodiscard]] bool hasFailed() const { return !m_problems.empty() || m_crowd.lostCount() > 0; }

    [[nodiscard]] bool isQuiet() const
    {
        return std::all_of(m_slots.begin(), m_slots.end(), [](const Slot &slot) {
            return slot.isAnswered && slot.outstanding == 0;
        });
    }

    /// What a server sends twice may come after all that was awaited.
    void waitForRepeats()
    {
        m_poller.pollUntil(50ms, [] { return false; });
    }

    Poller &m_poller;
    Crowd m_crowd;
    std::vector<SequenceCheck> m_checks;
    std::vector<Slot> m_slots;
    std::vector<std::string> m_problems;
    Histogram m_latencies;
    std::uint64_t m_deliveries = 0;
    std::uint64_t m_events = 0;
    bool m_stopping = true;
};

} // namespace

Outcome fanout(const Surroundings &surroundings, Arguments &arguments)
{
    const auto clients = static_cast<std::size_t>(arguments.number("clients"));
    const auto depth = static_cast<std::size_t>(arguments.number("depth"));
    const std::chrono::milliseconds duration{arguments.number("milliseconds")};
    arguments.expectNoMore();
    Poller poller;
    Fanout run(poller, surroundings.target, clients, depth);
    run.connect();
    run.runFor(300ms);
    run.beginMeasuring();
    const nanoseconds cpuBefore = surroundings.server.cpuTime();
    const nanoseconds start = now();
    run.runFor(duration);
    const double seconds = inSeconds(now() - start);
    const double cpu = inSeconds(surroundings.server.cpuTime() - cpuBefore);

    const auto microseconds = [](nanoseconds time) { return inSeconds(time) * 1e6; };
    const auto deliveries = static_cast<double>(run.deliveries());
    Outcome outcome;
    outcome.report.add("seconds", seconds)
        .add("events", run.events())
        .add("deliveries", run.deliveries())
        .add("deliveriesPerSecond", deliveries / seconds)
        .add("cpuSeconds", cpu)
        .add("cpuMicrosecondsPerDelivery", cpu * 1e6 / deliveries)
        .add("latencyMicroseconds",
             JsonObject()
                 .add("p50", microseconds(run.latencies().quantile(0.5)))
                 .add("p99", microseconds(run.latencies().quantile(0.99)))
                 .add("max", microseconds(run.latencies().most())));
    const auto problems = run.problems();
    outcome.isRight = problems.empty();
    if (!outcome.isRight)
        outcome.report.add("problems", problems);
    return outcome;
}

} // namespace heliograph::loadgen
