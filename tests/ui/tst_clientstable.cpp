// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/connectionsmodel.h"
#include "tests/ui/clientsnapshots.h"
#include "tests/ui/windowfixture.h"
#include "ui/clients/clientspanel.h"
#include "ui/parts/columnwidths.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/plaintable.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QFontMetrics>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QToolTip>

using namespace heliograph;
using namespace heliograph::test;

/// The table of clients in the window, with made-up clients.
class TestClientsTable final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void widthsAreShared_data();
    void widthsAreShared();
    void usualTextsAreNotCutShort();
    void clientsFitNarrowWindows();
    void widthsOfTheUserSurviveARestart();
    void chosenColumnsSurviveARestart();
    void slowClientsStandOut();
    void markupOfAClientStaysText();
    void markupOfACutTextStaysText();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

void TestClientsTable::widthsAreShared_data()
{
    QTest::addColumn<int>("room"); // in hundredths of what is wanted, the last column's apart
    QTest::addColumn<bool>("firstIsWhole");
    QTest::addColumn<bool>("secondIsWhole");
    QTest::newRow("more than enough") << 300 << true << true;
    QTest::newRow("enough") << 100 << true << true;
    QTest::newRow("the first before the others") << 85 << true << false;
    QTest::newRow("too little for all") << 30 << false << false;
}

void TestClientsTable::widthsAreShared()
{
    QFETCH(int, room);
    QFETCH(bool, firstIsWhole);
    QFETCH(bool, secondIsWhole);
    const auto zeros = [](int count) { return QString(count, u'0'); };
    const ColumnWidths widths(
        {{zeros(40), zeros(20)}, {zeros(40), zeros(20)}, {zeros(5), zeros(5)}}, QFont(), {0});
    const QList<int> most = widths.share(100'000, {});
    const int all = most.at(0) + most.at(1) + widths.least({0, 1});
    const int given = all * room / 100;
    const QList<int> shared = widths.share(given, {});
    QCOMPARE(shared.at(0) + shared.at(1) + shared.at(2), given);
    QCOMPARE(shared.at(0) >= most.at(0), firstIsWhole);
    QCOMPARE(shared.at(1) >= most.at(1), secondIsWhole);
    QCOMPARE(widths.share(given, {1}).at(1), 0);
}

void TestClientsTable::usualTextsAreNotCutShort()
{
    using Model = ConnectionsModel;
    WindowFixture fixture(false);
    fixture.window().resize(1440, 900);
    fixture.session().connectionsModel().setSnapshot(snapshotOf(3));
    QCoreApplication::processEvents();
    PlainTable &table = fixture.window().clients().table();
    const auto fits = [&table](int column, const QFont &font, const char *text) {
        const int margins = 2 * (table.style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1);
        const int needed = QFontMetrics(font).horizontalAdvance(QString::fromUtf8(text)) + margins;
        return table.columnWidth(column) >= needed;
    };
    QFont bold = table.font();
    bold.setBold(true);
    QTRY_VERIFY(fits(Model::Client, bold, "\u25cf  Heliograph subscription"));
    QVERIFY(fits(Model::Endpoint, theme::fixedFont(), "/events/metrics"));
    QVERIFY(fits(Model::Address, theme::fixedFont(), "127.0.0.1:61002"));
    QVERIFY(fits(Model::Unsent, table.font(), "999 KiB"));
    QVERIFY(fits(Model::Last, table.font(), "closed: reset by client"));
    for (int column = 0; column < Model::ColumnCount; ++column) {
        const QByteArray title =
            table.model()->headerData(column, Qt::Horizontal).toString().toUtf8();
        if (!table.isColumnHidden(column))
            QVERIFY2(fits(column, theme::smallFont(), title), title);
    }
}

void TestClientsTable::clientsFitNarrowWindows()
{
    WindowFixture fixture(false);
    fixture.window().resize(1024, 640);
    QCoreApplication::processEvents();
    QCOMPARE(fixture.window().width(), 1024);
    PlainTable &table = fixture.window().clients().table();
    const auto overhang = [&] {
        return table.horizontalHeader()->length() - table.viewport()->width();
    };
    ConnectionsModel &model = fixture.session().connectionsModel();
    model.setSnapshot(snapshotOf(3));
    QTRY_VERIFY(!table.verticalScrollBar()->isVisible());
    QTRY_VERIFY(overhang() <= 0);
    model.setSnapshot(snapshotOf(100)); // the scroll bar takes some of the room
    QTRY_VERIFY(table.verticalScrollBar()->isVisible());
    QTRY_VERIFY(overhang() <= 0);
    QVERIFY(!table.horizontalScrollBar()->isVisible());
    for (const int column :
         {ConnectionsModel::Unsent, ConnectionsModel::Waits, ConnectionsModel::Dropped})
        QVERIFY(!table.isColumnHidden(column));
}

void TestClientsTable::widthsOfTheUserSurviveARestart()
{
    using Model = ConnectionsModel;
    {
        WindowFixture fixture(false);
        fixture.window().resize(780, 640);
        QCoreApplication::processEvents();
        fixture.window().clients().table().horizontalHeader()->resizeSection(Model::Client, 287);
    }
    WindowFixture fixture(false);
    QCoreApplication::processEvents();
    PlainTable &table = fixture.window().clients().table();
    QCOMPARE(table.columnWidth(Model::Client), 287);
    fixture.find<QAction>("columnsReset")->trigger();
    QVERIFY(table.columnWidth(Model::Client) != 287);
}

void TestClientsTable::chosenColumnsSurviveARestart()
{
    using Model = ConnectionsModel;
    {
        WindowFixture fixture(false);
        PlainTable &table = fixture.window().clients().table();
        QVERIFY(table.isColumnHidden(Model::InKernel));
        fixture.find<QMenu>("columnsMenu")->popup({}); // as the header's context menu
        fixture.find<QAction>("column11")->trigger();
        fixture.find<QAction>("column5")->trigger();
        QVERIFY(!table.isColumnHidden(Model::InKernel));
        QVERIFY(table.isColumnHidden(Model::Events));
        table.sortByColumn(Model::Unsent, Qt::DescendingOrder);
    }
    WindowFixture fixture(false);
    PlainTable &table = fixture.window().clients().table();
    QVERIFY(!table.isColumnHidden(Model::InKernel));
    QVERIFY(table.isColumnHidden(Model::Events));
    QCOMPARE(table.horizontalHeader()->sortIndicatorSection(), int{Model::Unsent});
    QCOMPARE(table.horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
    fixture.find<QAction>("columnsReset")->trigger();
    QVERIFY(table.isColumnHidden(Model::InKernel));
    QVERIFY(!table.isColumnHidden(Model::Events));
}

void TestClientsTable::slowClientsStandOut()
{
    WindowFixture fixture(false);
    ConnectionsModel &model = fixture.session().connectionsModel();
    model.setQueueLimit(4096);
    auto snapshot = std::make_shared<ServerSnapshot>(*snapshotOf(1));
    model.setSnapshot(snapshot);
    fixture.window().clients().selectClient(ConnectionId{1});
    QCOMPARE(fixture.find<QLabel>("clientQueued")->text(), QStringLiteral("—"));
    ConnectionSnapshot &client = snapshot->connections.first();
    client.queuedBytes = 3'300;
    client.unsentBytes = 2'048;
    client.oldestUnsent = std::chrono::seconds(75);
    client.dropped = 1'204;
    model.setSnapshot(snapshot);
    QCOMPARE(fixture.find<QLabel>("clientQueued")->text(), QStringLiteral("3.2 KiB of 4 KiB"));
    QCOMPARE(fixture.find<QLabel>("clientInKernel")->text(), QStringLiteral("2 KiB"));
    QCOMPARE(fixture.find<QLabel>("clientOldest")->text(), QStringLiteral("1 min 15 s"));
    QCOMPARE(fixture.find<QLabel>("clientDropped")->text(), QStringLiteral("1,204"));
    QCOMPARE(fixture.find<QLabel>("clientQueued")->property("look").toString(),
             QStringLiteral("Bad"));
}

void TestClientsTable::markupOfAClientStaysText()
{
    WindowFixture fixture(false);
    ConnectionsModel &model = fixture.session().connectionsModel();
    model.setSnapshot(snapshotOf(1, "<img src=\"file:///etc/hostname\"><b>bold</b>"));
    PlainTable &table = fixture.window().clients().table();
    QTRY_VERIFY(table.isVisible());
    const QPoint at = table.visualRect(table.model()->index(0, ConnectionsModel::Client)).center();
    QHelpEvent help(QEvent::ToolTip, at, table.viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(table.viewport(), &help);
    const QString shown = QToolTip::text();
    QVERIFY2(shown.contains(QStringLiteral("&lt;b&gt;bold")), qPrintable(shown));
    QVERIFY(!shown.contains(QStringLiteral("<img")));
}

void TestClientsTable::markupOfACutTextStaysText()
{
    ElidedLabel label;
    label.setText(QStringLiteral("<img src=\"file:///etc/hostname\"><b>bold</b>"));
    label.resize(40, 20);
    label.show();
    const QPoint at(5, 5);
    QHelpEvent help(QEvent::ToolTip, at, label.mapToGlobal(at));
    QCoreApplication::sendEvent(&label, &help);
    QVERIFY2(QToolTip::text().contains(QStringLiteral("&lt;b&gt;bold")),
             qPrintable(QToolTip::text()));
}

QTEST_MAIN(TestClientsTable)
#include "tst_clientstable.moc"
