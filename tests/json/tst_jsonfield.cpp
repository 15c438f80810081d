// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonfield.h"
#include "app/json/jsonschematexts.h"

#include <QTest>

using namespace heliograph;

class TestJsonField final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsAValue_data();
    void beginsAValue();
    void gathersFacts();
    void takesNothingForATemplate();
    void choosesAlternatives();
    void namesAlternatives();
    void hostileSchemasEnd();
};

void TestJsonField::beginsAValue_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const QByteArray &schema, const QByteArray &value) {
        QTest::newRow(name) << schema << value;
    };
    row("anything", "{}", "\"\"");
    row("default", R"({"type": "number", "default": 1.50})", "1.50");
    row("example", R"({"type": "string", "examples": ["a", "b"]})", "\"a\"");
    row("first of a list", R"({"enum": [3, 4]})", "3");
    row("const", R"({"const": {"a": 1}})", R"({"a":1})");
    row("smallest", R"({"type": "integer", "minimum": 5})", "5");
    row("zero when it may", R"({"type": "integer", "minimum": -5})", "0");
    row("false", R"({"type": "boolean"})", "false");
    row("null", R"({"type": "null"})", "null");
    row("first type", R"({"type": ["string", "null"]})", "\"\"");
    row("required members only",
        R"({"type": "object", "required": ["b"],
            "properties": {"a": {"type": "string"}, "b": {"type": "number"}}})",
        R"({"b":0})");
    row("required without a schema", R"({"type": "object", "required": ["a"]})", R"({"a":""})");
    row("as many items as there must be",
        R"({"type": "array", "minItems": 2, "items": {"type": "number"}})", "[0,0]");
    row("tuple", R"({"type": "array", "prefixItems": [{"const": "a"}, {"type": "null"}]})",
        R"(["a",null])");
    row("all of", R"({"allOf": [{"type": "object", "required": ["a"]},
                                {"properties": {"a": {"const": 1}}}]})",
        R"({"a":1})");
    row("first alternative",
        R"({"oneOf": [{"type": "object", "required": ["k"], "properties": {"k": {"const": "x"}}},
                      {"type": "null"}]})",
        R"({"k":"x"})");
    row("by reference", R"({"$ref": "#/$defs/a", "$defs": {"a": {"default": [1]}}})", "[1]");
}

void TestJsonField::beginsAValue()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    const auto read = JsonSchema::read(schema);
    QVERIFY(read);
    const QByteArray begun = jsonInitialValue(**read, {&(*read)->root()});
    QCOMPARE(begun, value);
    QVERIFY(schematexts::areOnlyHints((*read)->check(*parseJson(begun))));
}

void TestJsonField::gathersFacts()
{
    const auto schema = JsonSchema::read(R"({
        "title": "Order", "description": "One of the shop's", "required": ["b", "c"],
        "properties": {"a": {}, "b": {"type": "string"}}, "additionalProperties": false,
        "allOf": [{"title": "Other", "type": ["object", "null"],
                   "properties": {"b": {"maxLength": 3}}},
                  {"type": "object"}]})");
    QVERIFY(schema);
    const JsonFieldFacts facts = jsonFieldFacts(**schema, {&(*schema)->root()});
    QCOMPARE(facts.title, QStringLiteral("Order"));
    QCOMPARE(facts.description, QStringLiteral("One of the shop's"));
    QCOMPARE(facts.types, QStringList{QStringLiteral("object")});
    QVERIFY(!facts.allowsOthers);
    QCOMPARE(facts.properties.size(), 3);
    QCOMPARE(facts.properties.at(0).name, QStringLiteral("a"));
    QVERIFY(!facts.properties.at(0).isRequired);
    QCOMPARE(facts.properties.at(1).schemas.size(), 2);
    QVERIFY(facts.properties.at(1).isRequired);
    QVERIFY(facts.properties.at(2).schemas.isEmpty());
}

void TestJsonField::takesNothingForATemplate()
{
    const auto schema = JsonSchema::read(R"({"type": "object", "required": ["a${", "b", "c"],
        "properties": {"a${": {"const": "${"}, "b": {"default": ["${seq}"]}, "c": {"enum": ["}"]}}})");
    const QByteArray begun = jsonInitialValue(**schema, {&(*schema)->root()});
    QCOMPARE(begun, QByteArray(R"({"a\u0024{":"\u0024{","b":["\u0024{seq}"],"c":"}"})"));
    const auto value = parseJson(begun);
    QVERIFY(value);
    QCOMPARE((*schema)->check(*value).size(), 0);
}

void TestJsonField::choosesAlternatives()
{
    const auto schema = JsonSchema::read(R"({"anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {"kind": {"const": "card"}, "n": {"type": "number"}}},
        {"type": "object", "properties": {"kind": {"const": "cash"}, "n": {"type": "number"}}}]})");
    const JsonSchemas all = jsonFieldFacts(**schema, {&(*schema)->root()}).alternatives;
    QCOMPARE(fittingAlternative(**schema, all, *parseJson("\"a\"")), 0);
    QCOMPARE(fittingAlternative(**schema, all, *parseJson(R"({"kind":"cash","n":1})")), 2);
    QCOMPARE(fittingAlternative(**schema, all, *parseJson(R"({"kind":"cash","n":"x"})")), 2);
    QVERIFY(fittingAlternative(**schema, all, *parseJson("[]")) >= 0);
}

void TestJsonField::namesAlternatives()
{
    const auto schema = JsonSchema::read(R"({"oneOf": [
        {"title": "By card"}, {"$ref": "#/$defs/transfer"},
        {"properties": {"kind": {"const": "cash"}}}, {"type": "null"}, {}],
        "$defs": {"transfer": {"type": "object"}}})");
    const JsonSchemas all = jsonFieldFacts(**schema, {&(*schema)->root()}).alternatives;
    QStringList names;
    for (qsizetype i = 0; i < all.size(); ++i)
        names.append(jsonAlternativeTitle(**schema, *all.at(i), i + 1));
    QCOMPARE(
        names,
        (QStringList{QStringLiteral("By card"), QStringLiteral("transfer"), QStringLiteral("cash"),
                     QStringLiteral("null"), QStringLiteral("Alternative 5")}));
}

void TestJsonField::hostileSchemasEnd()
{
    const QByteArray schemas[] = {
        R"({"$ref": "#"})",
        R"({"allOf": [{"$ref": "#"}, {"$ref": "#"}]})",
        // A value that must hold itself, twice.
        R"({"type": "object", "required": ["a", "b"],
            "properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}}})",
        R"({"type": "array", "minItems": 1000000000, "items": {"$ref": "#"}})",
    };
    for (const QByteArray &text : schemas) {
        const auto schema = JsonSchema::read(text);
        QVERIFY(schema);
        const QByteArray begun = jsonInitialValue(**schema, {&(*schema)->root()});
        QVERIFY2(begun.size() < 1'000'000, text.constData());
        QVERIFY(parseJson(begun));
    }
}

QTEST_APPLESS_MAIN(TestJsonField)
#include "tst_jsonfield.moc"
