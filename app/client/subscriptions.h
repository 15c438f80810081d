// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/subscriptionrequest.h"
#include "app/client/subscriptionsnapshot.h"
#include "app/core/clock.h"
#include "app/sse/eventparser.h"

#include <QObject>

#include <map>
#include <memory>

namespace heliograph {

class EventSource;
class Journal;
struct SubscriptionError;

/// Every stream we subscribe to. Writes what they bring, their states and their problems into the
/// journal. Lives on the I/O thread; borrows the journal and the clock, which outlive it.
class Subscriptions final : public QObject {
    Q_OBJECT

public:
    Subscriptions(Journal &journal, const Clock &clock, QObject *parent = nullptr);
    ~Subscriptions() override;

    /// Adds a subscription, idle until open().
    SubscriptionId add(const SubscriptionRequest &request);

    /// Connects @p id. When its request cannot be sent, its snapshot's lastError says why.
    void open(SubscriptionId id);

    /// Ends the stream of @p id; it stays in the list.
    void close(SubscriptionId id);

    void remove(SubscriptionId id);

    /// In the order they were added.
    [[nodiscard]] QList<SubscriptionSnapshot> snapshots() const;

Q_SIGNALS:
    /// Something in snapshots() changed; at most once a turn of the event loop.
    void changed();

private:
    struct Entry {
        std::unique_ptr<EventSource> source;
        SubscriptionSnapshot snapshot; ///< what the source does not know itself
    };

    void record(SubscriptionId id, const QList<StreamItem> &items);
    void recordState(SubscriptionId id, SubscriptionState state);
    void recordError(SubscriptionId id, const SubscriptionError &error);
    void recordProblem(SubscriptionId id, const QString &text);
    void announce();

    Journal &m_journal;
    const Clock &m_clock;
    std::map<SubscriptionId, Entry> m_entries;
    SubscriptionId m_last{};
    bool m_announced = false;
};

} // namespace heliograph
