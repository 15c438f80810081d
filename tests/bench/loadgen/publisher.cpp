// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/publisher.h"

#include <cerrno>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <system_error>

namespace heliograph::loadgen {

Publisher::Publisher(Poller &poller, const Target &target, PublisherListener &listener,
                     std::size_t index)
    : m_poller(poller), m_target(target), m_listener(listener), m_index(index)
{
}

void Publisher::publish(const std::string &body)
{
    m_request = m_target.publishRequest(body);
    m_response.reset();
    if (!m_socket.isOpen())
        connect();
    else if (m_connected)
        send();
}

void Publisher::ready(std::uint32_t)
{
    if (!m_socket.isOpen())
        return;
    if (m_connected) {
        receive();
        return;
    }
    if (const int error = connectionError(m_socket.value())) {
        fail(std::generic_category().message(error));
        return;
    }
    m_connected = true;
    m_poller.modify(m_socket.value(), EPOLLIN, *this);
    send();
}

void Publisher::connect()
{
    m_connected = false;
    m_socket = beginConnection(m_target, m_index);
    m_poller.add(m_socket.value(), EPOLLOUT, *this);
}

void Publisher::send()
{
    if (!sendAll(m_socket.value(), m_request))
        fail("the request could not be sent");
}

void Publisher::receive()
{
    const auto buffer = readBuffer();
    const auto count = ::recv(m_socket.value(), buffer.data(), buffer.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        fail("the server closed the connection");
        return;
    }
    m_response.feed({buffer.data(), static_cast<std::size_t>(count)}, [](std::string_view) {});
    if (m_response.isBad())
        fail("the server sent what is not understood");
    else if (m_response.isDone())
        m_listener.answered(*this, m_response.status());
}

void Publisher::fail(const std::string &reason)
{
    m_socket.close();
    m_listener.failed(*this, reason);
}

} // namespace heliograph::loadgen
