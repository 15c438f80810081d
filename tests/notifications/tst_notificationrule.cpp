// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/glob.h"
#include "app/notifications/notificationsettings.h"
#include "app/notifications/rulematcher.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

NotificationRule rule(const QString &type, const QString &where = {},
                      RuleDirection direction = RuleDirection::Both)
{
    NotificationRule rule;
    rule.name = QStringLiteral("Rule");
    rule.eventType = type;
    rule.where = where;
    rule.direction = direction;
    return rule;
}

JournalEntry entryOf(EntryKind kind, const QByteArray &endpoint, const QByteArray &type)
{
    JournalEntry entry;
    entry.kind = kind;
    entry.endpoint = endpoint;
    entry.eventType = type;
    return entry;
}

} // namespace

class NotificationRuleTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void globMatches_data();
    void globMatches();
    void globIsNotSlowedByManyStars();
    void ruleConcerns_data();
    void ruleConcerns();
    void onlyEventsAreNotifiable();
    void refusesWhatCannotBeMet_data();
    void refusesWhatCannotBeMet();
    void survivesItsJsonForm();
    void leavesOutWhatIsUsual();
    void refusesJson_data();
    void refusesJson();
    void newerVersionIsToldApart();
};

void NotificationRuleTest::globMatches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, const char *pattern, const char *text, bool matches) {
        QTest::newRow(name) << QByteArray(pattern) << QByteArray(text) << matches;
    };
    row("empty: anything", "", "order.paid", true);
    row("itself", "order.paid", "order.paid", true);
    row("more than itself", "order", "order.paid", false);
    row("less than itself", "order.paid", "order", false);
    row("another case", "order.paid", "Order.Paid", false);
    row("dot is a dot", "order.paid", "order-paid", false);
    row("star at the end", "order.*", "order.paid", true);
    row("star for nothing", "order.*", "order.", true);
    row("star does not skip what stands before", "order.*", "reorder.paid", false);
    row("star at the start", "*.paid", "order.paid", true);
    row("star inside", "a*c*e", "abcde", true);
    row("star gives back", "*ab", "aab", true);
    row("stars only", "**", "", true);
    row("slashes are bytes like others", "/events/*", "/events/a/b", true);
    row("one character", "h?t", "hat", true);
    row("one character, two bytes", "\xc5\x81\xc3\xb3?\xc5\xba", "\xc5\x81\xc3\xb3\x64\xc5\xba",
        true);
    row("one character for two bytes", "?\xc3\xb3", "\xc5\x81\xc3\xb3", true);
    row("one character is needed", "h?", "h", false);
    row("question mark of an address", "https://a/?b=1", "https://a/?b=1", true);
    row("nothing but a star is left", "a*", "a", true);
    row("text is empty", "a", "", false);
}

void NotificationRuleTest::globMatches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(bool, matches);
    QCOMPARE(Glob(pattern).matches(text), matches);
}

void NotificationRuleTest::globIsNotSlowedByManyStars()
{
    const QByteArray text(NotificationRule::LongestWhere, 'a');
    QVERIFY(!Glob(QByteArray("*a").repeated(900) + 'b').matches(text));
}

void NotificationRuleTest::ruleConcerns_data()
{
    QTest::addColumn<NotificationRule>("rule");
    QTest::addColumn<EntryKind>("kind");
    QTest::addColumn<QByteArray>("endpoint");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("concerns");
    const auto row = [](const char *name, const NotificationRule &rule, EntryKind kind,
                        const char *endpoint, const char *type, bool concerns) {
        QTest::newRow(name) << rule << kind << QByteArray(endpoint) << QByteArray(type) << concerns;
    };
    const auto published = EntryKind::Published;
    const auto received = EntryKind::Received;
    const QString any;
    const QString orders = QStringLiteral("order.*");
    const QString events = QStringLiteral("/events");
    const QString address = QStringLiteral("https://a.example/sse");
    row("any rule, published", rule(any), published, "/events", "message", true);
    row("any rule, received", rule(any), received, "https://a.example/sse", "message", true);
    row("type", rule(orders), published, "/events", "order.paid", true);
    row("other type", rule(orders), published, "/events", "message", false);
    row("endpoint", rule(any, events), published, "/events", "message", true);
    row("channel below the endpoint", rule(any, events), published, "/events/a", "message", false);
    row("channels", rule(any, QStringLiteral("/events/*")), published, "/events/a", "message",
        true);
    row("subscription", rule(any, address), received, "https://a.example/sse", "message", true);
    row("other subscription", rule(any, address), received, "https://b.example/sse", "x", false);
    row("type and place", rule(orders, events), published, "/events", "order.paid", true);
    row("type but not place", rule(orders, events), published, "/other", "order.paid", false);
    row("published only", rule(any, any, RuleDirection::Published), published, "/events", "a",
        true);
    row("published only, received", rule(any, any, RuleDirection::Published), received, "u", "a",
        false);
    row("received only", rule(any, any, RuleDirection::Received), received, "u", "a", true);
    row("received only, published", rule(any, any, RuleDirection::Received), published, "/e", "a",
        false);
}

void NotificationRuleTest::ruleConcerns()
{
    QFETCH(NotificationRule, rule);
    QFETCH(EntryKind, kind);
    QFETCH(QByteArray, endpoint);
    QFETCH(QByteArray, type);
    QFETCH(bool, concerns);
    QCOMPARE(RuleMatcher(rule).concerns(entryOf(kind, endpoint, type)), concerns);
}

void NotificationRuleTest::onlyEventsAreNotifiable()
{
    QVERIFY(isNotifiable(entryOf(EntryKind::Published, "/events", "message")));
    QVERIFY(isNotifiable(entryOf(EntryKind::Received, "u", "message")));
    QVERIFY(!isNotifiable(entryOf(EntryKind::Published, "/events", ""))); // a comment
    for (const EntryKind kind : {EntryKind::Replayed, EntryKind::Heartbeat, EntryKind::ClientOpened,
                                 EntryKind::ReceivedBlock, EntryKind::Console, EntryKind::Problem})
        QVERIFY(!isNotifiable(entryOf(kind, "/events", "message")));
}

void NotificationRuleTest::refusesWhatCannotBeMet_data()
{
    QTest::addColumn<NotificationRule>("wrong");
    QTest::addColumn<QByteArray>("field");
    const auto row = [](const char *name, auto change, const char *field) {
        NotificationRule wrong = rule({});
        change(wrong);
        QTest::newRow(name) << wrong << QByteArray(field);
    };
    const QString path = QStringLiteral("/events");
    const QString address = QStringLiteral("https://a.example/sse");
    row(
        "no name", [](auto &r) { r.name = QStringLiteral("  "); }, "name");
    row(
        "long name", [](auto &r) { r.name = QString(101, u'n'); }, "name");
    row(
        "name of two lines", [](auto &r) { r.name = QStringLiteral("a\nb"); }, "name");
    row(
        "long type", [](auto &r) { r.eventType = QString(201, u't'); }, "event");
    row(
        "type with NUL", [](auto &r) { r.eventType = QString(QChar(u'\0')); }, "event");
    row(
        "long place", [](auto &r) { r.where = u'/' + QString(2'000, u'w'); }, "where");
    row(
        "neither path nor address", [](auto &r) { r.where = QStringLiteral("events"); }, "where");
    row(
        "long condition", [](auto &r) { r.condition = QString(4'001, u'1'); }, "condition");
    row(
        "publishing to an address",
        [&](auto &r) {
            r.where = address;
            r.direction = RuleDirection::Published;
        },
        "where");
    row(
        "receiving at an endpoint",
        [&](auto &r) {
            r.where = path;
            r.direction = RuleDirection::Received;
        },
        "where");
}

void NotificationRuleTest::refusesWhatCannotBeMet()
{
    QFETCH(NotificationRule, wrong);
    QFETCH(QByteArray, field);
    const auto checked = check(wrong);
    QVERIFY(!checked);
    QCOMPARE(checked.error().field, field);
    QVERIFY(checked.error().message.endsWith(u'.'));
    QVERIFY(check(rule(QStringLiteral("order.*"), QStringLiteral("*/events"))));
}

void NotificationRuleTest::survivesItsJsonForm()
{
    NotificationSettings settings;
    settings.limits = {30s, 4};
    settings.rules = {
        rule({}),
        rule(QStringLiteral("order.*"), QStringLiteral("/events"), RuleDirection::Published),
        rule({}, QStringLiteral("https://a.example/sse"), RuleDirection::Received)};
    settings.rules[1].enabled = false;
    settings.rules[1].name = QStringLiteral("Łódź \"pays\"");
    settings.rules[1].condition = QStringLiteral("data.total > 100\n&& data.city == \"Łódź\"");
    for (int i = 0; i < settings.rules.size(); ++i)
        settings.rules[i].id = RuleId{quint64(i) + 1};
    const auto read = notificationSettingsFromJson(toJson(settings));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(*read, settings);
    QCOMPARE(read->unusedId(), RuleId{4});
}

void NotificationRuleTest::leavesOutWhatIsUsual()
{
    QCOMPARE(
        toJson(NotificationSettings{{}, {rule({})}}),
        QByteArray(R"({"perMinute":10,"rules":[{"name":"Rule"}],"secondsPerRule":5,"version":1})"));
}

void NotificationRuleTest::refusesJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &json, const char *says) {
        QTest::newRow(name) << json << QString::fromUtf8(says);
    };
    const auto rules = [](const QByteArray &each) {
        return QByteArray(R"({"version":1,"rules":[)") + each + "]}";
    };
    row("no JSON", "{\"version\":", "no JSON");
    row("empty", "", "no JSON");
    row("a list", "[]", "version");
    row("no version", R"({"rules":[]})", "version");
    row("a version that is none", R"({"version":"1","rules":[]})", "version");
    row("no rules", R"({"version":1})", "rules");
    row("rules that are no list", R"({"version":1,"rules":{}})", "rules");
    row("pause that is no number", R"({"version":1,"rules":[],"secondsPerRule":"5"})",
        "secondsPerRule");
    row("negative pause", R"({"version":1,"rules":[],"secondsPerRule":-1})", "secondsPerRule");
    row("half a pause", R"({"version":1,"rules":[],"secondsPerRule":2.5})", "secondsPerRule");
    row("none a minute", R"({"version":1,"rules":[],"perMinute":0})", "perMinute");
    row("rule that is no object", rules("7"), "rule 1");
    row("second rule without a name", rules(R"({"name":"a"},{})"), "rule 2");
    row("name that is no text", rules(R"({"name":7})"), "\"name\"");
    row("switch that is text", rules(R"({"name":"a","enabled":"no"})"), "\"enabled\"");
    row("unknown direction", rules(R"({"name":"a","direction":"up"})"), "\"up\"");
    row("unknown member", rules(R"({"name":"a","sound":"ding"})"), "\"sound\"");
    row("too many rules", rules(QByteArray(R"({"name":"a"},)").repeated(100) + R"({"name":"a"})"),
        "101");
    row("too large", QByteArray(1024 * 1024 + 1, ' '), "1 MiB");
}

void NotificationRuleTest::refusesJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const auto read = notificationSettingsFromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, QByteArray("invalid-rules"));
    QVERIFY2(read.error().message.contains(says), qPrintable(read.error().message));
    QVERIFY(read.error().message.endsWith(u'.'));
}

void NotificationRuleTest::newerVersionIsToldApart()
{
    const auto read = notificationSettingsFromJson(R"({"version":2,"rules":"of another kind"})");
    QVERIFY(!read);
    QCOMPARE(read.error().code, QByteArray("newer-version"));
    QVERIFY(read.error().message.contains(QStringLiteral("newer Heliograph")));
}

QTEST_APPLESS_MAIN(NotificationRuleTest)
#include "tst_notificationrule.moc"
