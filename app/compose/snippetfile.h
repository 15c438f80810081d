// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippet.h"
#include "app/core/result.h"

namespace heliograph {

/// Files of snippets on the disk. These block, so they belong on a thread of the pool. Any thread.
namespace SnippetFile {

/// The bytes of @p path, at most SnippetLimits::FileBytes of them. Errors: "unreadable",
/// "too-large".
[[nodiscard]] Result<QByteArray> readBytes(const QString &path);

/// The snippets of @p path. Errors: those of readBytes() and parseSnippets().
[[nodiscard]] Result<SnippetLibrary> read(const QString &path);

/// Writes @p bytes as @p path, whole or not at all; makes its folder. Error: "unwritable".
[[nodiscard]] Result<void> writeBytes(const QString &path, const QByteArray &bytes);

/// Writes @p library as @p path. Errors: those of writeBytes(), and "too-large" for one that
/// could not be read again.
[[nodiscard]] Result<void> write(const QString &path, const SnippetLibrary &library);

/// Renames @p path to a free name beside it, "snippets.json.damaged-20260131-120000" for @p why
/// "damaged"; returns it. Error: "unwritable".
[[nodiscard]] Result<QString> setAside(const QString &path, const QString &why);

/// A free name beside @p path as setAside() would give.
[[nodiscard]] QString freeNameBeside(const QString &path, const QString &why);

} // namespace SnippetFile

} // namespace heliograph
