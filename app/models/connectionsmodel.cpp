// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/connectionsmodel.h"

#include "app/core/clock.h"
#include "app/models/journalfeed.h"
#include "app/models/readable.h"

#include <QSet>

#include <algorithm>

namespace heliograph {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds slowAfter{1'000};
constexpr double slowShare = 0.125;
constexpr double nearLimitShare = 0.75;

void copyCounters(ClientRow &row, const ConnectionSnapshot &from, std::chrono::nanoseconds now)
{
    row.events = from.events;
    row.bytes = from.bytes;
    row.queuedBytes = from.queuedBytes;
    row.kernelBytes = from.unsentBytes;
    row.oldestUnsent = from.oldestUnsent;
    row.countedAt = now;
    row.dropped = from.dropped;
    row.lastEventAt = from.lastEventAt;
}

bool sameCounters(const ClientRow &row, const ConnectionSnapshot &other)
{
    return row.events == other.events && row.bytes == other.bytes
        && row.queuedBytes == other.queuedBytes && row.kernelBytes == other.unsentBytes
        && row.oldestUnsent == other.oldestUnsent && row.dropped == other.dropped
        && row.lastEventAt == other.lastEventAt;
}

ClientRow rowOfClient(std::shared_ptr<const ClientFacts> facts)
{
    ClientRow row;
    row.agent = UserAgent::parse(facts->userAgent);
    row.facts = std::move(facts);
    return row;
}

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
                added.push_back(rowOfClient(entry->client));
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
    for (size_t row = size_t(first); row < m_rows.size(); ++row)
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
                added.push_back(rowOfClient(connection.facts));
                copyCounters(added.back(), connection, now);
                ++m_live;
            }
            continue;
        }
        ClientRow &row = m_rows[size_t(known)];
        if (row.isClosed || sameCounters(row, connection))
            continue;
        copyCounters(row, connection, now);
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
        beginRemoveRows({}, range->first, range->second);
        for (int row = range->first; row <= range->second; ++row)
            m_index.remove(m_rows[size_t(row)].facts->id);
        m_rows.erase(m_rows.begin() + range->first, m_rows.begin() + range->second + 1);
        // Whoever listens to the removal may look an id up, so the index is right before it.
        reindex(range->first);
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
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
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
        return sortValue(row, index.column());
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
    if (row.queuedBytes == 0)
        return {};
    return row.oldestUnsent + duration_cast<milliseconds>(m_clock.monotonic() - row.countedAt);
}

ConnectionsModel::Pressure ConnectionsModel::pressureOf(const ClientRow &row) const
{
    const double share = queueShare(row);
    if (share >= nearLimitShare)
        return Pressure::NearLimit;
    return share >= slowShare || waitOf(row) >= slowAfter ? Pressure::Slow : Pressure::None;
}

milliseconds ConnectionsModel::connectedFor(const ClientRow &row) const
{
    const auto until = row.isClosed ? row.closedTime : m_clock.wall();
    return duration_cast<milliseconds>(until - row.facts->connectedAt);
}

QString ConnectionsModel::lastText(const ClientRow &row) const
{
    if (row.isClosed)
        return row.reason.isEmpty() ? tr("closed") : tr("closed: %1").arg(row.reason);
    if (row.lastEventAt.count() == 0)
        return tr("nothing yet");
    const auto ago = duration_cast<milliseconds>(m_clock.wall() - row.lastEventAt);
    if (ago < std::chrono::seconds{1})
        return tr("now");
    return tr("%1 ago").arg(readable::duration(ago));
}

QVariant ConnectionsModel::display(const ClientRow &row, int column) const
{
    switch (column) {
    case Client:
        if (row.agent.name.isEmpty())
            return tr("Client %1").arg(toNumber(row.facts->id));
        return row.agent.platform.isEmpty()
            ? row.agent.name
            : tr("%1 on %2").arg(row.agent.name, row.agent.platform);
    case Endpoint:
        return QString::fromUtf8(row.facts->endpoint);
    case Address:
        return row.facts->remote;
    case Connected:
        return readable::duration(connectedFor(row));
    case CameWithId:
        return row.facts->hasLastEventId ? readable::oneLine(row.facts->lastEventId, 60)
                                         : QStringLiteral("\u2013");
    case Events:
        return readable::number(row.events);
    case Bytes:
        return readable::bytes(row.bytes);
    case Last:
        return lastText(row);
    default:
        return unsentText(row, column);
    }
}

/// Nothing is a dash, so that what is there stands out.
QString ConnectionsModel::unsentText(const ClientRow &row, int column) const
{
    const auto orDash = [](bool isThere, auto text) {
        return isThere ? text() : QStringLiteral("\u2014");
    };
    const auto queued = quint64(row.queuedBytes);
    switch (column) {
    case Unsent:
        return orDash(row.unsent() > 0, [&] { return readable::size(row.unsent()); });
    case Waits:
        return orDash(queued > 0, [&] { return readable::wait(waitOf(row)); });
    case Dropped:
        return orDash(row.dropped > 0, [&] { return readable::number(row.dropped); });
    case Queued:
        return orDash(queued > 0, [&] { return readable::size(queued); });
    case InKernel:
        return orDash(row.unsent() > queued, [&] { return readable::size(row.unsent() - queued); });
    default:
        return {};
    }
}

QVariant ConnectionsModel::toolTip(const ClientRow &row, int column) const
{
    if (column == Client)
        return QString::fromUtf8(row.facts->userAgent);
    if (column < Unsent || column > InKernel || (row.isClosed && row.dropped == 0))
        return {};
    QStringList lines;
    if (!row.isClosed) {
        lines.append(tr("Queued: %1 of %2")
                         .arg(readable::size(quint64(row.queuedBytes)),
                              readable::size(quint64(m_queueLimit))));
        lines.append(row.kernelBytes
                         ? tr("In the kernel, not acknowledged: %1")
                               .arg(readable::size(row.unsent() - quint64(row.queuedBytes)))
                         : tr("In the kernel: not told by this system"));
        if (row.queuedBytes > 0)
            lines.append(tr("The oldest waits %1").arg(readable::wait(waitOf(row))));
    }
    lines.append(tr("Events dropped: %1").arg(readable::number(row.dropped)));
    return lines.join(u'\n');
}

QVariant ConnectionsModel::sortValue(const ClientRow &row, int column) const
{
    switch (column) {
    case Connected:
        return qint64(-row.facts->connectedAt.count());
    case Events:
        return row.events;
    case Bytes:
        return row.bytes;
    case Unsent:
        return row.unsent();
    case Waits:
        return qint64(waitOf(row).count());
    case Dropped:
        return row.dropped;
    case Queued:
        return qint64(row.queuedBytes);
    case InKernel:
        return row.unsent() - quint64(row.queuedBytes);
    case Last:
        return row.isClosed ? qint64(-1) : qint64(row.lastEventAt.count());
    default:
        return display(row, column);
    }
}

QVariant ConnectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    struct Header {
        const char *title;
        const char *toolTip;
    };
    static const Header headers[] = {
        {QT_TR_NOOP("Client"), nullptr},
        {QT_TR_NOOP("Endpoint"), nullptr},
        {QT_TR_NOOP("Address"), nullptr},
        {QT_TR_NOOP("Connected"), QT_TR_NOOP("For how long")},
        {QT_TR_NOOP("Came with ID"), QT_TR_NOOP("The Last-Event-ID it connected with")},
        {QT_TR_NOOP("Events"), QT_TR_NOOP("Events written to it, replayed ones included")},
        {QT_TR_NOOP("Bytes"), QT_TR_NOOP("Bytes of event stream sent to it")},
        {QT_TR_NOOP("Unsent"),
         QT_TR_NOOP("Bytes the client has not taken yet: queued here and in the kernel")},
        {QT_TR_NOOP("Waits"), QT_TR_NOOP("For how long the oldest byte has been queued")},
        {QT_TR_NOOP("Dropped"), QT_TR_NOOP("Events dropped because its queue was full")},
        {QT_TR_NOOP("Queued"), QT_TR_NOOP("Bytes queued in our memory")},
        {QT_TR_NOOP("In kernel"),
         QT_TR_NOOP("Bytes the kernel has taken and the client has not acknowledged")},
        {QT_TR_NOOP("Last"), QT_TR_NOOP("When the last event went to it, or why it was closed")}};
    static_assert(std::size(headers) == ColumnCount);
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const Header &header = headers[section];
    if (role == Qt::DisplayRole)
        return tr(header.title);
    return role == Qt::ToolTipRole && header.toolTip ? QVariant(tr(header.toolTip)) : QVariant();
}

} // namespace heliograph
