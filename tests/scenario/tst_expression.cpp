// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/expression.h"

#include <QJsonArray>
#include <QTest>
#include <QUuid>

using namespace heliograph;
using namespace std::chrono_literals;

class ExpressionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesText_data();
    void writesText();
    void refuses_data();
    void refuses();
    void knowsItsFunctions();
    void takesArguments_data();
    void takesArguments();
    void asksOnlyForWhatIsUsed();
    void tellsTruthAndJson();
    void keepsGlobalsUntilReset();
    void stopsWhatDoesNotEnd_data();
    void stopsWhatDoesNotEnd();
    void boundsItsText();
    void forgetsOldSources();
};

void ExpressionTest::writesText_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("text");

    QTest::newRow("number") << "1 + 2"
                            << "3";
    QTest::newRow("fraction") << "0.1 + 0.2"
                              << "0.30000000000000004";
    QTest::newRow("string") << "'a' + \"b\""
                            << "ab";
    QTest::newRow("template literal") << "`a${1 + 1}b`"
                                      << "a2b";
    QTest::newRow("boolean") << "1 > 2"
                             << "false";
    QTest::newRow("null") << "null"
                          << "null";
    QTest::newRow("NaN") << "0 / 0"
                         << "NaN";
    QTest::newRow("big integer") << "2n ** 70n"
                                 << "1180591620717411303424";
    QTest::newRow("object") << "{ a: 1, b: [1, 'x'] }"
                            << R"({"a":1,"b":[1,"x"]})";
    QTest::newRow("date") << "new Date(0)"
                          << "1970-01-01T00:00:00.000Z";
    QTest::newRow("own toJSON") << "({ toJSON: () => ({ z: 1 }) })"
                                << R"({"z":1})";
    QTest::newRow("symbol") << "Symbol('s')"
                            << "Symbol(s)";
    QTest::newRow("comma") << "1, 2"
                           << "2";
    QTest::newRow("comment at the end") << "1 // one"
                                        << "1";
    QTest::newRow("several lines") << "\n  1\n  + 1\n"
                                   << "2";
    QTest::newRow("regex with brackets") << "/[)}]/.test(')')"
                                         << "true";
    QTest::newRow("function called at once") << "(() => { let n = 0; n += 2; return n })()"
                                             << "2";
    QTest::newRow("not Latin") << "'é→😀'.length"
                               << "4";
    QTest::newRow("no I/O") << "[typeof require, typeof fetch, typeof setTimeout].join()"
                            << "undefined,undefined,undefined";
}

void ExpressionTest::writesText()
{
    QFETCH(const QString, source);
    QFETCH(const QString, text);
    ExpressionEngine engine;
    const auto result = engine.text(source);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QCOMPARE(*result, text);
}

void ExpressionTest::refuses_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("marked"); // the text at the error's position

    QTest::newRow("empty") << " "
                           << "The expression is empty."
                           << "";
    QTest::newRow("comment alone") << "// x"
                                   << "The expression is empty."
                                   << "";
    QTest::newRow("wrong token") << "1 + * 2"
                                 << "SyntaxError: Unexpected token '*'"
                                 << "*";
    QTest::newRow("wrong token, third line") << "1 +\n2 +\n  ] 3"
                                             << "SyntaxError: Unexpected token ']'"
                                             << "]";
    QTest::newRow("two expressions") << "a b"
                                     << "SyntaxError: Unexpected identifier 'b'"
                                     << "b";
    QTest::newRow("ends early") << "1 +"
                                << "SyntaxError: The expression ends too early."
                                << "+";
    QTest::newRow("bracket left open") << "pick(1, 2"
                                       << "SyntaxError: The expression ends too early."
                                       << "2";
    QTest::newRow("string left open") << "'abc"
                                      << "SyntaxError: The expression ends too early."
                                      << "'abc";
    QTest::newRow("statement") << "const a = 1"
                               << "SyntaxError: Unexpected keyword 'const'"
                               << "const";
    QTest::newRow("closes more than it opens") << "1) + (2"
                                               << "SyntaxError: Unexpected token ')'"
                                               << ")";
    QTest::newRow("leaves the function") << "1)}, globalThis.x = (() => {(1"
                                         << "SyntaxError: Unexpected token '}'"
                                         << "}";
    QTest::newRow("unknown name") << "1 + missing"
                                  << "ReferenceError: Can't find variable: missing"
                                  << "missing";
    QTest::newRow("unknown name, second line") << "'missing',\nmissing(1)"
                                               << "ReferenceError: Can't find variable: missing"
                                               << "missing";
    QTest::newRow("property of undefined") << "1 + ({}).user.length"
                                           << "TypeError: undefined is not an object"
                                           << "({}).user.length";
    QTest::newRow("not a function") << "1 + Math.sine(2)"
                                    << "TypeError: Math.sine is not a function."
                                    << "sine";
    QTest::newRow("thrown") << "(() => { throw new Error('own') })()"
                            << "Error: own."
                            << "Error";
    QTest::newRow("thrown text") << "(() => { throw 'own' })()"
                                 << "Uncaught own."
                                 << "";
    QTest::newRow("undefined") << "({}).x"
                               << "\"({}).x\" is undefined."
                               << "";
    QTest::newRow("promise") << "(async () => 1)()"
                             << "TypeError: A promise has no value yet"
                             << "";
    QTest::newRow("circular") << "(() => { const a = {}; a.a = a; return a })()"
                              << "TypeError: JSON.stringify cannot serialize cyclic structures"
                              << "";
    QTest::newRow("deep recursion") << "(function f() { return f() })()"
                                    << "RangeError: Maximum call stack size exceeded."
                                    << "f";
    QTest::newRow("bad regex") << "/(/.test('')"
                               << "SyntaxError: Invalid regular expression: missing )"
                               << "/(/";
    QTest::newRow("random of text") << "random('a', 'b')"
                                    << "RangeError: random(a, b) needs numbers"
                                    << "random";
    QTest::newRow("pick of nothing") << "pick()"
                                     << "RangeError: pick() needs something"
                                     << "pick";
}

void ExpressionTest::refuses()
{
    QFETCH(const QString, source);
    QFETCH(const QString, message);
    QFETCH(const QString, marked);
    ExpressionEngine engine;
    const auto result = engine.text(source);
    QVERIFY(!result);
    const ExpressionError &error = result.error();
    QVERIFY2(error.message.startsWith(message), qPrintable(error.message));
    QVERIFY2(error.message.endsWith(QLatin1Char('.')), qPrintable(error.message));
    QCOMPARE(error.position < 0 ? QString() : source.mid(error.position, error.length), marked);
    QCOMPARE(engine.text(QStringLiteral("1 + 1")).value_or(QString()), QStringLiteral("2"));
}

void ExpressionTest::knowsItsFunctions()
{
    ExpressionEngine engine;
    const QString id = engine.text(QStringLiteral("uuid()")).value_or(QString());
    QVERIFY2(!QUuid::fromString(id).isNull() && id.size() == 36, qPrintable(id));
    QVERIFY(id != engine.text(QStringLiteral("uuid()")).value_or(id));
    QSet<QString> drawn;
    for (int i = 0; i < 200; ++i)
        drawn.insert(engine.text(QStringLiteral("random(3, 5)")).value_or(QString()));
    QCOMPARE(drawn, (QSet<QString>{QStringLiteral("3"), QStringLiteral("4"), QStringLiteral("5")}));
    drawn.clear();
    for (int i = 0; i < 200; ++i)
        drawn.insert(engine.text(QStringLiteral("pick('a', ['b'])")).value_or(QString()));
    QCOMPARE(drawn, (QSet<QString>{QStringLiteral("a"), QStringLiteral("[\"b\"]")}));
    QVERIFY(engine.test(QStringLiteral("(x => x >= 0 && x < 1)(random())")).value_or(false));
}

void ExpressionTest::takesArguments_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("text");

    QTest::newRow("text") << QJsonValue(QStringLiteral("a\"b")) << "x + '!'"
                          << "a\"b!";
    QTest::newRow("number") << QJsonValue(1.5) << "x * 2"
                            << "3";
    QTest::newRow("truth") << QJsonValue(true) << "!x"
                           << "false";
    QTest::newRow("null") << QJsonValue() << "x === null"
                          << "true";
    QTest::newRow("undefined") << QJsonValue(QJsonValue::Undefined) << "typeof x"
                               << "undefined";
    QTest::newRow("object") << QJsonValue(QJsonObject{{QStringLiteral("a"), 1}}) << "x.a + 1"
                            << "2";
    QTest::newRow("array") << QJsonValue(QJsonArray{1, 2}) << "x.length"
                           << "2";
    QTest::newRow("by eval") << QJsonValue(7) << "eval(String.fromCharCode(120))"
                             << "7";
    QTest::newRow("by escape") << QJsonValue(7) << "\\u0078"
                               << "7";
}

void ExpressionTest::takesArguments()
{
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, source);
    QFETCH(const QString, text);
    ExpressionEngine engine;
    const QStringList names{QStringLiteral("w"), QStringLiteral("x")};
    const auto result =
        engine.text(source, names, [&](int i) { return i == 1 ? value : QJsonValue(0); });
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QCOMPARE(*result, text);
}

void ExpressionTest::asksOnlyForWhatIsUsed()
{
    ExpressionEngine engine;
    QList<int> asked;
    const QStringList names{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")};
    const auto result = engine.text(QStringLiteral("two"), names, [&](int i) {
        asked.append(i);
        return QJsonValue(i);
    });
    QCOMPARE(result.value_or(QString()), QStringLiteral("1"));
    QCOMPARE(asked, QList<int>{1});
}

void ExpressionTest::tellsTruthAndJson()
{
    ExpressionEngine engine;
    const QJsonObject object{{QStringLiteral("user"), QStringLiteral("42")}};
    const QJsonObject arguments{{QStringLiteral("query"), object}};
    QCOMPARE(engine.test(QStringLiteral("query.user == 42"), arguments).value_or(false), true);
    QCOMPARE(engine.test(QStringLiteral("query.none"), arguments).value_or(true), false);
    QCOMPARE(engine.json(QStringLiteral("query"), arguments).value_or(QJsonValue()),
             QJsonValue(object));
    QCOMPARE(engine.json(QStringLiteral("'a'")).value_or(QJsonValue()),
             QJsonValue(QStringLiteral("a")));
    QVERIFY(engine.json(QStringLiteral("undefined")).value_or(QJsonValue()).isUndefined());
}

void ExpressionTest::keepsGlobalsUntilReset()
{
    ExpressionEngine engine;
    const QString source = QStringLiteral("n = (globalThis.n ?? 0) + 1");
    QCOMPARE(engine.text(source).value_or(QString()), QStringLiteral("1"));
    QCOMPARE(engine.text(source).value_or(QString()), QStringLiteral("2"));
    engine.reset();
    QCOMPARE(engine.text(source).value_or(QString()), QStringLiteral("1"));
}

void ExpressionTest::stopsWhatDoesNotEnd_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("excerpt");

    QTest::newRow("loop") << "(() => { for (;;); })()"
                          << "(() => { for (;;); })()";
    QTest::newRow("caught loop") << "(() => { for (;;) { try { for (;;); } catch {} } })()"
                                 << "(() => { for (;;) { try { for (;;); } catch {} …";
    QTest::newRow("while written") << "({ toJSON() { for (;;); } })"
                                   << "({ toJSON() { for (;;); } })";
}

void ExpressionTest::stopsWhatDoesNotEnd()
{
    QFETCH(const QString, source);
    QFETCH(const QString, excerpt);
    ExpressionEngine engine(50ms);
    const auto result = engine.text(source);
    QVERIFY(!result);
    QCOMPARE(result.error().message,
             QLatin1Char('"') + excerpt
                 + QStringLiteral("\" was stopped after 50 ms: it did not end."));
    QCOMPARE(engine.text(QStringLiteral("1 + 1")).value_or(QString()), QStringLiteral("2"));
}

void ExpressionTest::boundsItsText()
{
    ExpressionEngine engine(30'000ms); // however busy the machine is
    const auto result = engine.text(QStringLiteral("'x'.repeat(70 * 1048576)"));
    QVERIFY(!result);
    QCOMPARE(result.error().message,
             QStringLiteral("RangeError: The text is longer than 64 Mi characters."));
    const QString huge(ExpressionEngine::longestSource + 1, QLatin1Char('1'));
    QCOMPARE(engine.check(huge, {})->message, QStringLiteral("The expression is too long."));
}

void ExpressionTest::forgetsOldSources()
{
    ExpressionEngine engine;
    for (int i = 0; i < 1200; ++i)
        QCOMPARE(engine.text(QString::number(i)).value_or(QString()), QString::number(i));
}

QTEST_GUILESS_MAIN(ExpressionTest)
#include "tst_expression.moc"
