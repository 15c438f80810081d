// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyfile.h"
#include "tests/history/historyfixture.h"
#include "tests/history/historysamples.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace heliograph;
using namespace std::chrono_literals;

/// Which files are opened, which are refused and left alone, and that no file does harm.
class HistoryOpeningTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init();

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

private:
    [[nodiscard]] Result<std::unique_ptr<HistoryFile>> open() const;

    QTemporaryDir m_folder{quickFolder()};
    QString m_path;
    int m_number = 0;
};

namespace {

constexpr auto now = std::chrono::microseconds{1'700'000'000'000'000};
constexpr qsizetype pageBytes = 4'096;
const QByteArray path = QByteArrayLiteral("/events");

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

void HistoryOpeningTest::init()
{
    m_path = m_folder.filePath(QStringLiteral("history%1.db").arg(++m_number));
}

Result<std::unique_ptr<HistoryFile>> HistoryOpeningTest::open() const
{
    return HistoryFile::open(m_path, now);
}

void HistoryOpeningTest::anInterruptedStartIsTakenBack()
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

void HistoryOpeningTest::anEmptyFileIsNew()
{
    write(m_path, {});
    const auto file = open();
    QVERIFY2(file, why(file).constData());
    QVERIFY((*file)->commit({change(path, 0)}));
}

void HistoryOpeningTest::version1IsMigrated()
{
    edit(m_path, version1());
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

void HistoryOpeningTest::refusedFilesStayAsTheyAre_data()
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

void HistoryOpeningTest::refusedFilesStayAsTheyAre()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, statements);
    QFETCH(QByteArray, code);
    QFETCH(QString, advice);
    write(m_path, bytes);
    if (!statements.isEmpty())
        edit(m_path, statements);
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

void HistoryOpeningTest::unwritable_data()
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

void HistoryOpeningTest::unwritable()
{
    QFETCH(QString, file);
    const auto opened = HistoryFile::open(file, now);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, QByteArray("history-unwritable"));
}

void HistoryOpeningTest::isRefusedWhileInUse()
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

void HistoryOpeningTest::inspectingLeavesTheLock()
{
    // POSIX locks of a process end when it closes any descriptor of the file: a refused second
    // opening must not let a third, of another program, in.
    const auto file = open();
    QVERIFY(file);
    QVERIFY((*file)->commit({change(path, 0)}));
    QVERIFY(!open());
    QCOMPARE(openElsewhere(m_path), QByteArray("history-in-use"));
}

void HistoryOpeningTest::editedFilesAreHarmless_data()
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

void HistoryOpeningTest::editedFilesAreHarmless()
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
    edit(m_path, statements);
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

void HistoryOpeningTest::flippedPagesAreHarmless_data()
{
    QTest::addColumn<int>("page");
    for (int page = 1; page <= 12; ++page)
        QTest::addRow("page %d", page) << page;
}

void HistoryOpeningTest::flippedPagesAreHarmless()
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

void HistoryOpeningTest::truncatedFilesAreHarmless()
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

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String(openArgument))
        return openAndSay(arguments.at(2));
    HistoryOpeningTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_historyopening.moc"
