// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/servercontroller.h"
#include "app/models/useragent.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

namespace heliograph {

/// One client as the table shows it, live or closed.
struct ClientRow {
    std::shared_ptr<const ClientFacts> facts;
    UserAgent agent;
    Sequence opened{}; ///< its ClientOpened entry, None when that is gone
    Sequence closedAt{}; ///< its ClientClosed entry
    bool isClosed = false;
    QString reason; ///< why it was closed
    std::chrono::microseconds closedTime{};
    quint64 events = 0;
    quint64 bytes = 0;
    qsizetype queuedBytes = 0;
    std::optional<qint64> kernelBytes; ///< taken by the kernel, not acknowledged by the peer
    std::chrono::milliseconds oldestUnsent{}; ///< when it was counted
    std::chrono::nanoseconds countedAt{}; ///< of the monotonic clock
    quint64 dropped = 0; ///< events that left its full queue unsent
    std::chrono::microseconds lastEventAt{};

    /// A client of which nothing but who it is is known.
    [[nodiscard]] static ClientRow of(std::shared_ptr<const ClientFacts> facts);

    /// Takes over what was counted at @p now of the monotonic clock.
    void takeCounters(const ConnectionSnapshot &from, std::chrono::nanoseconds now);
    [[nodiscard]] bool hasCounters(const ConnectionSnapshot &other) const;

    /// How long the oldest byte of its queue has waited at @p now of the monotonic clock.
    [[nodiscard]] std::chrono::milliseconds waited(std::chrono::nanoseconds now) const;

    /// Everything the peer has not taken yet.
    [[nodiscard]] quint64 unsent() const
    {
        return quint64(queuedBytes) + quint64(std::max<qint64>(0, kernelBytes.value_or(0)));
    }
};

} // namespace heliograph
