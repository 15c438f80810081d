// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/blocks.h"
#include "app/sse/eventparser.h"

#include <QTest>

#include <rapidcheck.h>

using namespace heliograph;

class BlocksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void findsTheId_data();
    void findsTheId();
    void agreesWithTheParser();
};

void BlocksTest::splits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QByteArray>>("blocks");
    QTest::addColumn<bool>("lastIsWhole");
    using Blocks = QList<QByteArray>;
    QTest::newRow("nothing") << QByteArray() << Blocks{} << false;
    QTest::newRow("LF") << QByteArray("data: a\n\ndata: b\n\n")
                        << Blocks{"data: a\n\n", "data: b\n\n"} << true;
    QTest::newRow("CRLF") << QByteArray("data: a\r\n\r\nid\r\n\r\n")
                          << Blocks{"data: a\r\n\r\n", "id\r\n\r\n"} << true;
    QTest::newRow("CR") << QByteArray("data: a\r\rdata: b\r\r")
                        << Blocks{"data: a\r\r", "data: b\r\r"} << true;
    QTest::newRow("mixed") << QByteArray("data: a\r\n\ndata: b\n\r\n")
                           << Blocks{"data: a\r\n\n", "data: b\n\r\n"} << true;
    QTest::newRow("unfinished") << QByteArray("data: a\n\ndata: b\n")
                                << Blocks{"data: a\n\n", "data: b\n"} << false;
    QTest::newRow("within a line") << QByteArray("data: a") << Blocks{"data: a"} << false;
    QTest::newRow("blank lines") << QByteArray("\n\r\n\r") << Blocks{"\n", "\r\n", "\r"} << true;
    QTest::newRow("NUL") << QByteArray("data: \0\n\n", 9) << Blocks{QByteArray("data: \0\n\n", 9)}
                         << true;
}

void BlocksTest::splits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QByteArray>, blocks);
    QFETCH(bool, lastIsWhole);
    QCOMPARE(splitBlocks(bytes), blocks);
    QCOMPARE(!blocks.isEmpty() && isWholeBlock(blocks.constLast()), lastIsWhole);
    for (const QByteArray &block : blocks.mid(0, blocks.size() - 1))
        QVERIFY(isWholeBlock(block));
    if (blocks.size() > 1)
        QVERIFY2(!isWholeBlock(bytes), "several blocks are not one");
}

void BlocksTest::findsTheId_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<std::optional<QByteArray>>("id");
    using Id = std::optional<QByteArray>;
    QTest::newRow("none") << QByteArray("data: a\n\n") << Id{};
    QTest::newRow("one") << QByteArray("id: 7\ndata: a\n\n") << Id{"7"};
    QTest::newRow("the last counts") << QByteArray("id: 7\nid:8\n\n") << Id{"8"};
    QTest::newRow("empty") << QByteArray("id\ndata: a\n\n") << Id{QByteArray("")};
    QTest::newRow("NUL does not count") << QByteArray("id: 7\nid: 8\0\n\n", 14) << Id{"7"};
    QTest::newRow("a comment is none") << QByteArray(":id: 7\n\n") << Id{};
}

void BlocksTest::findsTheId()
{
    QFETCH(QByteArray, block);
    QFETCH(std::optional<QByteArray>, id);
    QCOMPARE(idOfBlock(block), id);
}

/// Any bytes: cut into blocks, they are what the parser sees, and nothing is lost.
void BlocksTest::agreesWithTheParser()
{
    const auto pieces = rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "data: x", "id: 1", "id:", ":c", "\n", "\n", "\r", "\r\n", "\n\n", "é"));
    QVERIFY(rc::check("blocks are those of the parser", [&] {
        QByteArray bytes;
        for (const std::string &piece : *pieces)
            bytes += QByteArray::fromStdString(piece);
        const QList<QByteArray> blocks = splitBlocks(bytes);
        RC_ASSERT(blocks.join() == bytes);
        EventParser parser;
        QList<QByteArray> parsed;
        for (const StreamItem &item : parser.feed(bytes))
            parsed.append(item.raw);
        QList<QByteArray> whole;
        for (const QByteArray &block : blocks) {
            const bool isBlank = block == "\n" || block == "\r" || block == "\r\n";
            if (isWholeBlock(block) && !isBlank) // the parser makes nothing of blank lines alone
                whole.append(block);
        }
        RC_ASSERT(parsed == whole);
    }));
}

QTEST_GUILESS_MAIN(BlocksTest)
#include "tst_blocks.moc"
