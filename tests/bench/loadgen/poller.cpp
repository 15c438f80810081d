// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/poller.h"

#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <system_error>

namespace heliograph::loadgen {

Poller::Poller() : m_epoll(::epoll_create1(EPOLL_CLOEXEC)) { }

void Poller::add(int descriptor, std::uint32_t events, Watcher &watcher)
{
    control(EPOLL_CTL_ADD, descriptor, events, watcher);
}

void Poller::modify(int descriptor, std::uint32_t events, Watcher &watcher)
{
    control(EPOLL_CTL_MOD, descriptor, events, watcher);
}

void Poller::poll(std::chrono::milliseconds patience)
{
    std::array<epoll_event, 512> events;
    const int count = ::epoll_wait(m_epoll.value(), events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(patience.count()));
    for (int i = 0; i < count; ++i)
        static_cast<Watcher *>(events[static_cast<std::size_t>(i)].data.ptr)
            ->ready(events[static_cast<std::size_t>(i)].events);
}

void Poller::control(int operation, int descriptor, std::uint32_t events, Watcher &watcher)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = &watcher;
    if (::epoll_ctl(m_epoll.value(), operation, descriptor, &event) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

} // namespace heliograph::loadgen
