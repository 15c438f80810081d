// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyfile.h"
#include "tests/history/historysamples.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <rapidcheck.h>

using namespace heliograph;
using namespace std::chrono_literals;

/// The file itself: what is written comes back, whatever happens in between, and what is not ours
/// is left alone.
class HistoryFileTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init();

    void whatIsCommittedComesBack();
    void bytesAreKeptExactly_data();
    void bytesAreKeptExactly();
    void numbersOnlyRise();
    void endpointsAreApart();
    void trimmedRecordsGo();
    void recallKeepsItsLimits_data();
    void recallKeepsItsLimits();
    void recallStartsAfterTheLastGap();
    void aGapAtTheEndLeavesNothing();
    void aCommitMayBeRepeated();
    void allOrNothing();
    void unusedEndpointsAreForgotten();
    void anySequenceComesBack();

    void aCrashLosesNothing();
    void aTornLogLosesOnlyItsEnd();
    void anInterruptedStartIsTakenBack();
    void anEmptyFileIsNew();
    void version1IsMigrated();
    void refusedFilesStayAsTheyAre_data();
    void refusedFilesStayAsTheyAre();
    void unwritable_data();
    void unwritable();
    void isRefusedWhileInUse();
    void inspectingLeavesTheLock();
    void editedFilesAreHarmless_data();
    void editedFilesAreHarmless();
    void flippedPagesAreHarmless_data();
    void flippedPagesAreHarmless();
    void truncatedFilesAreHarmless();
    void aFullDiskIsSaid();

private:
    /// Runs statements on the file with plain SQLite, as somebody with a database browser would.
    void edit(const QStringList &statements) const;
    [[nodiscard]] Result<std::unique_ptr<HistoryFile>> open() const;

    QTemporaryDir m_folder{quickFolder()};
    QString m_path;
    int m_number = 0;
};

namespace {

constexpr auto now = std::chrono::microseconds{1'700'000'000'000'000};
constexpr qsizetype pageBytes = 4'096;
const QByteArray path = QByteArrayLiteral("/events");

QByteArray contents(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

void write(const QString &file, const QByteArray &bytes)
{
    QFile opened(file);
    QVERIFY(opened.open(QIODevice::WriteOnly));
    QCOMPARE(opened.write(bytes), bytes.size());
}

/// A copy of @p file and its logs, as they are while somebody has it open.
QString leftovers(const QString &file)
{
    const QString copy = file + QStringLiteral(".left");
    for (const char *suffix : {"", "-wal", "-journal"}) {
        const QString ending = QLatin1String(suffix);
        QFile::remove(copy + ending);
        QFile::copy(file + ending, copy + ending);
    }
    return copy;
}

/// What a first release would have left, with application_id and user_version.
QStringList version1()
{
    return {QStringLiteral("PRAGMA application_id = 1212501063"),
            QStringLiteral("PRAGMA user_version = 1"),
            QStringLiteral("PRAGMA journal_mode = WAL"),
            QStringLiteral("CREATE TABLE endpoints (id INTEGER PRIMARY KEY, path BLOB NOT NULL "
                           "UNIQUE, next_id INTEGER NOT NULL, end_position INTEGER NOT NULL, "
                           "used INTEGER NOT NULL)"),
            QStringLiteral("CREATE TABLE events (endpoint INTEGER NOT NULL, position INTEGER NOT "
                           "NULL, wire BLOB NOT NULL, type BLOB NOT NULL, id BLOB, dispatches "
                           "INTEGER NOT NULL, PRIMARY KEY (endpoint, position)) WITHOUT ROWID"),
            QStringLiteral("INSERT INTO endpoints VALUES (7, CAST('/events' AS BLOB), 12, 9, 3)"),
            QStringLiteral("INSERT INTO events VALUES (7, 7, CAST('data: a' AS BLOB), "
                           "CAST('message' AS BLOB), CAST('10' AS BLOB), 1)"),
            QStringLiteral("INSERT INTO events VALUES (7, 8, CAST(': b' AS BLOB), "
                           "CAST('message' AS BLOB), NULL, 0)")};
}

/// The first argument of this program when it only opens the file that the second one names.
constexpr char openArgument[] = "--open";

/// What another process gets that opens @p file: the code of its error, or "open".
QByteArray openElsewhere(const QString &file)
{
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {QLatin1String(openArgument), file});
    return other.waitForFinished() ? other.readAllStandardOutput() : QByteArray("no answer");
}

int openAndSay(const QString &file)
{
    const auto opened = HistoryFile::open(file, now);
    const QByteArray answer = opened ? QByteArray("open") : opened.error().code;
    return std::fputs(answer.constData(), stdout) < 0 ? 1 : 0;
}

} // namespace

void HistoryFileTest::init()
{
    m_path = m_folder.filePath(QStringLiteral("history%1.db").arg(++m_number));
}

void HistoryFileTest::edit(const QStringList &statements) const
{
    const QString name = QStringLiteral("edit");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(m_path);
        QVERIFY(database.open());
        for (const QString &statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase(name);
}

Result<std::unique_ptr<HistoryFile>> HistoryFileTest::open() const
{
    return HistoryFile::open(m_path, now);
}

void HistoryFileTest::whatIsCommittedComesBack()
{
    const QList<HistoryChange> changes{change(path, 0), change(path, 1), change(path, 2)};
    {
        const auto file = open();
        QVERIFY2(file, why(file).constData());
        QVERIFY((*file)->commit(changes));
        const auto records = (*file)->recall(path, {});
        QVERIFY2(records, why(records).constData());
        QCOMPARE(*records, recordsOf(changes));
    }
    const auto file = open();
    QVERIFY(file);
    QCOMPARE(*(*file)->endpoints(), (QList<RememberedEndpoint>{{path, 4, 3}}));
    QCOMPARE(*(*file)->recall(path, {}), recordsOf(changes));
    QCOMPARE(*(*file)->recall("/other", {}), QList<HistoryRecord>());
}

void HistoryFileTest::bytesAreKeptExactly_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("hasId");

    QTest::newRow("no id") << QByteArray("data: x\n\n") << QByteArray() << false;
    QTest::newRow("an empty id") << QByteArray("id\n\n") << QByteArray("") << true;
    QTest::newRow("a null array as id") << QByteArray("id\n\n") << QByteArray() << true;
    QTest::newRow("nothing at all") << QByteArray() << QByteArray() << true;
    QTest::newRow("NUL and broken UTF-8")
        << QByteArray("data: \0\xff\xfe\n\n", 11) << QByteArray("\xc3\x28") << true;
    QTest::newRow("digits stay text") << QByteArray("12") << QByteArray("007") << true;
    QTest::newRow("a megabyte") << QByteArray(1024 * 1024, 'x') << QByteArray("1") << true;
}

void HistoryFileTest::bytesAreKeptExactly()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, id);
    QFETCH(bool, hasId);
    HistoryChange one = change(path, 0);
    one.record->wire = wire;
    one.record->type = id;
    one.record->id = hasId ? std::optional(id) : std::nullopt;
    {
        const auto file = open();
        QVERIFY(file);
        QVERIFY((*file)->commit({one}));
    }
    const auto file = open();
    QVERIFY(file);
    const auto records = (*file)->recall(path, {});
    QVERIFY(records);
    QCOMPARE(*records, recordsOf({one}));
    QCOMPARE(records->constFirst().id.has_value(), hasId);
}

void HistoryFileTest::numbersOnlyRise()
{
    const auto file = open();
    QVERIFY(file);
    QVERIFY((*file)->commit({numberOnly(path, 10)}));
    QVERIFY((*file)->commit({numberOnly(path, 5)}));
    QCOMPARE(*(*file)->endpoints(), (QList<RememberedEndpoint>{{path, 10, 0}}));
    QVERIFY((*file)->commit({change(path, 20, 20)}));
    QVERIFY((*file)->commit({numberOnly(path, 11)}));
    // Everything has left the history: the place stays.
    QCOMPARE(*(*file)->endpoints(), (QList<RememberedEndpoint>{{path, 22, 21}}));
    const quint64 most = std::numeric_limits<quint64>::max();
    QVERIFY((*file)->commit({numberOnly(path, most)}));
    QCOMPARE((*file)->endpoints()->constFirst().nextId, most / 2);
}

void HistoryFileTest::endpointsAreApart()
{
    const auto file = open();
    QVERIFY(file);
    const QByteArray other = QByteArrayLiteral("/events/\xff");
    QVERIFY((*file)->commit({change(path, 0), change(other, 5), change(path, 1)}));
    QCOMPARE(*(*file)->recall(path, {}), recordsOf({change(path, 0), change(path, 1)}));
    QCOMPARE(*(*file)->recall(other, {}), recordsOf({change(other, 5)}));
    QVERIFY((*file)->commit({change(path, 2, 2)}));
    QCOMPARE((*file)->recall(path, {})->size(), 1);
    QCOMPARE((*file)->recall(other, {})->size(), 1);
}

void HistoryFileTest::trimmedRecordsGo()
{
    {
        const auto file = open();
        QVERIFY(file);
        for (quint64 position = 0; position < 50; ++position)
            QVERIFY((*file)->commit({change(path, position, position < 10 ? 0 : position - 9)}));
        QCOMPARE((*file)->recall(path, {})->size(), 10);
        QCOMPARE((*file)->recall(path, {})->constFirst().position, quint64{40});
        // Within one batch, and by a change without a record.
        QVERIFY((*file)->commit({change(path, 50), change(path, 51), numberOnly(path, 60, 51)}));
        QCOMPARE(*(*file)->recall(path, {}), recordsOf({change(path, 51)}));
        QVERIFY((*file)->commit({numberOnly(path, 60, 52)}));
        QCOMPARE((*file)->recall(path, {})->size(), 0);
    }
    edit({QStringLiteral("CREATE TABLE left_over AS SELECT count(*) AS n FROM events"),
          QStringLiteral("CREATE TABLE proof (n INTEGER CHECK (n = 0))"),
          QStringLiteral("INSERT INTO proof SELECT n FROM left_over")});
}

void HistoryFileTest::recallKeepsItsLimits_data()
{
    QTest::addColumn<int>("maxEvents");
    QTest::addColumn<int>("maxBytes");
    QTest::addColumn<int>("notBefore");
    QTest::addColumn<int>("expected");

    const int bytes = int(change(path, 0).record->wire.size());
    QTest::newRow("all") << 100 << 10'000 << 0 << 9;
    QTest::newRow("count") << 4 << 10'000 << 0 << 4;
    QTest::newRow("none") << 0 << 10'000 << 0 << 0;
    QTest::newRow("negative") << -1 << 10'000 << 0 << 0;
    QTest::newRow("bytes, exactly") << 100 << 3 * bytes << 0 << 3;
    QTest::newRow("bytes, one less") << 100 << 3 * bytes - 1 << 0 << 2;
    QTest::newRow("no bytes") << 100 << 0 << 0 << 0;
    QTest::newRow("age") << 100 << 10'000 << 1'007 << 2;
    QTest::newRow("too old") << 100 << 10'000 << 2'000 << 0;
}

void HistoryFileTest::recallKeepsItsLimits()
{
    QFETCH(int, maxEvents);
    QFETCH(int, maxBytes);
    QFETCH(int, notBefore);
    QFETCH(int, expected);
    const auto file = open();
    QVERIFY(file);
    QList<HistoryChange> changes;
    for (quint64 position = 0; position < 9; ++position)
        changes.append(change(path, position));
    QVERIFY((*file)->commit(changes));
    const auto records =
        (*file)->recall(path, {maxEvents, maxBytes, std::chrono::microseconds{notBefore}});
    QVERIFY(records);
    QCOMPARE(*records, recordsOf(changes.last(expected)));
}

void HistoryFileTest::recallStartsAfterTheLastGap()
{
    const auto file = open();
    QVERIFY(file);
    QVERIFY((*file)->commit(
        {change(path, 0), change(path, 1), change(path, 3), change(path, 5), change(path, 6)}));
    QCOMPARE(*(*file)->recall(path, {}), recordsOf({change(path, 5), change(path, 6)}));
}

void HistoryFileTest::aGapAtTheEndLeavesNothing()
{
    const auto file = open();
    QVERIFY(file);
    QVERIFY((*file)->commit({change(path, 0), change(path, 1)}));
    // Positions 2 to 4 were lost.
    QVERIFY((*file)->commit({numberOnly(path, 6, 5)}));
    QCOMPARE((*file)->recall(path, {})->size(), 0);
    QCOMPARE(*(*file)->endpoints(), (QList<RememberedEndpoint>{{path, 6, 5}}));
    QVERIFY((*file)->commit({change(path, 5)}));
    QCOMPARE(*(*file)->recall(path, {}), recordsOf({change(path, 5)}));
}

void HistoryFileTest::aCommitMayBeRepeated()
{
    const auto file = open();
    QVERIFY(file);
    const QList<HistoryChange> changes{change(path, 0), change(path, 1)};
    QVERIFY((*file)->commit(changes));
    QVERIFY((*file)->commit(changes));
    QCOMPARE(*(*file)->recall(path, {}), recordsOf(changes));
}

void HistoryFileTest::allOrNothing()
{
    // A table that refuses one position makes a commit fail in its middle.
    {
        QVERIFY(open());
        edit({QStringLiteral("DROP TABLE events"),
              QStringLiteral("CREATE TABLE events (endpoint INTEGER NOT NULL, position INTEGER NOT "
                             "NULL CHECK (position <> 13), wire BLOB, type BLOB, id BLOB, "
                             "dispatches INTEGER, at INTEGER, PRIMARY KEY (endpoint, position)) "
                             "WITHOUT ROWID")});
    }
    const auto file = open();
    QVERIFY2(file, why(file).constData());
    QVERIFY((*file)->commit({change(path, 11)}));
    const auto failed = (*file)->commit({change(path, 12), change("/other", 0), change(path, 13)});
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, QByteArray("history-corrupt"));
    QCOMPARE(*(*file)->recall(path, {}), recordsOf({change(path, 11)}));
    QCOMPARE(*(*file)->endpoints(), (QList<RememberedEndpoint>{{path, 13, 12}}));
    QVERIFY((*file)->commit({change(path, 12)}));
    QCOMPARE((*file)->recall(path, {})->size(), 2);
}

void HistoryFileTest::unusedEndpointsAreForgotten()
{
    const auto file = open();
    QVERIFY(file);
    (*file)->setMaxRemembered(16);
    QVERIFY((*file)->commit({change("/old-with-events", 0)}));
    QList<QByteArray> forgotten;
    for (int number = 0; number < 100; ++number) {
        QVERIFY((*file)->commit({numberOnly("/" + QByteArray::number(number), 2)}));
        forgotten += (*file)->takeForgotten();
    }
    (*file)->setMaxRemembered(16);
    forgotten += (*file)->takeForgotten();
    const auto left = (*file)->endpoints();
    QVERIFY(left);
    // The one with events is beyond the sixteen, but stays.
    QCOMPARE(left->size(), 17);
    QCOMPARE(left->constFirst().path, QByteArray("/old-with-events"));
    QCOMPARE(left->at(1).path, QByteArray("/84"));
    QCOMPARE(forgotten.size(), 84);
    QCOMPARE(forgotten.constFirst(), QByteArray("/0"));
    // One that comes back starts anew.
    QVERIFY((*file)->commit({change("/0", 0)}));
    QCOMPARE((*file)->recall("/0", {})->size(), 1);
}

void HistoryFileTest::anySequenceComesBack()
{
    const auto holds = rc::check("what was written is recalled after any restart", [this] {
        init();
        const auto steps = *rc::gen::container<std::vector<HistoryStep>>(genHistoryStep());
        HistoryExpectation expected;
        QList<HistoryChange> batch;
        auto file = open();
        RC_ASSERT(file.has_value());
        for (const HistoryStep &step : steps) {
            batch.append(expected.apply(step));
            if (step.endsBatch) {
                RC_ASSERT((*file)->commit(std::exchange(batch, {})).has_value());
            }
            if (step.reopens) {
                RC_ASSERT((*file)->commit(std::exchange(batch, {})).has_value());
                file->reset();
                file = open();
                RC_ASSERT(file.has_value());
            }
        }
        RC_ASSERT((*file)->commit(batch).has_value());
        file->reset();
        file = open();
        RC_ASSERT(file.has_value());
        const auto endpoints = (*file)->endpoints();
        RC_ASSERT(endpoints.has_value());
        RC_ASSERT(expected.matches(*endpoints));
        for (const RememberedEndpoint &endpoint : *endpoints)
            RC_ASSERT(*(*file)->recall(endpoint.path, {}) == expected.records(endpoint.path));
        file->reset();
        QFile::remove(m_path);
    });
    QVERIFY(holds);
}

void HistoryFileTest::aCrashLosesNothing()
{
    const auto file = open();
    QVERIFY(file);
    QList<HistoryChange> changes;
    for (quint64 position = 0; position < 30; ++position) {
        changes.append(change(path, position));
        QVERIFY((*file)->commit({changes.constLast()}));
        // What a killed program would leave behind now.
        const QString left = leftovers(m_path);
        const auto after = HistoryFile::open(left, now);
        QVERIFY2(after, why(after).constData());
        QCOMPARE(*(*after)->recall(path, {}), recordsOf(changes));
        QCOMPARE(*(*after)->endpoints(),
                 (QList<RememberedEndpoint>{{path, position + 2, position + 1}}));
    }
}

void HistoryFileTest::aTornLogLosesOnlyItsEnd()
{
    const auto file = open();
    QVERIFY(file);
    QList<HistoryChange> changes;
    for (quint64 position = 0; position < 20; position += 2) {
        const QList<HistoryChange> batch{change(path, position), change(path, position + 1)};
        QVERIFY((*file)->commit(batch));
        changes += batch;
    }
    const QByteArray log = contents(m_path + QStringLiteral("-wal"));
    qsizetype last = changes.size();
    for (qsizetype bytes = log.size(); bytes >= 0; bytes -= 997) {
        const QString left = leftovers(m_path);
        write(left + QStringLiteral("-wal"), log.first(bytes));
        const auto after = HistoryFile::open(left, now);
        QVERIFY2(after, why(after).constData());
        const auto records = (*after)->recall(path, {});
        QVERIFY(records);
        QVERIFY2(records->size() % 2 == 0, "half a batch");
        QVERIFY(records->size() <= last);
        last = records->size();
        QCOMPARE(*records, recordsOf(changes.first(last)));
    }
    QCOMPARE(last, 0);
}

void HistoryFileTest::anInterruptedStartIsTakenBack()
{
    // Pages that reach the file before the commit, as those of a program that is killed then.
    const QString made = m_path;
    const QString name = QStringLiteral("interrupted");
    QString left;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(made);
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("PRAGMA cache_size = 1")));
        QVERIFY(query.exec(QStringLiteral("BEGIN")));
        QVERIFY(query.exec(QStringLiteral("CREATE TABLE endpoints (x)")));
        QVERIFY(query.exec(QStringLiteral("INSERT INTO endpoints VALUES (zeroblob(100000))")));
        left = leftovers(made);
    }
    QSqlDatabase::removeDatabase(name);
    QVERIFY(QFileInfo(left).size() > 0);
    const auto file = HistoryFile::open(left, now);
    QVERIFY2(file, why(file).constData());
    QVERIFY((*file)->commit({change(path, 0)}));
    QCOMPARE((*file)->recall(path, {})->size(), 1);
}

void HistoryFileTest::anEmptyFileIsNew()
{
    write(m_path, {});
    const auto file = open();
    QVERIFY2(file, why(file).constData());
    QVERIFY((*file)->commit({change(path, 0)}));
}

void HistoryFileTest::version1IsMigrated()
{
    edit(version1());
    HistoryRecord first{7, "data: a", "message", QByteArray("10"), true, now};
    HistoryRecord second{8, ": b", "message", std::nullopt, false, now};
    {
        const auto file = open();
        QVERIFY2(file, why(file).constData());
        QCOMPARE(*(*file)->endpoints(), (QList<RememberedEndpoint>{{path, 12, 9}}));
        QCOMPARE(*(*file)->recall(path, {}), (QList<HistoryRecord>{first, second}));
        QVERIFY((*file)->commit({change(path, 9)}));
    }
    // Once only: a later start does not date them again.
    const auto file = HistoryFile::open(m_path, now + 1h);
    QVERIFY(file);
    QCOMPARE(*(*file)->recall(path, {}),
             (QList<HistoryRecord>{first, second, *change(path, 9).record}));
}

void HistoryFileTest::refusedFilesStayAsTheyAre_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("advice");

    const QStringList none;
    const QString away = QStringLiteral("Move it away");
    const QString another = QStringLiteral("Choose another");
    QTest::newRow("text") << QByteArray(5'000, 'x') << none << QByteArray("history-corrupt")
                          << away;
    QTest::newRow("one byte") << QByteArray("x") << none << QByteArray("history-corrupt") << away;
    QTest::newRow("zeros") << QByteArray(8'192, '\0') << none << QByteArray("history-corrupt")
                           << away;
    QTest::newRow("a header without the rest")
        << QByteArray("SQLite format 3\0", 16) << none << QByteArray("history-corrupt") << away;
    QTest::newRow("somebody's notes")
        << QByteArray() << QStringList{QStringLiteral("CREATE TABLE notes (text)")}
        << QByteArray("history-foreign") << another;
    QTest::newRow("the same tables without our mark")
        << QByteArray() << version1().mid(3) << QByteArray("history-foreign") << another;
    QTest::newRow("another program's mark")
        << QByteArray()
        << QStringList{QStringLiteral("PRAGMA application_id = 5"),
                       QStringLiteral("CREATE TABLE events (x)")}
        << QByteArray("history-foreign") << another;
    QTest::newRow("a newer version")
        << QByteArray() << version1() + QStringList{QStringLiteral("PRAGMA user_version = 3")}
        << QByteArray("history-newer") << QStringLiteral("Use that version");
    QTest::newRow("our mark without a version")
        << QByteArray() << version1() + QStringList{QStringLiteral("PRAGMA user_version = 0")}
        << QByteArray("history-corrupt") << away;
    QTest::newRow("a negative version")
        << QByteArray() << version1() + QStringList{QStringLiteral("PRAGMA user_version = -2")}
        << QByteArray("history-corrupt") << away;
}

void HistoryFileTest::refusedFilesStayAsTheyAre()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, statements);
    QFETCH(QByteArray, code);
    QFETCH(QString, advice);
    write(m_path, bytes);
    if (!statements.isEmpty())
        edit(statements);
    const QByteArray before = contents(m_path);
    const auto file = open();
    QVERIFY(!file);
    QCOMPARE(file.error().code, code);
    QCOMPARE(file.error().field, QByteArray("history"));
    QVERIFY2(file.error().message.contains(QDir::toNativeSeparators(m_path)),
             qPrintable(file.error().message));
    QVERIFY2(file.error().message.contains(advice), qPrintable(file.error().message));
    QCOMPARE(contents(m_path), before);
    QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
    QVERIFY(!QFile::exists(m_path + QStringLiteral("-journal")));
}

void HistoryFileTest::unwritable_data()
{
    QTest::addColumn<QString>("file");

    const QDir folder(m_folder.path());
    QTest::newRow("no path") << QString();
    QTest::newRow("a folder") << folder.path();
    QTest::newRow("no such folder") << folder.filePath(QStringLiteral("none/history.db"));
    QTest::newRow("below a file") << QStringLiteral("/etc/passwd/history.db");
#ifdef Q_OS_LINUX
    QTest::newRow("a device") << QStringLiteral("/dev/null");
    QTest::newRow("nothing can be made there") << QStringLiteral("/proc/history.db");
#endif
}

void HistoryFileTest::unwritable()
{
    QFETCH(QString, file);
    const auto opened = HistoryFile::open(file, now);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, QByteArray("history-unwritable"));
}

void HistoryFileTest::isRefusedWhileInUse()
{
    {
        const auto file = open();
        QVERIFY(file);
        for (int commits = 0; commits < 2; ++commits) {
            const auto second = open();
            QVERIFY(!second);
            QCOMPARE(second.error().code, QByteArray("history-in-use"));
            QVERIFY2(second.error().message.contains(QStringLiteral("in use")),
                     qPrintable(second.error().message));
            QVERIFY((*file)->commit({change(path, quint64(commits))}));
        }
    }
    QVERIFY(open());
    // Another program that merely reads counts too.
    QSqlDatabase reader =
        QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("reader"));
    reader.setDatabaseName(m_path);
    QVERIFY(reader.open());
    {
        QSqlQuery query(reader);
        QVERIFY(query.exec(QStringLiteral("SELECT * FROM events")) && query.next());
        const auto second = open();
        QVERIFY(!second);
        QCOMPARE(second.error().code, QByteArray("history-in-use"));
    }
    reader.close();
    reader = {};
    QSqlDatabase::removeDatabase(QStringLiteral("reader"));
    QVERIFY(open());
}

void HistoryFileTest::inspectingLeavesTheLock()
{
    // POSIX locks of a process end when it closes any descriptor of the file: a refused second
    // opening must not let a third, of another program, in.
    const auto file = open();
    QVERIFY(file);
    QVERIFY((*file)->commit({change(path, 0)}));
    QVERIFY(!open());
    QCOMPARE(openElsewhere(m_path), QByteArray("history-in-use"));
}

void HistoryFileTest::editedFilesAreHarmless_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<bool>("opens");
    QTest::addColumn<int>("left");

    const auto sql = [](const char *statement) { return QStringList{QLatin1String(statement)}; };
    QTest::newRow("wire is text") << sql("UPDATE events SET wire = 'x' WHERE position = 3") << true
                                  << 1;
    QTest::newRow("wire is a number")
        << sql("UPDATE events SET wire = 5 WHERE position = 4") << true << 0;
    QTest::newRow("type is a number")
        << sql("UPDATE events SET type = 1.5 WHERE position = 2") << true << 2;
    QTest::newRow("id is a number")
        << sql("UPDATE events SET id = 12 WHERE position = 2") << true << 2;
    QTest::newRow("dispatches is text")
        << sql("UPDATE events SET dispatches = 'yes' WHERE position = 2") << true << 2;
    QTest::newRow("at is negative")
        << sql("UPDATE events SET at = -1 WHERE position = 0") << true << 4;
    QTest::newRow("huge positions")
        << sql("UPDATE events SET position = 9223372036854775807 WHERE position = 4") << true << 0;
    QTest::newRow("negative positions")
        << sql("UPDATE events SET position = -position - 1") << true << 0;
    QTest::newRow("positions are text")
        << sql("UPDATE events SET position = 'x' || position WHERE position = 1") << true << 3;
    QTest::newRow("positions are broken numbers")
        << sql("UPDATE events SET position = 3.5 WHERE position = 3") << true << 1;
    QTest::newRow("orphans") << sql("DELETE FROM endpoints") << true << 0;
    QTest::newRow("a huge wire") << sql(
        "UPDATE events SET wire = zeroblob(50000000) WHERE position = 1")
                                 << true << 3;
    QTest::newRow("a huge type") << sql(
        "UPDATE events SET type = zeroblob(50000000) WHERE position = 1")
                                 << true << 3;
    QTest::newRow("a huge id") << sql(
        "UPDATE events SET id = zeroblob(50000000) WHERE position = 1")
                               << true << 3;

    QTest::newRow("a path is text") << sql("UPDATE endpoints SET path = '/x'") << false << 0;
    QTest::newRow("a next id is text") << sql("UPDATE endpoints SET next_id = 'x'") << false << 0;
    QTest::newRow("a next id is negative")
        << sql("UPDATE endpoints SET next_id = -1") << false << 0;
    QTest::newRow("an end at the end of numbers")
        << sql("UPDATE endpoints SET end_position = 9223372036854775807") << false << 0;
    QTest::newRow("uses at the end of numbers")
        << sql("UPDATE endpoints SET used = 9223372036854775807") << false << 0;
    QTest::newRow("no events") << sql("DROP TABLE events") << false << 0;
    QTest::newRow("a column is missing") << sql("ALTER TABLE events DROP COLUMN at") << false << 0;
    QTest::newRow("a column has another name")
        << sql("ALTER TABLE endpoints RENAME COLUMN path TO name") << false << 0;
    QTest::newRow("a trigger") << sql(
        "CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM endpoints; END")
                               << false << 0;
    QTest::newRow("a view in the place of a table")
        << QStringList{QStringLiteral("ALTER TABLE events RENAME TO e"),
                       QStringLiteral("CREATE VIEW events AS SELECT * FROM e")}
        << false << 0;
    QTest::newRow("a schema that does not parse")
        << QStringList{QStringLiteral("PRAGMA writable_schema = ON"),
                       QStringLiteral("UPDATE sqlite_master SET sql = 'CREATE TABLE events (' "
                                      "WHERE name = 'events'")}
        << false << 0;
    QTest::newRow("a table that is another")
        << QStringList{QStringLiteral("PRAGMA writable_schema = ON"),
                       QStringLiteral("UPDATE sqlite_master SET rootpage = 2")}
        << false << 0;
}

void HistoryFileTest::editedFilesAreHarmless()
{
    QFETCH(QStringList, statements);
    QFETCH(bool, opens);
    QFETCH(int, left);
    {
        const auto file = open();
        QVERIFY(file);
        QList<HistoryChange> changes;
        for (quint64 position = 0; position < 5; ++position)
            changes.append(change(path, position));
        QVERIFY((*file)->commit(changes));
    }
    edit(statements);
    const auto file = open();
    if (!opens) {
        QVERIFY(!file);
        QCOMPARE(file.error().code, QByteArray("history-corrupt"));
        return;
    }
    QVERIFY2(file, why(file).constData());
    const auto records = (*file)->recall(path, {});
    QVERIFY(records);
    QCOMPARE(records->size(), left);
    QVERIFY((*file)->commit({change(path, 5), change(path, 6), change(path, 7, 6)}));
    QCOMPARE((*file)->recall(path, {})->last(2), recordsOf({change(path, 6), change(path, 7)}));
}

void HistoryFileTest::flippedPagesAreHarmless_data()
{
    QTest::addColumn<int>("page");
    for (int page = 1; page <= 12; ++page)
        QTest::addRow("page %d", page) << page;
}

void HistoryFileTest::flippedPagesAreHarmless()
{
    QFETCH(int, page);
    QList<HistoryChange> changes;
    {
        const auto file = open();
        QVERIFY(file);
        for (quint64 position = 0; position < 500; ++position)
            changes.append(change(path, position));
        QVERIFY((*file)->commit(changes));
    }
    QByteArray bytes = contents(m_path);
    QVERIFY(bytes.size() >= page * pageBytes);
    for (qsizetype at = (page - 1) * pageBytes + 1; at < page * pageBytes; ++at)
        bytes[at] = char(~bytes[at]);
    write(m_path, bytes);
    const auto file = open();
    QVERIFY(!file);
    QCOMPARE(file.error().code, QByteArray("history-corrupt"));
    QCOMPARE(contents(m_path), bytes);
}

void HistoryFileTest::truncatedFilesAreHarmless()
{
    QList<HistoryChange> changes;
    {
        const auto file = open();
        QVERIFY(file);
        for (quint64 position = 0; position < 500; ++position)
            changes.append(change(path, position));
        QVERIFY((*file)->commit(changes));
    }
    const QByteArray whole = contents(m_path);
    for (qsizetype bytes = whole.size() - 1; bytes > 0; bytes -= 3'001) {
        write(m_path, whole.first(bytes));
        const auto file = open();
        // A cut within the last page may hit nothing but the bytes of an event.
        if (bytes > whole.size() - pageBytes && file) {
            QVERIFY((*file)->recall(path, {}));
            continue;
        }
        QVERIFY2(!file, qPrintable(QString::number(bytes)));
        QCOMPARE(file.error().code, QByteArray("history-corrupt"));
    }
}

void HistoryFileTest::aFullDiskIsSaid()
{
    const SmallDisk disk(m_folder.filePath(QStringLiteral("disk")), 256 * 1024);
    if (!disk.isMounted())
        QSKIP("Only root may mount a small disk.");
    m_path = disk.path() + QStringLiteral("/history.db");
    const auto file = open();
    QVERIFY2(file, why(file).constData());
    QVERIFY((*file)->commit({change(path, 0)}));
    HistoryChange large = change(path, 1);
    large.record->wire = QByteArray(512 * 1024, 'x');
    const auto failed = (*file)->commit({numberOnly("/other", 5), large});
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, QByteArray("history-full"));
    QVERIFY(failed.error().message.contains(m_path));
    // The same file goes on with what fits.
    QVERIFY((*file)->commit({change(path, 1)}));
    QCOMPARE((*file)->recall(path, {})->size(), 2);
    QCOMPARE((*file)->endpoints()->size(), 1);
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String(openArgument))
        return openAndSay(arguments.at(2));
    HistoryFileTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historyfile.moc"
