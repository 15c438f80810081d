// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/snippettree.h"

#include <algorithm>

namespace heliograph {

namespace {

/// Whether @p to goes through the folder that holds @p from, so that a row more or less there
/// shifts it.
bool sharesFolder(const SnippetNode::Path &from, const SnippetNode::Path &to)
{
    const qsizetype level = from.size() - 1;
    return to.size() > level && from.first(level) == to.first(level);
}

} // namespace

int SnippetNode::row() const
{
    if (!parent)
        return 0;
    const auto own = std::find_if(parent->children.cbegin(), parent->children.cend(),
                                  [this](const auto &sibling) { return sibling.get() == this; });
    return static_cast<int>(own - parent->children.cbegin());
}

SnippetNode *SnippetNode::childAt(int row) const
{
    if (row < 0 || row >= childCount())
        return nullptr;
    return children.at(static_cast<std::size_t>(row)).get();
}

SnippetNode::Path SnippetNode::path() const
{
    if (!parent)
        return {};
    return parent->path() << row();
}

int SnippetNode::depth() const
{
    return parent ? 1 + parent->depth() : 0;
}

SnippetItem SnippetNode::value() const
{
    SnippetItem result = item;
    result.items.reserve(childCount());
    for (const auto &child : children)
        result.items.append(child->value());
    return result;
}

qsizetype SnippetNode::count(bool onlySnippets) const
{
    qsizetype result = 0;
    for (const auto &child : children)
        result += child->count(onlySnippets) + (onlySnippets && child->item.isFolder ? 0 : 1);
    return result;
}

bool SnippetNode::isIn(const SnippetNode *node) const
{
    for (const SnippetNode *at = this; at; at = at->parent) {
        if (at == node)
            return true;
    }
    return false;
}

const SnippetNode *SnippetNode::find(quint64 wanted) const
{
    if (id == wanted)
        return this;
    for (const auto &child : children) {
        if (const SnippetNode *found = child->find(wanted))
            return found;
    }
    return nullptr;
}

void SnippetNode::insert(int row, const SnippetItem &value, quint64 &lastId)
{
    auto node = std::make_unique<SnippetNode>();
    node->id = ++lastId;
    node->item = value;
    node->item.items.clear();
    node->children.reserve(static_cast<std::size_t>(value.items.size()));
    for (const SnippetItem &below : value.items)
        node->insert(node->childCount(), below, lastId);
    put(row, std::move(node));
}

void SnippetNode::put(int row, std::unique_ptr<SnippetNode> node)
{
    node->parent = this;
    children.insert(children.begin() + row, std::move(node));
}

std::unique_ptr<SnippetNode> SnippetNode::take(int row)
{
    std::unique_ptr<SnippetNode> node = std::move(children.at(static_cast<std::size_t>(row)));
    children.erase(children.begin() + row);
    return node;
}

SnippetNode::Path pathAfterMove(const SnippetNode::Path &from, const SnippetNode::Path &folder,
                                int row)
{
    SnippetNode::Path to = folder;
    to.append(row);
    const qsizetype level = from.size() - 1;
    if (sharesFolder(from, to) && to.at(level) > from.at(level))
        --to[level];
    return to;
}

SnippetNode::Path pathBeforeMove(const SnippetNode::Path &from, const SnippetNode::Path &to)
{
    SnippetNode::Path before = to;
    const qsizetype level = from.size() - 1;
    if (sharesFolder(from, to) && to.at(level) >= from.at(level))
        ++before[level];
    return before;
}

} // namespace heliograph
