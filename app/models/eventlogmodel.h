// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/eventfilter.h"
#include "app/models/logscope.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <deque>

namespace heliograph {

class JournalFeed;

/// The entries of one scope that pass one filter, oldest first. At most one removal and one
/// insertion per flush; looking back happens in short chunks between other work.
/// @p feed is borrowed and outlives the model.
class EventLogModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Time, Delta, Endpoint, Recipients, Type, Id, Size, Data, ColumnCount };
    enum Role {
        EntryRole = Qt::UserRole + 1, ///< JournalEntryPtr
        KindRole, ///< int of EntryKind
        EventTypeRole, ///< QByteArray; empty for what dispatches nothing
        IsEventRole, ///< bool: published or received
    };

    explicit EventLogModel(JournalFeed &feed, QObject *parent = nullptr);

    void setScope(const LogScope &scope);
    [[nodiscard]] const LogScope &scope() const { return m_scope; }

    void setFilter(const EventFilter &filter);
    [[nodiscard]] const EventFilter &filter() const { return m_filter; }

    /// While paused nothing comes and nothing goes; what came meanwhile follows on resuming.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }

    /// Forgets every row and what was about to become one. The journal keeps its entries.
    void clear();

    /// Whether older entries are still being looked through.
    [[nodiscard]] bool isScanning() const { return m_scan.isActive(); }

    /// Rows that left because the journal let them go.
    [[nodiscard]] quint64 droppedRows() const { return m_droppedRows; }

    [[nodiscard]] JournalEntryPtr entry(int row) const;
    /// The row of @p sequence, or -1.
    [[nodiscard]] int rowOf(Sequence sequence) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    /// Rows came or went, a scan began or ended, or the model was paused or resumed.
    void stateChanged();

private:
    void onEntries(const QList<JournalEntryPtr> &entries);
    void onFirstHeld(Sequence first);
    void restart();
    void scanChunk();
    void take(const QList<JournalEntryPtr> &entries);
    [[nodiscard]] bool accepts(const JournalEntry &entry);
    [[nodiscard]] QVariant display(const JournalEntry &entry, int row, int column) const;
    [[nodiscard]] QString deltaText(int row) const;

    JournalFeed &m_feed;
    LogScope m_scope;
    EventFilter m_filter;
    std::deque<JournalEntryPtr> m_rows;
    Sequence m_cursor{}; ///< looked through up to here
    Sequence m_cleared{}; ///< forgotten up to here
    std::chrono::nanoseconds m_beforeFirst{-1}; ///< time of the row before the first
    quint64 m_droppedRows = 0;
    QTimer m_scan;
    bool m_paused = false;
};

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::JournalEntryPtr)
