// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/eventparser.h"
#include "app/sse/eventwriter.h"

#include <QTest>

#include <rapidcheck.h>

using namespace heliograph;
using namespace std::chrono;

namespace {

/// Streams that meet the rules often: pieces of fields, line ends, BOMs and broken UTF-8.
rc::Gen<QByteArray> genStream()
{
    static const QByteArrayList pieces{
        "data",     "event", "id",   "retry",        ":",
        " ",        "\n",    "\n",   "\r",           "\r\n",
        "\n\n",     "x",     "12",   "\xEF\xBB\xBF", "\xF0\x9F",
        "\x98\x80", "ä",     "\xFF", "data: a\n\n",  QByteArray(1, '\0')};
    const auto index = rc::gen::inRange<int>(0, int(pieces.size()));
    return rc::gen::map(rc::gen::container<std::vector<int>>(index),
                        [](const std::vector<int> &at) {
                            QByteArray stream;
                            for (const int i : at)
                                stream += pieces[i];
                            return stream;
                        });
}

/// Text without the bytes in @p excluded. Any Unicode scalar value may stand in it.
rc::Gen<QByteArray> genText(const QByteArray &excluded)
{
    const auto character = rc::gen::suchThat(
        rc::gen::oneOf(rc::gen::inRange<uint>(0, 0x80), rc::gen::inRange<uint>(0, 0x110000),
                       rc::gen::element<uint>(' ', ':', '\n', 0xFEFF)),
        [excluded](uint c) {
            return (c < 0xD800 || c > 0xDFFF) && !(c < 0x80 && excluded.contains(char(c)));
        });
    return rc::gen::map(rc::gen::container<std::vector<uint>>(character),
                        [](const std::vector<uint> &text) {
                            const QList<char32_t> points(text.begin(), text.end());
                            return QString::fromUcs4(points.constData(), points.size()).toUtf8();
                        });
}

template <typename T> rc::Gen<std::optional<T>> genMaybe(rc::Gen<T> gen)
{
    return rc::gen::oneOf(
        rc::gen::just(std::optional<T>()),
        rc::gen::map(std::move(gen), [](T value) { return std::optional(value); }));
}

rc::Gen<Event> genEvent()
{
    const auto retry = rc::gen::map(rc::gen::inRange<qint64>(0, std::numeric_limits<qint64>::max()),
                                    [](qint64 ms) { return milliseconds{ms}; });
    return rc::gen::build<Event>(
        rc::gen::set(&Event::type, genText("\r\n")),
        rc::gen::set(&Event::id, genMaybe(genText(QByteArray("\r\n\0", 3)))),
        rc::gen::set(&Event::retry, genMaybe<milliseconds>(retry)),
        // CR is written as a line end like LF and so comes back as LF.
        rc::gen::set(&Event::data, genMaybe(genText("\r"))),
        rc::gen::set(&Event::comment, genMaybe(genText("\r"))));
}

/// The items without what may lawfully differ: the LF of a CRLF that a read cut from its block.
QList<StreamItem> normalised(QList<StreamItem> items)
{
    for (StreamItem &item : items) {
        if (item.raw.endsWith("\r\n"))
            item.raw.chop(1);
    }
    return items;
}

QByteArray commentOf(const StreamItem &item)
{
    return item.comments.join('\n');
}

} // namespace

class WirePropertiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anySplitParsesTheSame();
    void rawBytesParseAlone();
    void whatIsWrittenParsesBack();
};

void WirePropertiesTest::anySplitParsesTheSame()
{
    QVERIFY(rc::check("any split parses the same", [] {
        const QByteArray stream = *genStream();
        const ParserLimits limits{.maxEventBytes = *rc::gen::element<qsizetype>(4, 20, 1 << 20)};
        EventParser whole(limits);
        QList<StreamItem> expected = whole.feed(stream);
        expected += whole.finish();
        EventParser parser(limits);
        QList<StreamItem> items;
        for (qsizetype at = 0; at < stream.size();) {
            const auto length = *rc::gen::inRange<qsizetype>(1, stream.size() - at + 1);
            items += parser.feed(QByteArrayView(stream).sliced(at, length));
            at += length;
        }
        items += parser.finish();
        RC_ASSERT(normalised(items) == normalised(expected));
    }));
}

void WirePropertiesTest::rawBytesParseAlone()
{
    QVERIFY(rc::check("raw is the block: it parses to the same data", [] {
        const QByteArray stream = *genStream();
        EventParser parser;
        for (const StreamItem &item : parser.feed(stream)) {
            RC_ASSERT(stream.mid(qsizetype(item.offset), item.raw.size()) == item.raw);
            EventParser again;
            const QList<StreamItem> items = again.feed(item.raw);
            if (item.raw.startsWith("\xEF\xBB\xBF") && item.offset > 0)
                continue; // A BOM inside the stream is text; at its beginning it is not.
            RC_ASSERT(items.size() == 1);
            RC_ASSERT(items.first().data == item.data);
            RC_ASSERT(items.first().kind == item.kind);
        }
    }));
}

void WirePropertiesTest::whatIsWrittenParsesBack()
{
    QVERIFY(rc::check("parse(write(e)) == e", [] {
        const Event event = *genEvent();
        const Result<QByteArray> wire = EventWriter::write(event);
        RC_ASSERT(wire.has_value());
        EventParser parser;
        parser.setLastEventId("before");
        const QList<StreamItem> items = parser.feed(*wire);
        if (event == Event{}) {
            RC_ASSERT(items.isEmpty());
            return;
        }
        RC_ASSERT(items.size() == 1);
        const StreamItem &item = items.first();
        RC_ASSERT((item.kind == StreamItem::Kind::Event) == event.data.has_value());
        if (event.data) {
            RC_ASSERT(item.data == *event.data);
            RC_ASSERT(item.type == (event.type.isEmpty() ? QByteArray("message") : event.type));
        }
        RC_ASSERT(item.lastEventId == event.id.value_or("before"));
        RC_ASSERT(item.retry == event.retry);
        RC_ASSERT(event.comment.has_value() == !item.comments.isEmpty());
        RC_ASSERT(commentOf(item) == event.comment.value_or(QByteArray()));
        RC_ASSERT(item.findings.isEmpty());
        RC_ASSERT(item.raw == *wire);
        RC_ASSERT(dataOfBlock(*wire) == event.data.value_or(QByteArray()));
    }));
}

QTEST_GUILESS_MAIN(WirePropertiesTest)
#include "tst_wireproperties.moc"
