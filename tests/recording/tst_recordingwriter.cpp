// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingsaver.h"
#include "app/recording/recordingwriter.h"
#include "app/sse/eventparser.h"
#include "tests/recording/recordingsamples.h"

#include <QTemporaryDir>

#include <rapidcheck.h>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

/// A recording that is written into memory.
struct Memory {
    Memory()
    {
        buffer.open(QIODevice::WriteOnly);
        std::ignore = writer.begin({});
    }

    [[nodiscard]] QByteArray bytes() const { return buffer.data().mid(head().size()); }

    QBuffer buffer;
    RecordingWriter writer{buffer, QStringLiteral("memory")};
};

/// A disk with room for so many bytes, which takes of a large write what still fits, as files do.
class FullDisk final : public QIODevice {
public:
    explicit FullDisk(qint64 room) : m_room(room) { open(QIODevice::WriteOnly); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        if (m_room == 0) {
            setErrorString(QStringLiteral("No space left on device"));
            return -1;
        }
        const qint64 taken = std::min(size, m_room);
        m_room -= taken;
        return taken;
    }

private:
    qint64 m_room;
};

/// Streams of all kinds of blocks and line ends, without NUL and notes.
rc::Gen<QByteArray> genStream()
{
    static const QByteArrayList pieces{"data: a", "data",  ": at 1", ":c",   "id: 7",   "\n",
                                       "\n",      "\r",    "\r\n",   "\n\n", "\xFF",    "event: x",
                                       "retry:1", "other", "ä",      " ",    "\r\n\r\n"};
    const auto index = rc::gen::inRange<int>(0, int(pieces.size()));
    return rc::gen::map(rc::gen::container<std::vector<int>>(index),
                        [](const std::vector<int> &at) {
                            QByteArray stream;
                            for (const int i : at)
                                stream += pieces[i];
                            return stream;
                        });
}

} // namespace

class RecordingWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writes_data();
    void writes();
    void timesNeverGoBack();
    void countsWhatItWrites();
    void tellsOfAFullDisk();
    void isReadableAtAnyTime();
    void whatIsWrittenIsReadBack();
    void anyParserReadsIt();
    void savesAList();
    void keepsTheFileWhenSavingFails();
    void savesEdits();
    void savesUpToAFault();
};

void RecordingWriterTest::writes_data()
{
    QTest::addColumn<QByteArrayList>("parts"); // "|": a note
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArrayList &parts, const QByteArray &expected) {
        QTest::newRow(name) << parts << expected;
    };
    row("a block", {"data: a\n\n"}, ": at 1.000000\ndata: a\n\n");
    row("two blocks at once", {"data: a\n\n:b\n\n"},
        ": at 1.000000\ndata: a\n\n: at 1.000000\n:b\n\n");
    row("a block in parts has the time of its end", {"data", ": a\n", "\n"},
        ": at 3.000000\ndata: a\n\n");
    row("the LF that a read cut off", {"data: a\r\n\r", "data: b\r\n\r\n"},
        ": at 1.000000\ndata: a\r\n\r\n: at 2.000000\ndata: b\r\n\r\n");
    row("a BOM at the beginning",
        {"\xEF\xBB\xBF"
         "data: a\n\n"},
        ": at 1.000000\ndata: a\n\n");
    row("a BOM in parts", {"\xEF", "\xBB", "\xBF", "data: a\n\n"}, ": at 4.000000\ndata: a\n\n");
    row("a BOM inside stays",
        {"\n",
         "\xEF\xBB\xBF"
         "data: a\n\n"},
        ": at 2.000000\n\xEF\xBB\xBF"
        "data: a\n\n");
    row("a BOM of the next connection",
        {"data: a\n\n", "|",
         "\xEF\xBB\xBF"
         "data: a\n\n"},
        ": at 1.000000\ndata: a\n\n: at 2.000000\n: heliograph note lost: it said  no\n\n"
        ": at 3.000000\ndata: a\n\n");
    row("blank lines", {"\n\n", "data: a\n\n\n"}, ": at 2.000000\ndata: a\n\n");
    row("what did not end", {"data: a", "|", "data: b\n\n"},
        ": at 2.000000\n: heliograph note lost: it said  no (7 bytes of an event that did not end "
        "are left out)\n\n: at 3.000000\ndata: b\n\n");
    row("ended inside an event", {"data: a"},
        ": at 1.000000\n: heliograph note ended inside an event (7 bytes of an event that did not "
        "end are left out)\n\n");
}

void RecordingWriterTest::writes()
{
    QFETCH(QByteArrayList, parts);
    QFETCH(QByteArray, expected);
    Memory memory;
    auto at = 0s;
    for (const QByteArray &part : parts) {
        at += 1s;
        if (part == "|")
            QVERIFY(memory.writer.note(at, QStringLiteral("lost: it said\r\nno")));
        else
            QVERIFY(memory.writer.append(at, part));
    }
    QVERIFY(memory.writer.finish(at));
    QCOMPARE(memory.bytes(), expected);
}

void RecordingWriterTest::timesNeverGoBack()
{
    Memory memory;
    for (const auto at : {2s, 1s, -5s, 3s})
        QVERIFY(memory.writer.append(at, "data\n\n"));
    QCOMPARE(memory.bytes(),
             QByteArray(": at 2.000000\ndata\n\n: at 2.000000\ndata\n\n"
                        ": at 2.000000\ndata\n\n: at 3.000000\ndata\n\n"));
}

void RecordingWriterTest::countsWhatItWrites()
{
    Memory memory;
    QVERIFY(memory.writer.append(1s, "data: a\n\n: c\n\ndataless: x\n\nid:1\ndata\n\n"));
    QVERIFY(memory.writer.note(2s, QStringLiteral("n")));
    QCOMPARE(memory.writer.events(), 2U);
    QCOMPARE(memory.writer.blocks(), 4U);
    QCOMPARE(memory.writer.bytes(), quint64(memory.buffer.size()));
    QCOMPARE(memory.writer.duration(), microseconds(2s));
}

void RecordingWriterTest::tellsOfAFullDisk()
{
    FullDisk disk(60);
    RecordingWriter writer(disk, QStringLiteral("f.sse"));
    QVERIFY(writer.begin({}));
    QVERIFY(writer.append(1s, "data: a\n\n"));
    const auto full = writer.append(2s, "data: b\n\n");
    QVERIFY(!full);
    QCOMPARE(full.error().code, QByteArray("write-failed"));
    QCOMPARE(full.error().message,
             QStringLiteral("Cannot write to \"f.sse\": No space left on device. Free space or "
                            "choose another place."));
    QVERIFY(!writer.append(3s, "data\n\n")); // no hole in it
    QVERIFY(!writer.flush());
}

void RecordingWriterTest::isReadableAtAnyTime()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("a.sse"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    RecordingWriter writer(file, name);
    QVERIFY(writer.begin({}));
    QVERIFY(writer.append(1s, "data: a\n\n"));
    QVERIFY(writer.flush());
    const ReadRecording read = readRecording(contentOf(name));
    QCOMPARE(read.blocks.size(), 1);
    QVERIFY(!read.fault);
}

void RecordingWriterTest::whatIsWrittenIsReadBack()
{
    QVERIFY(rc::check("the blocks of a stream are read back with their times", [] {
        const QByteArray stream = *genStream();
        EventParser parser; // says what the blocks are, however they were split
        const QList<StreamItem> items = parser.feed(stream);
        Memory memory;
        QList<microseconds> times;
        microseconds at{0};
        for (const StreamItem &item : items) {
            at += microseconds{*rc::gen::inRange<qint64>(0, 5'000'000)};
            times.append(at);
            RC_ASSERT(memory.writer.append(at, item.raw).has_value());
        }
        const ReadRecording read = readRecording(memory.buffer.data());
        RC_ASSERT(!read.fault);
        RC_ASSERT(read.blocks.size() == items.size());
        for (qsizetype i = 0; i < items.size(); ++i) {
            QByteArray expected = items[i].raw;
            if (expected.endsWith("\r\n\r"))
                expected += '\n';
            RC_ASSERT(read.blocks[i].bytes == expected);
            RC_ASSERT(read.blocks[i].at == times[i]);
            RC_ASSERT(read.blocks[i].dispatches == (items[i].kind == StreamItem::Kind::Event));
        }
    }));
}

void RecordingWriterTest::anyParserReadsIt()
{
    QVERIFY(rc::check("a recording parses to the events of its stream", [] {
        const QByteArray stream = *genStream();
        Memory memory;
        for (qsizetype from = 0; from < stream.size();) {
            const auto size = *rc::gen::inRange<qsizetype>(1, stream.size() - from + 1);
            RC_ASSERT(memory.writer.append(1s, stream.mid(from, size)).has_value());
            from += size;
        }
        const auto eventsOf = [](const QByteArray &bytes) {
            EventParser parser;
            QList<std::tuple<QByteArray, QByteArray, QByteArray>> events;
            for (const StreamItem &item : parser.feed(bytes)) {
                if (item.kind == StreamItem::Kind::Event)
                    events.append({item.type, item.data, item.lastEventId});
            }
            return events;
        };
        RC_ASSERT(eventsOf(memory.buffer.data()) == eventsOf(stream));
    }));
}

void RecordingWriterTest::savesAList()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("a.sse"));
    const auto saved =
        saveRecording(name, {1, "here", {}}, {{0s, "data: a\n\n"}, {1500ms, "data: b\n\n"}});
    QVERIFY(saved);
    QCOMPARE(saved->events, 2U);
    QCOMPARE(saved->duration, microseconds(1500ms));
    QCOMPARE(contentOf(name),
             QByteArray(": heliograph recording 1\n: source here\n\n: at 0.000000\ndata: a\n\n"
                        ": at 1.500000\ndata: b\n\n"));
}

void RecordingWriterTest::keepsTheFileWhenSavingFails()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("none/a.sse"));
    const auto saved = saveRecording(name, {}, {{0s, "data: a\n\n"}});
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, QByteArray("write-failed"));
    QVERIFY(saved.error().message.contains(name));
}

void RecordingWriterTest::savesEdits()
{
    const QTemporaryDir folder;
    const QString from = folder.filePath(QStringLiteral("a.sse"));
    const QString to = folder.filePath(QStringLiteral("b.sse"));
    writeFile(from,
              head()
                  + ": at 1\ndata: a\n\n: at 2\n: heliograph note n\n\n: at 2\ndata: b\n\n"
                    ": at 3\ndata: c\n\n");
    RecordingEdits edits;
    edits.replace(0, "data: A\n\n");
    edits.insertBefore(1, {"data: late\n\n", 9s});
    edits.insertBefore(1, {"data: with b\n\n", {}});
    edits.skip(2);
    edits.insertBefore(3, {"data: at the end\n\n", {}});
    edits.insertBefore(3, {"data: later\n\n", 7s});
    const auto saved = saveEdited(from, edits, to);
    QVERIFY(saved);
    QCOMPARE(saved->events, 6U);
    QVERIFY(!saved->fault);
    QCOMPARE(contentOf(to),
             head()
                 + ": at 1.000000\ndata: A\n\n: at 2.000000\n: heliograph note n\n\n"
                   ": at 2.000000\ndata: late\n\n: at 2.000000\ndata: with b\n\n"
                   ": at 2.000000\ndata: b\n\n: at 2.000000\ndata: at the end\n\n"
                   ": at 7.000000\ndata: later\n\n");
    QVERIFY(saveEdited(from, {}, from)); // onto itself
    QCOMPARE(readRecording(contentOf(from)).blocks.size(), 4);
    const std::atomic_bool cancelled{true};
    const auto stopped = saveEdited(from, edits, to, {}, {}, &cancelled);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, QByteArray("cancelled"));
}

void RecordingWriterTest::savesUpToAFault()
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("a.sse"));
    writeFile(name, head() + ": at 1\ndata: a\n\n: at x\ndata: b\n\n");
    const auto saved = saveEdited(name, {}, name);
    QVERIFY(saved);
    QVERIFY(saved->fault);
    QCOMPARE(saved->fault->line, 6);
    QCOMPARE(contentOf(name), head() + ": at 1.000000\ndata: a\n\n");
}

QTEST_GUILESS_MAIN(RecordingWriterTest)
#include "tst_recordingwriter.moc"
