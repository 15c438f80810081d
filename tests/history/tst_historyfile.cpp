// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyfile.h"
#include "tests/history/historyfixture.h"
#include "tests/history/historysamples.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <rapidcheck.h>

using namespace heliograph;
using namespace std::chrono_literals;

/// What is committed comes back, whatever happens in between.
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
    void aFullDiskIsSaid();

private:
    [[nodiscard]] Result<std::unique_ptr<HistoryFile>> open() const;

    QTemporaryDir m_folder{quickFolder()};
    QString m_path;
    int m_number = 0;
};

namespace {

constexpr auto now = std::chrono::microseconds{1'700'000'000'000'000};
const QByteArray path = QByteArrayLiteral("/events");

} // namespace

void HistoryFileTest::init()
{
    m_path = m_folder.filePath(QStringLiteral("history%1.db").arg(++m_number));
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
    QTest::newRow("a megabyte") << QByteArray(1'048'576, 'x') << QByteArray("1") << true;
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
    edit(m_path,
         {QStringLiteral("CREATE TABLE left_over AS SELECT count(*) AS n FROM events"),
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
    QTest::newRow("bytes, exactly") << 100 << bytes * 3 << 0 << 3;
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
        edit(m_path,
             {QStringLiteral("DROP TABLE events"),
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
    large.record->wire = QByteArray(524'288, 'x');
    const auto failed = (*file)->commit({numberOnly("/other", 5), large});
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, QByteArray("history-full"));
    QVERIFY(failed.error().message.contains(m_path));
    // The same file goes on with what fits.
    QVERIFY((*file)->commit({change(path, 1)}));
    QCOMPARE((*file)->recall(path, {})->size(), 2);
    QCOMPARE((*file)->endpoints()->size(), 1);
}

QTEST_GUILESS_MAIN(HistoryFileTest)
#include "tst_historyfile.moc"
