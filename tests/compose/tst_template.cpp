// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/template.h"

#include <QStringList>
#include <QTest>

#include <rapidcheck.h>

using namespace heliograph;

class TemplateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void findsThePlaces();
    void refusesWhatDoesNotEnd_data();
    void refusesWhatDoesNotEnd();
    void coversAnyText();
};

namespace {

/// Literals as they are, expressions between "<" and ">".
QStringList shape(const QList<TemplatePart> &parts)
{
    QStringList list;
    for (const TemplatePart &part : parts)
        list.append(part.isExpression ? QLatin1Char('<') + part.text + QLatin1Char('>')
                                      : part.text);
    return list;
}

} // namespace

void TemplateTest::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("parts");

    const auto row = [](const char *name, const char *text, const QStringList &parts) {
        QTest::newRow(name) << QString::fromUtf8(text) << parts;
    };
    const auto list = [](std::initializer_list<const char *> texts) {
        QStringList result;
        for (const char *text : texts)
            result.append(QString::fromUtf8(text));
        return result;
    };
    row("empty", "", {});
    row("no template", "plain $ { } {x} $x text", list({"plain $ { } {x} $x text"}));
    row("alone", "${seq}", list({"<seq>"}));
    row("between text", "a${b}c", list({"a", "<b>", "c"}));
    row("two in a row", "${a}${b}", list({"<a>", "<b>"}));
    row("empty expression", "a${}b", list({"a", "<>", "b"}));
    row("dollar before", "$${a}", list({"$", "<a>"}));
    row("backslash before", "\\${a}", list({"\\", "<a>"}));
    row("JSON around", R"({"n":${seq},"m":{"x":1}})",
        list({R"({"n":)", "<seq>", R"(,"m":{"x":1}})"}));
    row("object", "${{a: {b: 1}}}!", list({"<{a: {b: 1}}>", "!"}));
    row("function body", "${(() => { return 1 })()}!", list({"<(() => { return 1 })()>", "!"}));
    row("brace in a string", "${'}'}!", list({"<'}'>", "!"}));
    row("quote in a string", R"(${'\'}'}!)", list({R"(<'\'}'>)", "!"}));
    row("brace in a double-quoted string", R"(${"}" + "{"}!)", list({R"(<"}" + "{">)", "!"}));
    row("template literal", "${`}${`}`}`}!", list({"<`}${`}`}`>", "!"}));
    row("object in a template literal", "${`${{a: 1}.a}`}!", list({"<`${{a: 1}.a}`>", "!"}));
    row("regular expression", "${/[}/]}/.test(x)}!", list({"</[}/]}/.test(x)>", "!"}));
    row("division", "${a / b}/${c}", list({"<a / b>", "/", "<c>"}));
    row("comment", "${a /* } */}!", list({"<a /* } */>", "!"}));
    row("line comment", "${a // }\n}!", list({"<a // }\n>", "!"}));
    row("several lines", "x\n${\n a\n}\ny", list({"x\n", "<\n a\n>", "\ny"}));
    row("not Latin", "é😀${'→'}😀", list({"é😀", "<'→'>", "😀"}));
    row("bracket too many", "${a)}!", list({"<a)>", "!"}));
}

void TemplateTest::splits()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, parts);
    const auto result = splitTemplate(text);
    QVERIFY(result);
    QCOMPARE(shape(*result), parts);
    QString whole;
    for (const TemplatePart &part : *result) {
        QCOMPARE(part.position, whole.size());
        whole += text.mid(part.position, part.length);
    }
    QCOMPARE(whole, text);
}

void TemplateTest::findsThePlaces()
{
    const auto result = splitTemplate(QStringLiteral("é${ab}c"));
    QVERIFY(result);
    QCOMPARE(*result,
             (QList<TemplatePart>{{false, QStringLiteral("é"), 0, 1},
                                  {true, QStringLiteral("ab"), 1, 5},
                                  {false, QStringLiteral("c"), 6, 1}}));
}

void TemplateTest::refusesWhatDoesNotEnd_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");

    QTest::newRow("nothing after") << "ab${" << 2;
    QTest::newRow("no brace") << "ab${seq" << 2;
    QTest::newRow("the second one") << "${a}${b" << 4;
    QTest::newRow("brace only in a string") << "${'}'" << 0;
    QTest::newRow("brace only in a comment") << "${a // }" << 0;
    QTest::newRow("bracket left open") << "${(a}" << 0;
    QTest::newRow("template literal left open") << "${`a}" << 0;
    QTest::newRow("inner brace only") << "${{a: 1}" << 0;
}

void TemplateTest::refusesWhatDoesNotEnd()
{
    QFETCH(const QString, text);
    QFETCH(const int, position);
    const auto result = splitTemplate(text);
    QVERIFY(!result);
    QCOMPARE(result.error().position, position);
    QCOMPARE(result.error().length, 2);
    QVERIFY2(result.error().message.startsWith(QStringLiteral("\"${\" has no \"}\"")),
             qPrintable(result.error().message));
}

void TemplateTest::coversAnyText()
{
    static const QStringList pieces =
        QStringLiteral("${ ${ } } { ( ) [ ] ' \" ` / /* */ // \\ $ a 1 = => , \n é 😀")
            .split(QLatin1Char(' '));
    const bool holds = rc::check("the parts of any text make it up again", [] {
        const auto indexes =
            *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, int(pieces.size())));
        QString text;
        for (const int index : indexes)
            text += pieces.at(index);
        const auto result = splitTemplate(text);
        if (!result) {
            RC_ASSERT(text.mid(result.error().position, 2) == QLatin1String("${"));
            return;
        }
        QString whole;
        for (const TemplatePart &part : *result) {
            RC_ASSERT(part.position == whole.size());
            whole +=
                part.isExpression ? QLatin1String("${") + part.text + QLatin1Char('}') : part.text;
        }
        RC_ASSERT(whole == text);
    });
    QVERIFY(holds);
}

QTEST_GUILESS_MAIN(TemplateTest)
#include "tst_template.moc"
