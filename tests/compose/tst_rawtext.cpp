// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/rawtext.h"

#include <QTest>

#include <rapidcheck.h>

using namespace heliograph;

class RawTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEscapes_data();
    void readsEscapes();
    void refusesWhatIsNoEscape_data();
    void refusesWhatIsNoEscape();
    void writes_data();
    void writes();
    void readsBackWhatItWrote();
};

void RawTextTest::readsEscapes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("as it stands") << QStringLiteral("data: é\n\n")
                                  << QByteArray("data: \xc3\xa9\n\n");
    QTest::newRow("line ends") << QStringLiteral("a\\r\\n\\n") << QByteArray("a\r\n\n");
    QTest::newRow("CRLF over a break") << QStringLiteral("a\\r\nb") << QByteArray("a\r\nb");
    QTest::newRow("tab and NUL") << QStringLiteral("\\t\\0") << QByteArray("\t\0", 2);
    QTest::newRow("backslash") << QStringLiteral("C:\\\\n") << QByteArray("C:\\n");
    QTest::newRow("byte") << QStringLiteral("\\xff\\xFE\\x0a") << QByteArray("\xff\xfe\n");
    QTest::newRow("character") << QStringLiteral("\\u{1F600}\\u{e9}")
                               << QByteArray("\xf0\x9f\x98\x80\xc3\xa9");
}

void RawTextTest::readsEscapes()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const auto read = rawBytes(text);
    QVERIFY(read.has_value());
    QCOMPARE(*read, bytes);
}

void RawTextTest::refusesWhatIsNoEscape_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<qsizetype>("length");
    QTest::newRow("unknown") << QStringLiteral("ab\\q") << qsizetype{2} << qsizetype{2};
    QTest::newRow("at the end") << QStringLiteral("ab\\") << qsizetype{2} << qsizetype{1};
    QTest::newRow("half a byte") << QStringLiteral("\\x1") << qsizetype{0} << qsizetype{3};
    QTest::newRow("no digits") << QStringLiteral("a\\xgg.") << qsizetype{1} << qsizetype{4};
    QTest::newRow("no braces") << QStringLiteral("\\u00e9") << qsizetype{0} << qsizetype{6};
    QTest::newRow("empty braces") << QStringLiteral("\\u{}") << qsizetype{0} << qsizetype{4};
    QTest::newRow("open braces") << QStringLiteral("\\u{41") << qsizetype{0} << qsizetype{5};
    QTest::newRow("surrogate") << QStringLiteral("\\u{d800}") << qsizetype{0} << qsizetype{8};
    QTest::newRow("past the last")
        << QStringLiteral("\\u{110000}") << qsizetype{0} << qsizetype{10};
}

void RawTextTest::refusesWhatIsNoEscape()
{
    QFETCH(QString, text);
    const auto read = rawBytes(text);
    QVERIFY(!read.has_value());
    QTEST(read.error().position, "position");
    QTEST(read.error().length, "length");
    QVERIFY(read.error().message.endsWith(u'.'));
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
    QFETCH(QByteArray, bytes);
    QTEST(rawText(bytes), "text");
    QCOMPARE(rawBytes(rawText(bytes)).value_or(QByteArray()), bytes);
}

void RawTextTest::readsBackWhatItWrote()
{
    QVERIFY(rc::check("rawBytes(rawText(bytes)) == bytes", [] {
        const auto text = *rc::gen::container<std::string>(rc::gen::oneOf(
            rc::gen::arbitrary<char>(), rc::gen::element('\n', '\r', '\\', '\0', '\xc3', '\xa9')));
        const QByteArray bytes = QByteArray::fromStdString(text);
        const auto read = rawBytes(rawText(bytes));
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == bytes);
    }));
}

QTEST_GUILESS_MAIN(RawTextTest)
#include "tst_rawtext.moc"
