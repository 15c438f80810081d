// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/connectionsmodel.h"
#include "app/models/eventlogmodel.h"
#include "app/models/problemsmodel.h"
#include "app/models/subscriptioncontroller.h"
#include "app/models/subscriptionsmodel.h"
#include "tests/ui/clientsnapshots.h"
#include "tests/ui/windowfixture.h"
#include "ui/clients/clientspanel.h"
#include "ui/log/eventlogview.h"
#include "ui/log/logpanel.h"
#include "ui/parts/plaintable.h"
#include "ui/problems/problemsdock.h"
#include "ui/statusline/statusline.h"
#include "ui/subscriptions/subscriptionspanel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTcpServer>

using namespace heliograph;
using namespace heliograph::test;

class TestMainWindow final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void saysWhichPortItTookInstead();
    void longNoticesLeaveTheWindowNarrow();
    void startsAndStops();
    void closingEndsTheStreams();
    void disconnectsByKey();
    void vanishedClientStaysGreyed();
    void subscribesToItself();
    void curlCommandNamesTheServer();
    void narrowLogKeepsItsFilter();
    void statusLineCountsWhatSlowReadersCost();
    void historyFileInTroubleStandsOut();
    void problemsAreOneClickAway();
    void switchesTheme();
    void arrangementSurvivesARestart();
    void everyControlHasItsNames();
    void numbersLeadIntoTheViews();
    void shortcutsAreUnambiguous();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

void TestMainWindow::saysWhichPortItTookInstead()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, 0));
    const quint16 taken = other.serverPort();
    WindowFixture fixture(false);
    QSignalSpy listening(&fixture.server(), &ServerController::listening);
    fixture.window().serverBar().setAddress(QStringLiteral("127.0.0.1"), taken);
    fixture.window().start();
    QTRY_COMPARE(listening.count(), 1);
    QVERIFY(fixture.server().url().port() != taken);
    auto *notice = fixture.find<QPushButton>("serverNotice");
    QVERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(QString::number(taken)));
    QVERIFY(notice->text().contains(QString::number(fixture.server().url().port())));
}

void TestMainWindow::longNoticesLeaveTheWindowNarrow()
{
    WindowFixture fixture(false);
    fixture.window().resize(780, 640);
    QCoreApplication::processEvents();
    const int before = fixture.window().width();
    const QString sentence = QString(40, u'x').append(u' ').repeated(8);
    Q_EMIT fixture.server().listenFailed({"history-newer", "history", sentence});
    QCoreApplication::processEvents();
    const auto *notice = fixture.find<QPushButton>("serverNotice");
    QVERIFY(notice->isVisible());
    QVERIFY(notice->toolTip().contains(sentence));
    QCOMPARE(fixture.window().width(), before);
}

void TestMainWindow::startsAndStops()
{
    WindowFixture fixture;
    auto *button = fixture.find<QPushButton>("startStop");
    QCOMPARE(button->text(), QStringLiteral("Stop"));
    button->click();
    QTRY_VERIFY(!fixture.server().isListening());
    QCOMPARE(button->text(), QStringLiteral("Start"));
    QVERIFY(!fixture.find<QPushButton>("copyUrl")->isEnabled());
    button->click();
    QTRY_VERIFY(fixture.server().isListening());
}

void TestMainWindow::closingEndsTheStreams()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    fixture.close();
    QTRY_VERIFY(client->isClosed());
    QVERIFY(client->received().endsWith("0\r\n\r\n"));
}

void TestMainWindow::disconnectsByKey()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    ConnectionsModel &model = fixture.session().connectionsModel();
    QTRY_COMPARE(model.liveCount(), 1);
    fixture.window().clients().selectClient(model.row(0).facts->id);
    QTableView &table = fixture.window().clients().table();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Delete);
    QTRY_VERIFY(client->isClosed());
    QTRY_COMPARE(model.liveCount(), 0);
    QVERIFY(model.row(0).isClosed);
}

void TestMainWindow::vanishedClientStaysGreyed()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    ConnectionsModel &model = fixture.session().connectionsModel();
    QTRY_COMPARE(model.liveCount(), 1);
    client->reset();
    QTRY_COMPARE_WITH_TIMEOUT(model.closedCount(), 1, 10'000); // sooner than a heartbeat
    QVERIFY(!model.row(0).reason.isEmpty());
}

void TestMainWindow::subscribesToItself()
{
    WindowFixture fixture;
    fixture.window().subscriptions().subscribeToOurselves();
    QTRY_COMPARE(fixture.session().connectionsModel().liveCount(), 1);
    QTRY_COMPARE(fixture.session().subscriptionsModel().rowCount(), 1);
    auto *tabs = fixture.find<QTabWidget>("tabs");
    QTRY_COMPARE(tabs->tabText(0), QStringLiteral("Clients 1"));
    QTRY_COMPARE(tabs->tabText(1), QStringLiteral("Subscriptions 1"));
    PublishRequest request;
    request.event.data = "hello";
    fixture.server().publish(request);
    QTRY_COMPARE(fixture.session().subscriptionsModel().row(0).events, quint64(1));
}

void TestMainWindow::curlCommandNamesTheServer()
{
    WindowFixture fixture;
    fixture.window().showTab(MainWindow::Tab::AllTraffic);
    PublishRequest request;
    request.event.data = "hello";
    fixture.server().publish(request);
    LogPanel &log = fixture.window().traffic();
    QTRY_COMPARE(log.model().rowCount(), 1);
    log.view().table().selectRow(0);
    log.findChild<QAction *>(QStringLiteral("copyCurl"))->trigger();
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY2(
        command.endsWith(u' ' + fixture.server().url().toString() + QStringLiteral("/api/publish")),
        qPrintable(command));
}

void TestMainWindow::narrowLogKeepsItsFilter()
{
    WindowFixture fixture(false);
    fixture.window().resize(1024, 640);
    fixture.window().showTab(MainWindow::Tab::Clients);
    QCoreApplication::processEvents();
    QCOMPARE(fixture.window().width(), 1024);
    const LogPanel &log = fixture.window().clients().log();
    const auto *filter = log.findChild<QLineEdit *>(QStringLiteral("logFilter"));
    QVERIFY(filter->width() >= filter->fontMetrics().averageCharWidth() * 16);
    QTRY_VERIFY(!log.view().table().horizontalScrollBar()->isVisible());
}

void TestMainWindow::statusLineCountsWhatSlowReadersCost()
{
    WindowFixture fixture(false);
    const QList<std::pair<const char *, QString>> counts{
        {"heldPublishes", QStringLiteral("1 publish waits")},
        {"droppedEvents", QStringLiteral("1,204 events dropped")},
        {"tooSlowClients", QStringLiteral("2 clients too slow")}};
    for (const auto &[name, text] : counts)
        QVERIFY(!fixture.find<QLabel>(name)->isVisible());
    auto snapshot = std::make_shared<ServerSnapshot>(*snapshotOf(1));
    snapshot->connections.first().queuedBytes = 1;
    snapshot->status.heldPublishes = 1;
    snapshot->status.dropped = 1'204;
    snapshot->status.tooSlow = 2;
    Q_EMIT fixture.server().snapshotChanged(snapshot);
    for (const auto &[name, text] : counts) {
        QVERIFY(fixture.find<QLabel>(name)->isVisible());
        QCOMPARE(fixture.find<QLabel>(name)->text(), text);
    }
    QCOMPARE(
        fixture.find<QLabel>("composeOutcome")->text(),
        QStringLiteral("1 publish waits for curl 8.9 (127.0.0.1:50000), whose queue is full."));
    Q_EMIT fixture.server().snapshotChanged(snapshotOf(1));
    QVERIFY(!fixture.find<QLabel>("heldPublishes")->isVisible());
    QCOMPARE(fixture.find<QLabel>("composeOutcome")->text(), QString());
}

void TestMainWindow::historyFileInTroubleStandsOut()
{
    WindowFixture fixture(false);
    HistoryState state;
    state.path = QStringLiteral("/srv/orders.db");
    state.unsaved = 12;
    state.lost = 3;
    state.problem = QStringLiteral("The disk is full. Make room.");
    ServerStatus status;
    status.history = state;
    auto *button = fixture.find<QPushButton>("historyButton");
    fixture.find<StatusLine>("statusLine")->showServer(status);
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("● History: orders.db, not storing"));
    QVERIFY(button->styleSheet().contains(theme::color(theme::Role::Bad).name()));
    for (const char *part : {"/srv/orders.db", "12", "3", "The disk is full."})
        QVERIFY2(button->toolTip().contains(QLatin1String(part)), part);
}

void TestMainWindow::problemsAreOneClickAway()
{
    WindowFixture fixture(false);
    auto *button = fixture.find<QPushButton>("problemsButton");
    QCOMPARE(button->text(), QStringLiteral("● 0 problems"));
    fixture.session().problems().add(QStringLiteral("The disk is full. Make room."));
    QCOMPARE(button->text(), QStringLiteral("● 1 problem"));
    auto *dock = fixture.find<ProblemsDock>("problemsDock");
    QVERIFY(!dock->isVisible());
    button->click();
    QVERIFY(dock->isVisible());
}

void TestMainWindow::switchesTheme()
{
    WindowFixture fixture(false);
    fixture.find<QAction>("theme2")->trigger();
    QVERIFY(theme::isDark());
    QCOMPARE(fixture.window().palette().color(QPalette::Base), theme::color(theme::Role::Surface));
    QCOMPARE(QSettings().value(QStringLiteral("window/theme")).toInt(), 2);
    fixture.find<QAction>("theme1")->trigger();
    QVERIFY(!theme::isDark());
}

void TestMainWindow::arrangementSurvivesARestart()
{
    QSize size;
    QList<int> columns;
    {
        WindowFixture fixture(false);
        fixture.window().resize(780, 640); // fits the offscreen platform's screen of 800 x 800
        fixture.find<QSplitter>("columns")->setSizes({300, 480});
        fixture.find<QAction>("showCharts")->trigger();
        fixture.window().showTab(MainWindow::Tab::AllTraffic);
        fixture.window().serverBar().setAddress(QStringLiteral("127.0.0.1"), 9123);
        QCoreApplication::processEvents();
        size = fixture.window().size();
        columns = fixture.find<QSplitter>("columns")->sizes();
    }
    WindowFixture fixture(false);
    QCOMPARE(fixture.window().size(), size);
    QCOMPARE(fixture.find<QSplitter>("columns")->sizes(), columns);
    QVERIFY(!fixture.find<QWidget>("chartsPanel")->isVisible());
    QCOMPARE(fixture.find<QTabWidget>("tabs")->currentIndex(), 2);
    QCOMPARE(QSettings().value(QStringLiteral("server/port")).toInt(), 9123);
}

void TestMainWindow::everyControlHasItsNames()
{
    WindowFixture fixture(false);
    QStringList missing;
    const auto widgets = fixture.window().findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool isControl = widget->focusPolicy() & Qt::TabFocus;
        const bool isInner = qobject_cast<QComboBox *>(widget->parentWidget())
            || widget->objectName().startsWith(QLatin1String("qt_"))
            || widget->inherits("QComboBoxListView") || widget->inherits("QScrollArea");
        if (!isControl || isInner)
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool isNamed =
            !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        if (widget->objectName().isEmpty() || !isNamed)
            missing.append(QLatin1String(widget->metaObject()->className()) + u' '
                           + widget->objectName());
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral(", "))));
}

/// The number of a view leads the keyboard into it, so that its own keys work.
void TestMainWindow::numbersLeadIntoTheViews()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    QTRY_COMPARE(fixture.session().connectionsModel().liveCount(), 1);
    auto *tabs = fixture.find<QTabWidget>("tabs");
    auto *data = fixture.find<QWidget>("composeData");
    for (int index = 0; index < tabs->count(); ++index) {
        data->setFocus();
        QTest::keyClick(&fixture.window(), static_cast<Qt::Key>(Qt::Key_1 + index),
                        Qt::ControlModifier);
        QCOMPARE(tabs->currentIndex(), index);
        const QWidget *focused = fixture.window().focusWidget();
        QVERIFY2(tabs->currentWidget()->isAncestorOf(focused), qPrintable(tabs->tabText(index)));
        QVERIFY(focused->isVisible());
    }
}

void TestMainWindow::shortcutsAreUnambiguous()
{
    WindowFixture fixture(false);
    QHash<QString, QString> taken;
    const auto actions = fixture.window().findChildren<QAction *>();
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty() || action->shortcutContext() != Qt::WindowShortcut)
            continue;
        const QString keys = action->shortcut().toString();
        QVERIFY2(!taken.contains(keys), qPrintable(keys + u' ' + action->text()));
        taken.insert(keys, action->text());
    }
    for (const QAction *action : actions) { // those of one widget must not meet the window's
        if (action->shortcutContext() != Qt::WindowShortcut)
            QVERIFY2(!taken.contains(action->shortcut().toString()), qPrintable(action->text()));
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
