// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace heliograph {

/// What a client was sent, all in all.
struct ClientTotals {
    quint64 events = 0;
    quint64 bytes = 0;

    bool operator==(const ClientTotals &) const = default;
};

/// What a client told about itself when it connected.
struct ClientFacts {
    ConnectionId id{};
    QByteArray endpoint;
    QString remote; ///< "127.0.0.1:53422", "[::1]:53422"
    QByteArray userAgent;
    QByteArray origin;
    QByteArray lastEventId; ///< as the request brought it
    bool hasLastEventId = false;
    QByteArray query; ///< raw, without "?"
    std::chrono::microseconds connectedAt{}; ///< since the Unix epoch
    std::optional<ClientTotals> totals; ///< in its ClientClosed entry alone

    bool operator==(const ClientFacts &) const = default;
};

enum class EntryKind : quint8 {
    Published, ///< an event was published to an endpoint; wire holds its bytes
    Replayed, ///< events were replayed to one client on connect; recipients is their number
    Heartbeat, ///< a heartbeat comment went to the streams that were silent
    ClientOpened, ///< client is set
    SlowReader, ///< a client's full queue dropped recipients events or holds publishers; text: why
    ClientClosed, ///< client is set, with its totals; text is the reason
    Received, ///< a subscription dispatched an event; wire holds the bytes as they came
    ReceivedBlock, ///< a subscription read a block that dispatched nothing (comment, retry, id)
    SubscriptionState, ///< text is the state in words
    Console, ///< a scenario wrote text; eventType is the level in words, endpoint its name
    Problem, ///< text says what, where, what to do
};

/// One thing that happened. Immutable and shared once it is in the journal; its bytes are stored
/// once however many clients they were aimed at.
struct JournalEntry {
    Sequence sequence{}; ///< set by Journal::append()
    std::chrono::microseconds wall{}; ///< since the Unix epoch; set by Journal::append()
    std::chrono::nanoseconds monotonic{}; ///< set by Journal::append()
    EntryKind kind{};
    bool hasEventId = false;
    quint32 recipients = 0;
    ConnectionId connection{}; ///< the client it concerns alone, else None
    SubscriptionId subscription{}; ///< the subscription it concerns, else None
    QByteArray endpoint; ///< path of the endpoint; a subscription's URL
    QByteArray eventType; ///< "message" when the event named none; empty when nothing dispatches
    QByteArray eventId; ///< last event ID after the event
    QByteArray wire; ///< the exact bytes of the block, without HTTP framing
    QString text;
    std::shared_ptr<const QList<ConnectionId>> targets; ///< sorted; null: everyone at endpoint
    std::shared_ptr<const ClientFacts> client;

    /// Whether a client of @p atEndpoint with @p id was aimed at by this entry.
    [[nodiscard]] bool concerns(ConnectionId id, const QByteArray &atEndpoint) const;

    /// The event's data, taken from wire.
    [[nodiscard]] QByteArray data() const;

    /// Memory it holds, in bytes, roughly.
    [[nodiscard]] qsizetype footprint() const;
};

using JournalEntryPtr = std::shared_ptr<const JournalEntry>;

} // namespace heliograph
