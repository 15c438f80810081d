// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/playbackengine.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;
using std::chrono::microseconds;
using Mode = PlaybackEngine::Mode;

namespace {

/// A recording in memory, played with a clock that stands still until it is told.
class Deck {
public:
    explicit Deck(const QList<microseconds> &times, PlaybackEngine::Limits limits = {})
        : engine(clock, limits), m_times(times)
    {
        load();
    }

    /// Reads the rows from @p first on, as the file's reader would.
    void load(quint64 first = 0)
    {
        for (quint64 row = first; row < quint64(m_times.size()); ++row)
            engine.queue().push(block(row));
        engine.queue().end();
    }

    [[nodiscard]] RecordedBlock block(quint64 row) const
    {
        RecordedBlock block;
        block.row = row;
        block.at = m_times[qsizetype(row)];
        block.bytes = "data: " + QByteArray::number(row) + "\n\n";
        block.dispatches = true;
        return block;
    }

    /// What is due after @p step, as "row row": inserted blocks by their data.
    QByteArray after(std::chrono::nanoseconds step)
    {
        clock.advance(step);
        QByteArrayList rows;
        for (const PlayedBlock &block : engine.takeDue())
            rows.append(block.bytes.mid(6).trimmed());
        return rows.join(' ');
    }

    /// Lets time pass to the next block and gives the time it took, in microseconds.
    qint64 toNext()
    {
        const auto due = engine.nextDue();
        if (!due)
            return -1;
        const auto wait = std::max(*due - clock.monotonic(), 0ns);
        clock.advance(wait);
        return std::chrono::duration_cast<microseconds>(wait).count();
    }

    ManualClock clock;
    PlaybackEngine engine;

private:
    QList<microseconds> m_times;
};

RowEdit inserting(const QByteArray &data, std::optional<microseconds> at = {})
{
    return {{InsertedBlock{"data: " + data + "\n\n", at}}, {}, false};
}

} // namespace

class PlaybackEngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void playsAtItsTimes();
    void plays_data();
    void plays();
    void neverDrifts();
    void changesSpeedMidway();
    void pausesAndGoesOn();
    void catchesUpAfterAStall();
    void capsLongGaps();
    void handsOutInBatches();
    void waitsForAcknowledgements();
    void waitsForBytesToo();
    void steps();
    void stepsUpToAnEvent();
    void stopsBeforeARow();
    void stopsBeforeWhatIsInserted();
    void moves();
    void roundsFollowWithoutABreak();
    void roundsTakeASecondAtLeast();
    void editsCountUntilTheyAreDue();
    void insertsWithTimes();
    void insertsAtTheEnd();
    void skipsRows();
    void takesOver();
    void waitsForWhatIsNotRead();
    void tellsThePosition();
};

void PlaybackEngineTest::playsAtItsTimes()
{
    Deck deck({0s, 40ms, 45ms, 165ms});
    deck.clock.advance(5s); // nothing happens before it is played
    QCOMPARE(deck.after(0s), QByteArray());
    deck.engine.play();
    QCOMPARE(deck.after(0s), QByteArray("0"));
    QCOMPARE(deck.after(39'999us), QByteArray());
    QCOMPARE(deck.after(1us), QByteArray("1"));
    QCOMPARE(deck.after(4'999us), QByteArray());
    QCOMPARE(deck.after(1us), QByteArray("2"));
    QCOMPARE(deck.toNext(), 120'000);
    QCOMPARE(deck.after(0s), QByteArray("3"));
    QVERIFY(deck.engine.isAtEnd());
}

void PlaybackEngineTest::plays_data()
{
    QTest::addColumn<double>("speed");
    QTest::addColumn<QList<qint64>>("waits"); // microseconds
    QTest::newRow("as it was") << 1.0 << QList<qint64>{0, 1'000'000, 500'000};
    QTest::newRow("twice") << 2.0 << QList<qint64>{0, 500'000, 250'000};
    QTest::newRow("slowest") << 0.1 << QList<qint64>{0, 10'000'000, 5'000'000};
    QTest::newRow("fastest") << 100.0 << QList<qint64>{0, 10'000, 5'000};
}

void PlaybackEngineTest::plays()
{
    QFETCH(double, speed);
    QFETCH(QList<qint64>, waits);
    Deck deck({0s, 1s, 1500ms});
    deck.engine.setSpeed(speed);
    deck.engine.play();
    QList<qint64> waited;
    while (!deck.engine.isAtEnd()) {
        waited.append(deck.toNext());
        QVERIFY(!deck.after(0s).isEmpty());
    }
    QCOMPARE(waited, waits);
}

void PlaybackEngineTest::neverDrifts()
{
    QList<microseconds> times;
    for (int i = 0; i <= 1000; ++i)
        times.append(i * 10ms);
    Deck deck(times, {.blocks = 10'000});
    deck.engine.play();
    // A timer that is late each time by up to a millisecond does not make the last one late.
    while (deck.toNext() >= 0) {
        deck.clock.advance(700us);
        std::ignore = deck.engine.takeDue();
    }
    QCOMPARE(deck.clock.monotonic(), 10s + 700us);
}

void PlaybackEngineTest::changesSpeedMidway()
{
    Deck deck({0s, 1s, 2s, 3s});
    deck.engine.play();
    QCOMPARE(deck.after(1500ms), QByteArray("0 1"));
    deck.engine.setSpeed(0.5);
    QCOMPARE(deck.engine.position(), microseconds(1500ms));
    QCOMPARE(deck.toNext(), 1'000'000);
    QCOMPARE(deck.after(0s), QByteArray("2"));
    deck.engine.setSpeed(100);
    QCOMPARE(deck.toNext(), 10'000);
}

void PlaybackEngineTest::pausesAndGoesOn()
{
    Deck deck({0s, 1s});
    deck.engine.play();
    QCOMPARE(deck.after(400ms), QByteArray("0"));
    deck.engine.pause();
    QCOMPARE(deck.after(1h), QByteArray());
    QVERIFY(!deck.engine.nextDue());
    QCOMPARE(deck.engine.position(), microseconds(400ms));
    deck.engine.setSpeed(2); // while it stands
    deck.engine.play();
    QCOMPARE(deck.toNext(), 300'000);
}

void PlaybackEngineTest::catchesUpAfterAStall()
{
    Deck deck({0s, 1s, 2s, 3s});
    deck.engine.play();
    QCOMPARE(deck.after(2200ms), QByteArray("0 1 2"));
    QCOMPARE(deck.toNext(), 800'000);
}

void PlaybackEngineTest::capsLongGaps()
{
    Deck deck({0s, 1000h, 1001h});
    deck.engine.play();
    QCOMPARE(deck.after(0s), QByteArray("0"));
    QCOMPARE(deck.toNext(), microseconds(24h).count());
    QCOMPARE(deck.after(0s), QByteArray("1"));
    QCOMPARE(deck.engine.position(), microseconds(1000h));
    QCOMPARE(deck.toNext(), microseconds(1h).count());
}

void PlaybackEngineTest::handsOutInBatches()
{
    Deck deck(QList<microseconds>(5, 0s), {.batch = 2});
    deck.engine.play();
    QCOMPARE(deck.after(0s), QByteArray("0 1"));
    QCOMPARE(deck.toNext(), 0);
    QCOMPARE(deck.after(0s), QByteArray("2 3"));
    QCOMPARE(deck.after(0s), QByteArray("4"));
}

void PlaybackEngineTest::waitsForAcknowledgements()
{
    Deck deck({0s, 0s, 0s, 1s}, {.blocks = 2});
    deck.engine.play();
    QCOMPARE(deck.after(0s), QByteArray("0 1"));
    QCOMPARE(deck.engine.unacknowledged(), 2U);
    QVERIFY(!deck.engine.nextDue());
    QCOMPARE(deck.after(500ms), QByteArray());
    deck.engine.acknowledge(1);
    QCOMPARE(deck.after(0s), QByteArray("2"));
    deck.engine.acknowledge(5); // more than there are
    QCOMPARE(deck.engine.unacknowledged(), 0U);
    QCOMPARE(deck.toNext(), 500'000); // the schedule went on meanwhile
}

void PlaybackEngineTest::waitsForBytesToo()
{
    Deck deck({0s, 0s, 0s}, {.bytes = 10});
    deck.engine.play();
    QCOMPARE(deck.after(0s), QByteArray("0 1")); // nine bytes each: the second goes past it
    deck.engine.acknowledge(1);
    QCOMPARE(deck.after(0s), QByteArray("2"));
}

void PlaybackEngineTest::steps()
{
    Deck deck({5s, 6s, 7s});
    deck.engine.step();
    QCOMPARE(deck.after(0s), QByteArray("0"));
    QCOMPARE(deck.engine.mode(), Mode::Paused);
    QCOMPARE(deck.engine.position(), microseconds(5s));
    QCOMPARE(deck.after(1h), QByteArray());
    deck.engine.play();
    QCOMPARE(deck.toNext(), 1'000'000);
    QCOMPARE(deck.after(300ms), QByteArray("1"));
    deck.engine.step(); // out of playing
    QCOMPARE(deck.after(0s), QByteArray("2"));
    QVERIFY(deck.engine.isAtEnd());
    deck.engine.step();
    QCOMPARE(deck.after(0s), QByteArray());
    QCOMPARE(deck.engine.mode(), Mode::Paused);
}

void PlaybackEngineTest::stepsUpToAnEvent()
{
    Deck deck({});
    deck.engine.moveTo(0, 0s);
    for (quint64 row = 0; row < 4; ++row)
        deck.engine.queue().push(
            {row, 1s, row == 2 ? "data: e\n\n" : "   :  c\n\n", false, row == 2});
    deck.engine.step();
    QCOMPARE(deck.after(0s), QByteArray("c c e"));
    QCOMPARE(deck.engine.queue().row(), 3U);
}

void PlaybackEngineTest::stopsBeforeARow()
{
    Deck deck({0s, 1s, 2s, 3s});
    deck.engine.setStopAt(2);
    deck.engine.play();
    QCOMPARE(deck.after(1s), QByteArray("0 1"));
    QCOMPARE(deck.after(10s), QByteArray());
    QCOMPARE(deck.engine.mode(), Mode::Paused);
    QVERIFY(!deck.engine.stopAt());
    QCOMPARE(deck.engine.position(), microseconds(1s));
    deck.engine.play();
    QCOMPARE(deck.toNext(), 1'000'000);
    deck.engine.setStopAt(2); // where it stands: at once
    QCOMPARE(deck.after(0s), QByteArray());
    QCOMPARE(deck.engine.mode(), Mode::Paused);
    deck.engine.setStopAt(2);
    deck.engine.step();
    QCOMPARE(deck.after(0s), QByteArray("2"));
}

void PlaybackEngineTest::stopsBeforeWhatIsInserted()
{
    Deck deck({0s, 1s});
    RecordingEdits edits;
    edits.set(1, inserting("x"));
    deck.engine.queue().setEdits(edits);
    deck.engine.setStopAt(1);
    deck.engine.play();
    QCOMPARE(deck.after(10s), QByteArray("0"));
    QCOMPARE(deck.engine.mode(), Mode::Paused);
    deck.engine.play();
    QCOMPARE(deck.after(10s), QByteArray("x 1"));
}

void PlaybackEngineTest::moves()
{
    Deck deck({0s, 1s, 2s, 3s});
    deck.engine.play();
    QCOMPARE(deck.after(0s), QByteArray("0"));
    deck.engine.moveTo(3, 2500ms); // a time between two rows
    deck.load(3);
    QCOMPARE(deck.engine.position(), microseconds(2500ms));
    QCOMPARE(deck.toNext(), 500'000);
    QCOMPARE(deck.after(0s), QByteArray("3"));
    deck.engine.moveTo(1, 1s); // back, to a row: it comes at once
    deck.load(1);
    QCOMPARE(deck.after(0s), QByteArray("1"));
}

void PlaybackEngineTest::roundsFollowWithoutABreak()
{
    Deck deck({500ms, 3s});
    deck.engine.play();
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(deck.toNext(), 500'000);
        QCOMPARE(deck.after(0s), QByteArray("0"));
        QCOMPARE(deck.toNext(), 2'500'000);
        QCOMPARE(deck.after(0s), QByteArray("1"));
        deck.engine.beginRound();
        deck.load();
    }
    QCOMPARE(deck.clock.monotonic(), 9s);
}

void PlaybackEngineTest::roundsTakeASecondAtLeast()
{
    Deck deck({0s, 0s});
    deck.engine.play();
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(deck.after(0s), QByteArray("0 1"));
        deck.engine.beginRound();
        deck.load();
        QCOMPARE(deck.engine.position(), microseconds(0));
        QCOMPARE(deck.toNext(), 1'000'000);
    }
}

void PlaybackEngineTest::editsCountUntilTheyAreDue()
{
    Deck deck({0s, 1s, 2s});
    deck.engine.play();
    QCOMPARE(deck.after(0s), QByteArray("0"));
    RecordingEdits edits;
    edits.replace(0, "data: too late\n\n");
    edits.replace(1, "data: one\n\n");
    deck.engine.queue().setEdits(edits); // after the rows were read ahead
    QCOMPARE(deck.after(1s), QByteArray("one"));
    deck.engine.queue().setEdits({});
    QCOMPARE(deck.after(1s), QByteArray("2"));
}

void PlaybackEngineTest::insertsWithTimes()
{
    Deck deck({0s, 1s, 2s});
    RecordingEdits edits;
    edits.insertBefore(1, {"data: half\n\n", 500ms});
    edits.insertBefore(1, {"data: too early\n\n", 100ms});
    edits.insertBefore(1, {"data: too late\n\n", 9s});
    edits.insertBefore(2, {"data: with it\n\n", {}});
    deck.engine.queue().setEdits(edits);
    deck.engine.play();
    QCOMPARE(deck.after(0s), QByteArray("0"));
    QCOMPARE(deck.toNext(), 500'000);
    QCOMPARE(deck.after(0s), QByteArray("half too early"));
    QCOMPARE(deck.toNext(), 500'000);
    QCOMPARE(deck.after(0s), QByteArray("too late 1"));
    QCOMPARE(deck.toNext(), 1'000'000);
    QCOMPARE(deck.after(0s), QByteArray("with it 2"));
}

void PlaybackEngineTest::insertsAtTheEnd()
{
    Deck deck({1s});
    deck.engine.play();
    QCOMPARE(deck.after(1s), QByteArray("0"));
    QVERIFY(deck.engine.isAtEnd());
    RecordingEdits edits;
    edits.insertBefore(1, {"data: x\n\n", {}});
    edits.insertBefore(1, {"data: y\n\n", 3s});
    deck.engine.queue().setEdits(edits);
    QVERIFY(!deck.engine.isAtEnd());
    QCOMPARE(deck.after(0s), QByteArray("x"));
    QCOMPARE(deck.toNext(), 2'000'000);
    QCOMPARE(deck.after(0s), QByteArray("y"));
    QVERIFY(deck.engine.isAtEnd());
}

void PlaybackEngineTest::skipsRows()
{
    Deck deck({0s, 1s, 2s, 3s});
    RecordingEdits edits;
    edits.skip(0);
    edits.skip(2);
    edits.skip(3);
    edits.insertBefore(2, {"data: x\n\n", {}});
    deck.engine.queue().setEdits(edits);
    deck.engine.play();
    QCOMPARE(deck.toNext(), 1'000'000);
    QCOMPARE(deck.after(0s), QByteArray("1"));
    QCOMPARE(deck.after(1s), QByteArray("x"));
    QCOMPARE(deck.after(0s), QByteArray());
    QVERIFY(deck.engine.isAtEnd());
    edits.skip(0, false);
    edits.skip(2, false);
    QCOMPARE(edits.rows(), QList<quint64>({2, 3}));
}

void PlaybackEngineTest::takesOver()
{
    // Stop at row 2, type two events by hand, send them one by one, replace the next, go on.
    Deck deck({0s, 1s, 2s, 3s});
    deck.engine.setStopAt(2);
    deck.engine.play();
    QCOMPARE(deck.after(10s), QByteArray("0 1"));
    RecordingEdits edits;
    edits.insertBefore(2, {"data: typed\n\n", {}});
    deck.engine.queue().setEdits(edits);
    deck.engine.step();
    QCOMPARE(deck.after(1s), QByteArray("typed"));
    edits.insertBefore(2, {"data: typed too\n\n", {}});
    edits.replace(2, "data: other\n\n");
    deck.engine.queue().setEdits(edits);
    deck.engine.step();
    QCOMPARE(deck.after(1s), QByteArray("typed too"));
    deck.engine.play();
    QCOMPARE(deck.after(0s), QByteArray("other")); // what was inserted before it came with its time
    QCOMPARE(deck.after(1s), QByteArray("3"));
}

void PlaybackEngineTest::waitsForWhatIsNotRead()
{
    Deck deck({});
    deck.engine.moveTo(0, 0s);
    deck.engine.play();
    QCOMPARE(deck.after(1s), QByteArray());
    QVERIFY(!deck.engine.nextDue());
    QVERIFY(!deck.engine.isAtEnd());
    QVERIFY(deck.engine.queue().wantsMore());
    deck.engine.queue().push({0, 500ms, "data: 0\n\n", false, true});
    QCOMPARE(deck.after(0s), QByteArray("0")); // it was due already
}

void PlaybackEngineTest::tellsThePosition()
{
    Deck deck({1s, 2s, 4s}, {.blocks = 2});
    deck.engine.play();
    QCOMPARE(deck.after(500ms), QByteArray());
    QCOMPARE(deck.engine.position(), microseconds(500ms));
    QCOMPARE(deck.after(2s), QByteArray("0 1"));
    QCOMPARE(deck.engine.position(), microseconds(2500ms));
    deck.clock.advance(1h); // nobody acknowledges
    QCOMPARE(deck.engine.position(), microseconds(4s));
    deck.engine.acknowledge(2);
    QCOMPARE(deck.after(0s), QByteArray("2"));
    deck.clock.advance(1h);
    QCOMPARE(deck.engine.position(), microseconds(4s));
}

QTEST_GUILESS_MAIN(PlaybackEngineTest)
#include "tst_playbackengine.moc"
