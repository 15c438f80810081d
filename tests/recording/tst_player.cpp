// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/player.h"
#include "tests/recording/recordingsamples.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <mutex>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;
using std::chrono::microseconds;

namespace {

/// A player and what it handed out, which is acknowledged at once unless it is told otherwise.
class Deck {
    mutable std::mutex m_mutex; // these two outlive the player
    QList<PlayedBlock> m_blocks;

public:
    explicit Deck(const Clock &clock)
        : player(clock, [this](const QList<PlayedBlock> &blocks) { take(blocks); })
    {
    }

    void open(const QString &file, RecordingReaderOptions options = {}, microseconds from = {})
    {
        player.open(file, options, from);
        QTRY_VERIFY(player.status().state != PlayerState::Closed);
    }

    [[nodiscard]] QByteArray rows() const
    {
        const std::lock_guard lock(m_mutex);
        QByteArrayList rows;
        for (const PlayedBlock &block : m_blocks)
            rows.append(block.bytes.mid(6).trimmed());
        return rows.join(' ');
    }

    [[nodiscard]] QList<PlayedBlock> blocks() const
    {
        const std::lock_guard lock(m_mutex);
        return m_blocks;
    }

    std::atomic_bool acknowledges{true};
    Player player;

private:
    void take(const QList<PlayedBlock> &blocks)
    {
        const std::lock_guard lock(m_mutex);
        m_blocks += blocks;
        if (acknowledges)
            player.acknowledge(quint64(blocks.size()));
    }
};

QByteArray rowAt(microseconds at, int number)
{
    return RecordingFormat::timeLine(at) + "data: " + QByteArray::number(number) + "\n\n";
}

} // namespace

class PlayerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void playsAFile();
    void keepsTheTimes();
    void tellsHowItStands();
    void seeks_data();
    void seeks();
    void stopsAndPlaysAgain();
    void playsAgainFromTheEnd();
    void loops();
    void playsUpToAFault();
    void tellsWhatCannotBeOpened();
    void waitsUntilItIsAcknowledged();
    void takesOver();
    void opensAnother();
    void endsWhilePlaying();

private:
    QString file(const QByteArray &bytes)
    {
        const QString name =
            m_folder.filePath(QStringLiteral("%1.sse").arg(++m_files, 3, 10, QLatin1Char('0')));
        writeFile(name, bytes);
        return name;
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    int m_files = 0;
};

void PlayerTest::playsAFile()
{
    Deck deck(m_clock);
    deck.open(file(head() + rowAt(0s, 0) + ": at 0\n: heliograph note n\n\n" + rowAt(1ms, 1)
                   + ": at 0.002\n: c\n\n"));
    QCOMPARE(deck.player.status().state, PlayerState::Paused);
    deck.player.play();
    QTRY_COMPARE(deck.player.status().state, PlayerState::Ended);
    const QList<PlayedBlock> expected{{0, false, true, 0us, "data: 0\n\n"},
                                      {1, false, true, 1ms, "data: 1\n\n"},
                                      {2, false, false, 2ms, ": c\n\n"}};
    QVERIFY(deck.blocks() == expected);
    QTRY_COMPARE(deck.player.status().unacknowledged, 0U);
    QCOMPARE(deck.player.status().blocks, 3U);
    QCOMPARE(deck.player.status().events, 2U);
    QCOMPARE(deck.player.status().position, microseconds(2ms));
}

void PlayerTest::keepsTheTimes()
{
    // The real clock and timer: no block before its time, and the last one not long after.
    std::mutex mutex;
    QList<std::chrono::nanoseconds> came;
    Player player(m_clock, [&](const QList<PlayedBlock> &blocks) {
        const std::lock_guard lock(mutex);
        came.append(QList<std::chrono::nanoseconds>(blocks.size(), m_clock.monotonic()));
    });
    QByteArray bytes = head();
    for (int i = 0; i < 40; ++i)
        bytes += rowAt(i * 5ms, i);
    player.open(file(bytes));
    player.play();
    QTRY_COMPARE(player.status().state, PlayerState::Ended);
    const std::lock_guard lock(mutex);
    QCOMPARE(came.size(), 40);
    QVERIFY(came.constLast() - came.constFirst() >= 39 * 5ms - 2ms);
    QVERIFY(came.constLast() - came.constFirst() < 10s);
}

void PlayerTest::tellsHowItStands()
{
    Deck deck(m_clock);
    QSignalSpy told(&deck.player, &Player::statusChanged);
    deck.open(file(": heliograph recording 1\n: source here\n\n" + rowAt(0s, 0) + rowAt(1h, 1)));
    QCOMPARE(deck.player.status().head.source, QByteArray("here"));
    deck.player.setSpeed(1000);
    deck.player.setLoop(true);
    deck.player.setStopAt(1);
    QTRY_COMPARE(deck.player.status().speed, Player::maxSpeed);
    QTRY_VERIFY(deck.player.status().loops);
    deck.player.setSpeed(0);
    QTRY_COMPARE(deck.player.status().speed, Player::minSpeed);
    QCOMPARE(deck.player.status().stopAt, std::optional<quint64>(1));
    deck.player.play();
    QTRY_COMPARE(deck.player.status().blocks, 1U);
    QTRY_COMPARE(deck.player.status().state, PlayerState::Paused);
    QVERIFY(!deck.player.status().stopAt);
    deck.player.play();
    told.clear();
    QTRY_VERIFY(told.size() >= 3); // the position goes on
    QVERIFY(deck.player.status().position > 0us);
    deck.player.close();
    QTRY_COMPARE(deck.player.status().state, PlayerState::Closed);
}

void PlayerTest::seeks_data()
{
    QTest::addColumn<bool>("byTime");
    QTest::addColumn<bool>("indexed");
    QTest::addColumn<qint64>("to"); // a row or milliseconds
    QTest::addColumn<quint64>("row");
    QTest::addColumn<qint64>("millis");
    for (const bool indexed : {false, true}) {
        const auto row = [indexed](const char *name, bool byTime, qint64 to, quint64 found,
                                   qint64 millis) {
            const QByteArray title = QByteArray(name) + (indexed ? ", indexed" : "");
            QTest::newRow(title.constData()) << byTime << indexed << to << found << millis;
        };
        row("a row", false, 4321, 4321, 43'210);
        row("the first row", false, 0, 0, 0);
        row("the last row", false, 9999, 9999, 99'990);
        row("past the last row", false, 20'000, 10'000, 99'990);
        row("a time", true, 43'210, 4321, 43'210);
        row("a time between rows", true, 43'211, 4322, 43'211);
        row("a time before the start", true, -5, 0, 0);
        row("a time past the end", true, 200'000, 10'000, 99'990);
    }
}

void PlayerTest::seeks()
{
    QFETCH(bool, byTime);
    QFETCH(bool, indexed);
    QFETCH(qint64, to);
    QFETCH(quint64, row);
    QFETCH(qint64, millis);
    static QString name;
    if (name.isEmpty()) {
        QByteArray bytes = head();
        for (int i = 0; i < 10'000; ++i)
            bytes += rowAt(i * 10ms, i);
        name = file(bytes);
    }
    Deck deck(m_clock);
    if (byTime && !indexed) {
        deck.open(name, {}, std::chrono::milliseconds{to}); // the same from the start
        QTRY_COMPARE(deck.player.status().row, row);
    }
    deck.open(name);
    if (indexed)
        deck.player.setIndex(*RecordingIndex::build(name));
    if (byTime)
        deck.player.seekToTime(std::chrono::milliseconds{to});
    else
        deck.player.seekToRow(quint64(to));
    QTRY_COMPARE(deck.player.status().row, row);
    QTRY_COMPARE(deck.player.status().position, microseconds(std::chrono::milliseconds{millis}));
    QTRY_COMPARE(deck.player.status().state,
                 row == 10'000 ? PlayerState::Ended : PlayerState::Paused);
    QVERIFY(deck.blocks().isEmpty());
    if (row == 10'000)
        return;
    deck.player.step();
    QTRY_COMPARE(deck.rows(), QByteArray::number(row));
}

void PlayerTest::stopsAndPlaysAgain()
{
    Deck deck(m_clock);
    deck.open(file(head() + rowAt(0s, 0) + rowAt(1h, 1)));
    deck.player.play();
    QTRY_COMPARE(deck.rows(), QByteArray("0"));
    deck.player.stop();
    QTRY_COMPARE(deck.player.status().state, PlayerState::Paused);
    QTRY_COMPARE(deck.player.status().row, 0U);
    deck.player.step();
    QTRY_COMPARE(deck.rows(), QByteArray("0 0"));
    deck.player.step();
    QTRY_COMPARE(deck.rows(), QByteArray("0 0 1"));
    QTRY_COMPARE(deck.player.status().state, PlayerState::Ended);
}

void PlayerTest::playsAgainFromTheEnd()
{
    Deck deck(m_clock);
    deck.open(file("data: a\n\n: a comment at the end\n\n"));
    deck.player.step();
    QTRY_COMPARE(deck.player.status().blocks, 1U);
    deck.player.step(); // there is no other event
    QTRY_COMPARE(deck.player.status().state, PlayerState::Ended);
    deck.player.play();
    QTRY_COMPARE(deck.player.status().blocks, 4U);
    QTRY_COMPARE(deck.player.status().state, PlayerState::Ended);
}

void PlayerTest::loops()
{
    Deck deck(m_clock);
    deck.player.setLoop(true);
    deck.player.setSpeed(100);
    deck.open(file(head() + rowAt(0s, 0) + rowAt(100s, 1)));
    deck.player.play();
    QTRY_VERIFY(deck.player.status().round >= 2);
    QVERIFY(deck.rows().startsWith("0 1 0 1 0"));
    deck.player.setLoop(false);
    QTRY_COMPARE(deck.player.status().state, PlayerState::Ended);
    Deck nothing(m_clock);
    nothing.player.setLoop(true);
    nothing.open(file({}));
    nothing.player.play();
    QTRY_COMPARE(nothing.player.status().state, PlayerState::Ended);
}

void PlayerTest::playsUpToAFault()
{
    Deck deck(m_clock);
    deck.player.setLoop(true); // a round that cannot be played to its end is not played again
    deck.open(file(head() + rowAt(0s, 0) + rowAt(1ms, 1) + ": at x\ndata: 2\n\n"));
    deck.player.play();
    QTRY_COMPARE(deck.player.status().state, PlayerState::Ended);
    QCOMPARE(deck.rows(), QByteArray("0 1"));
    QVERIFY(deck.player.status().fault);
    QCOMPARE(deck.player.status().fault->line, 9);
}

void PlayerTest::tellsWhatCannotBeOpened()
{
    Deck deck(m_clock);
    deck.open(m_folder.filePath(QStringLiteral("none.sse")));
    QCOMPARE(deck.player.status().state, PlayerState::Failed);
    QCOMPARE(deck.player.status().error.code, QByteArray("unreadable"));
    deck.player.play();
    deck.player.seekToRow(5);
    deck.player.open(file(": heliograph recording 2\n\n"));
    QTRY_COMPARE(deck.player.status().error.code, QByteArray("newer-version"));
    deck.player.open(file("data: a\n\n"));
    QTRY_COMPARE(deck.player.status().state, PlayerState::Paused);
}

void PlayerTest::waitsUntilItIsAcknowledged()
{
    Deck deck(m_clock);
    deck.acknowledges = false;
    deck.open(file(QByteArray("data: a\n\n").repeated(2500)));
    deck.player.play();
    QTRY_COMPARE(deck.player.status().unacknowledged, Player::maxUnacknowledged);
    QCOMPARE(deck.player.status().blocks, Player::maxUnacknowledged);
    QCOMPARE(deck.player.status().state, PlayerState::Playing);
    deck.acknowledges = true;
    deck.player.acknowledge(Player::maxUnacknowledged);
    QTRY_COMPARE(deck.player.status().state, PlayerState::Ended);
    QCOMPARE(deck.blocks().size(), 2500);
}

void PlayerTest::takesOver()
{
    Deck deck(m_clock);
    deck.open(file(head() + rowAt(0s, 0) + rowAt(1ms, 1) + rowAt(2ms, 2)));
    deck.player.setStopAt(1);
    deck.player.play();
    QTRY_COMPARE(deck.player.status().row, 1U);
    QTRY_COMPARE(deck.player.status().state, PlayerState::Paused);
    RecordingEdits edits;
    edits.insertBefore(1, {"data: typed\n\n", {}});
    edits.replace(1, "data: other\n\n");
    edits.skip(2);
    deck.player.setEdits(edits);
    deck.player.step();
    QTRY_COMPARE(deck.rows(), QByteArray("0 typed"));
    deck.player.play();
    QTRY_COMPARE(deck.player.status().state, PlayerState::Ended);
    QCOMPARE(deck.rows(), QByteArray("0 typed other"));
}

void PlayerTest::opensAnother()
{
    Deck deck(m_clock);
    deck.open(file(head() + rowAt(0s, 0) + rowAt(1h, 1)));
    deck.player.play();
    QTRY_COMPARE(deck.rows(), QByteArray("0"));
    deck.player.open(file("data: a\n\n"));
    QTRY_COMPARE(deck.player.status().state, PlayerState::Paused);
    QTRY_COMPARE(deck.player.status().blocks, 0U);
    deck.player.play();
    QTRY_COMPARE(deck.rows(), QByteArray("0 a"));
}

void PlayerTest::endsWhilePlaying()
{
    const QString name = file(head() + rowAt(0s, 0) + rowAt(1ms, 1) + rowAt(1h, 2));
    for (int i = 0; i < 20; ++i) {
        Deck deck(m_clock);
        deck.player.open(name);
        deck.player.play();
    }
}

QTEST_GUILESS_MAIN(PlayerTest)
#include "tst_player.moc"
