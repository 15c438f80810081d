// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/iothread.h"
#include "app/journal/journal.h"
#include "app/models/playercontroller.h"
#include "app/models/playerdraft.h"
#include "app/models/playermodel.h"
#include "app/models/playertime.h"
#include "app/models/servercontroller.h"
#include "app/server/server.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

QByteArray recording(int count)
{
    QByteArray file = ": heliograph recording 1\n\n";
    for (int n = 0; n < count; ++n) {
        const QByteArray number = QByteArray::number(n);
        file += ": at " + QByteArray::number(n * 0.001, 'f', 6) + "\nevent: tick\nid: " + number
            + "\ndata: {\"n\":" + number + "}\n\n";
    }
    return file;
}

/// A controller and a model on a server that nobody reaches.
struct Bench {
    SystemClock clock;
    Journal journal{clock};
    IoThread io;
    std::unique_ptr<Server> server;
    std::unique_ptr<ServerController> serverController;
    std::unique_ptr<PlayerController> player;
    std::unique_ptr<PlayerModel> model;
    QTemporaryDir folder;

    Bench()
    {
        io.runAndWait(
            [this] { server = std::make_unique<Server>(ServerOptions{}, journal, clock); });
        serverController = std::make_unique<ServerController>(io, *server);
        player = std::make_unique<PlayerController>(io, *server, *serverController, clock);
        model = std::make_unique<PlayerModel>(*player);
    }
    ~Bench()
    {
        model.reset();
        player.reset();
        serverController.reset();
        io.runAndWait([this] { server.reset(); });
    }

    void open(const QByteArray &bytes)
    {
        QFile file(folder.filePath(QStringLiteral("recording.sse")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("Cannot write the recording.");
        file.close();
        player->open(file.fileName());
        if (!QTest::qWaitFor([this] { return player->index() && !player->isIndexing(); }, 30'000))
            qFatal("The recording was not read.");
    }

    [[nodiscard]] QString text(int row, int column) const
    {
        return model->data(model->index(row, column), Qt::DisplayRole).toString();
    }
    [[nodiscard]] bool isLoaded(int row) const
    {
        return model->data(model->index(row, 0), PlayerModel::LoadedRole).toBool();
    }
};

} // namespace

class TestPlayerModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesALongRecording();
    void keepsOnlyWhatIsLookedAt();
    void showsEdits();
    void placesRowsBetweenInsertions_data();
    void placesRowsBetweenInsertions();
    void loadsABlock();
    void tellsThatTheFileChanged();
    void knowsTheShape();
    void checksBlocks_data();
    void checksBlocks();
    void makesBlocksOfDrafts();
    void showsTimesAndSpeeds();
};

void TestPlayerModel::pagesALongRecording()
{
    Bench bench;
    const QAbstractItemModelTester tester(bench.model.get(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    bench.open(recording(100'000));
    QCOMPARE(bench.model->rowCount(), 100'000);
    QCOMPARE(bench.text(77'777, PlayerModel::Number), QLocale().toString(77'778));
    QTRY_VERIFY(bench.isLoaded(77'777));
    QCOMPARE(bench.text(77'777, PlayerModel::Data), QStringLiteral("{\"n\":77777}"));
    QCOMPARE(bench.text(77'777, PlayerModel::Time), QStringLiteral("1:17.777"));
    QCOMPARE(bench.text(77'777, PlayerModel::Id), QStringLiteral("77777"));
    QTRY_VERIFY(bench.isLoaded(99'999));
    QTRY_VERIFY(bench.isLoaded(0));
}

void TestPlayerModel::keepsOnlyWhatIsLookedAt()
{
    Bench bench;
    bench.open(recording(20'000));
    for (int page = 0; page < PlayerPages::pagesHeld + 20; ++page)
        QTRY_VERIFY(bench.isLoaded(page * PlayerPages::pageRows));
    QVERIFY(!bench.isLoaded(0)); // it was let go, and is read again
    QTRY_VERIFY(bench.isLoaded(0));
}

void TestPlayerModel::showsEdits()
{
    Bench bench;
    const QAbstractItemModelTester tester(bench.model.get(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    bench.open(recording(300));
    PlayerEdits &edits = bench.player->edits();
    edits.insertBefore({10}, {"data: a\n\n", "data: b\n\n"});
    QCOMPARE(bench.model->rowCount(), 302);
    QCOMPARE(bench.text(10, PlayerModel::Number), QStringLiteral("+"));
    QCOMPARE(bench.text(11, PlayerModel::Data), QStringLiteral("b"));
    QCOMPARE(bench.model->line(12), PlayerLine{10});
    edits.insertBefore({10, 1}, {"data: between\n\n"});
    QCOMPARE(bench.text(11, PlayerModel::Data), QStringLiteral("between"));
    edits.replace({10, 0}, "event: other\ndata: c\n\n");
    QCOMPARE(bench.text(10, PlayerModel::Type), QStringLiteral("other"));
    edits.replace({5}, "event: edited\ndata: d\n\n");
    QCOMPARE(bench.model->kind({5}), PlayerModel::Kind::Edited);
    QCOMPARE(bench.text(5, PlayerModel::Type), QStringLiteral("edited"));
    edits.setSkipped({6}, true);
    QCOMPARE(bench.model->kind({6}), PlayerModel::Kind::Skipped);
    edits.insertBefore({300}, {"data: last\n\n"});
    QCOMPARE(bench.model->rowCount(), 304);
    QCOMPARE(bench.text(303, PlayerModel::Data), QStringLiteral("last"));
    edits.revert({10, 1});
    QCOMPARE(bench.text(11, PlayerModel::Data), QStringLiteral("b"));
    while (edits.canUndo())
        edits.undo();
    QCOMPARE(bench.model->rowCount(), 300);
    QVERIFY(!edits.isModified());
    while (edits.canRedo())
        edits.redo();
    QCOMPARE(bench.model->rowCount(), 303);
    edits.clear();
    QCOMPARE(bench.model->rowCount(), 300);
}

void TestPlayerModel::placesRowsBetweenInsertions_data()
{
    QTest::addColumn<quint64>("line");
    QTest::addColumn<quint64>("row");
    QTest::addColumn<int>("inserted");
    // Two before row 0, one before row 3, three after the last of five.
    const QList<std::tuple<quint64, quint64, int>> places{
        {0, 0, 0},  {1, 0, 1},  {2, 0, -1}, {3, 1, -1}, {4, 2, -1}, {5, 3, 0},
        {6, 3, -1}, {7, 4, -1}, {8, 5, 0},  {9, 5, 1},  {10, 5, 2}};
    for (const auto &[line, row, inserted] : places)
        QTest::addRow("line %d", int(line)) << line << row << inserted;
}

void TestPlayerModel::placesRowsBetweenInsertions()
{
    QFETCH(quint64, line);
    QFETCH(quint64, row);
    QFETCH(int, inserted);
    RecordingEdits edits;
    for (const quint64 before :
         {quint64{0}, quint64{0}, quint64{3}, quint64{5}, quint64{5}, quint64{5}})
        edits.insertBefore(before, {"data: x\n\n", {}});
    const PlayerRows rows(5, edits);
    QCOMPARE(rows.lines(), quint64{11});
    QCOMPARE(rows.at(line), (PlayerLine{row, inserted}));
    const quint64 back =
        inserted < 0 ? rows.lineOf(row) : rows.firstLineOf(row) + quint64(inserted);
    QCOMPARE(back, line);
}

void TestPlayerModel::loadsABlock()
{
    Bench bench;
    bench.open(recording(5));
    QByteArray block;
    const auto take = [&block](const Result<QByteArray> &result) { block = result.value_or("?"); };
    bench.model->load({3}, false, take);
    QTRY_COMPARE(block, QByteArray("event: tick\nid: 3\ndata: {\"n\":3}\n\n"));
    bench.player->edits().replace({3}, "data: x\n\n");
    bench.model->load({3}, false, take);
    QTRY_COMPARE(block, QByteArray("data: x\n\n"));
    bench.model->load({3}, true, take);
    QTRY_COMPARE(block, QByteArray("event: tick\nid: 3\ndata: {\"n\":3}\n\n"));
}

void TestPlayerModel::tellsThatTheFileChanged()
{
    Bench bench;
    bench.open(recording(5000));
    QSignalSpy problem(bench.model.get(), &PlayerModel::problemOccurred);
    QFile file(bench.player->file());
    QVERIFY(file.resize(1000));
    QVERIFY(!bench.isLoaded(4000));
    QTRY_COMPARE(problem.count(), 1);
}

void TestPlayerModel::knowsTheShape()
{
    Bench bench;
    bench.open(recording(6000));
    QTRY_COMPARE(bench.player->shape().size(), size_t{PlayerController::shapeParts});
    quint64 sum = 0;
    for (const quint32 count : bench.player->shape()) {
        QVERIFY(count >= 8 && count <= 12);
        sum += count;
    }
    QCOMPARE(sum, quint64{6000});
}

void TestPlayerModel::checksBlocks_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *typed, const char *block, const char *says) {
        QTest::newRow(name) << QByteArray(typed) << QByteArray(block) << QString::fromUtf8(says);
    };
    row("whole", "data: x\n\n", "data: x\n\n", "Dispatches message.");
    row("without its blank line", "data: x\n", "data: x\n\n", "Dispatches message.");
    row("without a line end", "event: a\ndata: x", "event: a\ndata: x\n\n", "Dispatches a.");
    row("CRLF", "data: x\r\n\r\n", "data: x\r\n\r\n", "Dispatches message.");
    row("comment", ": x", ": x\n\n", "Dispatches nothing.");
    row("unknown field", "datum: x\n\n", "datum: x\n\n",
        "Dispatches nothing. Clients ignore the field \u201cdatum\u201d.");
    row("nothing", "\n\n", "", "It holds nothing.");
    row("two", "data: x\n\ndata: y\n\n", "", "A blank line in it makes it 2 blocks.");
}

void TestPlayerModel::checksBlocks()
{
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, block);
    QFETCH(QString, says);
    const BlockCheck check = checkBlock(typed);
    QCOMPARE(check.block, block);
    const QString said = block.isEmpty() ? check.problem : check.advice;
    QVERIFY2(said.startsWith(says), qPrintable(said));
}

void TestPlayerModel::makesBlocksOfDrafts()
{
    Draft draft;
    draft.event = QStringLiteral("a");
    draft.data = "x";
    QCOMPARE(*blocksOfDraft(draft), QList<QByteArray>{"event: a\ndata: x\n\n"});
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("data: x\n\n: y\n\n");
    QCOMPARE(*blocksOfDraft(draft), (QList<QByteArray>{"data: x\n\n", ": y\n\n"}));
    draft.raw = QStringLiteral("data: x\n");
    QVERIFY(!blocksOfDraft(draft));
}

void TestPlayerModel::showsTimesAndSpeeds()
{
    QCOMPARE(playerTime(12'400ms), QStringLiteral("0:12.4"));
    QCOMPARE(playerTime(185s), QStringLiteral("3:05.0"));
    QCOMPARE(playerTime(3'723'456ms, 3), QStringLiteral("1:02:03.456"));
    QCOMPARE(playerTime(59'999ms, 0), QStringLiteral("0:59"));
    QCOMPARE(playerSpeed(0.25), QStringLiteral("0.25\u00d7"));
    QCOMPARE(parsePlayerSpeed(QStringLiteral(" 0,5 x")), std::optional(0.5));
    QCOMPARE(parsePlayerSpeed(QStringLiteral("nan")), std::nullopt);
    QCOMPARE(parsePlayerSpeed(QStringLiteral("-1")), std::nullopt);
}

QTEST_GUILESS_MAIN(TestPlayerModel)
#include "tst_playermodel.moc"
