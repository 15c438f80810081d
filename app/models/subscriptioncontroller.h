// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/subscriptionrequest.h"
#include "app/client/subscriptionsnapshot.h"
#include "app/models/returnpath.h"

#include <QList>
#include <QObject>
#include <QTimer>

namespace heliograph {

class IoThread;
class Subscriptions;

/// The window's side of the subscriptions: sends commands to the I/O thread and brings values back.
/// Lives on the GUI thread and never waits. Borrows its arguments, which outlive it.
class SubscriptionController final : public QObject {
    Q_OBJECT

public:
    SubscriptionController(IoThread &io, Subscriptions &subscriptions, QObject *parent = nullptr);
    ~SubscriptionController() override;

    /// Adds a subscription and opens it. Ends in added().
    void add(const SubscriptionRequest &request);
    void open(SubscriptionId id);
    void close(SubscriptionId id);
    void remove(SubscriptionId id);

    [[nodiscard]] const QList<SubscriptionSnapshot> &snapshots() const { return m_snapshots; }

Q_SIGNALS:
    void added(heliograph::SubscriptionId id);
    /// At most five times a second while something changes.
    void snapshotsChanged(const QList<heliograph::SubscriptionSnapshot> &snapshots);

private:
    void onChanged();
    void poll();

    IoThread &m_io;
    Subscriptions &m_subscriptions;
    ReturnPath m_home;
    QList<SubscriptionSnapshot> m_snapshots;
    QTimer m_poll; ///< single shot: merges changes
    bool m_polling = false;
    bool m_changed = false; ///< again while polling
};

} // namespace heliograph
