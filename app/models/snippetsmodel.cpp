// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/snippetsmodel.h"

#include <QSet>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace heliograph {

namespace {

constexpr qsizetype MostSteps = 100; ///< that can be taken back

QString sentenceFor(const QList<SnippetItem> &items, const QString &one, const QString &many)
{
    if (items.size() == 1)
        return one.arg(items.constFirst().name);
    return many.arg(items.size());
}

} // namespace

SnippetsModel::SnippetsModel(QObject *parent)
    : QAbstractItemModel(parent), m_token(QUuid::createUuid().toByteArray())
{
    m_root.item.isFolder = true;
}

// --- What there is ------------------------------------------------------------------------------

void SnippetsModel::setLibrary(const SnippetLibrary &library)
{
    beginResetModel();
    m_root.children.clear();
    for (const SnippetItem &item : library.items)
        m_root.insert(m_root.childCount(), item, m_lastId);
    m_undo.clear();
    m_redo.clear();
    endResetModel();
}

SnippetLibrary SnippetsModel::library() const
{
    return {m_root.value().items};
}

SnippetItem SnippetsModel::item(const QModelIndex &index) const
{
    return nodeAt(index)->value();
}

const Draft &SnippetsModel::draft(const QModelIndex &index) const
{
    return nodeAt(index)->item.draft;
}

bool SnippetsModel::isFolder(const QModelIndex &index) const
{
    return nodeAt(index)->item.isFolder;
}

QModelIndex SnippetsModel::folderOf(const QModelIndex &index) const
{
    return isFolder(index) ? index : index.parent();
}

QModelIndex SnippetsModel::indexOfId(quint64 id) const
{
    return indexOf(m_root.find(id));
}

QModelIndex SnippetsModel::childNamed(const QString &name, const QModelIndex &folder,
                                      bool isFolder) const
{
    for (const auto &child : nodeAt(folder)->children) {
        if (child->item.isFolder == isFolder && child->item.name == name)
            return indexOf(child.get());
    }
    return {};
}

qsizetype SnippetsModel::snippetCount() const
{
    return m_root.count(true);
}

// --- Edits --------------------------------------------------------------------------------------

Result<void> SnippetsModel::checkRoom(const QList<SnippetItem> &items, const Node &folder) const
{
    if (m_root.count(false) + countItems(items) > SnippetLimits::Items)
        return failure("too-many",
                       tr("There can be %1 snippets and folders. Remove some first.")
                           .arg(SnippetLimits::Items));
    if (folder.depth() + folderDepth(items) > SnippetLimits::Depth)
        return failure(
            "too-deep",
            tr("Folders can stand %1 deep. Put it into another one.").arg(SnippetLimits::Depth));
    return {};
}

Result<void> SnippetsModel::add(const QList<SnippetItem> &items, const QModelIndex &folder, int row)
{
    const Node *into = nodeAt(folder);
    const Result<void> room = checkRoom(items, *into);
    if (!room || items.isEmpty())
        return room;
    Path path = into->path();
    path.append(row < 0 ? into->childCount() : row);
    SnippetStep step{sentenceFor(items, tr("Added “%1”."), tr("Added %1 items.")), {}};
    for (const SnippetItem &item : items) {
        step.changes.prepend(apply({SnippetChange::Kind::Insert, path, {}, item}));
        ++path.back();
    }
    commit(step);
    return {};
}

Result<void> SnippetsModel::duplicate(const QModelIndexList &indexes)
{
    const QList<Node *> nodes = topmost(indexes);
    QList<SnippetItem> items;
    for (const Node *node : nodes)
        items.append(node->value());
    if (const Result<void> room = checkRoom(items, m_root); !room)
        return room;
    SnippetStep step{sentenceFor(items, tr("Duplicated “%1”."), tr("Duplicated %1 items.")), {}};
    for (qsizetype at = 0; at < nodes.size(); ++at) {
        SnippetItem copy = items.at(at);
        copy.name = cleanSnippetName(tr("%1 copy").arg(copy.name.left(SnippetLimits::Name - 20)));
        copy.key = SnippetItem::NoKey;
        Path path = nodes.at(at)->path();
        ++path.back();
        step.changes.prepend(apply({SnippetChange::Kind::Insert, path, {}, copy}));
    }
    if (!nodes.isEmpty())
        commit(step);
    return {};
}

void SnippetsModel::remove(const QModelIndexList &indexes)
{
    const QList<Node *> nodes = topmost(indexes);
    QList<SnippetItem> items;
    QList<SnippetChange> changes;
    for (Node *node : nodes) {
        items.append({node->item.name, node->item.isFolder, {}, {}});
        changes.prepend(apply({SnippetChange::Kind::Remove, node->path(), {}, {}}));
    }
    if (!nodes.isEmpty())
        commit({sentenceFor(items, tr("Removed “%1”."), tr("Removed %1 items.")), changes});
}

void SnippetsModel::edit(Node *node, const SnippetItem &item, const QString &sentence)
{
    if (node->item == item)
        return;
    commit({sentence, {apply({SnippetChange::Kind::Edit, node->path(), {}, item})}});
}

bool SnippetsModel::rename(const QModelIndex &index, const QString &name)
{
    Node *node = nodeAt(index);
    SnippetItem item = node->item;
    item.name = cleanSnippetName(name);
    if (item.name.isEmpty() || node == &m_root)
        return false;
    edit(node, item, tr("Renamed “%1”.").arg(node->item.name));
    return true;
}

void SnippetsModel::setDraft(const QModelIndex &index, const Draft &draft)
{
    Node *node = nodeAt(index);
    SnippetItem item = node->item;
    item.draft = draft;
    edit(node, item, tr("Replaced “%1”.").arg(item.name));
}

void SnippetsModel::setKey(const QModelIndex &index, int key)
{
    Node *node = nodeAt(index);
    if (node->item.isFolder || node->item.key == key)
        return;
    SnippetStep step{tr("Changed the key of “%1”.").arg(node->item.name), {}};
    const auto give = [&](Node *to, int digit) {
        SnippetItem item = to->item;
        item.key = digit;
        step.changes.prepend(apply({SnippetChange::Kind::Edit, to->path(), {}, item}));
    };
    for (const auto &other : node->parent->children) {
        if (key != SnippetItem::NoKey && other->item.key == key)
            give(other.get(), SnippetItem::NoKey);
    }
    give(node, key);
    commit(step);
}

bool SnippetsModel::move(const QModelIndexList &indexes, const QModelIndex &folder, int row)
{
    Node *into = nodeAt(folder);
    const QList<Node *> nodes = topmost(indexes);
    QList<SnippetItem> items;
    for (const Node *node : nodes) {
        if (into->isIn(node))
            return false;
        items.append(node->value());
    }
    if (into->depth() + folderDepth(items) > SnippetLimits::Depth)
        return false;
    // The one to put them before; it may itself be moved, then the next that stays counts.
    int at = row < 0 ? into->childCount() : row;
    const auto isMoved = [&](int n) { return nodes.contains(into->childAt(n)); };
    while (at < into->childCount() && isMoved(at))
        ++at;
    const Node *before = into->childAt(at);
    SnippetStep step{sentenceFor(items, tr("Moved “%1”."), tr("Moved %1 items.")), {}};
    for (Node *node : nodes) {
        const Path from = node->path();
        const int place = before ? before->row() : into->childCount();
        const Path to = pathAfterMove(from, into->path(), place);
        if (from != to)
            step.changes.prepend(apply({SnippetChange::Kind::Move, from, to, {}}));
    }
    if (step.changes.isEmpty())
        return false;
    commit(step);
    return true;
}

// --- Taking back --------------------------------------------------------------------------------

QString SnippetsModel::lastChange() const
{
    return m_undo.isEmpty() ? QString() : m_undo.constLast().sentence;
}

void SnippetsModel::commit(SnippetStep step)
{
    m_undo.append(std::move(step));
    if (m_undo.size() > MostSteps)
        m_undo.removeFirst();
    m_redo.clear();
    Q_EMIT changed();
}

/// Takes @p step back; returns what takes that back.
SnippetStep SnippetsModel::takeBack(const SnippetStep &step)
{
    SnippetStep back{step.sentence, {}};
    for (const SnippetChange &change : step.changes)
        back.changes.prepend(apply(change));
    return back;
}

void SnippetsModel::undo()
{
    if (!canUndo())
        return;
    m_redo.append(takeBack(m_undo.takeLast()));
    Q_EMIT changed();
}

void SnippetsModel::redo()
{
    if (!canRedo())
        return;
    m_undo.append(takeBack(m_redo.takeLast()));
    Q_EMIT changed();
}

/// Makes @p change; returns the one that takes it back.
SnippetChange SnippetsModel::apply(const SnippetChange &change)
{
    if (change.kind == SnippetChange::Kind::Move)
        return applyMove(change);
    if (change.kind == SnippetChange::Kind::Edit) {
        Node *node = nodeAt(change.path, change.path.size());
        SnippetChange back = change;
        back.item = std::exchange(node->item, change.item);
        Q_EMIT dataChanged(indexOf(node), indexOf(node));
        return back;
    }
    Node *folder = nodeAt(change.path, change.path.size() - 1);
    const int row = change.path.constLast();
    SnippetChange back = change;
    if (change.kind == SnippetChange::Kind::Insert) {
        beginInsertRows(indexOf(folder), row, row);
        folder->insert(row, change.item, m_lastId);
        endInsertRows();
        back.kind = SnippetChange::Kind::Remove;
        back.item = {};
    } else {
        back.item = folder->childAt(row)->value();
        back.kind = SnippetChange::Kind::Insert;
        beginRemoveRows(indexOf(folder), row, row);
        folder->children.erase(folder->children.begin() + row);
        endRemoveRows();
    }
    return back;
}

SnippetChange SnippetsModel::applyMove(const SnippetChange &change)
{
    Node *from = nodeAt(change.path, change.path.size() - 1);
    const int row = change.path.constLast();
    const Path target = pathBeforeMove(change.path, change.to);
    Node *to = nodeAt(target, target.size() - 1);
    beginMoveRows(indexOf(from), row, row, indexOf(to), target.constLast());
    std::unique_ptr<Node> node = from->take(row);
    to->put(change.to.constLast(), std::move(node));
    endMoveRows();
    return {SnippetChange::Kind::Move, change.to, change.path, {}};
}

// --- Nodes and indexes --------------------------------------------------------------------------

SnippetNode *SnippetsModel::nodeAt(const QModelIndex &index)
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : &m_root;
}

const SnippetNode *SnippetsModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const Node *>(index.internalPointer()) : &m_root;
}

SnippetNode *SnippetsModel::nodeAt(const Path &path, qsizetype length)
{
    Node *node = &m_root;
    for (qsizetype at = 0; at < length; ++at)
        node = node->childAt(path.at(at));
    return node;
}

QModelIndex SnippetsModel::indexOf(const Node *node) const
{
    return !node || node == &m_root ? QModelIndex() : createIndex(node->row(), 0, node);
}

/// The nodes of @p indexes in the tree's order, without those inside another of them.
QList<SnippetNode *> SnippetsModel::topmost(const QModelIndexList &indexes)
{
    QSet<const Node *> all;
    for (const QModelIndex &index : indexes)
        all.insert(nodeAt(index));
    all.remove(&m_root);
    QList<std::pair<Path, Node *>> found;
    QSet<const Node *> seen;
    for (const QModelIndex &index : indexes) {
        Node *node = nodeAt(index);
        const Node *around = node->parent;
        while (around && !all.contains(around))
            around = around->parent;
        if (all.contains(node) && !around && !seen.contains(node)) {
            seen.insert(node);
            found.append({node->path(), node});
        }
    }
    std::sort(found.begin(), found.end(),
              [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<Node *> nodes;
    for (const auto &each : std::as_const(found))
        nodes.append(each.second);
    return nodes;
}

} // namespace heliograph
