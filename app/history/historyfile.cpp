// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyfile.h"

#include "app/history/historyerror.h"
#include "app/history/historyschema.h"
#include "app/history/recallrun.h"

#include <QFileInfo>
#include <QSqlError>

#include <algorithm>
#include <limits>

namespace heliograph {

namespace {

/// More rows than endpoints are in use at once; past it the cache starts anew.
constexpr qsizetype cachedRows = 4'096;

tl::unexpected<Error> refuse(const char *code, const QString &path, const QString &reason)
{
    return tl::unexpected(historyerror::make(code, path, reason));
}

/// Not null, which QtSql would store as NULL.
QByteArray blob(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

qint64 stored(quint64 number)
{
    return static_cast<qint64>(
        std::min<quint64>(number, static_cast<quint64>(std::numeric_limits<qint64>::max())));
}

std::optional<quint64> readNumber(const QVariant &value)
{
    const qint64 number = value.toLongLong();
    if (value.typeId() != QMetaType::LongLong || number < 0)
        return std::nullopt;
    return static_cast<quint64>(number);
}

bool isBlob(const QVariant &value)
{
    return value.typeId() == QMetaType::QByteArray;
}

/// The record in the columns position, wire, type, id, dispatches, at; nothing when one of them
/// holds what we never wrote.
std::optional<HistoryRecord> readRecord(const QSqlQuery &query)
{
    const auto position = readNumber(query.value(0));
    const QVariant id = query.value(3);
    const auto dispatches = readNumber(query.value(4));
    const auto at = readNumber(query.value(5));
    if (!position || !isBlob(query.value(1)) || !isBlob(query.value(2))
        || !(isBlob(id) || id.isNull()) || !dispatches || !at)
        return std::nullopt;
    HistoryRecord record;
    record.position = *position;
    record.wire = query.value(1).toByteArray();
    record.type = query.value(2).toByteArray();
    // An empty id comes back as a null array, but as an array.
    if (isBlob(id))
        record.id = blob(id.toByteArray());
    record.dispatches = *dispatches != 0;
    record.at = std::chrono::microseconds{*at};
    return record;
}

} // namespace

Result<std::unique_ptr<HistoryFile>> HistoryFile::open(const QString &path,
                                                       std::chrono::microseconds now)
{
    const QFileInfo info(path);
    if (path.isEmpty() || (info.exists() && !info.isFile()))
        return refuse(historyerror::unwritable, path, QStringLiteral("not a file"));
    const QString absolute = info.absoluteFilePath();
    if (info.exists() && info.size() > 0) {
        // A file whose making was interrupted looks damaged until SQLite takes that back.
        const auto inspected = historyschema::inspect(absolute);
        if (!inspected
            && !(inspected.error().code == historyerror::corrupt
                 && QFileInfo::exists(absolute + QStringLiteral("-journal"))))
            return tl::unexpected(inspected.error());
    }
    std::unique_ptr<HistoryFile> file(new HistoryFile(absolute));
    if (const auto prepared = file->prepare(now); !prepared)
        return tl::unexpected(prepared.error());
    return file;
}

HistoryFile::HistoryFile(const QString &path) : m_connection(path, SqliteConnection::Access::Write)
{
}

HistoryFile::~HistoryFile() = default;

Result<void> HistoryFile::prepare(std::chrono::microseconds now)
{
    return m_connection.open()
        .and_then([&] { return historyschema::configure(m_connection); })
        .and_then([&] { return historyschema::migrate(m_connection, now); })
        .and_then([&] { return historyschema::useWriteAheadLog(m_connection); })
        .and_then([&] { return historyschema::check(m_connection); })
        .and_then([&] { return prepareStatements(); })
        .and_then([&] { return countEndpoints(); });
}

Result<void> HistoryFile::prepareStatements()
{
    struct Statement {
        QSqlQuery *query;
        const char *sql;
    };
    const Statement statements[]{
        {&m_findEndpoint, "SELECT id, next_id, end_position FROM endpoints WHERE path = ?"},
        {&m_addEndpoint,
         "INSERT INTO endpoints (path, next_id, end_position, used) VALUES (?, ?, ?, ?)"},
        {&m_updateEndpoint,
         "UPDATE endpoints SET next_id = ?, end_position = ?, used = ? WHERE id = ?"},
        {&m_addRecord,
         "INSERT OR REPLACE INTO events (endpoint, position, wire, type, id, dispatches, at) "
         "VALUES (?, ?, ?, ?, ?, ?, ?)"},
        {&m_trim, "DELETE FROM events WHERE endpoint = ? AND position < ?"},
        // What is too large to be taken is not even read.
        {&m_recall,
         "SELECT position, CASE WHEN length(wire) <= ? THEN wire END, "
         "CASE WHEN length(type) <= ? THEN type END, "
         "CASE WHEN length(id) > ? THEN 0 ELSE id END, dispatches, at "
         "FROM events WHERE endpoint = ? AND position < ? ORDER BY position DESC LIMIT ?"},
    };
    for (const Statement &statement : statements) {
        auto prepared = m_connection.prepared(QString::fromLatin1(statement.sql));
        if (!prepared)
            return tl::unexpected(prepared.error());
        *statement.query = std::move(*prepared);
    }
    return {};
}

Result<void> HistoryFile::countEndpoints()
{
    // Also proves that every row can be read.
    const auto known = endpoints();
    if (!known)
        return tl::unexpected(known.error());
    m_endpoints = known->size();
    const auto use = m_connection.value(QStringLiteral("SELECT max(used) FROM endpoints"));
    if (!use)
        return tl::unexpected(use.error());
    m_use = use->toLongLong();
    setMaxRemembered(m_maxRemembered);
    return {};
}

Result<QList<RememberedEndpoint>> HistoryFile::endpoints()
{
    QSqlQuery query = m_connection.query();
    if (!query.exec(QStringLiteral("SELECT path, next_id, end_position, used FROM endpoints")))
        return tl::unexpected(m_connection.error(query.lastError()));
    QList<RememberedEndpoint> endpoints;
    while (query.next()) {
        const auto nextId = readNumber(query.value(1));
        const auto end = readNumber(query.value(2));
        const auto used = readNumber(query.value(3));
        if (!isBlob(query.value(0)) || !nextId || !end || *end > historyschema::maxNumber || !used
            || *used > historyschema::maxNumber)
            return refuse(historyerror::corrupt, m_connection.path(),
                          QStringLiteral("somebody edited its endpoints"));
        endpoints.append({query.value(0).toByteArray(), *nextId, *end});
    }
    if (query.lastError().isValid())
        return tl::unexpected(m_connection.error(query.lastError()));
    return endpoints;
}

Result<QList<HistoryRecord>> HistoryFile::recall(const QByteArray &path, const RecallLimits &limits)
{
    const auto row = findRow(path);
    if (!row)
        return tl::unexpected(row.error());
    if (row->id == 0 || limits.maxEvents <= 0)
        return QList<HistoryRecord>();
    for (int column = 0; column < 3; ++column)
        m_recall.bindValue(column, static_cast<qint64>(limits.maxBytes));
    m_recall.bindValue(3, row->id);
    m_recall.bindValue(4, stored(row->endPosition));
    m_recall.bindValue(5, limits.maxEvents);
    if (const auto ran = m_connection.run(m_recall); !ran)
        return tl::unexpected(ran.error());
    RecallRun run(limits, row->endPosition);
    while (m_recall.next()) {
        auto record = readRecord(m_recall);
        if (!record || !run.add(std::move(*record)))
            break;
    }
    const QSqlError error = m_recall.lastError();
    m_recall.finish();
    if (error.isValid())
        return tl::unexpected(m_connection.error(error));
    return run.records();
}

Result<HistoryFile::Row> HistoryFile::findRow(const QByteArray &path)
{
    const auto cached = m_rows.constFind(path);
    if (cached != m_rows.cend())
        return *cached;
    m_findEndpoint.bindValue(0, blob(path));
    if (const auto ran = m_connection.run(m_findEndpoint); !ran)
        return tl::unexpected(ran.error());
    Row row;
    if (m_findEndpoint.next()) {
        row.id = m_findEndpoint.value(0).toLongLong();
        row.nextId = m_findEndpoint.value(1).toULongLong();
        row.endPosition = m_findEndpoint.value(2).toULongLong();
    }
    const QSqlError error = m_findEndpoint.lastError();
    m_findEndpoint.finish();
    if (error.isValid())
        return tl::unexpected(m_connection.error(error));
    return row;
}

Result<void> HistoryFile::commit(const QList<HistoryChange> &changes)
{
    if (changes.isEmpty())
        return {};
    if (m_rows.size() > cachedRows)
        m_rows.clear();
    const qint64 endpoints = m_endpoints;
    auto committed = m_connection.transact([&] { return store(changes); });
    if (!committed) {
        // What the cache says was rolled back.
        m_rows.clear();
        m_endpoints = endpoints;
        return committed;
    }
    if (m_endpoints > m_forgetAbove)
        forgetUnused();
    return {};
}

Result<void> HistoryFile::store(const QList<HistoryChange> &changes)
{
    QHash<QByteArray, Row> rows;
    for (const HistoryChange &change : changes) {
        auto row = rows.find(change.endpoint);
        if (row == rows.end()) {
            const auto found = findRow(change.endpoint);
            if (!found)
                return tl::unexpected(found.error());
            row = rows.insert(change.endpoint, *found);
        }
        row->nextId = std::max(row->nextId, change.nextId);
        row->keepFrom = std::max(row->keepFrom, change.keepFrom);
        row->endPosition = std::max(row->endPosition, change.keepFrom);
        if (change.record)
            row->endPosition = std::max(row->endPosition, change.record->position + 1);
    }
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        if (auto kept = storeEndpoint(row.key(), *row); !kept)
            return kept;
    }
    for (const HistoryChange &change : changes) {
        const Row &row = *rows.constFind(change.endpoint);
        if (!change.record || change.record->position < row.keepFrom)
            continue;
        if (auto kept = storeRecord(row.id, *change.record); !kept)
            return kept;
    }
    return trim(rows);
}

Result<void> HistoryFile::storeEndpoint(const QByteArray &path, Row &row)
{
    ++m_use;
    if (row.id == 0) {
        m_addEndpoint.bindValue(0, blob(path));
        m_addEndpoint.bindValue(1, stored(row.nextId));
        m_addEndpoint.bindValue(2, stored(row.endPosition));
        m_addEndpoint.bindValue(3, m_use);
        if (auto added = m_connection.run(m_addEndpoint); !added)
            return added;
        row.id = m_addEndpoint.lastInsertId().toLongLong();
        ++m_endpoints;
        return {};
    }
    m_updateEndpoint.bindValue(0, stored(row.nextId));
    m_updateEndpoint.bindValue(1, stored(row.endPosition));
    m_updateEndpoint.bindValue(2, m_use);
    m_updateEndpoint.bindValue(3, row.id);
    return m_connection.run(m_updateEndpoint);
}

Result<void> HistoryFile::storeRecord(qint64 endpoint, const HistoryRecord &record)
{
    m_addRecord.bindValue(0, endpoint);
    m_addRecord.bindValue(1, stored(record.position));
    m_addRecord.bindValue(2, blob(record.wire));
    m_addRecord.bindValue(3, blob(record.type));
    m_addRecord.bindValue(4, record.id ? QVariant(blob(*record.id)) : QVariant());
    m_addRecord.bindValue(5, record.dispatches ? 1 : 0);
    m_addRecord.bindValue(6, static_cast<qint64>(record.at.count()));
    return m_connection.run(m_addRecord);
}

Result<void> HistoryFile::trim(const QHash<QByteArray, Row> &rows)
{
    for (auto row = rows.cbegin(); row != rows.cend(); ++row) {
        Row &cached = m_rows[row.key()];
        const quint64 trimmedTo = cached.keepFrom;
        cached = *row;
        if (row->keepFrom == trimmedTo)
            continue;
        m_trim.bindValue(0, row->id);
        m_trim.bindValue(1, stored(row->keepFrom));
        if (auto trimmed = m_connection.run(m_trim); !trimmed)
            return trimmed;
    }
    return {};
}

void HistoryFile::setMaxRemembered(int count)
{
    m_maxRemembered = count;
    if (m_endpoints > count)
        forgetUnused();
    else
        m_forgetAbove = count + count / 8;
}

void HistoryFile::forgetUnused()
{
    QSqlQuery query = m_connection.query();
    query.prepare(QStringLiteral(
        "SELECT id, path FROM endpoints WHERE used <= "
        "(SELECT used FROM endpoints ORDER BY used DESC LIMIT 1 OFFSET ?) "
        "AND NOT EXISTS (SELECT 1 FROM events WHERE events.endpoint = endpoints.id)"));
    query.bindValue(0, m_maxRemembered);
    QList<qint64> rows;
    QList<QByteArray> paths;
    for (query.exec(); query.next();) {
        rows.append(query.value(0).toLongLong());
        paths.append(query.value(1).toByteArray());
    }
    query.finish();
    const auto forgotten = m_connection.transact([&]() -> Result<void> {
        auto drop = m_connection.prepared(QStringLiteral("DELETE FROM endpoints WHERE id = ?"));
        if (!drop)
            return tl::unexpected(drop.error());
        for (const qint64 row : std::as_const(rows)) {
            drop->bindValue(0, row);
            if (auto dropped = m_connection.run(*drop); !dropped)
                return dropped;
        }
        return {};
    });
    // Not urgent: what could not be forgotten now is tried again when more came.
    if (forgotten) {
        m_forgotten += paths;
        m_endpoints -= paths.size();
        m_rows.clear();
    }
    m_forgetAbove = std::max<qint64>(m_endpoints, m_maxRemembered) + m_maxRemembered / 8;
}

QList<QByteArray> HistoryFile::takeForgotten()
{
    return std::exchange(m_forgotten, {});
}

} // namespace heliograph
