// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SnippetsModel as views see it: rows, data, drag and drop.
#include "app/compose/snippetjson.h"
#include "app/models/snippetsmodel.h"

#include <QMimeData>
#include <QSet>

namespace heliograph {

namespace {

const auto snippetsType = QStringLiteral("application/vnd.heliograph.snippets+json");
const auto rowsType = QStringLiteral("application/x-heliograph-snippet-rows");
constexpr qsizetype MostDropped = qsizetype{8} * 1024 * 1024; ///< bytes of another window
constexpr qsizetype MostSearched = 4000; ///< bytes of data

QString detail(const SnippetItem &item)
{
    const Draft &draft = item.draft;
    const QString what =
        draft.mode == DraftMode::Raw ? SnippetsModel::tr("raw bytes") : draft.event;
    const QString where = draft.endpoint == Draft().endpoint ? QString() : draft.endpoint;
    return what.isEmpty() || where.isEmpty() ? what + where : what + QLatin1String("  ") + where;
}

QString searched(const SnippetItem &item)
{
    const Draft &draft = item.draft;
    return QStringList{item.name,
                       draft.event,
                       draft.endpoint,
                       draft.comment,
                       draft.raw.left(MostSearched),
                       QString::fromUtf8(draft.data.left(MostSearched))}
        .join(u'\n');
}

} // namespace

QModelIndex SnippetsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (column != 0)
        return {};
    const Node *child = nodeAt(parent)->childAt(row);
    return child ? createIndex(row, 0, child) : QModelIndex();
}

QModelIndex SnippetsModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(nodeAt(index)->parent) : QModelIndex();
}

int SnippetsModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : nodeAt(parent)->childCount();
}

int SnippetsModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant SnippetsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node *node = nodeAt(index);
    const SnippetItem &item = node->item;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return item.name;
    case Qt::ToolTipRole:
        return item.isFolder ? QVariant() : item.name + u'\n' + detail(item);
    case IsFolderRole:
        return item.isFolder;
    case IdRole:
        return node->id;
    case KeyRole:
        return item.key;
    case EventRole:
        return item.draft.event;
    case DetailRole:
        return item.isFolder ? QString::number(node->count(true)) : detail(item);
    case SearchRole:
        return item.isFolder ? item.name : searched(item);
    default:
        return {};
    }
}

bool SnippetsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    return role == Qt::EditRole && checkIndex(index, CheckIndexOption::IndexIsValid)
        && rename(index, value.toString());
}

Qt::ItemFlags SnippetsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    const Qt::ItemFlags all =
        Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
    return isFolder(index) ? all | Qt::ItemIsDropEnabled : all | Qt::ItemNeverHasChildren;
}

// --- Drag and drop ------------------------------------------------------------------------------

Qt::DropActions SnippetsModel::supportedDropActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

QStringList SnippetsModel::mimeTypes() const
{
    return {rowsType, snippetsType};
}

/// The rows for this model, and their content for another window.
QMimeData *SnippetsModel::mimeData(const QModelIndexList &indexes) const
{
    QByteArrayList rows{m_token};
    QSet<const Node *> all;
    for (const QModelIndex &index : indexes)
        all.insert(nodeAt(index));
    SnippetLibrary dragged;
    for (const QModelIndex &index : indexes) {
        const Node *node = nodeAt(index);
        rows.append(QByteArray::number(node->id));
        const Node *around = node->parent;
        while (around && !all.contains(around))
            around = around->parent;
        if (!around)
            dragged.items.append(node->value());
    }
    auto *data = new QMimeData;
    data->setData(rowsType, rows.join(' '));
    data->setData(snippetsType, toJson(dragged));
    return data;
}

/// The rows of this model that @p data names; none when it comes from another.
QModelIndexList SnippetsModel::draggedRows(const QMimeData &data) const
{
    const QByteArrayList parts = data.data(rowsType).split(' ');
    if (parts.constFirst() != m_token)
        return {};
    QModelIndexList rows;
    for (qsizetype at = 1; at < parts.size(); ++at) {
        if (const QModelIndex row = indexOfId(parts.at(at).toULongLong()); row.isValid())
            rows.append(row);
    }
    return rows;
}

bool SnippetsModel::canDropMimeData(const QMimeData *data, Qt::DropAction action, int, int,
                                    const QModelIndex &parent) const
{
    if (!data || (action != Qt::MoveAction && action != Qt::CopyAction) || !isFolder(parent))
        return false;
    const QModelIndexList rows = draggedRows(*data);
    if (rows.isEmpty())
        return data->hasFormat(snippetsType);
    const Node *into = nodeAt(parent);
    const bool moves = action == Qt::MoveAction;
    for (const QModelIndex &row : rows) {
        const Node *node = nodeAt(row);
        if ((moves && into->isIn(node))
            || into->depth() + folderDepth({node->value()}) > SnippetLimits::Depth)
            return false;
    }
    return true;
}

bool SnippetsModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                 const QModelIndex &parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    const QModelIndexList rows = draggedRows(*data);
    if (!rows.isEmpty() && action == Qt::MoveAction)
        return move(rows, parent, row);
    QList<SnippetItem> items;
    if (!rows.isEmpty()) {
        for (const Node *node : topmost(rows))
            items.append(node->value());
    } else if (const QByteArray bytes = data->data(snippetsType); bytes.size() <= MostDropped) {
        items = parseSnippets(bytes, tr("What was dropped")).value_or(SnippetLibrary()).items;
    }
    return !items.isEmpty() && add(items, parent, row).has_value();
}

} // namespace heliograph
