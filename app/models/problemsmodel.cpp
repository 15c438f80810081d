// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/problemsmodel.h"

#include "app/core/clock.h"
#include "app/models/journalfeed.h"
#include "app/models/readable.h"

namespace heliograph {

namespace {
constexpr size_t mostRows = 1'000;
}

ProblemsModel::ProblemsModel(JournalFeed &feed, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_clock(clock)
{
    connect(&feed, &JournalFeed::entriesAdded, this, &ProblemsModel::onEntries);
}

void ProblemsModel::add(const QString &text, const QString &source)
{
    append({Row{m_clock.wall(), source, text}});
}

void ProblemsModel::onEntries(const QList<JournalEntryPtr> &entries)
{
    std::deque<Row> rows;
    for (const JournalEntryPtr &entry : entries) {
        if (entry->kind != EntryKind::Problem)
            continue;
        rows.push_back({entry->wall, QString::fromUtf8(entry->endpoint), entry->text});
        if (rows.size() > mostRows)
            rows.pop_front();
    }
    append(std::move(rows));
}

void ProblemsModel::append(std::deque<Row> rows)
{
    if (rows.empty())
        return;
    const size_t total = m_rows.size() + rows.size();
    if (total > mostRows) {
        const auto surplus = static_cast<std::ptrdiff_t>(std::min(total - mostRows, m_rows.size()));
        if (surplus > 0) {
            beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
            m_rows.erase(m_rows.begin(), m_rows.begin() + surplus);
            endRemoveRows();
        }
    }
    beginInsertRows({}, count(), count() + static_cast<int>(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    endInsertRows();
    Q_EMIT countChanged(count());
}

void ProblemsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
    Q_EMIT countChanged(0);
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int{ColumnCount};
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    if (role == Qt::ToolTipRole)
        return row.text;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return readable::time(row.wall);
    case Source:
        return row.source;
    default:
        return row.text;
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const char *const titles[] = {QT_TR_NOOP("Time"), QT_TR_NOOP("Where"),
                                         QT_TR_NOOP("Problem")};
    return section >= 0 && section < ColumnCount ? QVariant(tr(titles[section])) : QVariant();
}

} // namespace heliograph
