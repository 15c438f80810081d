// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/notificationwatcher.h"
#include "app/notifications/ruletester.h"

#include <QSignalSpy>
#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

JournalEntry published(const QByteArray &type, const QByteArray &data,
                       const QByteArray &endpoint = "/events")
{
    JournalEntry entry;
    entry.kind = EntryKind::Published;
    entry.endpoint = endpoint;
    entry.eventType = type;
    entry.wire = "event: " + type + "\ndata: " + data + "\n\n";
    return entry;
}

NotificationRule rule(const char *type, const char *condition = "", quint64 id = 1)
{
    NotificationRule rule;
    rule.id = RuleId{id};
    rule.name = QStringLiteral("Rule %1").arg(id);
    rule.eventType = QString::fromUtf8(type);
    rule.condition = QString::fromUtf8(condition);
    return rule;
}

} // namespace

/// The watcher on the test's thread, with a clock that stands still.
class NotificationWatcherTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void isOffAtFirst();
    void looksOnlyAtWhatComesAfterItWasSwitchedOn();
    void raisesForTheTypeItWaitsFor();
    void holdsBackWhatComesTooFast();
    void sumsUpWhatWasHeldBack();
    void oneThatWasHeldBackIsNoSummary();
    void silencedRuleSumsNothingUp_data();
    void silencedRuleSumsNothingUp();
    void keepsNoBulkForASummary();
    void switchedOffRuleIsSilent();
    void changedRuleHoldsAtOnce();
    void keepsUpWithManyEntries();
    void saysWhatTheJournalDroppedUnread();
    void triesARuleOnTheJournal();
#ifdef HELIOGRAPH_SCRIPTING
    void conditionMeets_data();
    void conditionMeets();
    void throwingConditionIsTheRulesProblem();
    void loopingConditionIsStopped_data();
    void loopingConditionIsStopped();
    void stoppedRuleIsAskedAgainOnceSwitchedOn();
    void floodIsSkippedAndCounted();
    void checksConditions_data();
    void checksConditions();
    void trialTellsWhatItThrew();
    void trialOfALoopEnds();
#else
    void conditionNeedsScripting();
#endif

private:
    void watch(const QList<NotificationRule> &rules, RateLimits limits = {0s, 600},
               ConditionLimits conditions = {});
    [[nodiscard]] RuleStatus status(int rule = 0) const
    {
        return m_watcher->status().rules.at(rule);
    }

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<NotificationWatcher> m_watcher;
    QList<Notification> m_raised;
};

void NotificationWatcherTest::init()
{
    m_clock = std::make_unique<ManualClock>();
    m_journal = std::make_unique<Journal>(*m_clock);
    m_raised.clear();
}

void NotificationWatcherTest::cleanup()
{
    m_watcher.reset();
    m_journal.reset();
}

void NotificationWatcherTest::watch(const QList<NotificationRule> &rules, RateLimits limits,
                                    ConditionLimits conditions)
{
    m_watcher = std::make_unique<NotificationWatcher>(*m_journal, *m_clock, conditions);
    connect(m_watcher.get(), &NotificationWatcher::raised, this,
            [this](const Notification &notification) { m_raised.append(notification); });
    m_watcher->setSettings({limits, rules});
    m_watcher->setOn(true);
}

void NotificationWatcherTest::isOffAtFirst()
{
    NotificationWatcher watcher(*m_journal, *m_clock);
    QSignalSpy raised(&watcher, &NotificationWatcher::raised);
    watcher.setSettings({{}, {rule("")}});
    QVERIFY(!watcher.isOn());
    watch({rule("")}, {0s, 600}); // one that is on shows the time that a watch takes
    for (int round = 1; round <= 2; ++round) {
        m_journal->append(published("order.paid", "1"));
        QTRY_COMPARE(m_raised.size(), round);
    }
    QCOMPARE(raised.count(), 0);
}

void NotificationWatcherTest::looksOnlyAtWhatComesAfterItWasSwitchedOn()
{
    m_journal->append(published("order.paid", "1"));
    watch({rule("order.*")});
    m_journal->append(published("order.paid", "2"));
    QTRY_COMPARE(m_raised.size(), 1);
    QCOMPARE(m_raised.first().entry->data(), QByteArray("2"));
    QCOMPARE(m_raised.first().title, QStringLiteral("Rule 1"));
    m_watcher->setOn(false);
    m_journal->append(published("order.paid", "3"));
    m_watcher->setOn(true);
    m_journal->append(published("order.paid", "4"));
    QTRY_COMPARE(m_raised.size(), 2);
    QCOMPARE(m_raised.last().entry->data(), QByteArray("4"));
}

void NotificationWatcherTest::raisesForTheTypeItWaitsFor()
{
    watch({rule("order.*"), rule("alert", "", 2)});
    for (const char *type : {"message", "order.paid", "metric", "alert"})
        m_journal->append(published(type, "1"));
    QTRY_COMPARE(m_raised.size(), 2);
    QCOMPARE(m_raised.at(0).rule, RuleId{1});
    QCOMPARE(m_raised.at(1).rule, RuleId{2});
    QCOMPARE(toNumber(m_raised.at(1).entry->sequence), quint64{4});
}

void NotificationWatcherTest::holdsBackWhatComesTooFast()
{
    watch({rule("order.*")}, RateLimits{});
    for (int i = 0; i < 312; ++i)
        m_journal->append(published("order.paid", QByteArray::number(i)));
    QTRY_COMPARE(status().met, quint64{312});
    QCOMPARE(m_raised.size(), 1);
    QCOMPARE(m_raised.first().more, quint64{0});
    m_clock->advance(5s);
    m_journal->append(published("order.paid", "last"));
    QTRY_COMPARE(m_raised.size(), 2);
    QCOMPARE(m_raised.last().more, quint64{311});
    QCOMPARE(status().shown, quint64{2});
}

void NotificationWatcherTest::sumsUpWhatWasHeldBack()
{
    watch({rule("order.*"), rule("alert", "", 2)}, {1s, 10});
    for (int i = 0; i < 13; ++i)
        m_journal->append(published("order.paid", QByteArray::number(i)));
    m_journal->append(published("alert", "a"));
    m_journal->append(published("alert", "b"));
    QTRY_COMPARE(status(1).met, quint64{2});
    QCOMPARE(m_raised.size(), 2);
    m_clock->advance(1s);
    QTRY_COMPARE(m_raised.size(), 4); // with nothing else happening
    const Notification &summary = m_raised.at(2);
    QCOMPARE(summary.rule, RuleId{1});
    QCOMPARE(summary.title, QStringLiteral("Rule 1"));
    QVERIFY(summary.isSummary);
    QCOMPARE(summary.events(), quint64{12});
    QCOMPARE(summary.entry->data(), QByteArray("12"));
    QCOMPARE(status(0).shown, quint64{2});
    QCOMPARE(m_raised.at(3).rule, RuleId{2});
}

void NotificationWatcherTest::oneThatWasHeldBackIsNoSummary()
{
    watch({rule("order.*")}, {1s, 10});
    m_journal->append(published("order.paid", "1"));
    m_journal->append(published("order.paid", "2"));
    QTRY_COMPARE(status().met, quint64{2});
    m_clock->advance(1s);
    QTRY_COMPARE(m_raised.size(), 2);
    QVERIFY(!m_raised.last().isSummary);
    QCOMPARE(m_raised.last().more, quint64{0});
    QCOMPARE(m_raised.last().entry->data(), QByteArray("2"));
}

void NotificationWatcherTest::silencedRuleSumsNothingUp_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("rule switched off") << 0;
    QTest::newRow("rule changed") << 1;
    QTest::newRow("rule removed") << 2;
    QTest::newRow("notifications switched off and on") << 3;
}

void NotificationWatcherTest::silencedRuleSumsNothingUp()
{
    QFETCH(int, how);
    const RateLimits limits{1s, 10};
    watch({rule("order.*")}, limits);
    m_journal->append(published("order.paid", "1"));
    m_journal->append(published("order.paid", "2"));
    QTRY_COMPARE(status().met, quint64{2});
    NotificationRule off = rule("order.*");
    off.enabled = false;
    const NotificationRule other = rule("done", "", 2);
    const QList<QList<NotificationRule>> next{{off, other}, {rule("alert"), other}, {other}};
    if (how < next.size()) {
        m_watcher->setSettings({limits, next.at(how)});
    } else {
        m_watcher->setOn(false);
        m_watcher->setSettings({limits, {rule("order.*"), other}});
        m_watcher->setOn(true);
    }
    m_clock->advance(1s);
    m_journal->append(published("done", "1"));
    m_journal->append(published("done", "2"));
    QTRY_COMPARE(m_watcher->status().rules.last().met, quint64{2});
    m_clock->advance(1s);
    QTRY_COMPARE(m_raised.size(), 3); // the summary of the other rule
    QCOMPARE(m_raised.last().rule, RuleId{2});
}

void NotificationWatcherTest::keepsNoBulkForASummary()
{
    watch({rule("order.*")}, {1s, 10});
    m_journal->append(published("order.paid", "1"));
    m_journal->append(published("order.paid", QByteArray(1'000'000, 'x')));
    QTRY_COMPARE(status().met, quint64{2});
    m_clock->advance(1s);
    QTRY_COMPARE(m_raised.size(), 2);
    QVERIFY(m_raised.last().entry->wire.size() < 20'000);
    QVERIFY(m_raised.last().entry->data().startsWith("xxx"));
    QCOMPARE(toNumber(m_raised.last().entry->sequence), quint64{2}); // a click finds it
}

void NotificationWatcherTest::switchedOffRuleIsSilent()
{
    NotificationRule off = rule("order.*");
    off.enabled = false;
    watch({off, rule("order.*", "", 2)});
    m_journal->append(published("order.paid", "1"));
    QTRY_COMPARE(m_raised.size(), 1);
    QCOMPARE(m_raised.first().rule, RuleId{2});
    QCOMPARE(status(0).met, quint64{0});
}

void NotificationWatcherTest::changedRuleHoldsAtOnce()
{
    watch({rule("order.*")});
    m_journal->append(published("order.paid", "1"));
    QTRY_COMPARE(m_raised.size(), 1);
    m_watcher->setSettings({{0s, 600}, {rule("alert")}});
    QCOMPARE(status().met, quint64{0}); // counted for another question
    m_journal->append(published("order.paid", "2"));
    m_journal->append(published("alert", "3"));
    QTRY_COMPARE(m_raised.size(), 2);
    QCOMPARE(m_raised.last().entry->eventType, QByteArray("alert"));
}

void NotificationWatcherTest::keepsUpWithManyEntries()
{
    watch({rule("rare"), rule("*.*.*", "", 2), rule("never*", "false", 3)});
    for (int i = 0; i < 100'000; ++i)
        m_journal->append(published(i % 10'000 == 0 ? "rare" : "metric", "1"));
    QTRY_COMPARE(status().met, quint64{10});
    QCOMPARE(m_raised.size(), 10);
    QCOMPARE(m_watcher->status().skipped, quint64{0});
}

void NotificationWatcherTest::saysWhatTheJournalDroppedUnread()
{
    m_journal->setLimits({JournalLimits().maxBytes, 1'000});
    watch({rule("order.*")});
    for (int i = 0; i < 5'000; ++i) // nobody reads meanwhile
        m_journal->append(published("order.paid", "1"));
    QTRY_COMPARE(status().met, quint64{1'000});
    QCOMPARE(m_watcher->status().skipped, quint64{4'000});
}

void NotificationWatcherTest::triesARuleOnTheJournal()
{
    for (int i = 0; i < 3'000; ++i) {
        JournalEntry heartbeat;
        heartbeat.kind = EntryKind::Heartbeat;
        m_journal->append(heartbeat);
        m_journal->append(published(i % 10 == 0 ? "order.paid" : "metric", QByteArray::number(i)));
    }
    RuleTester tester(*m_journal);
    QSignalSpy tried(&tester, &RuleTester::tried);
    tester.tryOut(rule("order.*"));
    QTRY_COMPARE(tried.count(), 1);
    const auto trial = tried.first().first().value<RuleTrial>();
    QCOMPARE(trial.looked, 1'000);
    QCOMPARE(trial.concerned, 100);
    QCOMPARE(trial.met, 100);
    QCOMPARE(toNumber(trial.newestMet), quint64{2 * 2'991});
    QVERIFY(!trial.stopped);
}

#ifdef HELIOGRAPH_SCRIPTING

void NotificationWatcherTest::conditionMeets_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("meets");
    const auto row = [](const char *name, const char *data, const char *condition, bool meets) {
        QTest::newRow(name) << QByteArray(data) << QString::fromUtf8(condition) << meets;
    };
    row("member of the data", R"({"total":129.5})", "data.total > 100", true);
    row("member below", R"({"total":99})", "data.total > 100", false);
    row("text beyond ASCII", R"({"total":101,"city":"Łódź"})",
        R"(data.total > 100 && data.city == "Łódź")", true);
    row("member that is not there", "{}", "data.total > 100", false);
    row("list", "[1,2,3]", "data.length == 3 && data[2] == 3", true);
    row("JSON that is a number", "42", "data === 42", true);
    row("JSON that is text", R"("a")", "data === 'a'", true);
    row("JSON that is null", "null", "data === null", true);
    row("two values are no JSON", "1,2", "data === '1,2'", true);
    row("no JSON", "disk a3 is full", "data.includes('full') && data === text", true);
    row("the raw text", R"({ "a" : 1 })", R"(text === '{ "a" : 1 }')", true);
    row("event", "1", "event === 'order.paid'", true);
    row("id", "1", "id === '7'", true);
    row("endpoint", "1", "endpoint === '/events'", true);
    row("size", "1", "size === 33", true);
    row("truthy value", "1", "'yes'", true);
    row("several lines", "1", "[1, 2]\n  .map(x => x + data)\n  .includes(3)", true);
}

void NotificationWatcherTest::conditionMeets()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, condition);
    QFETCH(bool, meets);
    NotificationRule asked = rule("order.*");
    asked.condition = condition;
    watch({asked, rule("done", "true", 2)});
    JournalEntry entry = published("order.paid", data);
    entry.hasEventId = true;
    entry.eventId = "7";
    entry.wire = "id: 7\nevent: order.paid\ndata: " + data + "\n\n";
    m_journal->append(entry);
    m_journal->append(published("done", "1")); // asked after it
    QTRY_VERIFY(!m_raised.isEmpty() && m_raised.last().rule == RuleId{2});
    QCOMPARE(m_raised.size() == 2, meets);
    QCOMPARE(status().problem, QString());
}

void NotificationWatcherTest::throwingConditionIsTheRulesProblem()
{
    watch({rule("order.*", "data.customer.city == 'Oslo'")});
    m_journal->append(published("order.paid", R"({"customer":null})"));
    m_journal->append(published("order.paid", R"({"customer":null})"));
    QTRY_COMPARE(status().problems, quint64{2});
    QVERIFY2(status().problem.contains(QStringLiteral("data.customer")),
             qPrintable(status().problem));
    QCOMPARE(status().problemAt, m_clock->wall());
    QVERIFY(!status().stopped);
    QVERIFY(m_raised.isEmpty());
    m_journal->append(published("order.paid", R"({"customer":{"city":"Oslo"}})")); // still asked
    QTRY_COMPARE(m_raised.size(), 1);
}

void NotificationWatcherTest::loopingConditionIsStopped_data()
{
    QTest::addColumn<QString>("condition");
    QTest::newRow("loop") << QStringLiteral("(() => { for (;;) {} })()");
    QTest::newRow("regular expression that backtracks")
        << QStringLiteral("/^(a+)+$/.test('a'.repeat(40) + 'b')");
}

void NotificationWatcherTest::loopingConditionIsStopped()
{
    QFETCH(QString, condition);
    NotificationRule loops = rule("order.*");
    loops.condition = condition;
    ConditionLimits limits;
    limits.perCall = 20ms;
    limits.untilAbandoned = 50ms;
    watch({loops, rule("order.*", "data > 1", 2)}, {0s, 600}, limits);
    for (int i = 1; i <= 3; ++i)
        m_journal->append(published("order.paid", QByteArray::number(i)));
    QTRY_VERIFY(status(0).stopped);
    QVERIFY(!status(0).problem.isEmpty());
    QCOMPARE(status(0).problems, quint64{1});
    QTRY_COMPARE(status(1).met, quint64{2}); // the other rule goes on
    QCOMPARE(m_raised.size(), 2);
}

void NotificationWatcherTest::stoppedRuleIsAskedAgainOnceSwitchedOn()
{
    NotificationRule loops = rule("order.*", "data == 1 ? (() => { for (;;) {} })() : true");
    ConditionLimits limits;
    limits.perCall = 20ms;
    watch({loops}, {0s, 600}, limits);
    m_journal->append(published("order.paid", "1"));
    QTRY_VERIFY(status().stopped);
    loops.enabled = false;
    m_watcher->setSettings({{0s, 600}, {loops}});
    QVERIFY(status().stopped); // and still says why
    QVERIFY(!status().problem.isEmpty());
    loops.enabled = true;
    m_watcher->setSettings({{0s, 600}, {loops}});
    QVERIFY(!status().stopped);
    m_journal->append(published("order.paid", "2"));
    QTRY_COMPARE(m_raised.size(), 1);
}

void NotificationWatcherTest::floodIsSkippedAndCounted()
{
    ConditionLimits limits;
    limits.mostWaiting = 1'000;
    watch({rule("metric", "data.value > 0")}, {0s, 600}, limits);
    constexpr int events = 100'000;
    for (int i = 0; i < events; ++i)
        m_journal->append(published("metric", R"({"value":1})"));
    QTRY_VERIFY(status().met + m_watcher->status().skipped == events);
    QVERIFY(m_watcher->status().skipped > 0);
    QVERIFY(status().met >= 1'000);
    m_clock->advance(1min);
    m_raised.clear();
    m_journal->append(published("metric", R"({"value":1})")); // and it is up to date again
    QTRY_COMPARE(m_raised.size(), 1);
    QCOMPARE(toNumber(m_raised.first().entry->sequence), quint64{events + 1});
}

void NotificationWatcherTest::checksConditions_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<qsizetype>("position");
    QTest::newRow("right") << QStringLiteral("data.total > 100") << qsizetype{-1};
    QTest::newRow("not finished") << QStringLiteral("data.total >") << qsizetype{11};
    QTest::newRow("two equal signs too few") << QStringLiteral("data.city = = 1") << qsizetype{12};
}

void NotificationWatcherTest::checksConditions()
{
    QFETCH(QString, condition);
    QFETCH(qsizetype, position);
    RuleTester tester(*m_journal);
    QSignalSpy checked(&tester, &RuleTester::checked);
    tester.check(QStringLiteral("1 +")); // asked again before its answer
    tester.check(condition);
    QTRY_COMPARE(checked.count(), 1);
    QCOMPARE(checked.first().first().toString(), condition);
    const auto fault = checked.first().at(1).value<ConditionFault>();
    QCOMPARE(fault.message.isEmpty(), position < 0);
    QCOMPARE(fault.position, position);
}

void NotificationWatcherTest::trialTellsWhatItThrew()
{
    for (int i = 0; i < 10; ++i)
        m_journal->append(published("order.paid", i < 4 ? "null" : R"({"total":7})"));
    RuleTester tester(*m_journal);
    QSignalSpy tried(&tester, &RuleTester::tried);
    tester.tryOut(rule("order.*", "data.total == 7"));
    QTRY_COMPARE(tried.count(), 1);
    const auto trial = tried.first().first().value<RuleTrial>();
    QCOMPARE(trial.met, 6);
    QCOMPARE(trial.failed, 4);
    QVERIFY(!trial.problem.isEmpty());
}

void NotificationWatcherTest::trialOfALoopEnds()
{
    m_journal->append(published("order.paid", "1"));
    RuleTester tester(*m_journal);
    QSignalSpy tried(&tester, &RuleTester::tried);
    tester.tryOut(rule("", "(() => { for (;;) {} })()"));
    QTRY_COMPARE(tried.count(), 1);
    const auto trial = tried.first().first().value<RuleTrial>();
    QVERIFY(trial.stopped);
    QVERIFY(!trial.problem.isEmpty());
}

#else

void NotificationWatcherTest::conditionNeedsScripting()
{
    watch({rule("order.*", "data > 1"), rule("order.*", "", 2)});
    m_journal->append(published("order.paid", "7"));
    QTRY_COMPARE(m_raised.size(), 1);
    QCOMPARE(m_raised.first().rule, RuleId{2});
    QVERIFY(status(0).stopped);
    QVERIFY(status(0).problem.contains(QStringLiteral("JavaScript")));
}

#endif

QTEST_GUILESS_MAIN(NotificationWatcherTest)
#include "tst_notificationwatcher.moc"
