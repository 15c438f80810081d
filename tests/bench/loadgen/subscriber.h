// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/connecting.h"
#include "tests/bench/loadgen/eventscanner.h"
#include "tests/bench/loadgen/payload.h"
#include "tests/bench/loadgen/poller.h"
#include "tests/bench/loadgen/responsereader.h"

namespace heliograph::loadgen {

class Subscriber;

/// Who is told what a subscriber sees.
class SubscriberListener {
public:
    SubscriberListener() = default;
    SubscriberListener(const SubscriberListener &) = delete;
    SubscriberListener &operator=(const SubscriberListener &) = delete;
    virtual ~SubscriberListener() = default;

    /// The head of the stream arrived, with status 200.
    virtual void opened(Subscriber &subscriber) = 0;
    virtual void delivered(Subscriber &subscriber, const Payload &payload, nanoseconds at) = 0;
    /// The stream is over, or never began; it may be opened again at once.
    virtual void lost(Subscriber &subscriber, const std::string &reason) = 0;
};

/// One connection that reads an event stream.
class Subscriber final : public Watcher {
public:
    Subscriber(Poller &poller, const Target &target, SubscriberListener &listener,
               std::size_t index);

    /// Connects; goes on after the last event ID it has seen, unless @p afresh.
    void open(bool afresh = false);

    /// Ends the connection with FIN, or with RST.
    void close();
    void reset();

    /// While it stalls, a subscriber leaves what arrives to the kernel.
    void setStalled(bool stalled);
    /// What open() connects with.
    void setPipe(Pipe pipe) { m_pipe = pipe; }

    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }
    [[nodiscard]] bool isClosed() const { return m_state == State::Closed; }
    [[nodiscard]] bool hasLastEventId() const { return !m_events.lastEventId().empty(); }
    [[nodiscard]] std::size_t index() const { return m_index; }

    void ready(std::uint32_t events) override;

private:
    enum class State : std::uint8_t { Closed, Connecting, Requested, Open };

    void request();
    void receive();
    void scan(std::string_view bytes, nanoseconds at);
    void lose(const std::string &reason);

    Poller &m_poller;
    const Target &m_target;
    SubscriberListener &m_listener;
    FileDescriptor m_socket;
    ResponseReader m_response;
    EventScanner m_events;
    std::size_t m_index;
    Pipe m_pipe = Pipe::Wide;
    State m_state = State::Closed;
};

} // namespace heliograph::loadgen
