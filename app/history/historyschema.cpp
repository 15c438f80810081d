// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyschema.h"

#include "app/history/historyerror.h"
#include "app/history/sqliteconnection.h"

#include <array>

namespace heliograph::historyschema {

namespace {

/// What leads from the schema before to @p version. A step never changes once it was released.
struct Step {
    int version;
    std::array<const char *, 2> statements; ///< %1: the time of migration
};

constexpr std::array steps{
    Step{1,
         {"CREATE TABLE endpoints ("
          "id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE, next_id INTEGER NOT NULL, "
          "end_position INTEGER NOT NULL, used INTEGER NOT NULL)",
          "CREATE TABLE events ("
          "endpoint INTEGER NOT NULL, position INTEGER NOT NULL, wire BLOB NOT NULL, "
          "type BLOB NOT NULL, id BLOB, dispatches INTEGER NOT NULL, "
          "PRIMARY KEY (endpoint, position)) WITHOUT ROWID"}},
    Step{2,
         {"ALTER TABLE events ADD COLUMN at INTEGER NOT NULL DEFAULT 0",
          "UPDATE events SET at = %1"}},
};
static_assert(steps.back().version == currentVersion);

/// A full check reads the whole file; damage in a larger one shows when it is read.
constexpr qint64 checkedBytes = qint64{64} * 1024 * 1024;

struct Stamp {
    qint64 application = 0;
    qint64 version = 0;
    bool isEmpty = true;
};

Result<qint64> number(const SqliteConnection &connection, const QString &sql)
{
    return connection.value(sql).map([](const QVariant &value) { return value.toLongLong(); });
}

Result<Stamp> readStamp(const SqliteConnection &connection)
{
    const auto application = number(connection, QStringLiteral("PRAGMA application_id"));
    if (!application)
        return tl::unexpected(application.error());
    const auto version = number(connection, QStringLiteral("PRAGMA user_version"));
    if (!version)
        return tl::unexpected(version.error());
    const auto objects = number(connection, QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (!objects)
        return tl::unexpected(objects.error());
    return Stamp{*application, *version, *application == 0 && *version == 0 && *objects == 0};
}

tl::unexpected<Error> refuse(const char *code, const QString &path, const QString &reason = {})
{
    return tl::unexpected(historyerror::make(code, path, reason));
}

Result<void> checkStamp(const Stamp &stamp, const QString &path)
{
    if (stamp.isEmpty)
        return {};
    if (stamp.application != applicationId)
        return refuse(historyerror::foreign, path);
    if (stamp.version > currentVersion)
        return refuse(
            historyerror::newer, path,
            QStringLiteral("version %1, we know %2").arg(stamp.version).arg(currentVersion));
    if (stamp.version < 1)
        return refuse(historyerror::corrupt, path,
                      QStringLiteral("no version %1").arg(stamp.version));
    return {};
}

/// Triggers and views could make our statements do anything.
Result<void> checkObjects(const SqliteConnection &connection)
{
    const auto strange = number(
        connection,
        QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index') "
                       "OR (name IN ('endpoints', 'events') "
                       "AND (type <> 'table' OR sql NOT LIKE 'CREATE TABLE%'))"));
    if (!strange)
        return tl::unexpected(strange.error());
    if (*strange > 0)
        return refuse(historyerror::corrupt, connection.path(),
                      QStringLiteral("somebody edited its tables"));
    return {};
}

Result<void> runSteps(const SqliteConnection &connection, qint64 from,
                      std::chrono::microseconds now)
{
    for (const Step &step : steps) {
        if (step.version <= from)
            continue;
        for (const char *statement : step.statements) {
            auto done = connection.run(QString::fromLatin1(statement).replace(
                QStringLiteral("%1"), QString::number(now.count())));
            if (!done)
                return done;
        }
    }
    auto marked = connection.run(QStringLiteral("PRAGMA application_id = %1").arg(applicationId));
    if (!marked)
        return marked;
    return connection.run(QStringLiteral("PRAGMA user_version = %1").arg(currentVersion));
}

} // namespace

Result<void> inspect(const QString &path)
{
    SqliteConnection connection(path, SqliteConnection::Access::Inspect);
    if (auto opened = connection.open(); !opened)
        return opened;
    const auto stamp = readStamp(connection);
    if (!stamp)
        return tl::unexpected(stamp.error());
    // SQLite would take a few bytes of anything for an empty database, and write over them.
    const auto pages = number(connection, QStringLiteral("PRAGMA page_count"));
    if (!pages)
        return tl::unexpected(pages.error());
    if (*pages == 0)
        return refuse(historyerror::corrupt, path, QStringLiteral("not a database"));
    return checkStamp(*stamp, path);
}

Result<void> configure(const SqliteConnection &connection)
{
    for (const char *pragma :
         {"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA synchronous = FULL",
          "PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON",
          "PRAGMA journal_size_limit = 16777216", "PRAGMA wal_autocheckpoint = 1000"}) {
        if (auto set = connection.run(QString::fromLatin1(pragma)); !set)
            return set;
    }
    // Takes the lock, and finds out whether the file can be written.
    return connection.transact([] { return Result<void>(); });
}

Result<void> useWriteAheadLog(const SqliteConnection &connection)
{
    const auto mode = connection.value(QStringLiteral("PRAGMA journal_mode = WAL"));
    if (!mode)
        return tl::unexpected(mode.error());
    if (mode->toString() != QStringLiteral("wal"))
        return refuse(historyerror::unwritable, connection.path(),
                      QStringLiteral("no write-ahead log possible there"));
    return {};
}

Result<void> migrate(const SqliteConnection &connection, std::chrono::microseconds now)
{
    // Read again: what inspect() saw may be older than what waits in the write-ahead log.
    const auto stamp = readStamp(connection);
    if (!stamp)
        return tl::unexpected(stamp.error());
    if (auto checked = checkStamp(*stamp, connection.path()); !checked)
        return checked;
    if (auto checked = checkObjects(connection); !checked)
        return checked;
    if (stamp->version == currentVersion)
        return {};
    auto migrated = connection.transact([&] { return runSteps(connection, stamp->version, now); });
    // Waiting for room would mean to serve without what an older file knows.
    if (!migrated && !stamp->isEmpty && migrated.error().code == historyerror::full)
        return refuse(historyerror::unwritable, connection.path(),
                      QStringLiteral("no room on the disk to bring it up to date"));
    return migrated;
}

Result<void> check(const SqliteConnection &connection)
{
    const auto bytes = number(
        connection,
        QStringLiteral("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"));
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (*bytes > checkedBytes)
        return {};
    const auto found = connection.value(QStringLiteral("PRAGMA quick_check(1)"));
    if (!found)
        return tl::unexpected(found.error());
    if (found->toString() != QStringLiteral("ok"))
        return refuse(historyerror::corrupt, connection.path(), found->toString());
    return {};
}

} // namespace heliograph::historyschema
