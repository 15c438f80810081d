// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/snippet.h"

#include "app/core/say.h"

#include <algorithm>
#include <array>

namespace heliograph {

namespace {

constexpr std::array<int, 10> KeyOrder{1, 2, 3, 4, 5, 6, 7, 8, 9, 0};

} // namespace

bool SnippetItem::operator==(const SnippetItem &other) const
{
    return name == other.name && isFolder == other.isFolder && items == other.items
        && draft == other.draft && key == other.key;
}

qsizetype countItems(const QList<SnippetItem> &items)
{
    qsizetype count = items.size();
    for (const SnippetItem &item : items)
        count += countItems(item.items);
    return count;
}

qsizetype countSnippets(const QList<SnippetItem> &items)
{
    qsizetype count = 0;
    for (const SnippetItem &item : items)
        count += item.isFolder ? countSnippets(item.items) : 1;
    return count;
}

int folderDepth(const QList<SnippetItem> &items)
{
    int depth = 0;
    for (const SnippetItem &item : items) {
        if (item.isFolder)
            depth = std::max(depth, 1 + folderDepth(item.items));
    }
    return depth;
}

QString cleanSnippetName(const QString &name)
{
    QString clean = name.left(4 * SnippetLimits::Name);
    for (QChar &c : clean) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    clean = clean.simplified().left(SnippetLimits::Name);
    if (clean.endsWith(u' ') || (!clean.isEmpty() && clean.back().isHighSurrogate()))
        clean.chop(1);
    return clean;
}

QString suggestedSnippetName(const Draft &draft)
{
    if (draft.mode == DraftMode::Raw)
        return say("Raw bytes");
    QString name = cleanSnippetName(draft.event);
    if (name.isEmpty() && !draft.withoutData)
        name = cleanSnippetName(QString::fromUtf8(draft.data.left(120))).left(40).trimmed();
    if (name.isEmpty())
        name = cleanSnippetName(draft.comment);
    return name.isEmpty() ? say("Event") : name;
}

QList<int> soundboardKeys(const QList<int> &assigned)
{
    std::array<bool, 10> taken{};
    QList<int> keys(assigned.size(), SnippetItem::NoKey);
    for (qsizetype at = 0; at < assigned.size(); ++at) {
        const int key = assigned.at(at);
        if (key < 0 || key > 9 || taken.at(static_cast<std::size_t>(key)))
            continue;
        taken.at(static_cast<std::size_t>(key)) = true;
        keys[at] = key;
    }
    auto next = KeyOrder.cbegin();
    for (int &key : keys) {
        if (key != SnippetItem::NoKey)
            continue;
        next = std::find_if(next, KeyOrder.cend(),
                            [&](int digit) { return !taken.at(static_cast<std::size_t>(digit)); });
        if (next == KeyOrder.cend())
            break;
        key = *next++;
    }
    return keys;
}

} // namespace heliograph
