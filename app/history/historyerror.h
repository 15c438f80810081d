// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/error.h"

#include <QString>

/// What can go wrong with a history file. The codes are explained at HistoryFile.
namespace heliograph::historyerror {

inline constexpr char newer[] = "history-newer";
inline constexpr char foreign[] = "history-foreign";
inline constexpr char corrupt[] = "history-corrupt";
inline constexpr char inUse[] = "history-in-use";
inline constexpr char unwritable[] = "history-unwritable";
inline constexpr char full[] = "history-full";
inline constexpr char failed[] = "history-failed";

/// The error with @p code about the file at @p path, saying what to do; @p reason, when there is
/// one, is what was found or what SQLite said.
[[nodiscard]] Error make(const QByteArray &code, const QString &path, const QString &reason = {});

} // namespace heliograph::historyerror
