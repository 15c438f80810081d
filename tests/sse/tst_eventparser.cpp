// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/eventparser.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono;

namespace {

/// What a test row expects, as text that reads well when it fails: `type|data|id` for each event,
/// joined with " + "; a block that dispatched nothing is `-|id`.
QByteArray summary(const QList<StreamItem> &items)
{
    QByteArrayList parts;
    for (const StreamItem &item : items) {
        if (item.kind == StreamItem::Kind::Event)
            parts.append(item.type + '|' + item.data + '|' + item.lastEventId);
        else
            parts.append("-|" + item.lastEventId);
    }
    return parts.join(" + ");
}

QList<StreamItem> parseWhole(EventParser &parser, const QByteArray &stream)
{
    QList<StreamItem> items = parser.feed(stream);
    return items += parser.finish();
}

QList<StreamItem> parseBytewise(EventParser &parser, const QByteArray &stream)
{
    QList<StreamItem> items;
    for (const char byte : stream)
        items += parser.feed(QByteArrayView(&byte, 1));
    return items += parser.finish();
}

} // namespace

class EventParserTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dispatches_data();
    void dispatches();
    void findings_data();
    void findings();
    void setsReconnectionTime_data();
    void setsReconnectionTime();
    void decodesUtf8_data();
    void decodesUtf8();
    void dispatchesAtOnceAfterCr();
    void keepsRawBytesAndOffsets();
    void keepsComments();
    void keepsLastEventIdOverReset();
    void discardsWhatIsTooLarge();
    void countsTheLimitAlikeForEverySplit();
    void parsesHugeEventsInLinearTime_data();
    void parsesHugeEventsInLinearTime();
    void boundsNotesOnHostileBlocks();
    void readsDataOfBlock_data();
    void readsDataOfBlock();
};

void EventParserTest::dispatches_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &stream, const char *expected) {
        QTest::newRow(name) << stream << QByteArray(expected);
    };
    const QByteArray nul(1, '\0');

    row("nothing", "", "");
    row("blank lines only", "\n\r\n\r\r\n\n", "");
    row("LF", "data: a\n\n", "message|a|");
    row("CR", "data: a\r\r", "message|a|");
    row("CRLF", "data: a\r\n\r\n", "message|a|");
    row("mixed line ends", "event: e\rdata: a\ndata: b\r\n\rdata: c\r\n\n", "e|a\nb| + message|c|");
    row("LF then CR are two ends", "data: a\n\rdata: b\n\n", "message|a| + message|b|");
    row("no space after the colon", "data:a\n\n", "message|a|");
    row("only one space removed", "data:  a\n\n", "message| a|");
    row("tab kept", "data:\ta\n\n", "message|\ta|");
    row("trailing space kept", "data: a \n\n", "message|a |");
    row("value with colons", "data: a:b: c\n\n", "message|a:b: c|");
    row("field without colon", "data\n\n", "message||");
    row("empty data dispatches", "data:\n\n", "message||");
    row("one space as data", "data: \n\n", "message||");
    row("two empty data lines", "data\ndata\n\n", "message|\n|");
    row("many data lines", "data: a\ndata\ndata: b\n\n", "message|a\n\nb|");
    row("data ending in empty line", "data: a\ndata:\n\n", "message|a\n|");
    row("no data, no dispatch", "event: e\n\n", "-|");
    row("type reset after no dispatch", "event: e\n\ndata: a\n\n", "-| + message|a|");
    row("type reset after dispatch", "event: e\ndata: a\n\ndata: b\n\n", "e|a| + message|b|");
    row("last type wins", "event: e\nevent: f\ndata: a\n\n", "f|a|");
    row("empty type is message", "event: e\nevent:\ndata: a\n\n", "message|a|");
    row("names are case-sensitive", "Data: a\nDATA: b\ndata: c\n\n", "message|c|");
    row("name with space is unknown", " data: a\ndata : b\ndata: c\n\n", "message|c|");
    row("comment ignored", ": hi\ndata: a\n:\n\n", "message|a|");
    row("comment alone", ":\n\n", "-|");
    row("id kept for later events", "id: 1\ndata: a\n\ndata: b\n\n", "message|a|1 + message|b|1");
    row("id alone sets it", "id: 1\n\ndata: a\n\n", "-|1 + message|a|1");
    row("empty id resets", "id: 1\ndata: a\n\nid\ndata: b\n\n", "message|a|1 + message|b|");
    row("last id of a block wins", "id: 1\ndata: a\nid: 2\n\n", "message|a|2");
    row("NUL in id ignores it", "id: 1\n\nid: 2" + nul + "\ndata: a\n\n", "-|1 + message|a|1");
    row("unfinished event discarded", "data: a\n\ndata: b\n", "message|a| + -|");
    row("unfinished id does not count", "id: 1\ndata: a\n\nid: 2\n", "message|a|1 + -|1");
    row("unfinished line", "data: a\n\ndata: b", "message|a| + -|");
    row("BOM",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        "message|a|");
    row("BOM, blank line", "\xEF\xBB\xBF\ndata: a\n\n", "message|a|");
    row("BOM alone", "\xEF\xBB\xBF", "");
    row("only one BOM",
        "\xEF\xBB\xBF\xEF\xBB\xBF"
        "data: a\n\n",
        "-|");
    row("no BOM later",
        "data: a\n\n\xEF\xBB\xBF"
        "data: b\n\n",
        "message|a| + -|");
    row("half a BOM",
        "\xEF\xBB"
        "data: a\ndata: b\n\n",
        "message|b|");
}

void EventParserTest::dispatches()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, expected);
    EventParser whole;
    QCOMPARE(summary(parseWhole(whole, stream)), expected);
    EventParser bytewise;
    QCOMPARE(summary(parseBytewise(bytewise, stream)), expected);
}

void EventParserTest::findings_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<int>("kind");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<QByteArray>("detail");
    const auto row = [](const char *name, const QByteArray &stream, Finding::Kind kind,
                        quint64 offset, const QByteArray &detail) {
        QTest::newRow(name) << stream << int(kind) << offset << detail;
    };
    using Kind = Finding::Kind;
    const QByteArray nul(1, '\0');

    row("unknown field", "data: a\r\nfoo: b\n\n", Kind::UnknownField, 9, "foo");
    row("unknown without colon", "\n\nfoo\n\n", Kind::UnknownField, 2, "foo");
    row("after a BOM",
        "\xEF\xBB\xBF"
        "foo\n\n",
        Kind::UnknownField, 3, "foo");
    row("detail cut", QByteArray(1000, 'x') + "\n\n", Kind::UnknownField, 0, QByteArray(64, 'x'));
    row("retry with letters", "retry: 1s\n\n", Kind::InvalidRetry, 0, "1s");
    row("retry with sign", "retry: +1\n\n", Kind::InvalidRetry, 0, "+1");
    row("retry empty", "retry\n\n", Kind::InvalidRetry, 0, "");
    row("retry with space", "retry:  1\n\n", Kind::InvalidRetry, 0, " 1");
    row("NUL in id", "data\nid: " + nul + "\n\n", Kind::NulInId, 5, nul);
    row("invalid UTF-8",
        "data: a\ndata: \xFF"
        "b\n\n",
        Kind::InvalidUtf8, 14, "ff 62");
    row("unfinished", "data: a\n\ndata: b\n", Kind::UnfinishedEvent, 9, "");
}

void EventParserTest::findings()
{
    QFETCH(QByteArray, stream);
    QFETCH(int, kind);
    QFETCH(quint64, offset);
    QFETCH(QByteArray, detail);
    for (const auto parse : {parseWhole, parseBytewise}) {
        EventParser parser;
        const QList<StreamItem> items = parse(parser, stream);
        QVERIFY(!items.isEmpty());
        QCOMPARE(items.last().findings.size(), 1);
        const Finding finding = items.last().findings.first();
        QCOMPARE(int(finding.kind), kind);
        QCOMPARE(finding.offset, offset);
        QCOMPARE(finding.detail, detail);
    }
}

void EventParserTest::setsReconnectionTime_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<qint64>("expected"); // -1: none
    QTest::newRow("digits") << QByteArray("retry: 1500\n\n") << qint64{1500};
    QTest::newRow("zero") << QByteArray("retry: 0\n\n") << qint64{0};
    QTest::newRow("leading zeros") << QByteArray("retry: 0010\n\n") << qint64{10};
    QTest::newRow("last valid wins") << QByteArray("retry: 1\nretry: 2\nretry: x\n\n") << qint64{2};
    QTest::newRow("invalid") << QByteArray("retry: 1.5\n\n") << qint64{-1};
    QTest::newRow("empty") << QByteArray("retry:\n\n") << qint64{-1};
    QTest::newRow("not ASCII digits") << QByteArray("retry: \xD9\xA1\n\n") << qint64{-1};
    QTest::newRow("overflow is clamped")
        << QByteArray("retry: 99999999999999999999999\n\n") << std::numeric_limits<qint64>::max();
    QTest::newRow("counts in an unfinished block") << QByteArray("retry: 7\n") << qint64{7};
    QTest::newRow("not in an unfinished line") << QByteArray("retry: 7\nretry: 8") << qint64{7};
}

void EventParserTest::setsReconnectionTime()
{
    QFETCH(QByteArray, stream);
    QFETCH(qint64, expected);
    EventParser parser;
    const QList<StreamItem> items = parseWhole(parser, stream);
    QCOMPARE(items.size(), 1);
    QCOMPARE(qint64{items.first().retry.value_or(milliseconds{-1}).count()}, expected);
}

void EventParserTest::decodesUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    const QByteArray bad = "\xEF\xBF\xBD";
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &text) {
        QTest::newRow(name) << bytes << text;
    };
    row("two, three, four bytes", "ä€😀", "ä€😀");
    row("a BOM inside", "a\xEF\xBB\xBF", "a\xEF\xBB\xBF");
    row("noncharacter", "\xEF\xBF\xBF", "\xEF\xBF\xBF");
    row("NUL", QByteArray("a\0b", 3), QByteArray("a\0b", 3));
    row("lone continuation",
        "a\x80"
        "b",
        "a" + bad + "b");
    row("never valid", "\xFE\xFF", bad + bad);
    row("overlong slash", "\xC0\xAF", bad + bad);
    row("overlong three bytes", "\xE0\x80\x80", bad + bad + bad);
    row("surrogate", "\xED\xA0\x80", bad + bad + bad);
    row("past U+10FFFF", "\xF4\x90\x80\x80", bad + bad + bad + bad);
    row("cut three of four is one", "\xF0\x9F\x98x", bad + "x");
    row("cut two of three is one", "\xE2\x82x", bad + "x");
    row("cut at the line end", "a\xE2\x82", "a" + bad);
    row("lead then lead", "\xC3\xC3\xA4", bad + "ä");
    row("good after bad", "\xFF€", bad + "€");
    row("bad after eight ASCII",
        "12345678\xFF"
        "12345678",
        "12345678" + bad + "12345678");
}

void EventParserTest::decodesUtf8()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    for (const auto parse : {parseWhole, parseBytewise}) {
        EventParser parser;
        const QList<StreamItem> items = parse(parser, "data: " + bytes + "\n\n");
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.first().data, text);
        QCOMPARE(items.first().raw, "data: " + bytes + "\n\n");
    }
    EventParser parser;
    const QList<StreamItem> items =
        parser.feed("event: " + bytes + "\nid: x" + bytes + "\ndata: x\n\n");
    QCOMPARE(items.first().type, text);
}

void EventParserTest::dispatchesAtOnceAfterCr()
{
    EventParser parser;
    QCOMPARE(summary(parser.feed("data: a\r\n\r")), QByteArray("message|a|"));
    QCOMPARE(summary(parser.feed("\n")), QByteArray());
    QCOMPARE(summary(parser.feed("data: b\r")), QByteArray());
    QCOMPARE(summary(parser.feed("\ndata: c\r")), QByteArray());
    QCOMPARE(summary(parser.feed("\r")), QByteArray("message|b\nc|"));
    QCOMPARE(summary(parser.feed("\n")), QByteArray());
    QCOMPARE(summary(parser.finish()), QByteArray());
}

void EventParserTest::keepsRawBytesAndOffsets()
{
    EventParser parser;
    const QList<StreamItem> items =
        parser.feed("\xEF\xBB\xBF"
                    "data: a\r\n\r\n\n\n: c\r\revent: \xFF\ndata: b\n\n");
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0].raw,
             QByteArray("\xEF\xBB\xBF"
                        "data: a\r\n\r\n"));
    QCOMPARE(items[0].offset, 0U);
    QCOMPARE(items[1].raw, QByteArray(": c\r\r"));
    QCOMPARE(items[1].offset, 16U);
    QCOMPARE(items[2].raw, QByteArray("event: \xFF\ndata: b\n\n"));
    QCOMPARE(items[2].offset, 21U);
}

void EventParserTest::keepsComments()
{
    EventParser parser;
    const QList<StreamItem> items = parser.feed(": a\n:b\n:\n:  c\n\n");
    QCOMPARE(items.size(), 1);
    QCOMPARE(items.first().comments, QByteArrayList({"a", "b", "", " c"}));
}

void EventParserTest::keepsLastEventIdOverReset()
{
    EventParser parser;
    parser.setLastEventId("7");
    QCOMPARE(summary(parser.feed("data: a\n\nid: 8\ndata: b\n\nid: 9\nda")),
             QByteArray("message|a|7 + message|b|8"));
    parser.reset();
    QCOMPARE(parser.lastEventId(), QByteArray("8"));
    const QList<StreamItem> items = parser.feed("\xEF\xBB\xBF"
                                                "data: c\n\n");
    QCOMPARE(summary(items), QByteArray("message|c|8"));
    QCOMPARE(items.first().offset, 0U);
}

void EventParserTest::discardsWhatIsTooLarge()
{
    const QByteArray stream =
        "id: 1\ndata: 0123456789\n\nid: 2\ndata: " + QByteArray(100, 'x') + "\n\ndata: b\n\n";
    for (const auto parse : {parseWhole, parseBytewise}) {
        EventParser parser({.maxEventBytes = 30});
        const QList<StreamItem> items = parse(parser, stream);
        QCOMPARE(summary(items), QByteArray("message|0123456789|1 + -|1 + message|b|1"));
        QCOMPARE(items[1].findings.size(), 1);
        QCOMPARE(items[1].findings.first().kind, Finding::Kind::EventTooLarge);
        QCOMPARE(items[1].findings.first().offset, 24U);
    }
}

void EventParserTest::countsTheLimitAlikeForEverySplit()
{
    const QByteArray stream = "data: 12\r\n\r\ndata: 123\r\n\r\ndata: 1\r\n\r\n";
    EventParser whole({.maxEventBytes = 11});
    const QByteArray expected = summary(whole.feed(stream));
    QCOMPARE(expected, QByteArray("message|12| + -| + message|1|"));
    for (qsizetype at = 0; at <= stream.size(); ++at) {
        EventParser parser({.maxEventBytes = 11});
        QList<StreamItem> items = parser.feed(stream.first(at));
        items += parser.feed(stream.sliced(at));
        QCOMPARE(summary(items), expected);
    }
}

void EventParserTest::parsesHugeEventsInLinearTime_data()
{
    constexpr qsizetype size = ParserLimits{}.maxEventBytes - 1024; // 64 MiB, within the limit
    QTest::addColumn<QByteArray>("block");
    QTest::newRow("one line") << "data: " + QByteArray(size, 'x') + "\n\n";
    QTest::newRow("many short lines") << QByteArray("data:x\n").repeated(size / 7) + '\n';
    QTest::newRow("many CR lines") << QByteArray("data:x\r").repeated(size / 7) + '\r';
    QTest::newRow("blank lines") << QByteArray(size, '\n');
    QTest::newRow("not UTF-8") << "data: " + QByteArray(size, '\xFF') + "\n\n";
}

void EventParserTest::parsesHugeEventsInLinearTime()
{
    QFETCH(QByteArray, block);
    // Anything but linear work needs hours here, and the test's time limit says so.
    EventParser parser;
    qsizetype events = 0;
    for (qsizetype at = 0; at < block.size(); at += 1448)
        events += parser
                      .feed(QByteArrayView(block).sliced(at).first(
                          std::min<qsizetype>(1448, block.size() - at)))
                      .size();
    QCOMPARE(events, block.startsWith('d') ? 1 : 0);
    EventParser whole;
    QCOMPARE(whole.feed(block).size(), events);
}

void EventParserTest::boundsNotesOnHostileBlocks()
{
    EventParser parser;
    const QList<StreamItem> items = parser.feed(QByteArray("x\n:\n").repeated(20'000) + '\n');
    QCOMPARE(items.size(), 1);
    QCOMPARE(items.first().findings.size(), 100);
    QCOMPARE(items.first().comments.size(), 10'000);
}

void EventParserTest::readsDataOfBlock_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("id alone") << QByteArray("id: 1\n\n") << QByteArray();
    QTest::newRow("one line") << QByteArray("event: e\ndata: a\n\n") << QByteArray("a");
    QTest::newRow("lines") << QByteArray("data: a\r\ndata\rdata:b\n\n") << QByteArray("a\n\nb");
    QTest::newRow("first event") << QByteArray("data: a\n\ndata: b\n\n") << QByteArray("a");
    QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBF"
                                       "data: a\n\n")
                         << QByteArray("a");
    QTest::newRow("invalid UTF-8") << QByteArray("data: \xFF\n\n") << QByteArray("\xFF");
}

void EventParserTest::readsDataOfBlock()
{
    QFETCH(QByteArray, block);
    QFETCH(QByteArray, data);
    QCOMPARE(dataOfBlock(block), data);
}

QTEST_GUILESS_MAIN(EventParserTest)
#include "tst_eventparser.moc"
