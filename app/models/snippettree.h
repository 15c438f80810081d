// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippet.h"

#include <memory>
#include <vector>

namespace heliograph {

/// A row of SnippetsModel and the rows below it.
struct SnippetNode {
    /// Rows from the root down.
    using Path = QList<int>;

    SnippetItem item; ///< its items are always empty: they are the children
    SnippetNode *parent = nullptr; ///< null: the root
    std::vector<std::unique_ptr<SnippetNode>> children;
    quint64 id = 0; ///< rises; 0: the root

    [[nodiscard]] int row() const;
    [[nodiscard]] int childCount() const { return static_cast<int>(children.size()); }
    [[nodiscard]] SnippetNode *childAt(int row) const; ///< null when there is none
    [[nodiscard]] Path path() const;
    [[nodiscard]] int depth() const; ///< 0: the root
    [[nodiscard]] SnippetItem value() const; ///< with what is below it
    [[nodiscard]] qsizetype count(bool onlySnippets) const; ///< below it

    /// Whether it is @p node or below it.
    [[nodiscard]] bool isIn(const SnippetNode *node) const;

    /// The one of that @p id, of it and those below it; null when there is none.
    [[nodiscard]] const SnippetNode *find(quint64 wanted) const;

    /// Makes a child of @p value at @p row; ids go on from @p lastId.
    void insert(int row, const SnippetItem &value, quint64 &lastId);
    void put(int row, std::unique_ptr<SnippetNode> node);
    [[nodiscard]] std::unique_ptr<SnippetNode> take(int row);
};

/// One change of the tree.
struct SnippetChange {
    enum class Kind { Insert, Remove, Move, Edit };
    Kind kind = Kind::Edit;
    SnippetNode::Path path; ///< of the row: as it will be for Insert, as it is for the rest
    SnippetNode::Path to; ///< of the moved row, as it is once it was moved
    SnippetItem item; ///< of Insert, with what is below it, and of Edit, without
};

/// What one command changed: what takes it back, in that order.
struct SnippetStep {
    QString sentence;
    QList<SnippetChange> changes;
};

/// Where the row at @p from is once it was moved before @p row of @p folder, both as they are.
[[nodiscard]] SnippetNode::Path pathAfterMove(const SnippetNode::Path &from,
                                              const SnippetNode::Path &folder, int row);

/// The opposite: what pathAfterMove() was given, row last, to have come to @p to.
[[nodiscard]] SnippetNode::Path pathBeforeMove(const SnippetNode::Path &from,
                                               const SnippetNode::Path &to);

} // namespace heliograph
