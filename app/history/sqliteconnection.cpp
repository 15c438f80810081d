// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/sqliteconnection.h"

#include "app/history/historyerror.h"

#include <QSqlError>
#include <QUrl>

#include <atomic>

namespace heliograph {

namespace {

QString uniqueName()
{
    static std::atomic<quint64> last{0};
    return QStringLiteral("heliograph-history-%1").arg(++last);
}

/// Our code for a result code of SQLite (sqlite.org/rescode.html); extended ones keep the primary
/// one in their low byte.
QByteArray codeFor(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case 13: // SQLITE_FULL
        return historyerror::full;
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return historyerror::inUse;
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
        return historyerror::unwritable;
    case 1: // SQLITE_ERROR: a table or column is missing, or something else stands in its place
    case 11: // SQLITE_CORRUPT
    case 19: // SQLITE_CONSTRAINT: none of ours can fail
    case 20: // SQLITE_MISMATCH
    case 26: // SQLITE_NOTADB
        return historyerror::corrupt;
    default:
        return historyerror::failed;
    }
}

} // namespace

SqliteConnection::SqliteConnection(const QString &path, Access access)
    : m_path(path), m_name(uniqueName()),
      m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
    if (access == Access::Write) {
        m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=0"));
        m_database.setDatabaseName(path);
        return;
    }
    m_database.setConnectOptions(
        QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=0"));
    m_database.setDatabaseName(QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded())
                               + QStringLiteral("?immutable=1"));
}

SqliteConnection::~SqliteConnection()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> SqliteConnection::open()
{
    if (!m_database.isValid())
        return tl::unexpected(historyerror::make(
            historyerror::failed, m_path, QStringLiteral("Qt's SQLite driver is not installed")));
    if (!m_database.open())
        return tl::unexpected(error(m_database.lastError()));
    return {};
}

QSqlQuery SqliteConnection::query() const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    return query;
}

Result<QSqlQuery> SqliteConnection::prepared(const QString &sql) const
{
    QSqlQuery made = query();
    if (!made.prepare(sql))
        return tl::unexpected(error(made.lastError()));
    return made;
}

Result<void> SqliteConnection::run(const QString &sql) const
{
    QSqlQuery once = query();
    if (!once.exec(sql))
        return tl::unexpected(error(once.lastError()));
    return {};
}

Result<void> SqliteConnection::run(QSqlQuery &query) const
{
    if (!query.exec())
        return tl::unexpected(error(query.lastError()));
    return {};
}

Result<QVariant> SqliteConnection::value(const QString &sql) const
{
    QSqlQuery once = query();
    if (!once.exec(sql) || (!once.next() && once.lastError().isValid()))
        return tl::unexpected(error(once.lastError()));
    return once.isValid() ? once.value(0) : QVariant();
}

void SqliteConnection::rollBack() const
{
    // Fails when SQLite has rolled back already; either way no transaction is left.
    query().exec(QStringLiteral("ROLLBACK"));
}

Error SqliteConnection::error(const QSqlError &error) const
{
    return historyerror::make(codeFor(error.nativeErrorCode().toInt()), m_path,
                              error.databaseText());
}

} // namespace heliograph
