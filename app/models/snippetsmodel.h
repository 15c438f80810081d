// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippet.h"
#include "app/core/result.h"
#include "app/models/snippettree.h"

#include <QAbstractItemModel>

namespace heliograph {

/// A library as a tree of folders and snippets that is edited in place, by drag and drop too; each
/// edit can be taken back. Stays within SnippetLimits.
class SnippetsModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        IsFolderRole = Qt::UserRole + 1, ///< bool
        IdRole, ///< quint64: the same as long as the row is there, wherever it moves
        KeyRole, ///< int: SnippetItem::key
        EventRole, ///< QString: the event type
        DetailRole, ///< QString: event type and unusual endpoint, or how many a folder holds
        SearchRole, ///< QString: the texts to look for words in
    };

    explicit SnippetsModel(QObject *parent = nullptr);

    /// Replaces all; there is nothing to take back then. Not a change.
    void setLibrary(const SnippetLibrary &library);
    [[nodiscard]] SnippetLibrary library() const;

    /// A row with everything in it; for no index, a folder of all.
    [[nodiscard]] SnippetItem item(const QModelIndex &index) const;
    [[nodiscard]] const Draft &draft(const QModelIndex &index) const;
    [[nodiscard]] bool isFolder(const QModelIndex &index) const; ///< true for no index
    /// @p index when it is a folder, else the folder that it is in.
    [[nodiscard]] QModelIndex folderOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOfId(quint64 id) const;
    /// The child of @p folder with that @p name.
    [[nodiscard]] QModelIndex childNamed(const QString &name, const QModelIndex &folder,
                                         bool isFolder) const;
    [[nodiscard]] qsizetype snippetCount() const;

    /// Puts @p items before @p row of @p folder (-1: at its end). Errors: "too-many", "too-deep".
    Result<void> add(const QList<SnippetItem> &items, const QModelIndex &folder, int row = -1);
    /// A copy behind each of @p indexes. Error: "too-many".
    Result<void> duplicate(const QModelIndexList &indexes);
    void remove(const QModelIndexList &indexes);
    bool rename(const QModelIndex &index, const QString &name);
    void setDraft(const QModelIndex &index, const Draft &draft);
    /// A digit, or SnippetItem::NoKey. Whoever had it in the same folder has none then.
    void setKey(const QModelIndex &index, int key);
    /// Moves @p indexes, in their order, before @p row of @p folder (-1: to its end). Whether
    /// anything was moved: not into itself, nor too deep.
    bool move(const QModelIndexList &indexes, const QModelIndex &folder, int row);

    [[nodiscard]] bool canUndo() const { return !m_undo.isEmpty(); }
    [[nodiscard]] bool canRedo() const { return !m_redo.isEmpty(); }
    [[nodiscard]] QString lastChange() const; ///< what undo() takes back, a sentence
    void undo();
    void redo();

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    using QObject::parent;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row,
                                       int column, const QModelIndex &parent) const override;
    /// Moves or copies the rows of this model themselves, so that nobody need remove them after;
    /// copies those of another window.
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

Q_SIGNALS:
    void changed(); ///< by an edit, not by setLibrary()

private:
    using Node = SnippetNode;
    using Path = SnippetNode::Path;

    [[nodiscard]] Node *nodeAt(const QModelIndex &index);
    [[nodiscard]] const Node *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] Node *nodeAt(const Path &path, qsizetype length);
    [[nodiscard]] QModelIndex indexOf(const Node *node) const;
    [[nodiscard]] QList<Node *> topmost(const QModelIndexList &indexes);
    [[nodiscard]] QModelIndexList draggedRows(const QMimeData &data) const;
    [[nodiscard]] Result<void> checkRoom(const QList<SnippetItem> &items, const Node &folder) const;

    void edit(Node *node, const SnippetItem &item, const QString &sentence);
    void commit(SnippetStep step);
    SnippetStep takeBack(const SnippetStep &step);
    SnippetChange apply(const SnippetChange &change);
    SnippetChange applyMove(const SnippetChange &change);

    Node m_root;
    QList<SnippetStep> m_undo;
    QList<SnippetStep> m_redo;
    quint64 m_lastId = 0;
    const QByteArray m_token; ///< tells this model's rows from another's in a drag
};

} // namespace heliograph
