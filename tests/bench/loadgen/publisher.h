// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/connecting.h"
#include "tests/bench/loadgen/poller.h"
#include "tests/bench/loadgen/responsereader.h"

namespace heliograph::loadgen {

class Publisher;

/// Who is told how publishing went.
class PublisherListener {
public:
    PublisherListener() = default;
    PublisherListener(const PublisherListener &) = delete;
    PublisherListener &operator=(const PublisherListener &) = delete;
    virtual ~PublisherListener() = default;

    /// The answer is whole; the next event may be published at once.
    virtual void answered(Publisher &publisher, int status) = 0;
    virtual void failed(Publisher &publisher, const std::string &reason) = 0;
};

/// One keep-alive connection with at most one publish request in flight.
class Publisher final : public Watcher {
public:
    /// @p index numbers the publishers of one scenario.
    Publisher(Poller &poller, const Target &target, PublisherListener &listener, std::size_t index);

    /// Publishes @p body; connects first when there is no connection yet.
    void publish(const std::string &body);

    void close() { m_socket.close(); }
    [[nodiscard]] std::size_t index() const { return m_index; }

    void ready(std::uint32_t events) override;

private:
    void connect();
    void send();
    void receive();
    void fail(const std::string &reason);

    Poller &m_poller;
    const Target &m_target;
    PublisherListener &m_listener;
    FileDescriptor m_socket;
    ResponseReader m_response;
    std::string m_request;
    std::size_t m_index;
    bool m_connected = false;
};

} // namespace heliograph::loadgen
