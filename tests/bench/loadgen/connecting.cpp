// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/connecting.h"

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <system_error>

namespace heliograph::loadgen {
namespace {

constexpr std::size_t connectionsPerAddress = 16'000;

sockaddr_in loopback(std::uint32_t last, std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl((127U << 24U) + last);
    address.sin_port = htons(port);
    return address;
}

[[noreturn]] void fail(const char *what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

void setOption(int descriptor, int level, int option, int value)
{
    if (::setsockopt(descriptor, level, option, &value, sizeof(value)) != 0)
        fail("setsockopt");
}

std::string hostHeader(std::uint16_t port)
{
    return "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
}

} // namespace

std::string Target::subscribeRequest(const std::string &lastEventId) const
{
    std::string request = "GET " + subscribePath + " HTTP/1.1\r\n" + hostHeader(port)
        + "Accept: text/event-stream\r\n";
    if (!lastEventId.empty())
        request += "Last-Event-ID: " + lastEventId + "\r\n";
    return request + "\r\n";
}

std::string Target::publishRequest(const std::string &body) const
{
    return "POST " + publishPath + " HTTP/1.1\r\n" + hostHeader(port)
        + "Content-Type: text/plain\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
        + body;
}

FileDescriptor beginConnection(const Target &target, std::size_t index, Pipe pipe)
{
    FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.isOpen())
        fail("socket");
    setOption(socket.value(), IPPROTO_TCP, TCP_NODELAY, 1);
    if (pipe == Pipe::Narrow) {
        setOption(socket.value(), SOL_SOCKET, SO_RCVBUF, 4096);
        setOption(socket.value(), IPPROTO_TCP, TCP_MAXSEG, 1460);
    }

    setOption(socket.value(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
    const auto source = loopback(1 + static_cast<std::uint32_t>(index / connectionsPerAddress), 0);
    if (::bind(socket.value(), reinterpret_cast<const sockaddr *>(&source), sizeof(source)) != 0)
        fail("bind");
    const auto address = loopback(1, target.port);
    if (::connect(socket.value(), reinterpret_cast<const sockaddr *>(&address), sizeof(address))
            != 0
        && errno != EINPROGRESS)
        fail("connect");
    return socket;
}

bool sendAll(int descriptor, const std::string &bytes)
{
    return ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL)
        == static_cast<ssize_t>(bytes.size());
}

int connectionError(int descriptor)
{
    int error = 0;
    socklen_t size = sizeof(error);
    return ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

void resetOnClose(int descriptor)
{
    const linger immediately{1, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &immediately, sizeof(immediately));
}

std::span<char> readBuffer()
{
    constexpr std::size_t size = 262'144;
    static std::array<char, size> buffer;
    return buffer;
}

std::size_t raiseDescriptorLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

} // namespace heliograph::loadgen
