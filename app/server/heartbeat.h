// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/frame.h"

#include <chrono>

namespace heliograph {

class EndpointTable;
class Journal;
struct Endpoint;

/// Sends a comment to the streams that were silent, so that nothing between us and the client takes
/// the connection for dead. No timer of its own: whoever owns it calls beat(). I/O thread.
class Heartbeat {
public:
    Heartbeat(Journal &journal, const Clock &clock, EnqueueFrame enqueue);

    /// Sends to every stream that was silent for as long as its endpoint says, else for @p silence;
    /// 0 means never. One journal entry an endpoint.
    void beat(const EndpointTable &endpoints, std::chrono::milliseconds silence);

    /// How often to call beat(), so that it is late by a tenth of the shortest silence at most.
    [[nodiscard]] static std::chrono::milliseconds interval(const EndpointTable &endpoints,
                                                            std::chrono::milliseconds silence);

private:
    void beat(Endpoint &endpoint, std::chrono::milliseconds silence);

    Journal &m_journal;
    const Clock &m_clock;
    EnqueueFrame m_enqueue;
};

} // namespace heliograph
