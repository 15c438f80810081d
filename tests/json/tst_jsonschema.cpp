// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonnumber.h"
#include "app/json/jsonpatterns.h"
#include "app/json/jsonschema.h"

#include <QTest>

using namespace heliograph;

namespace {

JsonValue value(const QByteArray &text)
{
    const auto parsed = parseJson(text);
    return parsed ? *parsed : JsonValue();
}

/// What the schema @p schema says about @p data, a sentence a line.
QString verdict(const QByteArray &schema, const QByteArray &data)
{
    const auto read = JsonSchema::read(schema);
    if (!read)
        return read.error();
    QStringList lines;
    const auto errors = (*read)->check(value(data));
    for (const JsonSchemaError &error : errors)
        lines.append(error.sentence() + (error.isHint ? QStringLiteral(" (hint)") : QString()));
    return lines.join(u'\n');
}

} // namespace

class TestJsonSchema final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checksAnOrder_data();
    void checksAnOrder();
    void knowsKeywords_data();
    void knowsKeywords();
    void refusesWhatIsNoSchema_data();
    void refusesWhatIsNoSchema();
    void namesUnknownKeywords();
    void pointsIntoTheText();
    void templatesAreTextInWhatIsSent();
    void numbersAreExact_data();
    void numbersAreExact();
    void patternsAreBounded();
    void referencesInCirclesEnd();
    void workIsBounded();
    void depthIsBounded();
};

static const QByteArray Order = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Order",
  "type": "object",
  "required": ["order", "total"],
  "properties": {
    "order": {"type": "integer", "minimum": 1},
    "total": {"type": "number", "multipleOf": 0.01},
    "state": {"enum": ["open", "paid"]},
    "to": {"$ref": "#/$defs/address"},
    "items": {"type": "array", "minItems": 1, "uniqueItems": true,
              "items": {"type": "object", "required": ["name"],
                        "properties": {"name": {"type": "string", "minLength": 1}}}}
  },
  "$defs": {"address": {"type": "object", "properties": {"city": {"type": "string", "maxLength": 5}}}}
})";

void TestJsonSchema::checksAnOrder_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const QByteArray &data, const char *found) {
        QTest::newRow(name) << data << QString::fromUtf8(found);
    };
    row("fits", R"({"order": 1, "total": 129.50, "state": "paid"})", "");
    row("whole as a fraction", R"({"order": 1.0, "total": 1e1})", "");
    row("templates fit everywhere",
        R"({"order": ${seq}, "total": ${1/3}, "state": "${pick("a","b")}", "to": {"city": "${x}"}})",
        "");
    row("member missing", R"({"order": 1})", "Lacks the member “total”.");
    row("not whole", R"({"order": 1.5, "total": 1})", "/order: must be a whole number, not 1.5.");
    row("too small", R"({"order": 0, "total": 1})", "/order: must be at least 1.");
    row("part of a cent", R"({"order": 1, "total": 0.005})", "/total: must be a multiple of 0.01.");
    row("not in the list", R"({"order": 1, "total": 1, "state": "lost"})",
        "/state: must be one of \"open\", \"paid\".");
    row("through a reference", R"({"order": 1, "total": 1, "to": {"city": "Warsaw"}})",
        "/to/city: must have at most 5 characters; it has 6.");
    row("length in characters",
        R"({"order": 1, "total": 1, "to": {"city": "🙂🙂🙂🙂🙂"}})", "");
    row("in an item", R"({"order": 1, "total": 1, "items": [{"name": "a"}, {"name": ""}]})",
        "/items/1/name: must not be empty.");
    row("twice", R"({"order": 1, "total": 1, "items": [{"name": "a"}, {"name": "\u0061"}]})",
        "/items/1: is the same as item 0; each must differ.");
    row("all at once", R"({"order": "x", "state": 1})",
        "Lacks the member “total”.\n/order: must be a whole number, not a string.\n"
        "/state: must be one of \"open\", \"paid\".");
    row("not an object", "[1]", "Must be an object, not an array.");
}

void TestJsonSchema::checksAnOrder()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, found);
    QCOMPARE(verdict(Order, data), found);
}

void TestJsonSchema::knowsKeywords_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const QByteArray &schema, const QByteArray &good,
                        const QByteArray &bad, const char *found) {
        QTest::newRow(name) << schema << good << bad << QString::fromUtf8(found);
    };
    row("type list", R"({"type": ["string", "null"]})", "null", "1",
        "Must be a string or null, not 1.");
    row("const", R"({"const": {"a": [1.0]}})", R"({"a": [1]})", R"({"a": [2]})",
        "Must be {\"a\":[1.0]}.");
    row("false", R"({"properties": {"a": false}})", "{}", R"({"a": 1})",
        "/a: is not allowed here.");
    row("exclusive bounds", R"({"exclusiveMinimum": 1, "exclusiveMaximum": 3})", "2", "3",
        "Must be less than 3.");
    row("draft 4's exclusive bound", R"({"minimum": 1, "exclusiveMinimum": true})", "2", "1",
        "Must be more than 1.");
    row("pattern searches", R"({"pattern": "[0-9]$"})", "\"a1\"", "\"1\\n\"",
        "Must match the pattern [0-9]$.");
    row("pattern with \\u", R"({"pattern": "^\\u0141"})", "\"Łódź\"", "\"L\"",
        "Must match the pattern ^\\u0141.");
    row("additional", R"({"properties": {"a": {}}, "additionalProperties": false})", R"({"a": 1})",
        R"({"b/c": 1})", "/b~1c: is not among the members that the schema allows here.");
    row("additional of a kind", R"({"additionalProperties": {"type": "number"}})", R"({"a": 1})",
        R"({"a": ""})", "/a: must be a number, not a string.");
    row("pattern properties", R"({"patternProperties": {"^x": {"type": "null"}}})", R"({"a": 1})",
        R"({"x1": 1})", "/x1: must be null, not 1.");
    row("property names", R"({"propertyNames": {"maxLength": 2}})", R"({"ab": 1})", R"({"abc": 1})",
        "/abc: has a name that does not fit: must have at most 2 characters; it has 3.");
    row("dependent required", R"({"dependentRequired": {"a": ["b"]}})", R"({"c": 1})",
        R"({"a": 1})", "Lacks the member “b”, which “a” asks for.");
    row("if", R"({"if": {"minimum": 10}, "then": {"multipleOf": 10}, "else": {"maximum": 5}})",
        "20", "7", "Must be at most 5.");
    row("not", R"({"not": {"type": "string"}})", "1", "\"\"",
        "Is what the schema excludes here (not).");
    row("contains", R"({"contains": {"const": 1}, "maxContains": 1})", "[1, 2]", "[1, 1]",
        "Must contain at most 1 items of a kind; it has 2.");
    row("tuple", R"({"prefixItems": [{"type": "string"}], "items": {"type": "number"}})",
        R"(["a", 1])", R"(["a", "b"])", "/1: must be a number, not a string.");
    row("draft 7's tuple", R"({"items": [{"type": "string"}], "additionalItems": false})",
        R"(["a"])", R"(["a", "b"])", "/1: is not allowed here.");
    row("all of", R"({"allOf": [{"minimum": 1}, {"maximum": 3}]})", "2", "4", "Must be at most 3.");
    row("any of", R"({"anyOf": [{"type": "string"}, {"type": "object", "required": ["a"]}]})",
        "\"\"", "{}",
        "Fits none of 2 alternatives; the closest says: must be a string, not an object.");
    row("the closest of one of",
        R"({"oneOf": [{"type": "null"}, {"type": "object", "properties": {"n": {"minimum": 3}}}]})",
        "null", R"({"n": 1})", "/n: must be at least 3.");
    row("two of one of", R"({"oneOf": [{"minimum": 1}, {"maximum": 3}]})", "4", "2",
        "Fits 2 of the alternatives, but must fit only one.");
    row("anchor", R"({"$ref": "#n", "$defs": {"x": {"$anchor": "n", "type": "number"}}})", "1",
        "\"\"", "Must be a number, not a string.");
    row("broken reference", R"({"properties": {"a": {"$ref": "#/$defs/gone"}}})", "{}",
        R"({"a": 1})",
        "/a: could not be checked: the schema's $ref “#/$defs/gone” leads to nothing in it.");
    row("nothing beside draft 7's reference",
        R"({"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/a",
            "maximum": 1, "definitions": {"a": {"maximum": 9}}})",
        "5", "10", "Must be at most 9.");
    row("date-time", R"({"format": "date-time"})", "\"2026-02-28T23:59:60Z\"",
        "\"2026-02-30T00:00:00Z\"",
        "Does not look like a date and time, such as 2026-01-31T12:00:00Z. (hint)");
    row("email", R"({"format": "email"})", "\"a@b.c\"", "\"a@\"",
        "Does not look like an email address, such as name@example.org. (hint)");
    row("uuid", R"({"format": "uuid"})", "\"2EB8AA08-AA98-11EA-B4AA-73B441D16380\"", "\"2eb8\"",
        "Does not look like a UUID, such as 123e4567-e89b-12d3-a456-426614174000. (hint)");
    row("uri", R"({"format": "uri"})", "\"https://a/b?c#d\"", "\"/b\"",
        "Does not look like a URI, such as https://example.org/. (hint)");
}

void TestJsonSchema::knowsKeywords()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    QFETCH(QString, found);
    QCOMPARE(verdict(schema, good), QString());
    QCOMPARE(verdict(schema, bad), found);
}

void TestJsonSchema::refusesWhatIsNoSchema_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no JSON") << QByteArray("{")
                             << QStringLiteral("The schema is not JSON. Line 1, column 2: the text "
                                               "ends here, but the { of line 1, column 1 is not "
                                               "closed by a }.");
    QTest::newRow("a list") << QByteArray("[]")
                            << QStringLiteral("A schema is a JSON object, such as {\"type\": "
                                              "\"object\"}.");
    QTest::newRow("too large") << QByteArray("{\"a\":\"" + QByteArray(1024 * 1024, 'x') + "\"}")
                               << QStringLiteral("The schema has 1,048,584 bytes; more than "
                                                 "1,048,576 are not read.");
    QTest::newRow("too deep") << QByteArray("{\"not\":").repeated(300)
                              << QStringLiteral("The schema is not JSON. Line 1, column 1,401: "
                                                "more than 200 arrays and objects within each "
                                                "other are not read.");
}

void TestJsonSchema::refusesWhatIsNoSchema()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, sentence);
    const auto schema = JsonSchema::read(text);
    QVERIFY(!schema);
    QCOMPARE(QString(schema.error()).remove(u','), sentence.remove(u','));
}

void TestJsonSchema::namesUnknownKeywords()
{
    const auto schema = JsonSchema::read(R"({
        "type": "object", "title": "Order", "x-order": 1, "unevaluatedProperties": false,
        "properties": {"colour": {"colour": "red"}, "$dynamicRef": {"type": "string"}},
        "$defs": {"a": {"$dynamicRef": "#b", "unevaluatedProperties": true}}})");
    QVERIFY(schema);
    QCOMPARE((*schema)->title(), QStringLiteral("Order"));
    QCOMPARE((*schema)->unknownKeywords(),
             (QStringList{QStringLiteral("$dynamicRef"), QStringLiteral("colour"),
                          QStringLiteral("unevaluatedProperties")}));
}

void TestJsonSchema::pointsIntoTheText()
{
    const QByteArray data = R"({"order": 1, "total": 1, "to": {"city": "Warsaw"}})";
    const auto schema = JsonSchema::read(Order);
    const auto errors = (*schema)->check(value(data));
    QCOMPARE(errors.size(), 1);
    QCOMPARE(data.mid(errors.first().offset, errors.first().length), QByteArray("\"Warsaw\""));
    QCOMPARE(value(data).at(errors.first().pointer)->string(), QStringLiteral("Warsaw"));
    const JsonValue whole = value(data);
    QCOMPARE(data.mid(whole.at(u"/to")->offset, whole.at(u"/to")->length),
             QByteArray(R"({"city": "Warsaw"})"));
}

void TestJsonSchema::templatesAreTextInWhatIsSent()
{
    const auto schema = JsonSchema::read(R"({"items": {"maxLength": 3, "enum": ["a", "b"]}})");
    QVERIFY(schema);
    JsonOptions plain;
    plain.templates = false;
    const auto sent = parseJson(R"(["${x}", "a"])", plain);
    QVERIFY(sent);
    QCOMPARE((*schema)->check(value(R"(["${x}", "a"])")).size(), 0);
    QCOMPARE((*schema)->checkPlain(*sent).size(), 2);
}

void TestJsonSchema::numbersAreExact_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<int>("order");
    QTest::newRow("spellings") << QByteArray("1.50e1") << QByteArray("15") << 0;
    QTest::newRow("zeros") << QByteArray("-0.0") << QByteArray("0e5") << 0;
    QTest::newRow("beyond doubles")
        << QByteArray("12345678901234567890") << QByteArray("12345678901234567891") << -1;
    QTest::newRow("small parts") << QByteArray("0.1") << QByteArray("0.10000000000000000001") << -1;
    QTest::newRow("negative") << QByteArray("-2") << QByteArray("-1") << -1;
    QTest::newRow("signs") << QByteArray("-1e9") << QByteArray("1e-9") << -1;
    QTest::newRow("zero between") << QByteArray("0") << QByteArray("1e-300") << -1;
    QTest::newRow("endless exponents")
        << QByteArray("1e99999999999999999999") << QByteArray("9e999999999") << 1;
}

void TestJsonSchema::numbersAreExact()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(int, order);
    const auto sign = [](int n) { return n < 0 ? -1 : n > 0 ? 1 : 0; };
    QCOMPARE(sign(compare(JsonNumber(a), JsonNumber(b))), order);
    QCOMPARE(sign(compare(JsonNumber(b), JsonNumber(a))), -order);
    QCOMPARE(JsonNumber(a).canonical() == JsonNumber(b).canonical(), order == 0);
}

void TestJsonSchema::patternsAreBounded()
{
    JsonPatterns patterns;
    const QString text = QString(5000, u'a') + u'!';
    const QString evil[] = {QStringLiteral("^(a+)+$"), QStringLiteral("(a|a)*$b"),
                            QStringLiteral("(*LIMIT_MATCH=4000000000)^(a+)+$"),
                            QStringLiteral("((a*)*)*$b")};
    for (const QString &pattern : evil) {
        const auto answer = patterns.search(pattern, text);
        QVERIFY2(answer != JsonPatterns::Answer::Found, qPrintable(pattern));
    }
    QCOMPARE(patterns.search(QStringLiteral("("), text), JsonPatterns::Answer::Refused);
    QCOMPARE(patterns.search(QString(5000, u'a'), text), JsonPatterns::Answer::Refused);
    QCOMPARE(verdict(R"({"pattern": "^(a+)+$"})", '"' + text.toUtf8() + '"'),
             QStringLiteral("Could not be checked: the pattern ^(a+)+$ is not understood, or takes "
                            "too long. (hint)"));
}

void TestJsonSchema::referencesInCirclesEnd()
{
    const auto circle =
        QStringLiteral("Could not be checked: the schema refers to itself without end.\n"
                       "Could not be checked to the end: the schema asks for too much work.");
    const QByteArray own = R"({"$ref": "#"})";
    const QByteArray others =
        R"({"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]},
            "b": {"$ref": "#/$defs/a"}}})";
    QCOMPARE(verdict(own, "1"), circle);
    QCOMPARE(verdict(others, "1"), circle);
    // One that goes down with the value is no circle.
    const QByteArray list = R"({"properties": {"next": {"$ref": "#"}, "n": {"type": "number"}}})";
    QCOMPARE(verdict(list, R"({"next": {"next": {"n": 1}}})"), QString());
    QCOMPARE(verdict(list, R"({"next": {"next": {"n": ""}}})"),
             QStringLiteral("/next/next/n: must be a number, not a string."));
}

void TestJsonSchema::workIsBounded()
{
    // Each level asks the next one twice: 2^40 questions.
    QByteArray schema = R"({"$ref": "#/$defs/d0", "$defs": {)";
    for (int i = 0; i < 40; ++i) {
        const QByteArray next = R"({"$ref": "#/$defs/d)" + QByteArray::number(i + 1) + R"("})";
        schema += "\"d" + QByteArray::number(i) + R"(": {"allOf": [)" + next + ',' + next + "]},";
    }
    schema += R"("d40": {"type": "number"}}})";
    QVERIFY(verdict(schema, "1").endsWith(QStringLiteral("asks for too much work.")));
    // Many faults are cut off.
    QByteArray data = "[0";
    for (int i = 0; i < 10'000; ++i)
        data += ",0";
    const auto each = JsonSchema::read(R"({"items": {"minimum": 1}})");
    QCOMPARE((*each)->check(value(data + ']')).size(), 100);
}

void TestJsonSchema::depthIsBounded()
{
    const QByteArray schema = R"({"items": {"$ref": "#"}})";
    const auto nested = [](qsizetype depth) {
        return QByteArray(depth, '[') + QByteArray(depth, ']');
    };
    QCOMPARE(verdict(schema, nested(500)), QString());
    QVERIFY(verdict(schema, nested(900)).endsWith(QStringLiteral("asks for too much work.")));
}

QTEST_APPLESS_MAIN(TestJsonSchema)
#include "tst_jsonschema.moc"
