// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/eventlogmodel.h"

#include "app/models/journalfeed.h"
#include "app/models/readable.h"
#include "app/models/useragent.h"

#include <QElapsedTimer>

#include <algorithm>

namespace heliograph {

namespace {

constexpr qsizetype entriesAtOnce = 2'000; ///< while looking back
constexpr qint64 scanBudget = 12; ///< milliseconds of one turn
constexpr qsizetype previewBytes = 4'096;

bool isEvent(const JournalEntry &entry)
{
    return entry.kind == EntryKind::Received || entry.kind == EntryKind::Published;
}

QString typeText(const JournalEntry &entry)
{
    switch (entry.kind) {
    case EntryKind::Published:
    case EntryKind::Received:
        return entry.eventType.isEmpty() ? EventLogModel::tr("no data")
                                         : readable::oneLine(entry.eventType, 80);
    case EntryKind::Replayed:
        return EventLogModel::tr("replay");
    case EntryKind::Heartbeat:
        return EventLogModel::tr("heartbeat");
    case EntryKind::ClientOpened:
        return EventLogModel::tr("connected");
    case EntryKind::ClientClosed:
        return EventLogModel::tr("closed");
    case EntryKind::SlowReader:
        return EventLogModel::tr("slow reader");
    case EntryKind::ReceivedBlock:
        return entry.wire.startsWith(':') ? EventLogModel::tr("comment")
                                          : EventLogModel::tr("no event");
    case EntryKind::SubscriptionState:
        return EventLogModel::tr("state");
    case EntryKind::Console:
        return QStringLiteral("console");
    case EntryKind::Problem:
        break;
    }
    return EventLogModel::tr("problem");
}

/// The first bytes of the data; a large block is not taken apart for one line of a table.
QByteArray dataStart(const JournalEntry &entry)
{
    if (entry.wire.size() <= previewBytes)
        return entry.data();
    JournalEntry head;
    head.wire = entry.wire.left(previewBytes) + "\n\n";
    return head.data();
}

QString clientText(const JournalEntry &entry)
{
    if (!entry.client)
        return entry.text;
    const UserAgent agent = UserAgent::parse(entry.client->userAgent);
    const QString who = agent.platform.isEmpty()
        ? agent.name
        : EventLogModel::tr("%1 on %2").arg(agent.name, agent.platform);
    const QString from = EventLogModel::tr("%1 from %2").arg(who, entry.client->remote);
    return entry.text.isEmpty() ? from : EventLogModel::tr("%1 (%2)").arg(entry.text, from);
}

QString dataText(const JournalEntry &entry)
{
    switch (entry.kind) {
    case EntryKind::Published:
    case EntryKind::Received:
        return readable::oneLine(entry.eventType.isEmpty() ? entry.wire.trimmed()
                                                           : dataStart(entry));
    case EntryKind::Heartbeat:
    case EntryKind::ReceivedBlock:
        return readable::oneLine(entry.wire.trimmed());
    case EntryKind::Replayed:
        return entry.text.isEmpty() ? EventLogModel::tr("events replayed: %1").arg(entry.recipients)
                                    : entry.text;
    case EntryKind::ClientOpened:
    case EntryKind::ClientClosed:
        return clientText(entry);
    case EntryKind::Console:
        return readable::oneLine(entry.text.toUtf8());
    case EntryKind::SlowReader:
    case EntryKind::SubscriptionState:
    case EntryKind::Problem:
        break;
    }
    return entry.text;
}

QString recipientsText(const JournalEntry &entry)
{
    if (entry.client)
        return EventLogModel::tr("client %1").arg(toNumber(entry.client->id));
    if (entry.subscription != SubscriptionId::None)
        return EventLogModel::tr("\u2190 subscription %1").arg(toNumber(entry.subscription));
    if (entry.connection != ConnectionId::None)
        return EventLogModel::tr("\u2192 client %1").arg(toNumber(entry.connection));
    if (entry.targets && entry.targets->size() == 1)
        return EventLogModel::tr("\u2192 client %1").arg(toNumber(entry.targets->constFirst()));
    if (entry.kind == EntryKind::Published || entry.kind == EntryKind::Heartbeat)
        return entry.recipients == 1
            ? EventLogModel::tr("\u2192 1 client")
            : EventLogModel::tr("\u2192 %1 clients").arg(readable::number(entry.recipients));
    return {};
}

} // namespace

EventLogModel::EventLogModel(JournalFeed &feed, QObject *parent)
    : QAbstractTableModel(parent), m_feed(feed)
{
    m_scan.setInterval(0);
    connect(&m_scan, &QTimer::timeout, this, &EventLogModel::scanChunk);
    connect(&m_feed, &JournalFeed::entriesAdded, this, &EventLogModel::onEntries);
    connect(&m_feed, &JournalFeed::firstHeldChanged, this, &EventLogModel::onFirstHeld);
}

void EventLogModel::setScope(const LogScope &scope)
{
    m_scope = scope;
    m_cleared = Sequence::None;
    m_paused = false;
    restart();
}

void EventLogModel::setFilter(const EventFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    restart();
}

void EventLogModel::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    if (paused) {
        m_scan.stop();
    } else {
        onFirstHeld(m_feed.firstHeld());
        m_scan.start();
    }
    Q_EMIT stateChanged();
}

void EventLogModel::clear()
{
    m_cleared = m_feed.journal().last();
    restart();
}

/// Starts again from the oldest entry that may be shown.
void EventLogModel::restart()
{
    beginResetModel();
    m_rows.clear();
    m_beforeFirst = std::chrono::nanoseconds{-1};
    m_droppedRows = 0;
    m_cursor = m_cleared;
    if (m_scope.opened != Sequence::None)
        m_cursor = std::max(m_cursor, Sequence{toNumber(m_scope.opened) - 1});
    endResetModel();
    const bool scan = !m_paused && m_scope.kind != LogScope::Kind::Nothing;
    scan ? m_scan.start() : m_scan.stop();
    Q_EMIT stateChanged();
}

void EventLogModel::scanChunk()
{
    QElapsedTimer spent;
    spent.start();
    QList<JournalEntryPtr> found;
    bool atEnd = false;
    while (!atEnd && spent.elapsed() < scanBudget) {
        const QList<JournalEntryPtr> entries = m_feed.journal().read(m_cursor, entriesAtOnce);
        for (const JournalEntryPtr &entry : entries) {
            // What the feed has not handed out yet comes with its next batch.
            if (entry->sequence > m_feed.position())
                break;
            m_cursor = entry->sequence;
            if (accepts(*entry))
                found.append(entry);
        }
        atEnd = entries.isEmpty() || m_cursor >= m_feed.position()
            || entries.constLast()->sequence > m_feed.position();
    }
    if (atEnd)
        m_scan.stop();
    take(found);
    if (atEnd || !found.isEmpty())
        Q_EMIT stateChanged();
}

void EventLogModel::onEntries(const QList<JournalEntryPtr> &entries)
{
    // A scan under way, or the one that ends a pause, will come by these itself.
    if (m_paused || m_scan.isActive() || m_scope.kind == LogScope::Kind::Nothing)
        return;
    QList<JournalEntryPtr> found;
    for (const JournalEntryPtr &entry : entries) {
        if (entry->sequence > m_cursor && accepts(*entry))
            found.append(entry);
    }
    m_cursor = std::max(m_cursor, entries.constLast()->sequence);
    if (found.isEmpty())
        return;
    take(found);
    Q_EMIT stateChanged();
}

bool EventLogModel::accepts(const JournalEntry &entry)
{
    if (!m_scope.contains(entry))
        return false;
    if (m_scope.kind == LogScope::Kind::Client && entry.kind == EntryKind::ClientClosed)
        m_scope.closed = entry.sequence;
    return m_filter.matches(entry);
}

void EventLogModel::take(const QList<JournalEntryPtr> &entries)
{
    if (entries.isEmpty())
        return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(entries.size()) - 1);
    m_rows.insert(m_rows.end(), entries.cbegin(), entries.cend());
    endInsertRows();
}

void EventLogModel::onFirstHeld(Sequence first)
{
    if (m_paused)
        return;
    const auto end = std::lower_bound(
        m_rows.cbegin(), m_rows.cend(), first,
        [](const JournalEntryPtr &row, Sequence wanted) { return row->sequence < wanted; });
    const auto count = static_cast<int>(std::distance(m_rows.cbegin(), end));
    if (count == 0)
        return;
    beginRemoveRows({}, 0, count - 1);
    m_beforeFirst = m_rows.at(size_t(count) - 1)->monotonic;
    m_rows.erase(m_rows.cbegin(), end);
    m_droppedRows += quint64(count);
    endRemoveRows();
    Q_EMIT stateChanged();
}

JournalEntryPtr EventLogModel::entry(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows.at(size_t(row)) : JournalEntryPtr();
}

int EventLogModel::rowOf(Sequence sequence) const
{
    const auto found = std::lower_bound(
        m_rows.cbegin(), m_rows.cend(), sequence,
        [](const JournalEntryPtr &row, Sequence wanted) { return row->sequence < wanted; });
    if (found == m_rows.cend() || (*found)->sequence != sequence)
        return -1;
    return static_cast<int>(std::distance(m_rows.cbegin(), found));
}

int EventLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int{ColumnCount};
}

QVariant EventLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const JournalEntryPtr &entry = m_rows.at(size_t(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return display(*entry, index.row(), index.column());
    case EntryRole:
        return QVariant::fromValue(entry);
    case KindRole:
        return static_cast<int>(entry->kind);
    case EventTypeRole:
        return entry->eventType;
    case IsEventRole:
        return isEvent(*entry) && !entry->eventType.isEmpty();
    default:
        return {};
    }
}

QVariant EventLogModel::display(const JournalEntry &entry, int row, int column) const
{
    switch (column) {
    case Number:
        return isEvent(entry) ? readable::number(toNumber(entry.sequence))
                              : QStringLiteral("\u2013");
    case Time:
        return readable::time(entry.wall);
    case Delta:
        return deltaText(row);
    case Endpoint:
        return QString::fromUtf8(entry.endpoint);
    case Recipients:
        return recipientsText(entry);
    case Type:
        return typeText(entry);
    case Id:
        return entry.hasEventId ? readable::oneLine(entry.eventId, 80) : QString();
    case Size:
        return entry.wire.isEmpty() ? QString() : readable::number(quint64(entry.wire.size()));
    case Data:
        return dataText(entry);
    default:
        return {};
    }
}

QString EventLogModel::deltaText(int row) const
{
    const auto before = row > 0 ? m_rows.at(size_t(row) - 1)->monotonic : m_beforeFirst;
    if (before < std::chrono::nanoseconds::zero())
        return {};
    return readable::step(m_rows.at(size_t(row))->monotonic - before);
}

QVariant EventLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const char *const titles[] = {
        QT_TR_NOOP("#"),        QT_TR_NOOP("Time"), QT_TR_NOOP("\u0394"),
        QT_TR_NOOP("Endpoint"), QT_TR_NOOP("To"),   QT_TR_NOOP("Event"),
        QT_TR_NOOP("ID"),       QT_TR_NOOP("Size"), QT_TR_NOOP("Data")};
    return section >= 0 && section < ColumnCount ? QVariant(tr(titles[section])) : QVariant();
}

} // namespace heliograph
