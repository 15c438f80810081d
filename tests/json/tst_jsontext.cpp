// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonreader.h"
#include "app/json/jsonstring.h"
#include "app/json/jsontext.h"

#include <QTest>

#include <rapidcheck.h>

using namespace heliograph;

namespace {

/// The tokens of @p text, as they are written.
QByteArrayList tokens(const QByteArray &text)
{
    QByteArrayList list;
    JsonReader reader(text);
    for (JsonLexeme token = reader.next();
         token.kind != JsonKind::End && token.kind != JsonKind::Fault; token = reader.next())
        list.append(reader.text(token).toByteArray());
    return list;
}

/// Blanks as anybody may set them.
rc::Gen<std::string> blanks()
{
    return rc::gen::container<std::string>(rc::gen::element(' ', '\n', '\t', '\r'));
}

std::string scalar()
{
    return *rc::gen::element<std::string>("1.0", "1e3", "-0", "12345678901234567890", "0.10",
                                          "true", "false", "null", "\"\"", "\"a\\u0041\\n\"",
                                          "\"{[,:]}\"", "\"Łódź\"", "${seq}", "-${n}.5",
                                          "\"${pick(\"a\",'}')}\"", "[]", "{ }");
}

std::string anyJson(int depth)
{
    const int kind = depth > 0 ? *rc::gen::inRange(0, 4) : 0;
    if (kind < 2)
        return *blanks() + scalar() + *blanks();
    std::string text;
    const int size = *rc::gen::inRange(1, 4);
    for (int i = 0; i < size; ++i) {
        text += i == 0 ? "" : ",";
        if (kind == 3) // names may come twice
            text += *blanks() + *rc::gen::element<std::string>("\"a\"", "\"b\"", "\"\\u0061\"")
                + *blanks() + ":";
        text += anyJson(depth - 1);
    }
    return *blanks() + (kind == 3 ? "{" + text + "}" : "[" + text + "]") + *blanks();
}

QByteArray anyJsonText()
{
    return QByteArray::fromStdString(anyJson(4));
}

} // namespace

class TestJsonText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void formats_data();
    void formats();
    void countsPlacesAsPeopleDo();
    void takesTemplatesOnlyWhenAsked();
    void formattingChangesNoToken();
    void formattingTwiceChangesNothing();
    void readsStrings_data();
    void readsStrings();
    void stringsSurvive();
    void boundsDepth();
    void boundsIndentation();
    void readsLargeText();
};

void TestJsonText::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("literal alone") << QByteArray(" null ");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("negative zero") << QByteArray("[-0, -0.0]");
    QTest::newRow("exponents") << QByteArray("[1e3, 1E+3, 1.5e-3]");
    QTest::newRow("every escape") << QByteArray("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"");
    QTest::newRow("lone surrogate") << QByteArray("\"\\ud800\"");
    QTest::newRow("name twice") << QByteArray("{\"a\":1,\"a\":2}");
    QTest::newRow("DEL and U+2028") << QByteArray("\"\x7f\xe2\x80\xa8\"");
    QTest::newRow("template as a value") << QByteArray("{\"n\": ${seq}}");
    QTest::newRow("template with braces") << QByteArray("[${({a: {b: '}'}}).a}]");
    QTest::newRow("template in a template") << QByteArray("[${`x${`}`}y`}]");
    QTest::newRow("template with a comment") << QByteArray("[${1 /* } */ + 1 // }\n}]");
    QTest::newRow("template beside digits") << QByteArray("[1${a}, -${b}, ${a}${b}.5e${c}]");
    QTest::newRow("quotes of a template in a string") << QByteArray("{\"s\": \"${pick(\"a\")}\"}");
}

void TestJsonText::accepts()
{
    QFETCH(QByteArray, text);
    const auto error = checkJson(text);
    QVERIFY2(!error, error ? qPrintable(error->sentence()) : "");
}

void TestJsonText::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArray &text, const char *sentence) {
        QTest::newRow(name) << text << QString::fromUtf8(sentence);
    };
    row("comma missing", "{\n  \"a\": 1,\n  \"order\": 12\n  \"b\": 2\n}",
        "Line 3, column 14: a comma or } is missing after this value.");
    row("comma missing in an array", "[1 2]",
        "Line 1, column 3: a comma or ] is missing after this value.");
    row("comma before a bracket", "[1, 2, ]",
        "Line 1, column 6: JSON takes no comma before a closing bracket; remove it.");
    row("comma before a brace", "{\"a\": 1,}",
        "Line 1, column 8: JSON takes no comma before a closing bracket; remove it.");
    row("nothing", " ", "Line 1, column 2: there is no JSON here yet; begin with { or [.");
    row("unclosed", "{\n \"a\": [1",
        "Line 2, column 9: the text ends here, but the [ of line 2, column 7 is not closed by a "
        "].");
    row("wrong bracket", "{\"a\": 1]",
        "Line 1, column 8: this ] stands where a } has to close the { of line 1, column 1.");
    row("colon missing", "{\"a\" 1}", "Line 1, column 5: a colon is missing after this name.");
    row("value missing", "{\"a\": }", "Line 1, column 5: a value is missing after this colon.");
    row("bare name", "{city: 1}", "Line 1, column 2: names take double quotes: \"city\".");
    row("single quotes", "['a']", "Line 1, column 2: strings take double quotes.");
    row("Python's literals", "[True]",
        "Line 1, column 2: “True” is not a JSON value; strings take double quotes.");
    row("comment", "[1] // one", "Line 1, column 5: JSON has no comments; remove it.");
    row("second value", "{} {}",
        "Line 1, column 4: the JSON value has ended before this; remove it, or put both into an "
        "array.");
    row("byte order mark", "\xef\xbb\xbf{}",
        "Line 1, column 1: JSON begins without a byte order mark; remove it.");
    row("not UTF-8", "[\"\xff\"]",
        "Line 1, column 3: this is not UTF-8; JSON takes no other encoding.");
    row("leading zero", "[007]", "Line 1, column 2: a number begins without extra zeros.");
    row("plus", "[+1]", "Line 1, column 2: a number begins without a plus sign.");
    row("no digit before the point", "[.5]",
        "Line 1, column 2: a number begins with a digit, such as 0.5.");
    row("no digit after the point", "[1.]",
        "Line 1, column 2: a digit is missing after the point of this number.");
    row("no exponent", "[1e]",
        "Line 1, column 2: a digit is missing in the exponent of this number.");
    row("hexadecimal", "[0x10]",
        "Line 1, column 2: this is not a JSON number, such as 12, -0.5 or 1e3.");
    row("line break in a string", "[\"a\n\"]",
        "Line 1, column 4: a string ends on its line; write its line break as \\n, or close it "
        "with a double quote.");
    row("bad escape", "[\"\\q\"]",
        "Line 1, column 3: there is no such escape in JSON; a backslash is written \\\\.");
    row("short escape", "[\"\\u12g4\"]",
        "Line 1, column 3: \\u takes four hexadecimal digits, such as \\u00e9.");
    row("unclosed string", "[\"abc]",
        "Line 1, column 2: this string is never closed; a double quote is missing.");
    row("unclosed template", "[${a]", "Line 1, column 2: this ${ is never closed; a } is missing.");
    row("unclosed template in a string", "{\"a${\":\n\"}\"}",
        "Line 1, column 4: this ${ is never closed; a } is missing.");
    row("comment in a template that nothing ends", "{\"${1//}\":1}",
        "Line 1, column 3: this ${ is never closed; a } is missing.");
    row("columns are characters", "[\"Łódź🙂\" x]",
        "Line 1, column 10: a comma or ] is missing after this value.");
}

void TestJsonText::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, sentence);
    const auto error = checkJson(text);
    QVERIFY(error);
    QCOMPARE(error->sentence(), sentence);
    QVERIFY(error->offset + error->length <= text.size());
    QVERIFY(!formatJson(text));
    QVERIFY(!minifyJson(text));
}

void TestJsonText::formats_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("formatted");
    QTest::addColumn<QByteArray>("minified");
    QTest::newRow("spellings stay")
        << QByteArray(" {\"b\":1.0,\"a\":[1e3,12345678901234567890],\"a\":\"\\u0141\\/\"}")
        << QByteArray("{\n  \"b\": 1.0,\n  \"a\": [\n    1e3,\n    12345678901234567890\n  ],\n"
                      "  \"a\": \"\\u0141\\/\"\n}")
        << QByteArray("{\"b\":1.0,\"a\":[1e3,12345678901234567890],\"a\":\"\\u0141\\/\"}");
    QTest::newRow("empty ones stay on their line")
        << QByteArray("[ { }, [ ], {\"a\":{\n}} ]")
        << QByteArray("[\n  {},\n  [],\n  {\n    \"a\": {}\n  }\n]")
        << QByteArray("[{},[],{\"a\":{}}]");
    QTest::newRow("templates stay")
        << QByteArray("{\"n\":${ seq },\"s\":\"${ uuid() }\"}")
        << QByteArray("{\n  \"n\": ${ seq },\n  \"s\": \"${ uuid() }\"\n}")
        << QByteArray("{\"n\":${ seq },\"s\":\"${ uuid() }\"}");
    QTest::newRow("scalar") << QByteArray(" 1 ") << QByteArray("1") << QByteArray("1");
}

void TestJsonText::formats()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, formatted);
    QFETCH(QByteArray, minified);
    QCOMPARE(formatJson(text).value_or("error"), formatted);
    QCOMPARE(minifyJson(text).value_or("error"), minified);
}

void TestJsonText::countsPlacesAsPeopleDo()
{
    const QByteArray text = "[\n\"🙂é\", x]";
    const auto error = checkJson(text);
    QVERIFY(error);
    QCOMPARE(error->place, (JsonPlace{2, 8, 9}));
    QCOMPARE(QString::fromUtf8(text).sliced(error->place.position, error->positions),
             QStringLiteral("x"));
}

void TestJsonText::takesTemplatesOnlyWhenAsked()
{
    JsonOptions plain;
    plain.templates = false;
    QVERIFY(!checkJson("[${a}]"));
    QVERIFY(checkJson("[${a}]", plain));
    QVERIFY(!checkJson("[\"${pick('a')}\"]", plain));
    QVERIFY(checkJson("[\"${pick(\"a\")}\"]", plain));
}

void TestJsonText::formattingChangesNoToken()
{
    QVERIFY(rc::check("format() and minify() keep the tokens", [] {
        const QByteArray text = anyJsonText();
        const auto formatted = formatJson(text);
        const auto minified = minifyJson(text);
        RC_ASSERT(bool(formatted));
        RC_ASSERT(bool(minified));
        RC_ASSERT(tokens(*formatted) == tokens(text));
        RC_ASSERT(tokens(*minified) == tokens(text));
    }));
}

void TestJsonText::formattingTwiceChangesNothing()
{
    QVERIFY(rc::check("format(minify(x)) is format(x), and stays", [] {
        const QByteArray text = anyJsonText();
        const QByteArray formatted = *formatJson(*minifyJson(text));
        RC_ASSERT(formatted == *formatJson(text));
        RC_ASSERT(*formatJson(formatted) == formatted);
        RC_ASSERT(*minifyJson(formatted) == *minifyJson(text));
    }));
}

void TestJsonText::readsStrings_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << QByteArray("\"abc\"") << QStringLiteral("abc");
    QTest::newRow("escapes") << QByteArray("\"\\\"\\\\\\/\\n\\t\"") << QStringLiteral("\"\\/\n\t");
    QTest::newRow("code point") << QByteArray("\"\\u0141\"") << QStringLiteral("Ł");
    QTest::newRow("pair") << QByteArray("\"\\ud83d\\ude42!\"") << QStringLiteral("🙂!");
    QTest::newRow("template") << QByteArray("\"a\\n${f(\"\\n\")}\"")
                              << QStringLiteral("a\n${f(\"\\n\")}");
}

void TestJsonText::readsStrings()
{
    QFETCH(QByteArray, literal);
    QFETCH(QString, value);
    QCOMPARE(jsonStringValue(literal), value);
    QCOMPARE(jsonStringValue(jsonStringLiteral(value)), value);
}

void TestJsonText::stringsSurvive()
{
    QVERIFY(rc::check("what is written is read", [](const std::string &bytes) {
        const QString value = QString::fromUtf8(QByteArray::fromStdString(bytes));
        const QByteArray literal = jsonStringLiteral(value);
        RC_ASSERT(!checkJson(literal));
        RC_ASSERT(jsonStringValue(literal) == value);
    }));
}

void TestJsonText::boundsDepth()
{
    const QByteArray deep(1'000'000, '[');
    const auto error = checkJson(deep);
    QVERIFY(error);
    QCOMPARE(error->place.column, qsizetype{1001});
    QVERIFY(!checkJson(QByteArray(1000, '[') + QByteArray(1000, ']')));
    QVERIFY(checkJson(QByteArray("{\"a\":").repeated(100'000)));
}

void TestJsonText::boundsIndentation()
{
    const QByteArray text =
        QByteArray(900, '[') + QByteArray("1,").repeated(500'000) + '1' + QByteArray(900, ']');
    const auto formatted = formatJson(text);
    QVERIFY(!formatted);
    QVERIFY(formatted.error().message.contains(QStringLiteral("larger than")));
    QVERIFY(minifyJson(text));
}

void TestJsonText::readsLargeText()
{
    QByteArray text = "[";
    while (text.size() < 10'000'000)
        text += R"({"order":1842,"total":129.50,"city":"Łódź","tags":["a","${seq}"],"paid":true},)";
    text += "0]";
    QVERIFY(!checkJson(text));
    QVERIFY(formatJson(text));
    // Templates that never end: at the square of the text this would not come to its end.
    QVERIFY(checkJson("[" + QByteArray("\"${(\",").repeated(1'000'000) + "0]"));
    QCOMPARE(jsonStringLiteral(QStringLiteral("${(").repeated(1'000'000)).size(), 8'000'002);
}

QTEST_APPLESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
