// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingindex.h"
#include "tests/recording/recordingsamples.h"

#include <QTemporaryDir>

#include <fstream>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

/// Memory of this process, in bytes; 0 where that cannot be told.
qint64 residentBytes()
{
    std::ifstream file("/proc/self/statm");
    qint64 size = 0;
    qint64 resident = 0;
    file >> size >> resident;
    return resident * 4096;
}

/// Row n: at n ms, id n; each tenth is a comment, and a note stands before each hundredth.
void writeLarge(const QString &name, quint64 rows)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(head());
    const QByteArray filler(60, 'x');
    for (quint64 row = 0; row < rows; ++row) {
        const QByteArray time = RecordingFormat::timeLine(std::chrono::milliseconds(row));
        const QByteArray number = QByteArray::number(row);
        if (row % 100 == 99)
            file.write(time + RecordingFormat::noteLine(QStringLiteral("n")) + '\n');
        file.write(time + (row % 10 == 9 ? ": " : "data: ") + filler + "\nid: " + number + "\n\n");
    }
}

} // namespace

class RecordingIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void knowsTheTotals();
    void holdsLittle();
    void readsAnyRows_data();
    void readsAnyRows();
    void findsTimes_data();
    void findsTimes();
    void tellsProgressAndIsCancelled();
    void endsAtAFault();
    void ofAnEmptyFile();
    void noticesAChange();
    void boundsWhatItReads();

private:
    static constexpr quint64 rows = 500'000; // about 50 MB
    QTemporaryDir m_folder;
    QString m_file = m_folder.filePath(QStringLiteral("large.sse"));
    std::shared_ptr<const RecordingIndex> m_index;
    qint64 m_grown = 0;
};

void RecordingIndexTest::initTestCase()
{
    writeLarge(m_file, rows);
    const qint64 before = residentBytes();
    const auto index = RecordingIndex::build(m_file);
    m_grown = residentBytes() - before;
    QVERIFY(index);
    m_index = *index;
}

void RecordingIndexTest::knowsTheTotals()
{
    QVERIFY(m_index->fileSize() > 45'000'000);
    QCOMPARE(m_index->rows(), rows);
    QCOMPARE(m_index->events(), rows / 10 * 9);
    QCOMPARE(m_index->duration(), microseconds(std::chrono::milliseconds(rows - 1)));
    QVERIFY(!m_index->fault());
}

void RecordingIndexTest::holdsLittle()
{
    QVERIFY2(m_index->footprint() < 64 * 1024, qPrintable(QString::number(m_index->footprint())));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they keep memory themselves
    QVERIFY2(m_grown < 8 * 1024 * 1024, qPrintable(QString::number(m_grown)));
#endif
}

void RecordingIndexTest::readsAnyRows_data()
{
    QTest::addColumn<quint64>("first");
    QTest::addColumn<qsizetype>("count");
    QTest::addColumn<qsizetype>("expected");
    const auto row = [](const char *name, quint64 first, qsizetype count, qsizetype expected) {
        QTest::newRow(name) << first << count << expected;
    };
    row("the first", 0, 10, 10);
    row("before a known place", 1020, 10, 10);
    row("at a known place", 1024, 1, 1);
    row("in the middle", 250'098, 3, 3);
    row("the last", rows - 5, 10, 5);
    row("past the end", rows, 10, 0);
    row("far past the end", rows * 3, 10, 0);
    row("none", 5, 0, 0);
}

void RecordingIndexTest::readsAnyRows()
{
    QFETCH(quint64, first);
    QFETCH(qsizetype, count);
    QFETCH(qsizetype, expected);
    const auto read = m_index->readRows(first, count);
    QVERIFY(read);
    QCOMPARE(read->size(), expected);
    quint64 row = first;
    for (const RecordedBlock &block : *read) {
        QCOMPARE(block.row, row);
        QCOMPARE(block.at, microseconds(std::chrono::milliseconds(row)));
        QVERIFY(block.bytes.contains("\nid: " + QByteArray::number(row) + '\n'));
        // A head of two lines, four lines a row, three a note.
        QCOMPARE(block.line, qint64(3 + row * 4 + (row + 1) / 100 * 3));
        ++row;
    }
}

void RecordingIndexTest::findsTimes_data()
{
    QTest::addColumn<qint64>("micros");
    QTest::addColumn<quint64>("row");
    QTest::newRow("the start") << qint64(0) << quint64(0);
    QTest::newRow("exactly") << qint64(5'000) << quint64(5);
    QTest::newRow("between two") << qint64(5'001) << quint64(6);
    QTest::newRow("at a known place") << qint64(1'024'000) << quint64(1024);
    QTest::newRow("just before one") << qint64(1'023'001) << quint64(1024);
    QTest::newRow("the end") << qint64(499'999'000) << rows - 1;
    QTest::newRow("past the end") << qint64(499'999'001) << rows;
}

void RecordingIndexTest::findsTimes()
{
    QFETCH(qint64, micros);
    QFETCH(quint64, row);
    const auto found = m_index->rowAt(microseconds{micros});
    QVERIFY(found);
    QCOMPARE(*found, row);
    QVERIFY(m_index->positionOf(microseconds{micros}).row <= row);
    QVERIFY(m_index->positionOf(microseconds{micros}).row + RecordingIndex::step + 1 >= row);
}

void RecordingIndexTest::tellsProgressAndIsCancelled()
{
    std::atomic_bool cancelled{false};
    QList<qint64> told;
    const auto index = RecordingIndex::build(
        m_file, {},
        [&](qint64 done, qint64 total) {
            QCOMPARE(total, m_index->fileSize());
            told.append(done);
            cancelled = told.size() == 4;
        },
        &cancelled);
    QVERIFY(!index);
    QCOMPARE(index.error().code, QByteArray("cancelled"));
    QCOMPARE(told.size(), 4);
    QVERIFY(std::is_sorted(told.cbegin(), told.cend()));
}

void RecordingIndexTest::endsAtAFault()
{
    const QString name = m_folder.filePath(QStringLiteral("damaged.sse"));
    writeFile(name, head() + ": at 1\ndata: a\n\n: at 2\ndata: b\n\n: at x\ndata: c\n\n");
    const auto index = RecordingIndex::build(name);
    QVERIFY(index);
    QCOMPARE((*index)->rows(), 2U);
    QCOMPARE((*index)->duration(), microseconds(2s));
    QVERIFY((*index)->fault());
    QCOMPARE((*index)->fault()->line, 9);
    const auto read = (*index)->readRows(0, 10);
    QVERIFY(read);
    QCOMPARE(read->size(), 2);
}

void RecordingIndexTest::ofAnEmptyFile()
{
    const QString name = m_folder.filePath(QStringLiteral("empty.sse"));
    writeFile(name, {});
    const auto index = RecordingIndex::build(name);
    QVERIFY(index);
    QCOMPARE((*index)->rows(), 0U);
    QVERIFY((*index)->readRows(0, 10)->isEmpty());
    QCOMPARE(*(*index)->rowAt(1s), 0U);
    QVERIFY(!RecordingIndex::build(m_folder.filePath(QStringLiteral("none.sse"))));
}

void RecordingIndexTest::noticesAChange()
{
    const QString name = m_folder.filePath(QStringLiteral("changing.sse"));
    writeFile(name, head() + ": at 1\ndata: a\n\n: at 2\ndata: b\n\n");
    const auto index = RecordingIndex::build(name);
    QVERIFY(index);
    writeFile(name, head() + ": at 1\ndata: a\n\n");
    const auto read = (*index)->readRows(0, 10);
    QVERIFY(!read);
    QCOMPARE(read.error().code, QByteArray("changed"));
}

void RecordingIndexTest::boundsWhatItReads()
{
    const QString name = m_folder.filePath(QStringLiteral("wide.sse"));
    QByteArray bytes = head();
    for (int i = 0; i < 10; ++i)
        bytes += ": at 1\ndata: " + QByteArray(3'000'000, 'x') + "\n\n";
    writeFile(name, bytes);
    const auto index = RecordingIndex::build(name);
    QVERIFY(index);
    QCOMPARE((*index)->rows(), 10U);
    const auto read = (*index)->readRows(3, 5);
    QVERIFY(read);
    QCOMPARE(read->size(), 2);
    QCOMPARE(read->constFirst().row, 3U);
}

QTEST_GUILESS_MAIN(RecordingIndexTest)
#include "tst_recordingindex.moc"
