// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/eventlogmodel.h"
#include "app/models/notificationcontroller.h"
#include "app/models/notificationrulesmodel.h"
#include "app/models/problemsmodel.h"
#include "tests/ui/windowfixture.h"
#include "ui/log/eventlogview.h"
#include "ui/log/logpanel.h"
#include "ui/log/plaintable.h"
#include "ui/notifications/notificationdesk.h"
#include "ui/notifications/notificationsdialog.h"
#include "ui/notifications/notificationstore.h"
#include "ui/notifications/notifier.h"
#include "ui/notifications/rulelist.h"
#include "ui/notifications/traynotifier.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStatusBar>
#include <QSystemTrayIcon>
#include <QTabWidget>

using namespace heliograph;
using namespace heliograph::test;

namespace {

/// Takes the tray's place and writes down what it would show.
class RecordingNotifier final : public Notifier {
public:
    [[nodiscard]] bool isAvailable() const override { return available; }
    void setState(State next) override { state = next; }
    void show(const QString &title, const QString &body) override { shown.append({title, body}); }

    bool available = true;
    State state = State::Off;
    QList<std::pair<QString, QString>> shown;
};

NotificationRule ordersRule()
{
    NotificationRule rule;
    rule.id = RuleId{1};
    rule.name = QStringLiteral("Orders");
    rule.eventType = QStringLiteral("order.*");
    return rule;
}

} // namespace

class TestNotifications final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void isOffByDefault();
    void writtenRuleRaisesANotification();
    void clickOpensTheEvent();
    void onlyTheFirstClickOpensTheEvent();
    void clickSaysThatAFilterHidesTheEvent();
    void clickSaysThatTheEventHasLeft();
    void floodIsSummedUp();
    void menuOfALogOffersARule();
    void onlyEventsAreOffered();
    void switchInTheListSilencesARule();
    void pausesFromTheTray();
    void withoutATrayTheStatusLineShowsIt();
    void rulesSurviveARestart();
    void editsAreKeptOnLeavingARule();
    void rulesOfANewerVersionStayUntouched();
    void damagedRulesAreReplacedOnlyWhenAsked();
    void testNotificationNeedsNoEvent();
    void trialCountsWhatTheJournalHolds();
    void trayIconIsThereOnlyWhileTheyAreOn();
#ifdef HELIOGRAPH_SCRIPTING
    void conditionDecides();
    void wrongConditionIsMarkedAndNotKept();
    void failingConditionIsTheRulesProblem();
    void loopingConditionSwitchesItsRuleOff();
#endif

private:
    /// The double, in the place of the tray.
    static RecordingNotifier *record(WindowFixture &fixture);
    static void keep(const NotificationSettings &settings, bool on = true);
    /// Publishes over HTTP, as others would.
    static void publish(WindowFixture &fixture, const QByteArray &type, const QByteArray &data);
    static void writeRule(WindowFixture &fixture, const QString &name, const QString &type,
                          const QString &condition = {});

    std::unique_ptr<TemporarySettings> m_settings;
};

RecordingNotifier *TestNotifications::record(WindowFixture &fixture)
{
    auto notifier = std::make_unique<RecordingNotifier>();
    RecordingNotifier *const result = notifier.get();
    fixture.window().notifications().setNotifier(std::move(notifier));
    return result;
}

void TestNotifications::keep(const NotificationSettings &settings, bool on)
{
    QSettings stored;
    saveNotifications({on, settings}, stored);
}

void TestNotifications::publish(WindowFixture &fixture, const QByteArray &type,
                                const QByteArray &data)
{
    RawClient client(fixture.server().url());
    client.post("/api/publish?event=" + type, "text/plain", data);
    QVERIFY(QTest::qWaitFor([&] { return client.has("202 "); }, 10'000));
}

void TestNotifications::writeRule(WindowFixture &fixture, const QString &name, const QString &type,
                                  const QString &condition)
{
    fixture.find<QAction>("showNotifications")->trigger();
    fixture.find<QPushButton>("ruleAdd")->click();
    fixture.find<QLineEdit>("ruleName")->setText(name);
    fixture.find<QLineEdit>("ruleType")->setText(type);
    if (!condition.isEmpty())
        fixture.find<QPlainTextEdit>("ruleCondition")->setPlainText(condition);
    fixture.find<QPushButton>("ruleSave")->click();
}

void TestNotifications::isOffByDefault()
{
    WindowFixture fixture;
    const RecordingNotifier *tray = record(fixture);
    QVERIFY(!fixture.session().notifications().isOn());
    QVERIFY(!fixture.find<QCheckBox>("notificationsOn")->isChecked());
    writeRule(fixture, QStringLiteral("Orders"), QStringLiteral("order.*"));
    publish(fixture, "order.paid", "1");
    QTRY_COMPARE(fixture.window().traffic().model().rowCount(), 1);
    QTest::qWait(200); // a watch would have come by
    QVERIFY(tray->shown.isEmpty());
    QCOMPARE(tray->state, Notifier::State::Off);
}

void TestNotifications::writtenRuleRaisesANotification()
{
    WindowFixture fixture;
    const RecordingNotifier *tray = record(fixture);
    writeRule(fixture, QStringLiteral("Orders"), QStringLiteral("order.*"));
    fixture.find<QCheckBox>("notificationsOn")->click();
    QCOMPARE(tray->state, Notifier::State::On);
    publish(fixture, "metric", "1");
    publish(fixture, "order.paid", R"({"order":1842})");
    QTRY_COMPARE(tray->shown.size(), 1);
    QCOMPARE(tray->shown.first().first, QStringLiteral("Orders"));
    QCOMPARE(tray->shown.first().second, QStringLiteral("order.paid \u00b7 {\"order\":1842}"));
    const auto *list = fixture.find<RuleList>("ruleList");
    QTRY_COMPARE(list->model()->index(0, 0).data(NotificationRulesModel::MetRole).toInt(), 1);
}

void TestNotifications::clickOpensTheEvent()
{
    keep({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = record(fixture);
    fixture.window().showTab(MainWindow::Tab::Clients);
    for (int i = 0; i < 3; ++i)
        publish(fixture, "metric", QByteArray::number(i));
    publish(fixture, "order.paid", "1842");
    publish(fixture, "metric", "after");
    QTRY_COMPARE(tray->shown.size(), 1);
    fixture.window().showMinimized();
    Q_EMIT tray->clicked();
    QVERIFY(!fixture.window().isMinimized());
    QCOMPARE(fixture.find<QTabWidget>("tabs")->currentWidget(), &fixture.window().traffic());
    EventLogView &view = fixture.window().traffic().view();
    QTRY_VERIFY(view.table().currentIndex().isValid());
    const JournalEntryPtr entry =
        fixture.window().traffic().model().entry(view.table().currentIndex().row());
    QCOMPARE(entry->data(), QByteArray("1842"));
    QVERIFY(!view.isFollowing());
}

void TestNotifications::onlyTheFirstClickOpensTheEvent()
{
    keep({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = record(fixture);
    publish(fixture, "order.paid", "1");
    QTRY_COMPARE(tray->shown.size(), 1);
    QSignalSpy opened(&fixture.window().notifications(), &NotificationDesk::entryRequested);
    QSignalSpy raised(&fixture.window().notifications(), &NotificationDesk::windowRequested);
    Q_EMIT tray->activated(); // the icon leads there too
    Q_EMIT tray->clicked();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(raised.count(), 2);
}

void TestNotifications::clickSaysThatAFilterHidesTheEvent()
{
    keep({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = record(fixture);
    fixture.window().traffic().model().setFilter(EventFilter(QStringLiteral("event:metric")));
    publish(fixture, "order.paid", "1");
    QTRY_COMPARE(tray->shown.size(), 1);
    Q_EMIT tray->clicked();
    QTRY_COMPARE(fixture.session().problems().count(), 1);
    const QString said = fixture.window().statusBar()->currentMessage();
    QVERIFY2(said.contains(QStringLiteral("filter")), qPrintable(said));
}

void TestNotifications::clickSaysThatTheEventHasLeft()
{
    keep({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = record(fixture);
    publish(fixture, "order.paid", "1");
    QTRY_COMPARE(tray->shown.size(), 1);
    fixture.session().journal().setLimits({JournalLimits().maxBytes, 1});
    publish(fixture, "metric", "2");
    EventLogModel &model = fixture.window().traffic().model();
    QTRY_VERIFY(model.rowCount() == 1 && model.entry(0)->eventType == "metric");
    Q_EMIT tray->clicked();
    QTRY_COMPARE(fixture.session().problems().count(), 1);
    const QString said = fixture.window().statusBar()->currentMessage();
    QVERIFY2(said.contains(QStringLiteral("left the journal")), qPrintable(said));
}

void TestNotifications::floodIsSummedUp()
{
    NotificationSettings settings{{std::chrono::seconds(1), 10}, {ordersRule()}};
    keep(settings);
    WindowFixture fixture;
    const RecordingNotifier *tray = record(fixture);
    for (int i = 0; i < 50; ++i) {
        PublishRequest request;
        request.event.type = "order.paid";
        request.event.data = QByteArray::number(i);
        fixture.server().publish(request);
    }
    const NotificationController &controller = fixture.session().notifications();
    QTRY_COMPARE(controller.statusOf(RuleId{1}).met, quint64{50});
    QCOMPARE(tray->shown.size(), 1);
    QTRY_VERIFY([&] { // after the pause, the next one says so
        publish(fixture, "order.paid", "next");
        return tray->shown.size() == 2;
    }());
    QVERIFY2(tray->shown.last().second.contains(QStringLiteral("\nand ")),
             qPrintable(tray->shown.last().second));
}

void TestNotifications::menuOfALogOffersARule()
{
    WindowFixture fixture;
    const RecordingNotifier *tray = record(fixture);
    publish(fixture, "order.paid", "1");
    LogPanel &log = fixture.window().traffic();
    QTRY_COMPARE(log.model().rowCount(), 1);
    log.view().table().selectRow(0);
    log.findChild<QAction *>(QStringLiteral("notifyLikeThis"))->trigger();
    QVERIFY(fixture.window().notifications().dialog().isVisible());
    QCOMPARE(fixture.find<QLineEdit>("ruleType")->text(), QStringLiteral("order.paid"));
    QCOMPARE(fixture.find<QComboBox>("ruleWhere")->currentText(), QStringLiteral("/events"));
    QCOMPARE(fixture.find<QComboBox>("ruleDirection")->currentIndex(),
             static_cast<int>(RuleDirection::Published));
    fixture.find<QPushButton>("ruleSave")->click();
    fixture.find<QCheckBox>("notificationsOn")->click();
    publish(fixture, "order.paid", "2");
    QTRY_COMPARE(tray->shown.size(), 1);
}

void TestNotifications::onlyEventsAreOffered()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    LogPanel &log = fixture.window().traffic();
    QTRY_COMPARE(log.model().rowCount(), 1); // "connected"
    log.view().table().selectRow(0);
    QVERIFY(!log.findChild<QAction *>(QStringLiteral("notifyLikeThis"))->isEnabled());
}

void TestNotifications::switchInTheListSilencesARule()
{
    keep({{}, {ordersRule()}});
    WindowFixture fixture;
    const RecordingNotifier *tray = record(fixture);
    fixture.find<QAction>("showNotifications")->trigger();
    auto *list = fixture.find<RuleList>("ruleList");
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Space);
    QVERIFY(!fixture.session().notifications().rule(RuleId{1}).enabled);
    publish(fixture, "order.paid", "1");
    QTest::qWait(200);
    QVERIFY(tray->shown.isEmpty());
    const QRect row = list->visualRect(list->model()->index(0, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      row.topLeft() + QPoint(20, row.height() / 4));
    QVERIFY(fixture.session().notifications().rule(RuleId{1}).enabled);
    publish(fixture, "order.paid", "2");
    QTRY_COMPARE(tray->shown.size(), 1);
}

void TestNotifications::pausesFromTheTray()
{
    keep({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = record(fixture);
    fixture.find<QAction>("showNotifications")->trigger();
    Q_EMIT tray->pauseRequested(true);
    QCOMPARE(tray->state, Notifier::State::Paused);
    publish(fixture, "order.paid", "1");
    QTest::qWait(200);
    QVERIFY(tray->shown.isEmpty());
    auto *resume = fixture.find<QPushButton>("notificationsResume");
    QVERIFY(resume->isVisible());
    resume->click();
    QCOMPARE(tray->state, Notifier::State::On);
    publish(fixture, "order.paid", "2");
    QTRY_COMPARE(tray->shown.size(), 1);
    QVERIFY(tray->shown.first().second.endsWith(u'2'));
}

void TestNotifications::withoutATrayTheStatusLineShowsIt()
{
    keep({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = record(fixture);
    tray->available = false;
    fixture.find<QAction>("showNotifications")->trigger();
    const auto *notice = fixture.find<QLabel>("notificationsNotice");
    QVERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(QStringLiteral("no system tray")));
    publish(fixture, "order.paid", "1842");
    auto *link = fixture.find<QPushButton>("noticeLink");
    QTRY_VERIFY(link->isVisible());
    QVERIFY(tray->shown.isEmpty());
    QVERIFY(link->text().contains(QStringLiteral("Orders: order.paid")));
    link->click();
    QVERIFY(!link->isVisible());
    QTRY_VERIFY(fixture.window().traffic().view().table().currentIndex().isValid());
}

void TestNotifications::rulesSurviveARestart()
{
    NotificationSettings wanted;
    {
        WindowFixture fixture(false);
        record(fixture);
        writeRule(fixture, QStringLiteral("Large orders"), QStringLiteral("order.*"));
        fixture.find<QCheckBox>("notificationsOn")->click();
        wanted = fixture.session().notifications().settings();
        QCOMPARE(wanted.rules.size(), 1);
    }
    WindowFixture fixture(false);
    const RecordingNotifier *tray = record(fixture);
    QVERIFY(fixture.session().notifications().isOn());
    QCOMPARE(tray->state, Notifier::State::On);
    QCOMPARE(fixture.session().notifications().settings(), wanted);
}

void TestNotifications::editsAreKeptOnLeavingARule()
{
    NotificationRule other = ordersRule();
    other.id = RuleId{2};
    other.name = QStringLiteral("Other");
    keep({{}, {ordersRule(), other}});
    WindowFixture fixture(false);
    record(fixture);
    fixture.find<QAction>("showNotifications")->trigger();
    auto *list = fixture.find<RuleList>("ruleList");
    list->setCurrentIndex(list->model()->index(0, 0));
    fixture.find<QLineEdit>("ruleType")->setText(QStringLiteral("alert"));
    list->setCurrentIndex(list->model()->index(1, 0));
    const NotificationController &controller = fixture.session().notifications();
    QCOMPARE(controller.rule(RuleId{1}).eventType, QStringLiteral("alert"));
    QCOMPARE(fixture.find<QLineEdit>("ruleName")->text(), QStringLiteral("Other"));
    fixture.find<QLineEdit>("ruleName")->clear(); // cannot be kept
    list->setCurrentIndex(list->model()->index(0, 0));
    QCOMPARE(controller.rule(RuleId{2}).name, QStringLiteral("Other"));
}

void TestNotifications::rulesOfANewerVersionStayUntouched()
{
    const QString newer = QStringLiteral(R"({"version":9,"rules":[{"name":"a","sound":"ding"}]})");
    {
        QSettings settings;
        settings.setValue(QStringLiteral("notifications/rules"), newer);
        settings.setValue(QStringLiteral("notifications/on"), true);
    }
    {
        WindowFixture fixture(false);
        const RecordingNotifier *tray = record(fixture);
        QCOMPARE(tray->state, Notifier::State::Off);
        QCOMPARE(fixture.session().problems().count(), 1);
        fixture.find<QAction>("showNotifications")->trigger();
        QVERIFY(fixture.find<QLabel>("notificationsNotice")
                    ->text()
                    .contains(QStringLiteral("newer Heliograph")));
        QVERIFY(!fixture.find<QCheckBox>("notificationsOn")->isEnabled());
        QVERIFY(!fixture.find<QPushButton>("ruleAdd")->isEnabled());
        QVERIFY(!fixture.find<QPushButton>("notificationsStartOver")->isVisible());
    }
    QCOMPARE(QSettings().value(QStringLiteral("notifications/rules")).toString(), newer);
    QVERIFY(QSettings().value(QStringLiteral("notifications/on")).toBool());
}

void TestNotifications::damagedRulesAreReplacedOnlyWhenAsked()
{
    const QString damaged = QStringLiteral("{\"version\":1,");
    QSettings().setValue(QStringLiteral("notifications/rules"), damaged);
    WindowFixture fixture(false);
    record(fixture);
    fixture.find<QAction>("showNotifications")->trigger();
    QVERIFY(!fixture.find<QPushButton>("ruleAdd")->isEnabled());
    QCOMPARE(QSettings().value(QStringLiteral("notifications/rules")).toString(), damaged);
    fixture.find<QPushButton>("notificationsStartOver")->click();
    QVERIFY(fixture.find<QPushButton>("ruleAdd")->isEnabled());
    QCOMPARE(loadNotifications(QSettings()), StoredNotifications{});
}

void TestNotifications::testNotificationNeedsNoEvent()
{
    WindowFixture fixture(false);
    const RecordingNotifier *tray = record(fixture);
    fixture.find<QAction>("showNotifications")->trigger();
    fixture.find<QLineEdit>("ruleName")->setText(QStringLiteral("Orders"));
    fixture.find<QPushButton>("ruleTest")->click();
    QCOMPARE(tray->shown.size(), 1);
    QCOMPARE(tray->shown.first().first, QStringLiteral("Orders"));
}

void TestNotifications::trialCountsWhatTheJournalHolds()
{
    WindowFixture fixture;
    record(fixture);
    for (const char *type : {"order.paid", "metric", "order.sent", "metric"})
        publish(fixture, type, "1");
    fixture.find<QAction>("showNotifications")->trigger();
    fixture.find<QLineEdit>("ruleType")->setText(QStringLiteral("order.*"));
    fixture.find<QPushButton>("ruleTry")->click();
    QTRY_COMPARE(fixture.find<QLabel>("ruleTrial")->text(),
                 QStringLiteral("Met by 2 of the 4 newest events."));
}

void TestNotifications::trayIconIsThereOnlyWhileTheyAreOn()
{
    TrayNotifier tray;
    if (!QSystemTrayIcon::isSystemTrayAvailable()) {
        QVERIFY(!tray.isAvailable());
        QSKIP("This platform has no system tray.");
    }
    tray.setState(Notifier::State::On);
    tray.show(QStringLiteral("Orders"), QStringLiteral("order.paid"));
    tray.setState(Notifier::State::Off);
}

#ifdef HELIOGRAPH_SCRIPTING

void TestNotifications::conditionDecides()
{
    WindowFixture fixture;
    const RecordingNotifier *tray = record(fixture);
    writeRule(fixture, QStringLiteral("Large orders"), QStringLiteral("order.*"),
              QStringLiteral("data.total > 100 && data.city == \"Łódź\""));
    fixture.find<QCheckBox>("notificationsOn")->click();
    publish(fixture, "order.paid", R"({"total":99,"city":"Łódź"})");
    publish(fixture, "order.paid", R"({"total":129.5,"city":"Kraków"})");
    publish(fixture, "order.paid", R"({"total":129.5,"city":"Łódź"})");
    QTRY_COMPARE(tray->shown.size(), 1);
    QVERIFY(tray->shown.first().second.contains(QStringLiteral("\"city\":\"Łódź\"")));
    QTRY_COMPARE(fixture.session().notifications().statusOf(RuleId{1}).met, quint64{1});
}

void TestNotifications::wrongConditionIsMarkedAndNotKept()
{
    WindowFixture fixture(false);
    record(fixture);
    fixture.find<QAction>("showNotifications")->trigger();
    fixture.find<QLineEdit>("ruleName")->setText(QStringLiteral("Orders"));
    auto *condition = fixture.find<QPlainTextEdit>("ruleCondition");
    condition->setPlainText(QStringLiteral("data.total = = 100"));
    const auto *error = fixture.find<QLabel>("conditionError");
    QTRY_VERIFY(error->isVisible());
    QVERIFY(!error->text().isEmpty());
    QVERIFY(!fixture.find<QPushButton>("ruleSave")->isEnabled());
    QCOMPARE(condition->extraSelections().size(), 1);
    QCOMPARE(condition->extraSelections().first().cursor.selectedText(), QStringLiteral("="));
    condition->setPlainText(QStringLiteral("data.total == 100"));
    QTRY_VERIFY(!error->isVisible());
    QVERIFY(fixture.find<QPushButton>("ruleSave")->isEnabled());
    QVERIFY(condition->extraSelections().isEmpty());
}

void TestNotifications::failingConditionIsTheRulesProblem()
{
    NotificationRule rule = ordersRule();
    rule.condition = QStringLiteral("data.customer.city == 'Oslo'");
    keep({{}, {rule}});
    WindowFixture fixture;
    const RecordingNotifier *tray = record(fixture);
    publish(fixture, "order.paid", "{}");
    publish(fixture, "order.paid", "{}");
    const NotificationController &controller = fixture.session().notifications();
    QTRY_COMPARE(controller.statusOf(RuleId{1}).problems, quint64{2});
    QCOMPARE(fixture.session().problems().count(), 1); // told once
    fixture.find<QAction>("showNotifications")->trigger();
    const auto *list = fixture.find<RuleList>("ruleList");
    const QString problem =
        list->model()->index(0, 0).data(NotificationRulesModel::ProblemRole).toString();
    QVERIFY2(problem.startsWith(QStringLiteral("Failed 2 times, last at ")), qPrintable(problem));
    QVERIFY(tray->shown.isEmpty());
}

void TestNotifications::loopingConditionSwitchesItsRuleOff()
{
    NotificationRule rule = ordersRule();
    rule.condition = QStringLiteral("(() => { for (;;) {} })()");
    keep({{}, {rule}});
    WindowFixture fixture;
    record(fixture);
    publish(fixture, "order.paid", "1");
    const NotificationController &controller = fixture.session().notifications();
    QTRY_VERIFY(!controller.rule(RuleId{1}).enabled);
    QVERIFY(controller.statusOf(RuleId{1}).stopped);
    QCOMPARE(fixture.session().problems().count(), 1);
    QVERIFY(!loadNotifications(QSettings())->settings.rules.first().enabled);
}

#endif

QTEST_MAIN(TestNotifications)
#include "tst_notifications.moc"
