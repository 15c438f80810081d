// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/connectionsmodel.h"

#include "app/core/clock.h"
#include "app/models/clienttext.h"
#include "app/models/journalfeed.h"

#include <QSet>

#include <algorithm>

namespace heliograph {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds slowAfter{1'000};
constexpr double slowShare = 0.125;
constexpr double nearLimitShare = 0.75;

} // namespace

void ConnectionsModel::Touched::add(int row)
{
    first = first < 0 ? row : std::min(first, row);
    last = std::max(last, row);
}

ConnectionsModel::ConnectionsModel(JournalFeed &feed, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_clock(clock)
{
    connect(&feed, &JournalFeed::entriesAdded, this, &ConnectionsModel::onEntries);
}

void ConnectionsModel::onEntries(const QList<JournalEntryPtr> &entries)
{
    std::vector<ClientRow> added;
    QHash<ConnectionId, size_t> addedIndex;
    Touched touched;
    const int liveBefore = m_live;
    for (const JournalEntryPtr &entry : entries) {
        if (!entry->client)
            continue;
        const ConnectionId id = entry->client->id;
        const int known = rowOf(id);
        if (entry->kind == EntryKind::ClientOpened) {
            if (known >= 0) { // a snapshot was quicker
                m_rows[size_t(known)].opened = entry->sequence;
            } else if (!addedIndex.contains(id)) {
                addedIndex.insert(id, added.size());
                added.push_back(ClientRow::of(entry->client));
                added.back().opened = entry->sequence;
                ++m_live;
            }
        } else if (entry->kind == EntryKind::ClientClosed) {
            if (known >= 0) {
                close(m_rows[size_t(known)], *entry);
                touched.add(known);
            } else if (const auto at = addedIndex.constFind(id); at != addedIndex.cend()) {
                close(added[*at], *entry);
            }
        }
    }
    tell(touched);
    const bool grew = !added.empty();
    append(std::move(added));
    if (closedCount() > m_closedLimit)
        dropClosed(m_closedLimit);
    if (grew || touched.first >= 0 || liveBefore != m_live)
        Q_EMIT countsChanged();
}

void ConnectionsModel::append(std::vector<ClientRow> rows)
{
    if (rows.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    reindex(first);
    for (auto row = size_t(first); row < m_rows.size(); ++row)
        m_newest = std::max(m_newest, m_rows[row].facts->id);
    endInsertRows();
}

void ConnectionsModel::close(ClientRow &row, const JournalEntry &entry)
{
    row.closedAt = entry.sequence;
    row.reason = entry.text;
    if (const auto &totals = entry.client->totals) { // the last snapshot is older
        row.events = totals->events;
        row.bytes = totals->bytes;
    }
    markClosed(row, entry.wall);
}

void ConnectionsModel::markClosed(ClientRow &row, std::chrono::microseconds time)
{
    row.closedTime = time;
    row.queuedBytes = 0;
    row.kernelBytes.reset();
    if (!row.isClosed)
        --m_live;
    row.isClosed = true;
}

void ConnectionsModel::setSnapshot(const ServerSnapshotPtr &snapshot)
{
    Touched touched;
    std::vector<ClientRow> added;
    const int liveBefore = m_live;
    const std::chrono::nanoseconds now = m_clock.monotonic();
    for (const ConnectionSnapshot &connection : snapshot->connections) {
        const int known = rowOf(connection.facts->id);
        if (known < 0) {
            // Ids rise: an older one that is not here was closed and cleared meanwhile.
            if (connection.facts->id > m_newest) {
                added.push_back(ClientRow::of(connection.facts));
                added.back().takeCounters(connection, now);
                ++m_live;
            }
            continue;
        }
        ClientRow &row = m_rows[size_t(known)];
        if (row.isClosed || row.hasCounters(connection))
            continue;
        row.takeCounters(connection, now);
        touched.add(known);
    }
    closeVanished(*snapshot, touched);
    tell(touched);
    append(std::move(added));
    if (liveBefore != m_live)
        Q_EMIT countsChanged();
}

/// A client whose closing the journal dropped before it was read would stay for ever.
void ConnectionsModel::closeVanished(const ServerSnapshot &snapshot, Touched &touched)
{
    if (m_live <= snapshot.connections.size())
        return;
    QSet<ConnectionId> live;
    ConnectionId newest{};
    for (const ConnectionSnapshot &connection : snapshot.connections) {
        live.insert(connection.facts->id);
        newest = std::max(newest, connection.facts->id);
    }
    for (size_t i = 0; i < m_rows.size(); ++i) {
        ClientRow &row = m_rows[i];
        if (row.isClosed || row.facts->id > newest || live.contains(row.facts->id))
            continue;
        markClosed(row, m_clock.wall());
        touched.add(static_cast<int>(i));
    }
}

void ConnectionsModel::tell(const Touched &touched)
{
    if (touched.first >= 0)
        Q_EMIT dataChanged(index(touched.first, 0), index(touched.last, ColumnCount - 1));
}

void ConnectionsModel::setQueueLimit(qsizetype bytes)
{
    m_queueLimit = std::max<qsizetype>(1, bytes);
}

void ConnectionsModel::setClosedLimit(qsizetype rows)
{
    m_closedLimit = rows;
    dropClosed(rows);
}

void ConnectionsModel::clearClosed()
{
    dropClosed(0);
    Q_EMIT countsChanged();
}

/// Removes the oldest closed rows, in as few ranges as they form, from the end to the front.
void ConnectionsModel::dropClosed(qsizetype keep)
{
    qsizetype surplus = closedCount() - keep;
    if (surplus <= 0)
        return;
    std::vector<std::pair<int, int>> ranges;
    for (int row = 0; row < rowCount() && surplus > 0; ++row) {
        if (!m_rows[size_t(row)].isClosed)
            continue;
        --surplus;
        if (!ranges.empty() && ranges.back().second == row - 1)
            ranges.back().second = row;
        else
            ranges.emplace_back(row, row);
    }
    for (auto range = ranges.crbegin(); range != ranges.crend(); ++range) {
        const auto [first, last] = *range;
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            m_index.remove(m_rows[size_t(row)].facts->id);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        // Whoever listens to the removal may look an id up, so the index is right before it.
        reindex(first);
        endRemoveRows();
    }
}

void ConnectionsModel::reindex(int from)
{
    for (int row = from; row < static_cast<int>(m_rows.size()); ++row)
        m_index.insert(m_rows[size_t(row)].facts->id, row);
}

int ConnectionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConnectionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int{ColumnCount};
}

QVariant ConnectionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ClientRow &row = m_rows[size_t(index.row())];
    const ClientText text(row, m_clock, m_queueLimit);
    switch (role) {
    case Qt::DisplayRole:
        return text.cell(index.column());
    case Qt::ToolTipRole:
        return text.toolTip(index.column());
    case IdRole:
        return QVariant::fromValue(row.facts->id);
    case ClosedRole:
        return row.isClosed;
    case PressureRole:
        return QVariant::fromValue(pressureOf(row));
    case QueueShareRole:
        return queueShare(row);
    case NameRole:
        return row.agent.name;
    case PlatformRole:
        return row.agent.platform;
    case SortRole:
        return text.sortValue(index.column());
    default:
        return {};
    }
}

double ConnectionsModel::queueShare(const ClientRow &row) const
{
    return std::min(1.0, double(row.queuedBytes) / double(m_queueLimit));
}

milliseconds ConnectionsModel::waitOf(const ClientRow &row) const
{
    return row.waited(m_clock.monotonic());
}

ConnectionsModel::Pressure ConnectionsModel::pressureOf(const ClientRow &row) const
{
    const double share = queueShare(row);
    if (share >= nearLimitShare)
        return Pressure::NearLimit;
    return share >= slowShare || waitOf(row) >= slowAfter ? Pressure::Slow : Pressure::None;
}

QVariant ConnectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return ClientText::title(section);
    return role == Qt::ToolTipRole ? ClientText::titleToolTip(section) : QVariant();
}

} // namespace heliograph
