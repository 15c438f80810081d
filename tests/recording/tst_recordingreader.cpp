// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/recording/recordingsamples.h"

#include <QTemporaryDir>

#include <rapidcheck.h>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

/// Blocks as one readable line: "time bytes", notes in brackets.
QByteArray summaryOf(const ReadRecording &read)
{
    QByteArrayList lines;
    for (const RecordedBlock &block : read.blocks) {
        QByteArray bytes = block.bytes;
        bytes.replace("\r", "\\r").replace("\n", "\\n");
        const QByteArray line = QByteArray::number(block.at.count()) + ' ' + bytes;
        lines.append(block.isNote ? '[' + line + ']' : line);
    }
    return lines.join(" | ");
}

/// Files that meet the rules often.
rc::Gen<QByteArray> genFile()
{
    static const QByteArrayList pieces{": at ",
                                       "0.5",
                                       "1",
                                       "abc",
                                       "2.000001",
                                       "\n",
                                       "\n",
                                       "\n\n",
                                       "\r\n",
                                       "\r\n\r\n",
                                       "\r",
                                       "\r\r",
                                       "data: x",
                                       "data",
                                       "id:",
                                       ": heliograph note x",
                                       ":",
                                       "\xFF",
                                       "data: x\n\n",
                                       "\xEF\xBB\xBF",
                                       ": at 1\ndata: y\n\n",
                                       QByteArray(1, '\0')};
    const auto index = rc::gen::inRange<int>(0, int(pieces.size()));
    return rc::gen::map(rc::gen::pair(rc::gen::element<QByteArray>(head(), QByteArray()),
                                      rc::gen::container<std::vector<int>>(index)),
                        [](const std::pair<QByteArray, std::vector<int>> &made) {
                            QByteArray file = made.first;
                            for (const int i : made.second)
                                file += pieces[i];
                            return file;
                        });
}

} // namespace

class RecordingReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void blocks_data();
    void blocks();
    void faults_data();
    void faults();
    void times_data();
    void times();
    void readsTheHead();
    void refusesANewerVersion();
    void refusesWhatCannotBeOpened();
    void tellsThatAFileBecameShorter();
    void tellsWhereBlocksAre();
    void givesPlainStreamsAnInterval();
    void anySplitReadsTheSame();
    void holdsOneBlockOnly();
    void goesOnFromAPosition();
};

void RecordingReaderTest::blocks_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &file, const QByteArray &expected) {
        QTest::newRow(name) << file << expected;
    };
    row("empty file", "", "");
    row("head alone", head(), "");
    row("one event", head() + ": at 1.5\ndata: a\n\n", "1500000 data: a\\n\\n");
    row("CRLF, the stream's and the file's",
        ": heliograph recording 1\r\n\r\n: at 1\r\ndata: a\r\n\r\n", "1000000 data: a\\r\\n\\r\\n");
    row("CR", ": heliograph recording 1\r\r: at 1\rdata: a\r\r", "1000000 data: a\\r\\r");
    row("mixed line ends", head() + ": at 1\r\ndata: a\rdata: b\n\r\n",
        "1000000 data: a\\rdata: b\\n\\r\\n");
    row("only the first time is one", head() + ": at 1\n: at 2\n: at home\ndata: a\n\n",
        "1000000 : at 2\\n: at home\\ndata: a\\n\\n");
    row("unknown fields and comments stay", head() + ": at 1\nfoo: b\n:c\nid: 7\n\n",
        "1000000 foo: b\\n:c\\nid: 7\\n\\n");
    row("a note", head() + ": at 1\n: heliograph note lost\n\n: at 2\ndata\n\n",
        "[1000000 : heliograph note lost\\n\\n] | 2000000 data\\n\\n");
    row("no note: an event", head() + ": at 1\n: heliograph note lost\ndata: a\n\n",
        "1000000 : heliograph note lost\\ndata: a\\n\\n");
    row("no note: another word", head() + ": at 1\n: heliograph notebook\n\n",
        "1000000 : heliograph notebook\\n\\n");
    row("without a time: with the one before", head() + ": at 3\ndata: a\n\ndata: b\n\n",
        "3000000 data: a\\n\\n | 3000000 data: b\\n\\n");
    row("blank lines between", head() + "\n\n: at 1\ndata: a\n\n\n\r\n\r: at 2\ndata: b\n\n\n",
        "1000000 data: a\\n\\n | 2000000 data: b\\n\\n");
    row("a time and nothing else", head() + ": at 1\n\ndata: a\n\n", "1000000 data: a\\n\\n");
    row("the same time twice", head() + ": at 1\ndata: a\n\n: at 1\ndata: b\n\n",
        "1000000 data: a\\n\\n | 1000000 data: b\\n\\n");
    row("as curl saves it", "id: 1\ndata: a\n\n: at 1\n\n",
        "0 id: 1\\ndata: a\\n\\n | 0 : at 1\\n\\n");
    row("a BOM before the head", "\xEF\xBB\xBF" + head() + ": at 1\ndata: a\n\n",
        "1000000 data: a\\n\\n");
    row("a BOM before a plain stream",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        "0 data: a\\n\\n");
    row("invalid UTF-8 is kept", head() + ": at 1\ndata: \xFF\xC3(\n\n",
        "1000000 data: \xFF\xC3(\\n\\n");
    row("NUL in a value is kept", head() + ": at 1\ndata: " + QByteArray(3, '\0') + "\n\n",
        "1000000 data: " + QByteArray(3, '\0') + "\\n\\n");
    row("a head that knows more", ": heliograph recording 1\n: colour red\n\n: at 1\ndata\n\n",
        "1000000 data\\n\\n");
}

void RecordingReaderTest::blocks()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, expected);
    const ReadRecording read = readRecording(file);
    QVERIFY2(!read.fault, read.fault ? qPrintable(read.fault->message) : "");
    QCOMPARE(summaryOf(read), expected);
}

void RecordingReaderTest::faults_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<int>("blocks");
    QTest::addColumn<qint64>("line");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &file, int blocks, qint64 line,
                        const char *message) {
        QTest::newRow(name) << file << blocks << line << QString::fromUtf8(message);
    };
    const QByteArray one = head() + ": at 5\ndata: a\n\n"; // its last line is the 5th
    row("a time that is no number", one + ": at abc\ndata: b\n\n", 1, 6,
        "Line 6: the time \"abc\" is no number of seconds. The one event before it can be played.");
    row("no time after the word", one + ": at\ndata: b\n\n", 1, 6,
        "Line 6: the time \"\" is no number of seconds. The one event before it can be played.");
    row("an exponent", one + ": at 1e3\ndata\n\n", 1, 6,
        "Line 6: the time \"1e3\" is no number of seconds. The one event before it can be played.");
    row("too many digits", one + ": at 99999999999999999999\ndata\n\n", 1, 6,
        "Line 6: the time \"99999999999999999999\" is no number of seconds. The one event before "
        "it "
        "can be played.");
    row("before the start", one + ": at -1.5\ndata: b\n\n", 1, 6,
        "Line 6: the time -1.5 is before the start. The one event before it can be played.");
    row("going back", one + ": at 6\ndata: b\n\n: at 4.5\ndata: c\n\n", 2, 9,
        "Line 9: the time 4.5 goes back: the one before is 6.000000. The 2 events before it can be "
        "played.");
    row("cut off inside an event", one + ": at 6\ndata: b\nda", 1, 6,
        "Line 6: the file ends inside what begins here. The one event before it can be played.");
    row("cut off before the blank line", one + ": at 6\r\ndata: b\r\n", 1, 6,
        "Line 6: the file ends inside what begins here. The one event before it can be played.");
    row("cut off inside the head", ": heliograph recording 1\n: sour", 0, 1,
        "Line 1: the file ends inside what begins here. There is no event before it.");
    row("an event inside the head", ": heliograph recording 1\n: source x\ndata: a\n\n", 0, 3,
        "Line 3: the head of a recording holds comments only. Put a blank line before this one. "
        "There is no event before it.");
    row("a run of NUL, as after a power failure", one + QByteArray(5000, '\0') + "\n\n", 1, 6,
        "Line 6: these bytes are no text. The file is damaged, or no recording. The one event "
        "before "
        "it can be played.");
    row("an image", QByteArray::fromHex("89504e470d0a1a0a0000000d49484452") + "\n\n", 0, 3,
        "Line 3: these bytes are no text. The file is damaged, or no recording. There is no event "
        "before it.");
    row("UTF-16", QByteArray("\xFF\xFE:\0 \0h\0", 8), 0, 1,
        "Line 1: this is UTF-16. Save the file as UTF-8. There is no event before it.");
    row("too large", one + ": at 6\ndata: " + QByteArray(3'000'000, 'x') + "\n\n", 1, 6,
        "Line 6: what begins here is larger than 1 MiB. The one event before it can be played.");
    row("too large, of many lines", one + QByteArray("data\n").repeated(300'000) + "\n", 1, 6,
        "Line 6: what begins here is larger than 1 MiB. The one event before it can be played.");
}

void RecordingReaderTest::faults()
{
    QFETCH(QByteArray, file);
    QFETCH(int, blocks);
    QFETCH(qint64, line);
    QFETCH(QString, message);
    const ReadRecording read = readRecording(file, 1 << 16, {{}, 1024 * 1024});
    QVERIFY(read.fault);
    QCOMPARE(read.fault->message, message);
    QCOMPARE(read.fault->line, line);
    QCOMPARE(read.blocks.size(), blocks);
}

void RecordingReaderTest::times_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("micros"); // -1: none
    const auto row = [](const char *text, qint64 micros) {
        QTest::newRow(text) << QByteArray(text) << micros;
    };
    row("0", 0);
    row("0.000001", 1);
    row("1.5", 1'500'000);
    row("12.", 12'000'000);
    row(".25", 250'000);
    row("1.0000019", 1'000'001);
    row("1000000000", 1'000'000'000'000'000);
    row("1000000000.000001", -1);
    row("1000000001", -1);
    row("", -1);
    row(".", -1);
    row("1.2.3", -1);
    row("+1", -1);
    row("1,5", -1);
    row("0x10", -1);
    row("nan", -1);
    row("1 2", -1);
}

void RecordingReaderTest::times()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, micros);
    const auto time = RecordingFormat::parseTime(text);
    QCOMPARE(time ? time->count() : -1, micros);
}

void RecordingReaderTest::readsTheHead()
{
    const RecordingHead head{1, "http://127.0.0.1:8080/events",
                             std::chrono::milliseconds{1'795'255'933'456} + 789us};
    QCOMPARE(RecordingFormat::writeHead(head),
             QByteArray(": heliograph recording 1\n: source http://127.0.0.1:8080/events\n"
                        ": started 2026-11-21T10:12:13.456789Z\n\n"));
    QCOMPARE(readRecording(RecordingFormat::writeHead(head)).head, head);
    QVERIFY(!readRecording(RecordingFormat::writeHead(head)).fault);
    const RecordingHead bare{1, {}, {}};
    QCOMPARE(readRecording(RecordingFormat::writeHead(bare)).head, bare);
    QVERIFY(readRecording("data: a\n\n").head.isPlainStream());
    QVERIFY(!readRecording(": heliograph recording 1\n: started soon\n\n").head.started);
    QCOMPARE(RecordingFormat::writeHead({1, "a\r\nb", {}}),
             QByteArray(": heliograph recording 1\n: source a  b\n\n"));
}

void RecordingReaderTest::refusesANewerVersion()
{
    const auto open = [](const QByteArray &bytes) {
        return RecordingReader::open(std::make_unique<SlowBuffer>(bytes, 100),
                                     QStringLiteral("f.sse"));
    };
    const auto newer = open(": heliograph recording 2\n\n");
    QVERIFY(!newer);
    QCOMPARE(newer.error().code, QByteArray("newer-version"));
    QCOMPARE(newer.error().message,
             QStringLiteral("\"f.sse\" is a recording of version 2; this program reads version 1. "
                            "Open it with a newer one."));
    const auto strange = open(": heliograph recording one\n\n");
    QVERIFY(!strange);
    QCOMPARE(strange.error().code, QByteArray("unreadable"));
}

void RecordingReaderTest::refusesWhatCannotBeOpened()
{
    const QTemporaryDir folder;
    const auto missing = RecordingReader::open(folder.filePath(QStringLiteral("none.sse")));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, QByteArray("unreadable"));
    QVERIFY(missing.error().message.contains(QLatin1String("none.sse")));
    const auto ofFolder = RecordingReader::open(folder.path());
    QVERIFY(!ofFolder);
    QVERIFY2(ofFolder.error().message.contains(QLatin1String("is a folder")),
             qPrintable(ofFolder.error().message));
#ifdef Q_OS_UNIX
    const QString pipe = folder.filePath(QStringLiteral("pipe.sse"));
    QCOMPARE(::mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
    const auto ofPipe = RecordingReader::open(pipe); // does not wait for a writer
    QVERIFY(!ofPipe);
    QVERIFY2(ofPipe.error().message.contains(QLatin1String("is a pipe or a device")),
             qPrintable(ofPipe.error().message));
#endif
}

void RecordingReaderTest::tellsThatAFileBecameShorter()
{
    const QTemporaryDir folder;
    const QByteArray block = ": at 1\ndata: " + QByteArray(1000, 'x') + "\n\n";
    QFile file(folder.filePath(QStringLiteral("a.sse")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(head() + block.repeated(500));
    file.close();
    const auto reader = RecordingReader::open(file.fileName());
    QVERIFY(reader && (*reader)->next());
    QVERIFY(file.resize(head().size() + block.size() * 400)); // between two blocks
    int read = 1;
    while ((*reader)->next())
        ++read;
    QCOMPARE(read, 400);
    QVERIFY((*reader)->fault());
    QCOMPARE((*reader)->fault()->message,
             QStringLiteral("Line 1203: the file became shorter while it was read, and ends here. "
                            "The 400 events before it can be played."));
}

void RecordingReaderTest::tellsWhereBlocksAre()
{
    const QByteArray file = head()
        + ": at 1\r\ndata: a\r\n\r\n\n\n: at 2\n: heliograph note x\n\n"
          ": at 3\ndata: b\n\n";
    const ReadRecording read = readRecording(file, 7);
    QCOMPARE(read.blocks.size(), 3);
    QCOMPARE(read.blocks[0].line, 3);
    QCOMPARE(read.blocks[1].line, 8);
    QCOMPARE(read.blocks[2].line, 11);
    QCOMPARE(read.blocks[0].row, 0U);
    QCOMPARE(read.blocks[1].row, 1U);
    QCOMPARE(read.blocks[2].row, 1U);
    for (const RecordedBlock &block : read.blocks)
        QVERIFY(file.mid(qsizetype(block.offset)).startsWith(": at "));
    QVERIFY(read.blocks[1].isNote);
    QCOMPARE(read.blocks[1].noteText(), QByteArray("x"));
    QVERIFY(read.blocks[2].dispatches);
}

void RecordingReaderTest::givesPlainStreamsAnInterval()
{
    const RecordingReaderOptions options{250ms};
    const auto times = [&options](const QByteArray &file) {
        QList<qint64> millis;
        for (const RecordedBlock &block : readRecording(file, 100, options).blocks)
            millis.append(block.at.count() / 1000);
        return millis;
    };
    QCOMPARE(times("data: a\n\n: b\n\ndata: c\n\n"), QList<qint64>({0, 250, 500}));
    QCOMPARE(times(head() + ": at 1\ndata: a\n\ndata: b\n\n: at 2\ndata: c\n\n"),
             QList<qint64>({1000, 1250, 2000}));
}

void RecordingReaderTest::anySplitReadsTheSame()
{
    QVERIFY(rc::check("any split reads the same", [] {
        const QByteArray file = *genFile();
        const auto atOnce = *rc::gen::inRange<qint64>(1, 12);
        RC_ASSERT(readRecording(file, atOnce) == readRecording(file));
    }));
}

void RecordingReaderTest::holdsOneBlockOnly()
{
    // Whatever the size of the file, no more is read than the block asked for and a chunk.
    QByteArray file = head();
    while (file.size() < 1'000'000)
        file += ": at 1\ndata: " + QByteArray(100, 'x') + "\n\n";
    auto buffer = std::make_unique<SlowBuffer>(file, file.size());
    const QIODevice *device = buffer.get();
    const auto reader = RecordingReader::open(std::move(buffer), QStringLiteral("test"));
    QVERIFY(reader);
    while (const auto block = (*reader)->next())
        QVERIFY(device->pos() - (*reader)->position().offset <= 65536 + 1000);
    QVERIFY(!(*reader)->fault());
    QCOMPARE((*reader)->position().offset, file.size());
}

void RecordingReaderTest::goesOnFromAPosition()
{
    QByteArray file = head();
    for (int i = 0; i < 1000; ++i)
        file += ": at " + QByteArray::number(i) + "\nid: " + QByteArray::number(i) + "\ndata\n\n";
    const auto reader =
        RecordingReader::open(std::make_unique<SlowBuffer>(file, 100), QStringLiteral("test"));
    QVERIFY(reader);
    RecordingPosition middle;
    QList<RecordedBlock> rest;
    while (auto block = (*reader)->next()) {
        if (block->row >= 500)
            rest.append(*block);
        if (block->row == 499)
            middle = (*reader)->position();
    }
    QVERIFY((*reader)->seek(middle));
    for (const RecordedBlock &expected : rest) {
        const auto block = (*reader)->next();
        QVERIFY(block);
        QVERIFY(*block == expected);
    }
    QVERIFY(!(*reader)->next());
    QVERIFY(!(*reader)->fault());
}

QTEST_GUILESS_MAIN(RecordingReaderTest)
#include "tst_recordingreader.moc"
