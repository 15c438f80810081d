// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/clientrow.h"

#include <QAbstractTableModel>
#include <QHash>

#include <vector>

namespace heliograph {

class Clock;
class JournalFeed;

/// The clients, live and closed, in the order they came. Rows come and go with the journal,
/// counters with the server's snapshots. Closed ones stay, 1,000 at most.
class ConnectionsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Client,
        Endpoint,
        Address,
        Connected,
        CameWithId,
        Events,
        Bytes,
        Unsent, ///< queued and in the kernel
        Waits, ///< how long the oldest of it does
        Dropped,
        Queued,
        InKernel,
        Last,
        ColumnCount
    };
    /// How a client keeps up.
    enum class Pressure {
        None,
        Slow, ///< its queue has waited for a second, or an eighth of the limit is used
        NearLimit, ///< three quarters of the limit are used
    };
    Q_ENUM(Pressure)
    enum Role {
        IdRole = Qt::UserRole + 1, ///< ConnectionId
        ClosedRole, ///< bool
        PressureRole, ///< Pressure
        QueueShareRole, ///< double, 0 to 1
        NameRole, ///< QString: "Firefox 145"
        PlatformRole, ///< QString: "macOS"
        SortRole, ///< the raw value of the column
    };

    /// Borrows its arguments, which outlive it.
    ConnectionsModel(JournalFeed &feed, const Clock &clock, QObject *parent = nullptr);

    /// Connect ServerController::snapshotChanged() here.
    void setSnapshot(const ServerSnapshotPtr &snapshot);

    /// The unsent bytes at which the server gives a stream up (ServerOptions::maxQueue).
    void setQueueLimit(qsizetype bytes);
    void setClosedLimit(qsizetype rows);

    void clearClosed();

    [[nodiscard]] qsizetype queueLimit() const { return m_queueLimit; }
    /// How long the oldest byte queued for @p row has waited by now.
    [[nodiscard]] std::chrono::milliseconds waitOf(const ClientRow &row) const;
    [[nodiscard]] Pressure pressureOf(const ClientRow &row) const;

    [[nodiscard]] int liveCount() const { return m_live; }
    [[nodiscard]] int closedCount() const { return static_cast<int>(m_rows.size()) - m_live; }
    [[nodiscard]] const ClientRow &row(int row) const { return m_rows.at(size_t(row)); }
    /// The row of @p id, or -1.
    [[nodiscard]] int rowOf(ConnectionId id) const { return m_index.value(id, -1); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    /// Live or closed clients became more or fewer.
    void countsChanged();

private:
    /// Rows touched by one flush or snapshot, told as one range.
    struct Touched {
        int first = -1;
        int last = -1;
        void add(int row);
    };

    void onEntries(const QList<JournalEntryPtr> &entries);
    void append(std::vector<ClientRow> rows);
    void close(ClientRow &row, const JournalEntry &entry);
    void markClosed(ClientRow &row, std::chrono::microseconds time);
    void closeVanished(const ServerSnapshot &snapshot, Touched &touched);
    void tell(const Touched &touched);
    void dropClosed(qsizetype keep);
    void reindex(int from);
    [[nodiscard]] double queueShare(const ClientRow &row) const;

    const Clock &m_clock;
    std::vector<ClientRow> m_rows;
    QHash<ConnectionId, int> m_index;
    ConnectionId m_newest{};
    int m_live = 0;
    qsizetype m_queueLimit = qsizetype{4} * 1024 * 1024;
    qsizetype m_closedLimit = 1'000;
};

} // namespace heliograph
