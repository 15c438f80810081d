// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/history/historyrecord.h"
#include "app/history/sqliteconnection.h"

#include <QHash>
#include <QSqlQuery>
#include <QString>

#include <memory>

namespace heliograph {

/// The file that keeps the replay history over restarts: an SQLite database that nobody else may
/// open meanwhile. A commit has survived a crash of the program or the machine once it returns.
///
/// Synchronous; opened, used and destroyed on one thread.
///
/// Errors, each with the path and what to do:
/// - "history-newer": written by a newer Heliograph
/// - "history-foreign": a database of another program
/// - "history-corrupt": no database, or a damaged one, or one that somebody edited
/// - "history-in-use": another program, or this one, has it open
/// - "history-unwritable": cannot be created, written or brought to the current schema
/// - "history-full": no room left on the disk
/// - "history-failed": anything else, such as an I/O error
class HistoryFile {
public:
    /// Opens the file at @p path, makes it when there is none (or an empty one), and migrates an
    /// older schema. @p now, wall time since the Unix epoch, dates records that have no time yet.
    /// A file that is refused is left as it was.
    [[nodiscard]] static Result<std::unique_ptr<HistoryFile>> open(const QString &path,
                                                                   std::chrono::microseconds now);

    ~HistoryFile();
    HistoryFile(const HistoryFile &) = delete;
    HistoryFile &operator=(const HistoryFile &) = delete;

    /// Stores @p changes in one transaction: all of them or none. A next id never falls. A record
    /// at a position that is taken replaces what is there, so that a commit whose outcome is
    /// unknown may be repeated. Errors: "history-full", "history-corrupt", "history-failed".
    [[nodiscard]] Result<void> commit(const QList<HistoryChange> &changes);

    /// All endpoints the file knows.
    [[nodiscard]] Result<QList<RememberedEndpoint>> endpoints();

    /// The newest records of the endpoint at @p path without a gap between them or after them,
    /// oldest first, within @p limits. Empty when there are none.
    [[nodiscard]] Result<QList<HistoryRecord>> recall(const QByteArray &path,
                                                      const RecallLimits &limits);

    /// Endpoints without events are remembered for their next id; only those among the @p count
    /// endpoints used last are. Checked when the file opens and now and then in commit().
    void setMaxRemembered(int count);

    /// The endpoints forgotten since the last call.
    [[nodiscard]] QList<QByteArray> takeForgotten();

private:
    /// A row of the table of endpoints, and how far its events were trimmed.
    struct Row {
        qint64 id = 0; ///< 0: not in the table
        quint64 nextId = 1;
        quint64 endPosition = 0;
        quint64 keepFrom = 0;
    };

    explicit HistoryFile(const QString &path);

    [[nodiscard]] Result<void> prepare(std::chrono::microseconds now);
    [[nodiscard]] Result<void> prepareStatements();
    [[nodiscard]] Result<void> countEndpoints();
    [[nodiscard]] Result<Row> findRow(const QByteArray &path);
    [[nodiscard]] Result<void> store(const QList<HistoryChange> &changes);
    [[nodiscard]] Result<void> storeEndpoint(const QByteArray &path, Row &row);
    [[nodiscard]] Result<void> storeRecord(qint64 endpoint, const HistoryRecord &record);
    [[nodiscard]] Result<void> trim(const QHash<QByteArray, Row> &rows);
    void forgetUnused();

    SqliteConnection m_connection; ///< outlives the queries
    QSqlQuery m_findEndpoint;
    QSqlQuery m_addEndpoint;
    QSqlQuery m_updateEndpoint;
    QSqlQuery m_addRecord;
    QSqlQuery m_trim;
    QSqlQuery m_recall;
    QHash<QByteArray, Row> m_rows; ///< of endpoints used lately
    QList<QByteArray> m_forgotten;
    qint64 m_use = 0; ///< rises with every use of an endpoint
    qint64 m_endpoints = 0; ///< rows in the table of endpoints
    qint64 m_forgetAbove = 0; ///< rows that make it worth looking for some to forget
    int m_maxRemembered = 100'000;
};

} // namespace heliograph
