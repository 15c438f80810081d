// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/eventlogmodel.h"
#include "app/models/problemsmodel.h"
#include "tests/ui/notificationfixture.h"
#include "ui/log/eventlogview.h"
#include "ui/log/logpanel.h"
#include "ui/notifications/notificationsdialog.h"
#include "ui/notifications/traynotifier.h"
#include "ui/parts/plaintable.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QStatusBar>
#include <QSystemTrayIcon>
#include <QTabWidget>

#include <tuple>

using namespace heliograph;
using namespace heliograph::test;

/// Notifications as they are shown, and the way back from a click to the event.
class TestNotifications final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void clickOpensTheEvent();
    void onlyTheFirstClickOpensTheEvent();
    void clickSaysThatAFilterHidesTheEvent();
    void clickSaysThatTheEventHasLeft();
    void hiddenWindowComesBack();
    void clickFindsTheEventBehindOtherRows();
    void secondOfTwoIsOpenedAndTheFirstOffered();
    void floodIsSummedUp();
    void pausesFromTheTray();
    void withoutATrayTheStatusLineShowsIt();
    void floodLeavesTheWindowAlone();
    void trayIconIsThereOnlyWhileTheyAreOn();
    void closingTheWindowTakesTheTrayIconAway();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

void TestNotifications::clickOpensTheEvent()
{
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = recordNotifications(fixture);
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
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = recordNotifications(fixture);
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
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = recordNotifications(fixture);
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
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = recordNotifications(fixture);
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

void TestNotifications::hiddenWindowComesBack()
{
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = recordNotifications(fixture);
    publish(fixture, "order.paid", "1842");
    QTRY_COMPARE(tray->shown.size(), 1);
    fixture.window().hide();
    Q_EMIT tray->clicked();
    QVERIFY(fixture.window().isVisible());
    QTRY_VERIFY(fixture.window().traffic().view().table().currentIndex().isValid());
}

void TestNotifications::clickFindsTheEventBehindOtherRows()
{
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = recordNotifications(fixture);
    publish(fixture, "order.paid", "1842");
    for (int i = 0; i < 5'000; ++i) { // far above what is in sight
        PublishRequest request;
        request.event.data = QByteArray::number(i);
        fixture.server().publish(request);
    }
    QTRY_COMPARE(tray->shown.size(), 1);
    LogPanel &log = fixture.window().traffic();
    QTRY_COMPARE(log.model().rowCount(), 5'001);
    Q_EMIT tray->clicked();
    PlainTable &table = log.view().table();
    QTRY_COMPARE(table.currentIndex().row(), 0);
    QVERIFY(table.viewport()->rect().intersects(table.visualRect(table.currentIndex())));
}

void TestNotifications::secondOfTwoIsOpenedAndTheFirstOffered()
{
    NotificationRule alerts = ordersRule();
    alerts.id = RuleId{2};
    alerts.name = QStringLiteral("Alerts");
    alerts.eventType = QStringLiteral("alert");
    keepNotifications({{}, {ordersRule(), alerts}});
    WindowFixture fixture;
    RecordingNotifier *tray = recordNotifications(fixture);
    publish(fixture, "order.paid", "1842");
    QTRY_COMPARE(tray->shown.size(), 1);
    publish(fixture, "alert", "disk");
    QTRY_COMPARE(tray->shown.size(), 2);
    Q_EMIT tray->clicked();
    PlainTable &table = fixture.window().traffic().view().table();
    QTRY_COMPARE(table.currentIndex().row(), 1);
    auto *link = fixture.find<QPushButton>("noticeLink");
    QVERIFY(link->isVisible());
    QVERIFY2(link->text().contains(QStringLiteral("1842")), qPrintable(link->text()));
    link->click();
    QTRY_COMPARE(table.currentIndex().row(), 0);
    QVERIFY(!link->isVisible());
}

void TestNotifications::floodIsSummedUp()
{
    NotificationSettings settings{{std::chrono::seconds(1), 10}, {ordersRule()}};
    keepNotifications(settings);
    WindowFixture fixture;
    const RecordingNotifier *tray = recordNotifications(fixture);
    for (int i = 0; i < 50; ++i) {
        PublishRequest request;
        request.event.type = "order.paid";
        request.event.data = QByteArray::number(i);
        fixture.server().publish(request);
    }
    const NotificationController &controller = fixture.session().notifications();
    QTRY_COMPARE(controller.statusOf(RuleId{1}).met, quint64{50});
    QCOMPARE(tray->shown.size(), 1);
    QTRY_COMPARE(tray->shown.size(), 2); // after the pause, without another event
    QCOMPARE(tray->shown.last().first, QStringLiteral("49 more from Orders"));
    QCOMPARE(tray->shown.last().second, QStringLiteral("Newest: order.paid \u00b7 49"));
}

void TestNotifications::pausesFromTheTray()
{
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = recordNotifications(fixture);
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
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    RecordingNotifier *tray = recordNotifications(fixture);
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

void TestNotifications::floodLeavesTheWindowAlone()
{
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture;
    const RecordingNotifier *tray = recordNotifications(fixture);
    const NotificationController &controller = fixture.session().notifications();
    QSignalSpy told(&controller, &NotificationController::statusChanged);
    QElapsedTimer spent;
    spent.start();
    JournalEntry entry;
    entry.kind = EntryKind::Published;
    entry.endpoint = "/events";
    entry.eventType = "order.paid";
    entry.wire = "event: order.paid\ndata: 1\n\n";
    for (int i = 0; i < 20'000; ++i)
        fixture.session().journal().append(entry);
    QTRY_COMPARE(controller.statusOf(RuleId{1}).met, quint64{20'000});
    const qint64 tenths = spent.elapsed() / 100;
    QVERIFY2(told.count() <= tenths + 2, qPrintable(QString::number(told.count())));
    QVERIFY(tray->shown.size() <= 1 + tenths / 50); // one in five seconds
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

void TestNotifications::closingTheWindowTakesTheTrayIconAway()
{
    keepNotifications({{}, {ordersRule()}});
    WindowFixture fixture(false);
    const RecordingNotifier *tray = recordNotifications(fixture);
    QCOMPARE(tray->state, Notifier::State::On);
    fixture.window().notifications().showRules();
    fixture.window().close();
    QCOMPARE(tray->state, Notifier::State::Off); // nothing stays that could not be clicked
    QVERIFY(!fixture.window().notifications().dialog().isVisible());
    QVERIFY(fixture.session().notifications().isOn()); // and next time they are on again
}

QTEST_MAIN(TestNotifications)
#include "tst_notifications.moc"
