// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/trafficseries.h"
#include "tests/ui/windowfixture.h"
#include "ui/charts/timechart.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>

using namespace heliograph;
using namespace heliograph::test;

class TestTimeChart final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }

    void showsWholeSeconds();
    void showsTheLastMinutes_data();
    void showsTheLastMinutes();
    void namesWhatFits();
    void stalledReaderShows();

private:
    static std::vector<ChartLine> unsentLines();
};

std::vector<ChartLine> TestTimeChart::unsentLines()
{
    const auto color = [] { return theme::color(theme::Role::Warning); };
    return {{QStringLiteral("largest"), color,
             [](const TrafficBucket &bucket) { return double(bucket.unsent.largest); }},
            {QStringLiteral("queued"), color,
             [](const TrafficBucket &bucket) { return double(bucket.unsent.queued); }}};
}

void TestTimeChart::showsWholeSeconds()
{
    TimeChart chart(QStringLiteral("Unsent"), TimeChart::Unit::Size, unsentLines());
    std::deque<TrafficBucket> buckets(4);
    for (size_t i = 0; i < buckets.size(); ++i) {
        buckets[i].unsent.queued = 1'000 * i;
        buckets[i].unsent.largest = 10 * i;
    }
    chart.showBuckets(buckets);
    const QList<double> largest{0, 10, 20}; // the last second still grows
    const QList<double> queued{0, 1'000, 2'000};
    QCOMPARE(chart.values(0), largest);
    QCOMPARE(chart.values(1), queued);
}

void TestTimeChart::showsTheLastMinutes_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("points");
    QTest::newRow("nothing") << 1 << 0;
    QTest::newRow("a minute") << 61 << 60;
    QTest::newRow("two") << 100 << 99;
    QTest::newRow("ten, of which five") << 601 << 301;
}

void TestTimeChart::showsTheLastMinutes()
{
    QFETCH(const int, seconds);
    TimeChart chart(QStringLiteral("Unsent"), TimeChart::Unit::Size, unsentLines());
    chart.showBuckets(std::deque<TrafficBucket>(size_t(seconds)));
    QTEST(static_cast<int>(chart.values(0).size()), "points");
}

void TestTimeChart::namesWhatFits()
{
    TimeChart chart(QStringLiteral("Unsent"), TimeChart::Unit::Size, unsentLines());
    const auto title = [&] { return chart.findChildren<QLabel *>().constFirst()->text(); };
    chart.resize(500, 120);
    chart.show();
    QTRY_VERIFY(title().contains(QStringLiteral("queued")));
    QVERIFY(title().contains(QStringLiteral("largest")));
    chart.resize(chart.fontMetrics().horizontalAdvance(QStringLiteral("Unsent  queued")) + 60, 120);
    QTRY_VERIFY(!title().contains(QStringLiteral("largest")));
    QVERIFY(title().contains(QStringLiteral("queued"))); // the foremost line stays
}

void TestTimeChart::stalledReaderShows()
{
    const TemporarySettings settings;
    WindowFixture fixture(false);
    // The server's own first snapshot, which has no client, must not come after this one.
    QTRY_VERIFY(!fixture.server().snapshot()->endpoints.isEmpty());
    ConnectionSnapshot stalled;
    stalled.queuedBytes = 2'048;
    stalled.unsentBytes = 1'024;
    stalled.oldestUnsent = std::chrono::seconds(8);
    auto snapshot = std::make_shared<ServerSnapshot>();
    snapshot->connections.append(stalled);
    fixture.session().traffic().setSnapshot(snapshot);
    auto *chart = fixture.find<TimeChart>("unsentChart");
    QTRY_COMPARE(chart->findChild<QLabel *>(QStringLiteral("chartNote"))->text(),
                 QStringLiteral("8 s"));
    QTRY_VERIFY(chart->values(2).contains(2'048)); // queued
    QVERIFY(chart->values(1).contains(1'024)); // in the kernel
    QVERIFY(chart->values(0).contains(3'072)); // the largest client
}

QTEST_MAIN(TestTimeChart)
#include "tst_timechart.moc"
