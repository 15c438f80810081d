// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

namespace heliograph {

/// A connection of its own to one SQLite file, closed and taken out of Qt's list when it goes.
/// Turns SQLite's errors into ours (see HistoryFile). Used on the thread that made it.
class SqliteConnection {
public:
    enum class Access : quint8 {
        Write, ///< makes the file when there is none
        Inspect, ///< reads what is in the main file; no lock, no trace, no recovery
    };

    SqliteConnection(const QString &path, Access access);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    [[nodiscard]] Result<void> open();

    /// A query on this connection, which must not outlive it.
    [[nodiscard]] QSqlQuery query() const;

    /// A query prepared with @p sql.
    [[nodiscard]] Result<QSqlQuery> prepared(const QString &sql) const;

    /// Runs @p sql, or the prepared @p query.
    [[nodiscard]] Result<void> run(const QString &sql) const;
    [[nodiscard]] Result<void> run(QSqlQuery &query) const;

    /// Runs @p sql and gives the first column of its first row, or an invalid value without rows.
    [[nodiscard]] Result<QVariant> value(const QString &sql) const;

    /// Runs @p work in one transaction; rolls back when it fails.
    template <typename Work> [[nodiscard]] Result<void> transact(Work &&work) const
    {
        Result<void> result = run(QStringLiteral("BEGIN IMMEDIATE"));
        if (result)
            result = work();
        if (result)
            result = run(QStringLiteral("COMMIT"));
        if (!result)
            rollBack();
        return result;
    }

    /// What SQLite said, as one of our errors.
    [[nodiscard]] Error error(const QSqlError &error) const;

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    void rollBack() const;

    QString m_path;
    QString m_name; ///< of the connection, unique in the program
    QSqlDatabase m_database;
};

} // namespace heliograph
