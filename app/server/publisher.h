// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/server/connectionsnapshot.h"
#include "app/server/publishrequest.h"

namespace heliograph {

class Journal;
class StreamHub;
struct Endpoint;

/// Turns what somebody wants published into events: numbers them, writes them once, hands the bytes
/// to the hub and the journal. Called on the I/O thread; owned by Server.
class Publisher {
public:
    Publisher(StreamHub &hub, Journal &journal);

    /// Publishes all of @p requests, or none: the first that cannot be is the error
    /// ("invalid-field", "not-found", "too-many-channels").
    [[nodiscard]] Result<QList<PublishReceipt>> publish(const QList<PublishRequest> &requests);

    [[nodiscard]] quint64 published() const { return m_published; }
    [[nodiscard]] quint64 delivered() const { return m_delivered; } ///< events times their streams

private:
    [[nodiscard]] Result<void> checkBatch(const QList<PublishRequest> &requests) const;
    [[nodiscard]] PublishReceipt publishOne(const PublishRequest &request, Endpoint &endpoint);
    [[nodiscard]] static QByteArray nextId(Endpoint &endpoint);

    StreamHub &m_hub;
    Journal &m_journal;
    quint64 m_published = 0;
    quint64 m_delivered = 0;
};

} // namespace heliograph
