// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/subscriber.h"

#include <cerrno>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <system_error>

namespace heliograph::loadgen {

Subscriber::Subscriber(Poller &poller, const Target &target, SubscriberListener &listener,
                       std::size_t index)
    : m_poller(poller), m_target(target), m_listener(listener), m_index(index)
{
}

void Subscriber::open(bool afresh)
{
    close();
    m_response.reset();
    if (afresh)
        m_events = {};
    else
        m_events.reset();
    m_socket = beginConnection(m_target, m_index, m_pipe);
    m_state = State::Connecting;
    m_poller.add(m_socket.value(), EPOLLOUT, *this);
}

void Subscriber::close()
{
    m_socket.close();
    m_state = State::Closed;
}

void Subscriber::reset()
{
    if (m_socket.isOpen())
        resetOnClose(m_socket.value());
    close();
}

void Subscriber::setStalled(bool stalled)
{
    if (m_state == State::Open)
        m_poller.modify(m_socket.value(), stalled ? 0U : EPOLLIN, *this);
}

void Subscriber::ready(std::uint32_t events)
{
    if (m_state == State::Connecting)
        request();
    else if (m_state != State::Closed && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
        receive();
}

void Subscriber::request()
{
    if (const int error = connectionError(m_socket.value())) {
        lose(std::generic_category().message(error));
        return;
    }
    if (!sendAll(m_socket.value(), m_target.subscribeRequest(m_events.lastEventId()))) {
        lose("the request could not be sent");
        return;
    }
    m_state = State::Requested;
    m_poller.modify(m_socket.value(), EPOLLIN, *this);
}

void Subscriber::receive()
{
    const auto buffer = readBuffer();
    const auto count = ::recv(m_socket.value(), buffer.data(), buffer.size(), 0);
    if (count > 0)
        scan({buffer.data(), static_cast<std::size_t>(count)}, now());
    else if (count == 0)
        lose("the server closed the stream");
    else if (errno != EAGAIN && errno != EINTR)
        lose(std::generic_category().message(errno));
}

void Subscriber::scan(std::string_view bytes, nanoseconds at)
{
    bool understood = true;
    const auto onEvent = [&](std::string_view data) {
        if (const auto payload = Payload::fromText(data))
            m_listener.delivered(*this, *payload, at);
        else
            understood = false;
    };
    m_response.feed(bytes, [&](std::string_view piece) { m_events.feed(piece, onEvent); });
    if (m_state == State::Closed)
        return; // the listener has had enough
    if (m_response.isDone())
        lose("the stream ended with status " + std::to_string(m_response.status()));
    else if (m_response.isBad() || !understood)
        lose("the server sent what is not understood");
    else if (m_state == State::Requested && m_response.hasHead()) {
        if (m_response.status() != 200) {
            lose("status " + std::to_string(m_response.status()));
            return;
        }
        m_state = State::Open;
        m_listener.opened(*this);
    }
}

void Subscriber::lose(const std::string &reason)
{
    close();
    m_listener.lost(*this, reason);
}

} // namespace heliograph::loadgen
