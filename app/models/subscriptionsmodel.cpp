// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/subscriptionsmodel.h"

#include "app/core/clock.h"
#include "app/models/readable.h"

#include <algorithm>

namespace heliograph {

namespace {

QString stateText(const SubscriptionSnapshot &row, std::chrono::microseconds now)
{
    using namespace std::chrono;
    switch (row.state) {
    case SubscriptionState::Idle:
        return SubscriptionsModel::tr("not connected");
    case SubscriptionState::Connecting:
        return SubscriptionsModel::tr("connecting\u2026");
    case SubscriptionState::Open:
        return SubscriptionsModel::tr("open");
    case SubscriptionState::Waiting: {
        const auto left = std::max(microseconds::zero(), row.retryAt - now);
        return SubscriptionsModel::tr("waiting to reconnect in %1 s")
            .arg(std::chrono::ceil<seconds>(left).count());
    }
    case SubscriptionState::Closed:
        break;
    }
    return SubscriptionsModel::tr("closed");
}

QString readyStateText(ReadyState state)
{
    switch (state) {
    case ReadyState::Connecting:
        return QStringLiteral("0 CONNECTING");
    case ReadyState::Open:
        return QStringLiteral("1 OPEN");
    case ReadyState::Closed:
        break;
    }
    return QStringLiteral("2 CLOSED");
}

} // namespace

SubscriptionsModel::SubscriptionsModel(const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_clock(clock)
{
}

void SubscriptionsModel::setSnapshots(const QList<SubscriptionSnapshot> &snapshots)
{
    const int before = rowCount();
    removeGone(snapshots);
    int first = -1;
    int last = -1;
    QList<SubscriptionSnapshot> added;
    for (const SubscriptionSnapshot &snapshot : snapshots) {
        const int row = rowOf(snapshot.id);
        if (row < 0) {
            added.append(snapshot);
        } else if (m_rows.at(row) != snapshot) {
            m_rows[row] = snapshot;
            first = first < 0 ? row : first;
            last = row;
        }
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    if (!added.isEmpty()) {
        const int start = rowCount();
        beginInsertRows({}, start, start + static_cast<int>(added.size()) - 1);
        m_rows.append(added);
        endInsertRows();
    }
    if (rowCount() != before)
        Q_EMIT countChanged(rowCount());
}

void SubscriptionsModel::removeGone(const QList<SubscriptionSnapshot> &snapshots)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        const SubscriptionId id = m_rows.at(row).id;
        const bool stays = std::any_of(snapshots.cbegin(), snapshots.cend(),
                                       [id](const auto &other) { return other.id == id; });
        if (stays)
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
}

int SubscriptionsModel::rowOf(SubscriptionId id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows.at(row).id == id)
            return row;
    }
    return -1;
}

int SubscriptionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SubscriptionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int{ColumnCount};
}

QVariant SubscriptionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SubscriptionSnapshot &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == Message && !row.lastError.isEmpty() ? QVariant(row.lastError)
                                                                     : QVariant();
    case IdRole:
        return QVariant::fromValue(row.id);
    case PhaseRole:
        return static_cast<int>(row.state);
    case HasProblemRole:
        return !row.lastError.isEmpty();
    default:
        return {};
    }
}

QVariant SubscriptionsModel::display(const SubscriptionSnapshot &row, int column) const
{
    switch (column) {
    case Url:
        return row.url.toDisplayString();
    case State:
        return stateText(row, m_clock.wall());
    case ReadyState:
        return readyStateText(row.readyState);
    case LastEventId:
        return row.lastEventId.isEmpty() ? QStringLiteral("\u2013")
                                         : readable::oneLine(row.lastEventId, 60);
    case Events:
        return readable::number(row.events);
    case Bytes:
        return readable::bytes(row.bytes);
    case Message:
        return row.lastError;
    default:
        return {};
    }
}

QVariant SubscriptionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const char *const titles[] = {
        QT_TR_NOOP("URL"),    QT_TR_NOOP("State"), QT_TR_NOOP("readyState"), QT_TR_NOOP("Last ID"),
        QT_TR_NOOP("Events"), QT_TR_NOOP("Bytes"), QT_TR_NOOP("Problem")};
    return section >= 0 && section < ColumnCount ? QVariant(tr(titles[section])) : QVariant();
}

} // namespace heliograph
