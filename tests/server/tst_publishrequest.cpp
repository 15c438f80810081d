// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/publishrequest.h"

#include <QTest>

using namespace heliograph;

namespace {

const QByteArray json = "application/json";
const QByteArray form = "application/x-www-form-urlencoded";

/// A readable line of @p request: what is set, in the order of the contract.
QByteArray summary(const PublishRequest &request)
{
    const Event &event = request.event;
    QByteArray out = request.endpoint;
    if (!event.type.isEmpty())
        out += " event=" + event.type;
    if (!request.automaticId)
        out += event.id ? " id=" + *event.id : QByteArray(" no-id");
    if (event.retry)
        out += " retry=" + QByteArray::number(qint64{event.retry->count()});
    if (event.data)
        out += " data=" + *event.data;
    if (event.comment)
        out += " comment=" + *event.comment;
    for (const ConnectionId id : request.to.value_or(QList<ConnectionId>{}))
        out += " to=" + QByteArray::number(toNumber(id));
    return out;
}

QByteArray summary(const Result<PublishBatch> &result)
{
    if (!result)
        return result.error().code + ' ' + result.error().field;
    QByteArrayList parts;
    for (const PublishRequest &request : result->requests)
        parts += summary(request);
    return parts.join(" | ");
}

} // namespace

class PublishRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void tellsArrays();
    void namesTheEntry();
    void survivesDeepNesting();
};

void PublishRequestTest::parses_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &type, const QByteArray &body,
                        const QByteArray &expected, const QByteArray &query = {}) {
        QTest::newRow(name) << type << body << query << expected;
    };
    row("all fields", json,
        R"({"endpoint":"/a","event":"e","id":"7","retry":9,"data":"d","comment":"c","to":[2,1]})",
        "/a event=e id=7 retry=9 data=d comment=c to=1 to=2");
    row("charset parameter", json + "; charset=utf-8", R"({"data":"d"})", "/events data=d");
    row("+json", "application/cloudevents+json", R"({"data":"d"})", "/events data=d");
    row("data object keeps order and numbers", json,
        R"( { "data" : { "b" : 1.10 , "a" : [ 12345678901234567890 , 1E5 , " x " ] } } )",
        R"(/events data={"b":1.10,"a":[12345678901234567890,1E5," x "]})");
    row("data number", json, R"({"data":0.10})", "/events data=0.10");
    row("data true", json, R"({"data":true})", "/events data=true");
    row("data null", json, R"({"data":null})", "/events data=null");
    row("data empty", json, R"({"data":""})", "/events data=");
    row("escapes", json, R"({"data":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"})",
        "/events data=\"\\/\b\f\n\r\t\xC3\xA9\xF0\x9F\x98\x80");
    row("lone surrogate", json, R"({"data":"\ud800x\udc00"})",
        "/events data=\xEF\xBF\xBDx\xEF\xBF\xBD");
    row("last key wins", json, R"({"data":"1","data":"2"})", "/events data=2");
    row("escaped key", json, R"({"d\u0061ta":"1"})", "/events data=1");
    row("unknown key beside data", json, R"({"data":"1","x":{}})", "/events data=1");
    row("id number", json, R"({"id":12345678901234567890})", "/events id=12345678901234567890");
    row("id null", json, R"({"id":null,"data":""})", "/events no-id data=");
    row("id empty", json, R"({"id":""})", "/events id=");
    row("id true", json, R"({"id":true})", "invalid-field id");
    row("id with LF", json, R"({"id":"a\nb"})", "invalid-field id");
    row("id with NUL", json, R"({"id":"a\u0000b"})", "invalid-field id");
    row("event with CR", json, R"({"event":"a\rb","data":""})", "invalid-field event");
    row("event number", json, R"({"event":1,"data":""})", "invalid-field event");
    row("comment array", json, R"({"comment":[]})", "invalid-field comment");
    row("retry alone", json, R"({"retry":0})", "/events retry=0");
    row("retry string", json, R"({"retry":"5000"})", "/events retry=5000");
    row("retry fraction", json, R"({"retry":1.5})", "invalid-field retry");
    row("retry negative", json, R"({"retry":-1})", "invalid-field retry");
    row("retry exponent", json, R"({"retry":1e400})", "invalid-field retry");
    row("retry word", json, R"({"retry":"abc"})", "invalid-field retry");
    row("retry overflow", json, R"({"retry":99999999999999999999})", "invalid-field retry");
    row("endpoint without slash", json, R"({"data":"","endpoint":"a"})", "invalid-field endpoint");
    row("endpoint with query", json, R"({"data":"","endpoint":"/a?b"})", "invalid-field endpoint");
    row("endpoint with LF", json, R"({"data":"","endpoint":"/a\n"})", "invalid-field endpoint");
    row("to empty", json, R"({"data":"","to":[]})", "invalid-field to");
    row("to number", json, R"({"data":"","to":3})", "invalid-field to");
    row("to strings, repeated", json, R"({"data":"","to":["3",3]})", "/events data= to=3");
    row("to fraction", json, R"({"data":"","to":[1.5]})", "invalid-field to");
    row("to negative", json, R"({"data":"","to":[-1]})", "invalid-field to");

    row("empty object", json, "{}", "nothing-to-send ");
    row("endpoint and to alone", json, R"({"endpoint":"/a","to":[1]})", "nothing-to-send ");
    row("unknown key alone", json, R"({"x":1})", "nothing-to-send ");
    row("array", json, R"([{"data":"1"},{"data":"2"}])", "/events data=1 | /events data=2");
    row("array, one wrong", json, R"([{"data":"1"},{"retry":-2}])", "invalid-field retry");
    row("empty array", json, "[]", "nothing-to-send ");
    row("array of numbers", json, "[1]", "invalid-json ");
    row("no object", json, "1", "invalid-json ");
    row("empty JSON", json, "", "invalid-json ");
    row("trailing comma", json, R"({"data":"1",})", "invalid-json ");
    row("trailing text", json, R"({"data":"1"}x)", "invalid-json ");
    row("unfinished", json, R"({"data":"1)", "invalid-json ");
    row("unfinished escape", json, R"({"data":"\u12)", "invalid-json ");
    row("unknown escape", json, R"({"data":"\x"})", "invalid-json ");
    row("raw line break in string", json, "{\"data\":\"a\nb\"}", "invalid-json ");
    row("single quotes", json, "{'data':'1'}", "invalid-json ");
    row("leading zero", json, R"({"data":01})", "invalid-json ");
    row("lone minus", json, R"({"data":-})", "invalid-json ");
    row("not UTF-8", json, "{\"data\":\"\xff\"}", "invalid-json ");

    row("form", form, "event=e&data=a+b%0Ac&id=7&retry=5&comment=x&endpoint=%2Fa",
        "/a event=e id=7 retry=5 data=a b\nc comment=x");
    row("form targets", form, "data=&to=3,1&to=2", "/events data= to=1 to=2 to=3");
    row("form empty target", form, "data=&to=", "invalid-field to");
    row("form empty id resets", form, "id=", "/events id=");
    row("form bad escape", form, "data=%zz", "invalid-form ");
    row("form not UTF-8", form, "data=%ff", "invalid-form ");
    row("form retry word", form, "retry=1.5", "invalid-field retry");
    row("form ignores the query", form, "data=x", "/events data=x", "event=e");
    row("empty form", form, "", "nothing-to-send ");

    row("plain text", "text/plain", "a\nb", "/events data=a\nb");
    row("no content type", "", R"({"data":"x"})", R"(/events data={"data":"x"})");
    row("fields from the query", "text/plain", "d", "/a event=e id=7 retry=5 data=d comment=c to=1",
        "endpoint=/a&event=e&id=7&retry=5&comment=c&to=1&access_token=x");
    row("query alone", "", "", "/events comment=hi", "comment=hi");
    row("nothing at all", "", "", "nothing-to-send ");
    row("text is not UTF-8", "text/plain", "\xff", "invalid-field data");
}

void PublishRequestTest::parses()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, query);
    const QByteArray actual = summary(parsePublish(type, body, query));
    QTEST(actual, "expected");
}

void PublishRequestTest::tellsArrays()
{
    QVERIFY(parsePublish(json, R"([{"data":1}])", {})->isArray);
    QVERIFY(!parsePublish(json, R"({"data":1})", {})->isArray);
}

void PublishRequestTest::namesTheEntry()
{
    const auto result = parsePublish(json, R"([{"data":1},{"id":[]}])", {});
    QVERIFY(!result);
    QVERIFY(result.error().message.contains(u"Entry 1"));
}

void PublishRequestTest::survivesDeepNesting()
{
    const auto nested = [](qsizetype depth) {
        return "{\"data\":" + QByteArray(depth, '[') + QByteArray(depth, ']') + '}';
    };
    QVERIFY(parsePublish(json, nested(100), {}));
    QVERIFY(!parsePublish(json, nested(100'000), {}));
    QVERIFY(!parsePublish(json, QByteArray(1'000'000, '['), {}));
}

QTEST_GUILESS_MAIN(PublishRequestTest)
#include "tst_publishrequest.moc"
