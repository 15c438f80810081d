// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"

#include <QString>

#include <chrono>

namespace heliograph {
class SqliteConnection;
}

/// The tables of a history file and how they came to be.
namespace heliograph::historyschema {

/// Kept in the file's user_version.
inline constexpr int currentVersion = 2;

/// Marks our files, in application_id: "HELG".
inline constexpr qint64 applicationId = 0x48454c47;

/// Numbers up to this are taken from a file; more than anybody counts to, and far from overflow.
inline constexpr qint64 maxNumber = qint64{1} << 62;

/// Says whether the file at @p path, which is not empty, may be opened, without touching it.
/// Errors: "history-newer", "history-foreign", "history-corrupt", "history-unwritable".
[[nodiscard]] Result<void> inspect(const QString &path);

/// Durable before fast: a commit will be on the disk when it returns. Takes the file for this
/// connection alone, so that its write-ahead log needs no shared memory. Errors:
/// "history-in-use", "history-unwritable".
[[nodiscard]] Result<void> configure(const SqliteConnection &connection);

/// Makes the tables of a new file, or brings an older one up to date, in one transaction. Records
/// of a schema without times get @p now.
[[nodiscard]] Result<void> migrate(const SqliteConnection &connection,
                                   std::chrono::microseconds now);

/// Turns the write-ahead log on, which stays with the file.
[[nodiscard]] Result<void> useWriteAheadLog(const SqliteConnection &connection);

/// Looks for damage, and for what Heliograph never puts into a file.
[[nodiscard]] Result<void> check(const SqliteConnection &connection);

} // namespace heliograph::historyschema
