// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/subscriptionsnapshot.h"

#include <QAbstractTableModel>

namespace heliograph {

class Clock;

/// Our subscriptions, in the order they were added.
class SubscriptionsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Url, State, ReadyState, LastEventId, Events, Bytes, Message, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole + 1, ///< SubscriptionId
        PhaseRole, ///< int of SubscriptionState
        HasProblemRole, ///< bool: the message is an error's
    };

    explicit SubscriptionsModel(const Clock &clock, QObject *parent = nullptr);

    /// Connect SubscriptionController::snapshotsChanged() here.
    void setSnapshots(const QList<SubscriptionSnapshot> &snapshots);

    [[nodiscard]] const SubscriptionSnapshot &row(int row) const { return m_rows.at(row); }
    /// The row of @p id, or -1.
    [[nodiscard]] int rowOf(SubscriptionId id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    void countChanged(int count);

private:
    void removeGone(const QList<SubscriptionSnapshot> &snapshots);
    [[nodiscard]] QVariant display(const SubscriptionSnapshot &row, int column) const;

    const Clock &m_clock;
    QList<SubscriptionSnapshot> m_rows;
};

} // namespace heliograph
