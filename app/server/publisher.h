// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/server/connectionsnapshot.h"
#include "app/server/publishrequest.h"

#include <deque>
#include <functional>

namespace heliograph {

class Clock;
class HistoryStore;
class Journal;
class StreamHub;
struct Endpoint;
struct HistoryBlock;

/// Turns what somebody wants published into events: numbers them, writes them once, has the history
/// file keep them, hands the bytes to the hub and the journal. Where a slow reader holds publishers
/// back, they wait here, in order. Lives on the I/O thread; owned by Server.
class Publisher {
public:
    using Done = std::function<void(Result<QList<PublishReceipt>>)>;

    Publisher(StreamHub &hub, Journal &journal, const Clock &clock);
    ~Publisher();

    /// Publishes all of @p requests, or none: the first that cannot be is the error
    /// ("invalid-field", "not-found", "too-many-channels", "too-busy" when more waits than fits).
    /// @p done is called once: before this returns, or later when the events wait for the history
    /// file or for room. Events of one endpoint keep the order of the calls.
    void publish(const QList<PublishRequest> &requests, Done done);

    /// Events are delivered once @p store has them; null: at once. What is under way with the
    /// former store must be over.
    void setStore(HistoryStore *store) { m_store = store; }

    /// Answers those who still wait for room with "server-stopped".
    void refuseHeld();

    [[nodiscard]] quint64 published() const { return m_published; }
    [[nodiscard]] quint64 delivered() const { return m_delivered; } ///< events times their streams
    [[nodiscard]] int held() const { return static_cast<int>(m_held.size()); }

private:
    struct Prepared;
    struct Held {
        QList<PublishRequest> requests;
        qsizetype bytes = 0;
        Done done;
    };

    [[nodiscard]] Result<void> checkBatch(const QList<PublishRequest> &requests) const;
    [[nodiscard]] bool mustWait(const QList<PublishRequest> &requests) const;
    [[nodiscard]] bool hasRoom(const PublishRequest &request, qsizetype bytes) const;
    void hold(const QList<PublishRequest> &requests, Done done);
    void releaseHeld();
    void accept(const QList<PublishRequest> &requests, Done done);
    [[nodiscard]] Prepared prepare(const PublishRequest &request, Endpoint &endpoint);
    [[nodiscard]] static HistoryBlock writtenBlock(const PublishRequest &request,
                                                   Endpoint &endpoint);
    void store(QList<Prepared> prepared, Done done);
    [[nodiscard]] QList<PublishReceipt> deliver(const QList<Prepared> &prepared, bool stored);
    [[nodiscard]] PublishReceipt deliverOne(const Prepared &prepared);
    [[nodiscard]] static QByteArray nextId(Endpoint &endpoint);

    StreamHub &m_hub;
    Journal &m_journal;
    const Clock &m_clock;
    HistoryStore *m_store = nullptr;
    std::deque<Held> m_held;
    qsizetype m_heldBytes = 0;
    bool m_releasing = false;
    quint64 m_published = 0;
    quint64 m_delivered = 0;
};

} // namespace heliograph
