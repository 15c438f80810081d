// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/payload.h"
#include "tests/bench/loadgen/publisher.h"
#include "tests/bench/loadgen/scenario.h"

#include <memory>
#include <unistd.h>

namespace heliograph::loadgen {
namespace {

using namespace std::chrono_literals;

/// Publishers that each send the next event as soon as the last one was answered.
class Stampede final : public PublisherListener {
public:
    Stampede(Poller &poller, const Target &target, std::size_t count) : m_poller(poller)
    {
        for (std::size_t i = 0; i < count; ++i)
            m_publishers.push_back(std::make_unique<Publisher>(poller, target, *this, i));
    }

    void start()
    {
        for (const auto &publisher : m_publishers)
            next(*publisher);
    }

    /// Answers that came within @p duration.
    std::uint64_t runFor(std::chrono::milliseconds duration)
    {
        const std::uint64_t before = m_accepted;
        m_poller.pollUntil(duration, [this] { return !m_problem.empty(); });
        return m_accepted - before;
    }

    [[nodiscard]] const std::string &problem() const { return m_problem; }

private:
    void answered(Publisher &publisher, int status) override
    {
        if (status < 200 || status > 299) {
            m_problem = "a publish request was answered with " + std::to_string(status);
            return;
        }
        ++m_accepted;
        next(publisher);
    }

    void failed(Publisher &, const std::string &reason) override
    {
        m_problem = "a publish request failed: " + reason;
    }

    void next(Publisher &publisher)
    {
        publisher.publish(
            Payload{static_cast<std::uint32_t>(publisher.index()), ++m_number, now()}.toText());
    }

    Poller &m_poller;
    std::vector<std::unique_ptr<Publisher>> m_publishers;
    std::string m_problem;
    std::uint64_t m_accepted = 0;
    std::uint32_t m_number = 0;
};

} // namespace

Outcome publishRate(const Surroundings &surroundings, Arguments &arguments)
{
    const auto connections = static_cast<std::size_t>(arguments.number("connections"));
    const std::chrono::milliseconds duration{arguments.number("milliseconds")};
    arguments.expectNoMore();
    Poller poller;
    Stampede stampede(poller, surroundings.target, connections);
    stampede.start();
    stampede.runFor(300ms);
    const ProcessTree ourselves(::getpid());
    const nanoseconds cpuBefore = surroundings.server.cpuTime();
    const nanoseconds ownBefore = ourselves.cpuTime();
    const nanoseconds start = now();
    const std::uint64_t accepted = stampede.runFor(duration);
    const double seconds = inSeconds(now() - start);
    const nanoseconds cpu = surroundings.server.cpuTime() - cpuBefore;
    const nanoseconds own = ourselves.cpuTime() - ownBefore;

    Outcome outcome;
    outcome.report.add("publishesPerSecond", static_cast<double>(accepted) / seconds)
        .add("cpuMicrosecondsPerPublish", inSeconds(cpu) * 1e6 / static_cast<double>(accepted))
        .add("serverLoad", inSeconds(cpu) / seconds)
        .add("loadgenLoad", inSeconds(own) / seconds);
    if (!stampede.problem().empty()) {
        outcome.isRight = false;
        outcome.report.add("problems", std::vector{stampede.problem()});
    }
    return outcome;
}

} // namespace heliograph::loadgen
