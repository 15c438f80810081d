// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"

#include <QList>
#include <QString>

namespace heliograph {

/// A draft kept under a name, or a folder of such. A value.
struct SnippetItem {
    static constexpr int NoKey = -1;

    QString name; ///< as cleanSnippetName() leaves it
    bool isFolder = false;
    QList<SnippetItem> items; ///< of a folder
    Draft draft; ///< of a snippet
    int key = NoKey; ///< of a snippet: the digit that fires it, 0 to 9, or NoKey

    bool operator==(const SnippetItem &other) const;
};

/// Everything somebody keeps, in their order.
struct SnippetLibrary {
    QList<SnippetItem> items;

    bool operator==(const SnippetLibrary &) const = default;
};

/// What a library, and so its file, may hold.
struct SnippetLimits {
    static constexpr qsizetype Items = 10'000; ///< snippets and folders
    static constexpr int Depth = 8; ///< folders inside each other
    static constexpr qsizetype Name = 200; ///< UTF-16 units
    static constexpr qint64 FileBytes = qint64{64} * 1024 * 1024;
};

/// How many snippets and folders there are, those inside folders too.
[[nodiscard]] qsizetype countItems(const QList<SnippetItem> &items);

/// How many snippets there are, those inside folders too.
[[nodiscard]] qsizetype countSnippets(const QList<SnippetItem> &items);

/// How many folders stand inside each other at most: 0 without any.
[[nodiscard]] int folderDepth(const QList<SnippetItem> &items);

/// @p name in one line, without control characters, not too long; empty when nothing is left.
[[nodiscard]] QString cleanSnippetName(const QString &name);

/// A name for @p draft: its event type, or what else tells it apart.
[[nodiscard]] QString suggestedSnippetName(const Draft &draft);

/// The digits that fire the buttons of one board, in their order, from the ones @p assigned
/// (SnippetItem::key): the first that asks for a digit has it, the others take what is left, 1 to 9
/// and 0 last. NoKey for those without.
[[nodiscard]] QList<int> soundboardKeys(const QList<int> &assigned);

} // namespace heliograph
