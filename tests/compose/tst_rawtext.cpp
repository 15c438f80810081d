// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/rawtext.h"

#include <QTest>

#include <rapidcheck.h>

using namespace heliograph;

class RawTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void writes_data();
    void writes();
    void readsWhatItWrites();
};

void RawTextTest::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("plain") << "data: é→\n\n" << QByteArray("data: é→\n\n");
    QTest::newRow("line ends") << "a\\r\\nb\\n\\t\\\\" << QByteArray("a\r\nb\n\t\\");
    QTest::newRow("NUL") << "a\\0b" << QByteArray("a\0b", 3);
    QTest::newRow("byte") << "\\xff\\x0A" << QByteArray("\xff\n");
    QTest::newRow("character") << "\\u{1f600}\\u{e9}" << QByteArray("😀é");
    QTest::newRow("byte order mark") << "\\u{feff}" << QByteArray("\xef\xbb\xbf");
    QTest::newRow("template left alone") << "${seq}" << QByteArray("${seq}");
}

void RawTextTest::reads()
{
    QFETCH(const QString, text);
    QFETCH(const QByteArray, bytes);
    const auto result = rawBytes(text);
    QVERIFY(result);
    QCOMPARE(*result, bytes);
}

void RawTextTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked");

    QTest::newRow("unknown escape") << "a\\qb"
                                    << "\\q";
    QTest::newRow("backslash at the end") << "a\\"
                                          << "\\";
    QTest::newRow("half a byte") << "\\x0z"
                                 << "\\x0z";
    QTest::newRow("surrogate") << "\\u{d800}"
                               << "\\u{d800}";
    QTest::newRow("beyond Unicode") << "\\u{110000}"
                                    << "\\u{110000}";
    QTest::newRow("no digits") << "\\u{}"
                               << "\\u{}";
}

void RawTextTest::refuses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, marked);
    const auto result = rawBytes(text);
    QVERIFY(!result);
    QCOMPARE(text.mid(result.error().position, result.error().length), marked);
    QVERIFY(!result.error().message.isEmpty());
}

void RawTextTest::writes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");

    QTest::newRow("event") << QByteArray("data: é\n\n") << "data: é\n\n";
    QTest::newRow("controls") << QByteArray("\r\n\t\0\x7f\\", 6) << "\\r\n\\t\\x00\\x7f\\\\";
    QTest::newRow("not UTF-8") << QByteArray("\xff\xc3") << "\\xff\\xc3";
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf") << "\\u{feff}";
    // An editor would make line breaks and a space of these.
    QTest::newRow("separators") << QByteArray("\xe2\x80\xa8\xe2\x80\xa9\xc2\xa0")
                                << "\\u{2028}\\u{2029}\\u{a0}";
    QTest::newRow("C1 control") << QByteArray("\xc2\x85") << "\\u{85}";
}

void RawTextTest::writes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, text);
    QCOMPARE(rawText(bytes), text);
}

void RawTextTest::readsWhatItWrites()
{
    const bool holds = rc::check("rawBytes(rawText(bytes)) == bytes", [] {
        const auto numbers = *rc::gen::container<std::vector<int>>(rc::gen::oneOf(
            rc::gen::inRange(0, 256), rc::gen::element(0x5c, 0xc2, 0xa0, 0xe2, 0x80, 0xa8, 0xef)));
        QByteArray bytes;
        for (const int number : numbers)
            bytes += char(number);
        const auto result = rawBytes(rawText(bytes));
        RC_ASSERT(result.has_value());
        RC_ASSERT(*result == bytes);
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(RawTextTest)
#include "tst_rawtext.moc"
