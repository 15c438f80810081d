// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/filedescriptor.h"

#include <chrono>
#include <cstdint>

namespace heliograph::loadgen {

/// Somebody who waits for a descriptor. It may close its descriptor while it is told, but must
/// outlive the call of Poller::poll() that is under way.
class Watcher {
public:
    Watcher() = default;
    Watcher(const Watcher &) = delete;
    Watcher &operator=(const Watcher &) = delete;
    virtual ~Watcher() = default;

    /// @p events are epoll's flags.
    virtual void ready(std::uint32_t events) = 0;
};

/// One level-triggered epoll set; the whole load generator runs on one thread.
class Poller final {
public:
    Poller();

    void add(int descriptor, std::uint32_t events, Watcher &watcher);
    void modify(int descriptor, std::uint32_t events, Watcher &watcher);

    /// Tells the watchers what is ready; waits for at most @p patience if nothing is.
    void poll(std::chrono::milliseconds patience);

    /// Polls until @p isDone() or until @p patience is over; returns isDone().
    template <typename Condition>
    bool pollUntil(std::chrono::milliseconds patience, Condition isDone)
    {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!isDone()) {
            if (std::chrono::steady_clock::now() >= end)
                return false;
            poll(std::chrono::milliseconds{10});
        }
        return true;
    }

private:
    void control(int operation, int descriptor, std::uint32_t events, Watcher &watcher);

    FileDescriptor m_epoll;
};

} // namespace heliograph::loadgen
