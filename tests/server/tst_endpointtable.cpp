// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/endpointtable.h"
#include "app/server/replayhistory.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype plenty = 1'000'000;

HistoryBlock block(const char *id, qsizetype size = 10)
{
    return {QByteArray(size, 'x'), "message", id ? std::optional<QByteArray>(id) : std::nullopt,
            true};
}

void add(ReplayHistory &history, HistoryBlock item)
{
    history.append(std::move(item));
    history.dropBefore(history.firstWithinLimits());
}

} // namespace

/// What endpoints remember, and which endpoints there are.
class EndpointTableTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void positionFollowsTheNewestBlockWithAnId();
    void blocksWithoutIdAreReplayedToo();
    void countBoundsTheHistory();
    void bytesBoundTheHistory();
    void nothingIsHeldWhenReplayIsOff();
    void eventsIsAlwaysThere();
    void channelsComeFromUse_data();
    void channelsComeFromUse();
    void unusedChannelsGo();
    void definingAChannelKeepsIt();
};

void EndpointTableTest::positionFollowsTheNewestBlockWithAnId()
{
    ReplayHistory history(10, plenty);
    add(history, block("a"));
    add(history, block("b"));
    add(history, block("a"));
    QCOMPARE(history.positionAfter("b"), std::optional<quint64>(2));
    QCOMPARE(history.positionAfter("a"), std::optional<quint64>(3));
    QCOMPARE(history.positionAfter("c"), std::nullopt);
    QCOMPARE(history.positionAfter(""), std::nullopt);
}

void EndpointTableTest::blocksWithoutIdAreReplayedToo()
{
    ReplayHistory history(10, plenty);
    add(history, block("a"));
    add(history, block(nullptr));
    QCOMPARE(history.positionAfter("a"), std::optional<quint64>(1));
    QCOMPARE(history.end(), quint64{2});
    QVERIFY(!history.at(1).id);
}

void EndpointTableTest::countBoundsTheHistory()
{
    ReplayHistory history(2, plenty);
    for (const char *id : {"1", "2", "3"})
        add(history, block(id));
    QCOMPARE(history.first(), quint64{1});
    QVERIFY(!history.holds("1"));
    QVERIFY(history.holds("2"));
    QCOMPARE(history.positionAfter("3"), std::optional<quint64>(3));
}

void EndpointTableTest::bytesBoundTheHistory()
{
    ReplayHistory history(100, 100);
    for (int i = 0; i < 10; ++i)
        add(history, block(QByteArray::number(i).constData(), 30));
    QCOMPARE(history.end() - history.first(), quint64{3});
    add(history, block("large", 1000));
    QCOMPARE(history.end(), history.first());
}

void EndpointTableTest::nothingIsHeldWhenReplayIsOff()
{
    ReplayHistory history(0, plenty);
    add(history, block("1"));
    QVERIFY(!history.holds("1"));
    QCOMPARE(history.end(), history.first());
}

void EndpointTableTest::eventsIsAlwaysThere()
{
    EndpointTable table(ServerOptions{});
    QVERIFY(table.find("/events"));
    table.dropUnused(1h);
    QVERIFY(table.find("/events"));
}

void EndpointTableTest::channelsComeFromUse_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("channel") << QByteArray("/events/orders") << QByteArray();
    QTest::newRow("without a name") << QByteArray("/events/") << QByteArray("not-found");
    QTest::newRow("two segments") << QByteArray("/events/a/b") << QByteArray("not-found");
    QTest::newRow("elsewhere") << QByteArray("/orders") << QByteArray("not-found");
}

void EndpointTableTest::channelsComeFromUse()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, error);
    EndpointTable table(ServerOptions{});
    const auto used = table.use(path, 0s);
    QCOMPARE(used.has_value(), error.isEmpty());
    if (!used)
        QCOMPARE(used.error().code, error);
}

void EndpointTableTest::unusedChannelsGo()
{
    ServerOptions options;
    options.maxChannels = 1;
    EndpointTable table(options);
    QVERIFY(table.use("/events/a", 10s));
    const auto refused = table.use("/events/b", 11s);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, QByteArray("too-many-channels"));
    table.dropUnused(10s);
    QVERIFY(table.find("/events/a"));
    table.dropUnused(11s);
    QVERIFY(!table.find("/events/a"));
    QVERIFY(table.use("/events/b", 12s));
}

void EndpointTableTest::definingAChannelKeepsIt()
{
    ServerOptions options;
    options.maxChannels = 1;
    EndpointTable table(options);
    QVERIFY(table.use("/events/a", 0s));
    EndpointDefinition definition;
    definition.path = "/events/a";
    table.define(definition);
    QCOMPARE(table.freeChannels(), 1);
    table.dropUnused(1h);
    QVERIFY(table.find("/events/a"));
}

QTEST_APPLESS_MAIN(EndpointTableTest)
#include "tst_endpointtable.moc"
