// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/snippetjson.h"

#include <QTest>

#include <rapidcheck.h>

using namespace heliograph;

namespace {

/// Any characters but halves of surrogate pairs, among them the ones JSON escapes.
rc::Gen<QString> genText()
{
    const auto character = rc::gen::suchThat(
        rc::gen::oneOf(rc::gen::inRange<uint>(0, 0x80), rc::gen::inRange<uint>(0, 0x110000),
                       rc::gen::element<uint>('"', '\\', '\n', '\r', 0x7f, 0xfeff, 0x2028)),
        [](uint c) { return c < 0xd800 || c > 0xdfff; });
    return rc::gen::map(rc::gen::container<std::vector<uint>>(character),
                        [](const std::vector<uint> &text) {
                            const QList<char32_t> points(text.begin(), text.end());
                            return QString::fromUcs4(points.constData(), points.size());
                        });
}

rc::Gen<QString> genName()
{
    return rc::gen::map(genText(), [](const QString &text) {
        const QString clean = cleanSnippetName(text);
        return clean.isEmpty() ? QStringLiteral("a") : clean;
    });
}

rc::Gen<QByteArray> genBytes()
{
    return rc::gen::oneOf(
        rc::gen::map(genText(), [](const QString &text) { return text.toUtf8(); }),
        rc::gen::map(rc::gen::arbitrary<std::string>(), &QByteArray::fromStdString));
}

rc::Gen<Draft> genDraft()
{
    return rc::gen::build<Draft>(
        rc::gen::set(&Draft::endpoint, genText()),
        rc::gen::set(&Draft::to,
                     rc::gen::element(TargetChoice::Everyone, TargetChoice::Selected,
                                      TargetChoice::Matching)),
        rc::gen::set(&Draft::match, genText()),
        rc::gen::set(&Draft::mode, rc::gen::element(DraftMode::Event, DraftMode::Raw)),
        rc::gen::set(&Draft::raw, genText()), rc::gen::set(&Draft::event, genText()),
        rc::gen::set(&Draft::idChoice,
                     rc::gen::element(IdChoice::Automatic, IdChoice::None, IdChoice::Own)),
        rc::gen::set(&Draft::ownId, genText()), rc::gen::set(&Draft::retry, genText()),
        rc::gen::set(&Draft::comment, genText()), rc::gen::set(&Draft::data, genBytes()),
        rc::gen::set(&Draft::withoutData), rc::gen::set(&Draft::hasTemplates));
}

rc::Gen<SnippetItem> genSnippet()
{
    return rc::gen::build<SnippetItem>(rc::gen::set(&SnippetItem::name, genName()),
                                       rc::gen::set(&SnippetItem::draft, genDraft()),
                                       rc::gen::set(&SnippetItem::key, rc::gen::inRange(-1, 10)));
}

/// Snippets, and folders at most @p depth deep.
QList<SnippetItem> pickItems(int depth)
{
    QList<SnippetItem> items;
    const int count = *rc::gen::inRange(0, 4);
    for (int n = 0; n < count; ++n) {
        if (depth > 0 && *rc::gen::arbitrary<bool>()) {
            SnippetItem folder;
            folder.isFolder = true;
            folder.name = *genName();
            folder.items = pickItems(depth - 1);
            items.append(folder);
        } else {
            items.append(*genSnippet());
        }
    }
    return items;
}

QByteArray file(const QByteArray &snippets)
{
    return R"({"heliograph":"snippets","version":1,"snippets":)" + snippets + '}';
}

QByteArray withDraft(const QByteArray &draft)
{
    return file(R"([{"name":"a","draft":{)" + draft + "}}]");
}

QByteArray nested(int folders)
{
    QByteArray json = "[]";
    for (int n = 0; n < folders; ++n)
        json = R"([{"folder":"f","snippets":)" + json + "}]";
    return file(json);
}

QString messageOf(const QByteArray &bytes)
{
    const auto result = parseSnippets(bytes, QStringLiteral("a.json"));
    return result ? QStringLiteral("no error") : result.error().message;
}

} // namespace

class TestSnippetJson final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyLibraryComesBack();
    void readsAsPeopleWriteIt();
    void writesAsPeopleReadIt();
    void passesOverWhatItDoesNotKnow();
    void refuses_data();
    void refuses();
    void refusesANewerVersion();
    void boundsDepth();
    void boundsTheNumber();
    void namesAreOneLine_data();
    void namesAreOneLine();
    void givesKeys_data();
    void givesKeys();
};

void TestSnippetJson::anyLibraryComesBack()
{
    QVERIFY(rc::check("parse(write(library)) == library", [] {
        const SnippetLibrary library{pickItems(3)};
        const auto result = parseSnippets(toJson(library), QStringLiteral("a.json"));
        RC_LOG() << (result ? QString() : result.error().message).toStdString()
                 << toJson(library).toStdString();
        RC_ASSERT(result.has_value());
        RC_ASSERT(*result == library);
    }));
}

void TestSnippetJson::readsAsPeopleWriteIt()
{
    const auto library = parseSnippets(R"({
        "heliograph": "snippets", "version": 1,
        "snippets": [
            {"folder": "Shop", "snippets": [
                {"name": "Order paid", "key": 1, "draft": {
                    "endpoint": "/events/shop", "to": "matching", "match": "query.user == 1",
                    "event": "order.paid", "id": "own", "ownId": "o-${seq}", "retry": "3000",
                    "comment": "c", "data": "{\"total\": 12}", "templates": false}}]},
            {"name": "Bytes", "draft": {"mode": "raw", "raw": "data: x\\n", "dataBase64": "/w=="}},
            {"name": "Nothing", "draft": {"id": "none", "withoutData": true}}]})",
                                       QStringLiteral("a.json"));
    QVERIFY2(library, library ? "" : qPrintable(library.error().message));
    QCOMPARE(library->items.size(), 3);
    const SnippetItem folder = library->items.at(0);
    QVERIFY(folder.isFolder);
    QCOMPARE(folder.name, QStringLiteral("Shop"));
    const SnippetItem paid = folder.items.at(0);
    QCOMPARE(paid.key, 1);
    QCOMPARE(paid.draft.to, TargetChoice::Matching);
    QCOMPARE(paid.draft.idChoice, IdChoice::Own);
    QCOMPARE(paid.draft.ownId, QStringLiteral("o-${seq}"));
    QCOMPARE(paid.draft.data, QByteArray("{\"total\": 12}"));
    QVERIFY(!paid.draft.hasTemplates);
    const SnippetItem bytes = library->items.at(1);
    QCOMPARE(bytes.key, SnippetItem::NoKey);
    QCOMPARE(bytes.draft.mode, DraftMode::Raw);
    QCOMPARE(bytes.draft.data, QByteArray("\xff"));
    QCOMPARE(bytes.draft.endpoint, QStringLiteral("/events"));
    QVERIFY(library->items.at(2).draft.withoutData);
    QCOMPARE(library->items.at(2).draft.idChoice, IdChoice::None);
}

void TestSnippetJson::writesAsPeopleReadIt()
{
    SnippetItem paid;
    paid.name = QStringLiteral("Order \"paid\"");
    paid.key = 0;
    paid.draft.event = QStringLiteral("order.paid");
    paid.draft.to = TargetChoice::Selected;
    paid.draft.data = "a\nŁ";
    SnippetItem folder;
    folder.isFolder = true;
    folder.name = QStringLiteral("Shop");
    folder.items = {paid};
    SnippetItem empty;
    empty.isFolder = true;
    empty.name = QStringLiteral("Empty");
    QCOMPARE(toJson(SnippetLibrary{{folder, empty}}), QByteArray(R"({
  "heliograph": "snippets",
  "version": 1,
  "snippets": [
    {
      "folder": "Shop",
      "snippets": [
        {
          "name": "Order \"paid\"",
          "key": 0,
          "draft": {
            "endpoint": "/events",
            "to": "selected",
            "event": "order.paid",
            "data": "a\nŁ"
          }
        }
      ]
    },
    {
      "folder": "Empty",
      "snippets": []
    }
  ]
}
)"));
}

void TestSnippetJson::passesOverWhatItDoesNotKnow()
{
    const auto library = parseSnippets(
        R"({"heliograph":"snippets","version":1,"author":"Ada","snippets":[
            {"name":"a","mood":7,"draft":{"endpoint":"/e","shade":[]}}]})",
        QStringLiteral("a.json"));
    QVERIFY(library);
    QCOMPARE(library->items.constFirst().draft.endpoint, QStringLiteral("/e"));
}

void TestSnippetJson::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &bytes, const char *reason) {
        QTest::newRow(name) << bytes << QString::fromUtf8(reason);
    };
    row("empty file", "", "Line 1 is not valid JSON (illegal value).");
    row("broken line", "{\n\"a\": 1,\n\n]", "Line 4 is not valid JSON (unterminated object).");
    row("list", "[]", "It holds no snippets of Heliograph.");
    row("other file", R"({"heliograph":"recording","version":1})",
        "It holds no snippets of Heliograph.");
    row("no version", R"({"heliograph":"snippets"})", "version is no whole number from 1.");
    row("version 0", R"({"heliograph":"snippets","version":0})",
        "version is no whole number from 1.");
    row("version 1.5", R"({"heliograph":"snippets","version":1.5})",
        "version is no whole number from 1.");
    row("version as text", R"({"heliograph":"snippets","version":"1"})",
        "version is no whole number from 1.");
    row("no list", R"({"heliograph":"snippets","version":1})", "snippets is missing.");
    row("list is an object", file("{}"), "snippets is no list.");
    row("number in the list", file("[3]"), "snippets[0] is no object.");
    row("no name", file(R"([{"draft":{}}])"), "snippets[0].name is missing.");
    row("blank name", file(R"([{"name":" \n","draft":{}}])"), "snippets[0].name is empty.");
    row("name is a number", file(R"([{"name":1,"draft":{}}])"), "snippets[0].name is no text.");
    row("long name", file(R"([{"name":")" + QByteArray(201, 'a') + R"(","draft":{}}])"),
        "snippets[0].name is longer than 200 characters.");
    row("no draft", file(R"([{"name":"a"}])"), "snippets[0].draft is missing.");
    row("draft is text", file(R"([{"name":"a","draft":"b"}])"), "snippets[0].draft is no object.");
    row("key 10", file(R"([{"name":"a","key":10,"draft":{}}])"),
        "snippets[0].key is no digit from 0 to 9.");
    row("key is text", file(R"([{"name":"a","key":"1","draft":{}}])"),
        "snippets[0].key is no digit from 0 to 9.");
    row("folder without a list", file(R"([{"folder":"a"}])"), "snippets[0].snippets is missing.");
    row("in a folder",
        file(
            R"([{"name":"a","draft":{}},{"folder":"a","snippets":[{"name":"b","draft":{"event":1}}]}])"),
        "snippets[1].snippets[0].draft.event is no text.");
    row("endpoint", withDraft(R"("endpoint":7)"), "snippets[0].draft.endpoint is no text.");
    row("endpoint null", withDraft(R"("endpoint":null)"), "snippets[0].draft.endpoint is no text.");
    row("to", withDraft(R"("to":"nobody")"),
        "snippets[0].draft.to is none of everyone, selected, matching.");
    row("mode", withDraft(R"("mode":1)"), "snippets[0].draft.mode is no text.");
    row("id", withDraft(R"("id":"mine")"), "snippets[0].draft.id is none of auto, none, own.");
    row("retry is a number", withDraft(R"("retry":3000)"), "snippets[0].draft.retry is no text.");
    row("data is an object", withDraft(R"("data":{})"), "snippets[0].draft.data is no text.");
    row("Base64", withDraft(R"("dataBase64":"!!")"),
        "snippets[0].draft.dataBase64 is not valid Base64.");
    row("data twice", withDraft(R"("data":"","dataBase64":"")"),
        "snippets[0].draft holds both data and dataBase64.");
    row("switch", withDraft(R"("templates":1)"),
        "snippets[0].draft.templates is neither true nor false.");
}

void TestSnippetJson::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    QCOMPARE(messageOf(bytes), QStringLiteral("a.json cannot be read: ") + reason);
}

void TestSnippetJson::refusesANewerVersion()
{
    // Whatever else a later version may have come to.
    const auto result = parseSnippets(R"({"heliograph":"snippets","version":7,"snippets":"gone"})",
                                      QStringLiteral("shop.json"));
    QVERIFY(!result);
    QCOMPARE(result.error().code, QByteArray("newer-version"));
    QCOMPARE(result.error().message,
             QStringLiteral("shop.json was written by a newer Heliograph (version 7). Nothing was "
                            "changed."));
}

void TestSnippetJson::boundsDepth()
{
    QVERIFY(parseSnippets(nested(8), QStringLiteral("a.json")));
    QVERIFY(messageOf(nested(9)).endsWith(
        QLatin1String("snippets[0] is a folder inside 8 others, which is too deep.")));
    QVERIFY(messageOf(nested(2000)).startsWith(QLatin1String("a.json cannot be read: ")));
}

void TestSnippetJson::boundsTheNumber()
{
    const QByteArray one = R"({"folder":"f","snippets":[]})";
    QByteArray many = one;
    for (int n = 1; n < SnippetLimits::Items; ++n)
        many += ',' + one;
    QVERIFY(parseSnippets(file('[' + many + ']'), QStringLiteral("a.json")));
    const QString message = messageOf(file('[' + many + ',' + one + ']'));
    QVERIFY2(message.contains(QLatin1String("snippets[10000] is one more than the")),
             qPrintable(message));
    const QByteArray large(SnippetLimits::FileBytes + 1, ' ');
    QCOMPARE(messageOf(large),
             QStringLiteral("a.json is larger than 64 MiB. Nothing was changed."));
}

void TestSnippetJson::namesAreOneLine_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("clean");
    QTest::newRow("as it is") << QStringLiteral("Łódź 1") << QStringLiteral("Łódź 1");
    QTest::newRow("lines") << QStringLiteral(" a\n\tb ") << QStringLiteral("a b");
    QTest::newRow("control") << QStringLiteral("a\u0001b") << QStringLiteral("a b");
    QTest::newRow("nothing") << QStringLiteral(" \u0001\n") << QString();
    QTest::newRow("long") << QString(300, u'x') << QString(200, u'x');
}

void TestSnippetJson::namesAreOneLine()
{
    QFETCH(QString, name);
    QTEST(cleanSnippetName(name), "clean");
}

void TestSnippetJson::givesKeys_data()
{
    QTest::addColumn<QList<int>>("assigned");
    QTest::addColumn<QList<int>>("keys");
    const QList<int> none(12, -1);
    QTest::newRow("none assigned") << none << QList<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 0, -1, -1};
    QTest::newRow("third has 1") << QList<int>{-1, -1, 1, -1} << QList<int>{2, 3, 1, 4};
    QTest::newRow("asked for twice") << QList<int>{5, 5, -1} << QList<int>{5, 1, 2};
    QTest::newRow("first has 0") << QList<int>{0, -1} << QList<int>{0, 1};
    QTest::newRow("no buttons") << QList<int>{} << QList<int>{};
}

void TestSnippetJson::givesKeys()
{
    QFETCH(QList<int>, assigned);
    QTEST(soundboardKeys(assigned), "keys");
}

QTEST_GUILESS_MAIN(TestSnippetJson)
#include "tst_snippetjson.moc"
