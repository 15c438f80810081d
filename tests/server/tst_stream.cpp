// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/endpointtable.h"
#include "app/server/stream.h"

#include <QTest>

#include <rapidcheck.h>

using namespace heliograph;
using namespace std::chrono_literals;

namespace {

/// Takes as many bytes as it is allowed to.
class MeteredSink final : public StreamSink {
public:
    MeteredSink(QByteArray &taken, qsizetype &allowed) : m_taken(taken), m_allowed(allowed) { }

    qint64 send(std::span<const FramePtr> parts, qsizetype offset) override
    {
        const qsizetype before = m_taken.size();
        for (const FramePtr &part : parts) {
            const QByteArray bytes = part->bytes.mid(offset, m_allowed);
            m_taken += bytes;
            m_allowed -= bytes.size();
            offset = 0;
            if (m_allowed == 0)
                break;
        }
        return m_taken.size() - before;
    }
    void wantWritable(bool) override { }
    void finish() override { }
    std::optional<qint64> unsentBytes() const override { return 7; }

private:
    QByteArray &m_taken;
    qsizetype &m_allowed;
};

FramePtr frame(const QByteArray &bytes)
{
    return std::make_shared<const Frame>(Frame{bytes, bytes.size() - 2, true, true, 5s, {}});
}

/// A stream at an endpoint of its own whose sink takes what it is told to.
struct Fixture {
    Fixture() { stream.attach(std::make_unique<MeteredSink>(taken, allowed)); }

    Stream::Flushed flush(qsizetype most)
    {
        allowed = most;
        return stream.flush();
    }

    EndpointTable table{ServerOptions{}};
    QByteArray taken;
    qsizetype allowed = 0;
    Stream stream{std::make_shared<const ClientFacts>(), *table.find("/events"), true};
};

} // namespace

/// A stream's queue: what it sends, what it drops and what it tells of it.
class StreamTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatIsWritten();
    void dropsTheOldest();
    void neverDropsTheHead();
    void neverDropsWhatIsPartlySent();
    void dropsNothingInVain();
    void snapshotTellsHowItStands();
    void whatIsSentIsWhole();
};

void StreamTest::countsWhatIsWritten()
{
    Fixture fixture;
    fixture.stream.enqueueRaw("head", 0s);
    fixture.stream.enqueue(frame("[first]"));
    QCOMPARE(fixture.stream.events(), quint64{0});
    QCOMPARE(fixture.flush(6), Stream::Flushed::Blocked);
    QVERIFY(fixture.stream.isBlocked());
    QCOMPARE(fixture.stream.events(), quint64{0});
    QCOMPARE(fixture.stream.queuedBytes(), qsizetype{5});
    QCOMPARE(fixture.flush(100), Stream::Flushed::All);
    QCOMPARE(fixture.stream.events(), quint64{1});
    QCOMPARE(fixture.stream.bytes(), quint64{5});
    QCOMPARE(fixture.taken, QByteArray("head[first]"));
}

void StreamTest::dropsTheOldest()
{
    Fixture fixture;
    for (const char *bytes : {"[1]", "[2]", "[3]", "[4]"})
        fixture.stream.enqueue(frame(bytes));
    QVERIFY(fixture.stream.dropFor(3, 9));
    QCOMPARE(fixture.stream.dropped(), quint64{2});
    QCOMPARE(fixture.stream.queuedBytes(), qsizetype{6});
    fixture.stream.enqueue(frame("[5]"));
    QCOMPARE(fixture.flush(100), Stream::Flushed::All);
    QCOMPARE(fixture.taken, QByteArray("[3][4][5]"));
    QCOMPARE(fixture.stream.events(), quint64{3});
}

void StreamTest::neverDropsTheHead()
{
    Fixture fixture;
    fixture.stream.enqueueRaw("head", 0s);
    fixture.stream.enqueue(frame("[1]"));
    fixture.stream.enqueue(frame("[2]"));
    QVERIFY(fixture.stream.dropFor(3, 10));
    QVERIFY(fixture.stream.dropFor(6, 10));
    QCOMPARE(fixture.stream.dropped(), quint64{2});
    QCOMPARE(fixture.flush(100), Stream::Flushed::All);
    QCOMPARE(fixture.taken, QByteArray("head"));
}

void StreamTest::neverDropsWhatIsPartlySent()
{
    Fixture fixture;
    for (const char *bytes : {"[1]", "[2]", "[3]"})
        fixture.stream.enqueue(frame(bytes));
    QCOMPARE(fixture.flush(1), Stream::Flushed::Blocked);
    QVERIFY(fixture.stream.dropFor(3, 8));
    fixture.stream.enqueue(frame("[4]"));
    QCOMPARE(fixture.flush(100), Stream::Flushed::All);
    QCOMPARE(fixture.taken, QByteArray("[1][3][4]"));
    QCOMPARE(fixture.stream.dropped(), quint64{1});
}

void StreamTest::dropsNothingInVain()
{
    Fixture fixture;
    fixture.stream.enqueue(frame("[1]"));
    fixture.stream.enqueue(frame("[2]"));
    QCOMPARE(fixture.flush(1), Stream::Flushed::Blocked);
    QVERIFY(!fixture.stream.dropFor(9, 10));
    QCOMPARE(fixture.stream.dropped(), quint64{0});
    QCOMPARE(fixture.stream.queuedBytes(), qsizetype{5});
    QVERIFY(!fixture.stream.fits(9, 10));
    QCOMPARE(fixture.flush(100), Stream::Flushed::All);
    QVERIFY(fixture.stream.fits(11, 10)); // into an empty queue anything fits
}

void StreamTest::snapshotTellsHowItStands()
{
    Fixture fixture;
    QCOMPARE(fixture.stream.snapshot(9s).oldestUnsent, 0ms);
    fixture.stream.enqueue(frame("[1]"));
    fixture.stream.countDropped(*frame("[2]"));
    const ConnectionSnapshot snapshot = fixture.stream.snapshot(9s);
    QCOMPARE(snapshot.oldestUnsent, 4000ms);
    QCOMPARE(snapshot.queuedBytes, qsizetype{3});
    QCOMPARE(snapshot.dropped, quint64{1});
    QCOMPARE(snapshot.unsentBytes, std::optional<qint64>(7));
}

void StreamTest::whatIsSentIsWhole()
{
    const bool isTrue = rc::check("whole events, in order, each sent or dropped", [] {
        Fixture fixture;
        const auto bound = *rc::gen::inRange(20, 200);
        fixture.stream.enqueueRaw("head", 0s);
        int last = 0;
        for (int step = *rc::gen::inRange(1, 200); step > 0; --step) {
            if (*rc::gen::inRange(0, 4) == 0) {
                (void)fixture.flush(*rc::gen::inRange(0, 60));
            } else {
                const auto next = frame('[' + QByteArray::number(++last) + ']');
                if (fixture.stream.dropFor(next->bytes.size(), bound))
                    fixture.stream.enqueue(next);
                else
                    fixture.stream.countDropped(*next);
            }
            RC_ASSERT(fixture.stream.queuedBytes() <= bound);
        }
        RC_ASSERT(fixture.flush(1'000'000) == Stream::Flushed::All);
        RC_ASSERT(fixture.taken.startsWith("head"));
        int before = 0;
        quint64 events = 0;
        for (QByteArray part : fixture.taken.mid(4).split(']')) {
            if (part.isEmpty())
                continue;
            RC_ASSERT(part.startsWith('['));
            const int number = part.mid(1).toInt();
            RC_ASSERT(number > before);
            before = number;
            ++events;
        }
        RC_ASSERT(events == fixture.stream.events());
        RC_ASSERT(events + fixture.stream.dropped() == static_cast<quint64>(last));
        RC_ASSERT(before == last || fixture.stream.dropped() > 0);
    });
    QVERIFY(isTrue);
}

QTEST_GUILESS_MAIN(StreamTest)
#include "tst_stream.moc"
