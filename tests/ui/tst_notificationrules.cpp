// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/eventlogmodel.h"
#include "app/models/notificationrulesmodel.h"
#include "app/models/problemsmodel.h"
#include "tests/ui/notificationfixture.h"
#include "ui/log/eventlogview.h"
#include "ui/log/logpanel.h"
#include "ui/notifications/notificationsdialog.h"
#include "ui/notifications/rulelist.h"
#include "ui/parts/plaintable.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTemporaryFile>

#include <tuple>

using namespace heliograph;
using namespace heliograph::test;

/// Notification rules: written, kept, tried, and what their conditions do.
class TestNotificationRules final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void isOffByDefault();
    void writtenRuleRaisesANotification();
    void menuOfALogOffersARule();
    void onlyEventsAreOffered();
    void switchInTheListSilencesARule();
    void rulesSurviveARestart();
    void editsAreKeptOnLeavingARule();
    void rulesOfANewerVersionStayUntouched();
    void damagedRulesAreReplacedOnlyWhenAsked();
    void testNotificationNeedsNoEvent();
    void trialCountsWhatTheJournalHolds();
    void rulesThatCannotBeWrittenAreAProblem();
#ifdef HELIOGRAPH_SCRIPTING
    void conditionDecides();
    void wrongConditionIsMarkedAndNotKept();
    void failingConditionIsTheRulesProblem();
    void loopingConditionSwitchesItsRuleOff();
#endif

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

void TestNotificationRules::isOffByDefault()
{
    WindowFixture fixture;
    const RecordingNotifier *tray = recordNotifications(fixture);
    QVERIFY(!fixture.session().notifications().isOn());
    QVERIFY(!fixture.find<QCheckBox>("notificationsOn")->isChecked());
    writeRule(fixture, QStringLiteral("Orders"), QStringLiteral("order.*"));
    publish(fixture, "order.paid", "1");
    QTRY_COMPARE(fixture.window().traffic().model().rowCount(), 1);
    QTest::qWait(200); // a watch would have come by
    QVERIFY(tray->shown.isEmpty());
    QCOMPARE(tray->state, Notifier::State::Off);
}

void TestNotificationRules::writtenRuleRaisesANotification()
{
    WindowFixture fixture;
    const RecordingNotifier *tray = recordNotifications(fixture);
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

void TestNotificationRules::menuOfALogOffersARule()
{
    WindowFixture fixture;
    const RecordingNotifier *tray = recordNotifications(fixture);
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

void TestNotificationRules::onlyEventsAreOffered()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    LogPanel &log = fixture.window().traffic();
    QTRY_COMPARE(log.model().rowCount(), 1); // "connected"
    log.view().table().selectRow(0);
    QVERIFY(!log.findChild<QAction *>(QStringLiteral("notifyLikeThis"))->isEnabled());
}

void TestNotificationRules::switchInTheListSilencesARule()
{
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    const RecordingNotifier *tray = recordNotifications(fixture);
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

void TestNotificationRules::rulesSurviveARestart()
{
    NotificationSettings wanted;
    {
        WindowFixture fixture(false);
        std::ignore = recordNotifications(fixture);
        writeRule(fixture, QStringLiteral("Large orders"), QStringLiteral("order.*"));
        fixture.find<QCheckBox>("notificationsOn")->click();
        wanted = fixture.session().notifications().settings();
        QCOMPARE(wanted.rules.size(), 1);
    }
    WindowFixture fixture(false);
    const RecordingNotifier *tray = recordNotifications(fixture);
    QVERIFY(fixture.session().notifications().isOn());
    QCOMPARE(tray->state, Notifier::State::On);
    QCOMPARE(fixture.session().notifications().settings(), wanted);
}

void TestNotificationRules::editsAreKeptOnLeavingARule()
{
    NotificationRule other = ordersRule();
    other.id = RuleId{2};
    other.name = QStringLiteral("Other");
    keepNotifications({{}, {ordersRule(), other}});
    WindowFixture fixture(false);
    std::ignore = recordNotifications(fixture);
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

void TestNotificationRules::rulesOfANewerVersionStayUntouched()
{
    const QString newer = QStringLiteral(R"({"version":9,"rules":[{"name":"a","sound":"ding"}]})");
    {
        QSettings settings;
        settings.setValue(QStringLiteral("notifications/rules"), newer);
        settings.setValue(QStringLiteral("notifications/on"), true);
    }
    {
        WindowFixture fixture(false);
        const RecordingNotifier *tray = recordNotifications(fixture);
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

void TestNotificationRules::damagedRulesAreReplacedOnlyWhenAsked()
{
    const QString damaged = QStringLiteral("{\"version\":1,");
    QSettings().setValue(QStringLiteral("notifications/rules"), damaged);
    WindowFixture fixture(false);
    std::ignore = recordNotifications(fixture);
    fixture.find<QAction>("showNotifications")->trigger();
    QVERIFY(!fixture.find<QPushButton>("ruleAdd")->isEnabled());
    QCOMPARE(QSettings().value(QStringLiteral("notifications/rules")).toString(), damaged);
    fixture.find<QPushButton>("notificationsStartOver")->click();
    QVERIFY(fixture.find<QPushButton>("ruleAdd")->isEnabled());
    QCOMPARE(loadNotifications(QSettings()), StoredNotifications{});
}

void TestNotificationRules::testNotificationNeedsNoEvent()
{
    WindowFixture fixture(false);
    const RecordingNotifier *tray = recordNotifications(fixture);
    fixture.find<QAction>("showNotifications")->trigger();
    fixture.find<QLineEdit>("ruleName")->setText(QStringLiteral("Orders"));
    fixture.find<QPushButton>("ruleTest")->click();
    QCOMPARE(tray->shown.size(), 1);
    QCOMPARE(tray->shown.first().first, QStringLiteral("Orders"));
}

void TestNotificationRules::trialCountsWhatTheJournalHolds()
{
    WindowFixture fixture;
    std::ignore = recordNotifications(fixture);
    for (const char *type : {"order.paid", "metric", "order.sent", "metric"})
        publish(fixture, type, "1");
    fixture.find<QAction>("showNotifications")->trigger();
    fixture.find<QLineEdit>("ruleType")->setText(QStringLiteral("order.*"));
    fixture.find<QPushButton>("ruleTry")->click();
    QTRY_COMPARE(fixture.find<QLabel>("ruleTrial")->text(),
                 QStringLiteral("Met by 2 of the 4 newest events."));
}

void TestNotificationRules::rulesThatCannotBeWrittenAreAProblem()
{
    QTemporaryFile inTheWay; // where the settings' folder would have to be
    QVERIFY(inTheWay.open());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, inTheWay.fileName());
    WindowFixture fixture(false);
    std::ignore = recordNotifications(fixture);
    writeRule(fixture, QStringLiteral("Orders"), QStringLiteral("order.*"));
    const ProblemsModel &problems = fixture.session().problems();
    QCOMPARE(problems.count(), 1);
    writeRule(fixture, QStringLiteral("Alerts"), QStringLiteral("alert"));
    QCOMPARE(problems.count(), 1); // said once
    QCOMPARE(fixture.session().notifications().settings().rules.size(), 2); // and they hold
    const QString said = problems.index(0, ProblemsModel::Text).data().toString();
    QVERIFY2(said.contains(QStringLiteral("could not be written to ") + inTheWay.fileName()),
             qPrintable(said));
}

#ifdef HELIOGRAPH_SCRIPTING

void TestNotificationRules::conditionDecides()
{
    WindowFixture fixture;
    const RecordingNotifier *tray = recordNotifications(fixture);
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

void TestNotificationRules::wrongConditionIsMarkedAndNotKept()
{
    WindowFixture fixture(false);
    std::ignore = recordNotifications(fixture);
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

void TestNotificationRules::failingConditionIsTheRulesProblem()
{
    NotificationRule rule = ordersRule();
    rule.condition = QStringLiteral("data.customer.city == 'Oslo'");
    keepNotifications({{}, {rule}});
    WindowFixture fixture;
    const RecordingNotifier *tray = recordNotifications(fixture);
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

void TestNotificationRules::loopingConditionSwitchesItsRuleOff()
{
    NotificationRule rule = ordersRule();
    rule.condition = QStringLiteral("(() => { for (;;) {} })()");
    keepNotifications({{}, {rule}});
    WindowFixture fixture;
    std::ignore = recordNotifications(fixture);
    publish(fixture, "order.paid", "1");
    const NotificationController &controller = fixture.session().notifications();
    QTRY_VERIFY(!controller.rule(RuleId{1}).enabled);
    QVERIFY(controller.statusOf(RuleId{1}).stopped);
    QCOMPARE(fixture.session().problems().count(), 1);
    QVERIFY(!loadNotifications(QSettings())->settings.rules.first().enabled);
}

#endif

QTEST_MAIN(TestNotificationRules)
#include "tst_notificationrules.moc"
