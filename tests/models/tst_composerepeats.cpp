// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/composefixture.h"

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

/// What repeats is the same with and without scripting, but for templates and expressions.
class ComposeRepeatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_fixture = std::make_unique<ComposeFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void repeats();
    void repeatsInBursts();
    void pausesAndResumes();
    void stopsARepetition();
    void startsOver();
    void failsARepetition();
    void endsWhileItRepeats();
    void tellsProgressSparingly();
    void waitsForSlowReaders();
#ifdef HELIOGRAPH_SCRIPTING
    void repeatsWithTemplates();
    void repeatsForWhoMeetsTheExpression();
    void stopsALoopingRepetition();
    void holdsItsRate();
#endif

private:
    [[nodiscard]] ComposeController &compose()
    {
        return *m_fixture->compose;
    }
    [[nodiscard]] RepeatProgress::State state()
    {
        return compose().repeat().state;
    }

    std::unique_ptr<ComposeFixture> m_fixture;
};

void ComposeRepeatsTest::initTestCase()
{
    qRegisterMetaType<MatchCount>();
}

void ComposeRepeatsTest::repeats()
{
    const auto client = m_fixture->connectClient();
    QSignalSpy changed(&compose(), &ComposeController::repeatChanged);
    compose().startRepeat(withData("again"), every(5ms, 20));
    QCOMPARE(state(), RepeatProgress::State::Running);
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QCOMPARE(compose().repeat().sent, quint64(20));
    QCOMPARE(compose().repeat().times, quint64(20));
    QVERIFY2(compose().repeat().running >= 95ms,
             qPrintable(QString::number(compose().repeat().running.count())));
    QCOMPARE(changed.constLast().at(0).value<RepeatProgress>(), compose().repeat());
    QTRY_COMPARE(client->count("data: again\n\n"), 20);
}

void ComposeRepeatsTest::repeatsInBursts()
{
    const auto client = m_fixture->connectClient();
    RepeatPlan plan = every(20ms, 25);
    plan.kind = RepeatPlan::Kind::Burst;
    plan.burst = 10;
    compose().startRepeat(withData("again"), plan);
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QVERIFY(compose().repeat().running >= 40ms);
    QTRY_COMPARE(client->count("data: again\n\n"), 25);
}

void ComposeRepeatsTest::pausesAndResumes()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("again"), every(1ms, 400));
    QTRY_VERIFY(client->count("again") > 20);
    compose().pauseRepeat();
    QCOMPARE(state(), RepeatProgress::State::Paused);
    // What was handed over before comes yet; then nothing comes between two others.
    int round = 0;
    QTRY_VERIFY([&] {
        const auto before = client->count("again");
        const QByteArray other = "other " + QByteArray::number(++round) + '\n';
        compose().send(withData(other.trimmed()));
        return QTest::qWaitFor([&] { return client->has(other); }, 10'000)
            && client->count("again") == before;
    }());
    QVERIFY(client->count("again") < 400);
    const auto running = compose().repeat().running;
    compose().resumeRepeat();
    QCOMPARE(state(), RepeatProgress::State::Running);
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QTRY_COMPARE(client->count("again"), 400);
    QVERIFY(compose().repeat().running >= running);
}

void ComposeRepeatsTest::stopsARepetition()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("again"), every(1ms));
    QTRY_VERIFY(client->count("again") > 5);
    compose().stopRepeat();
    QCOMPARE(state(), RepeatProgress::State::Stopped);
    compose().send(withData("last"));
    QTRY_VERIFY(client->has("data: last"));
    const qsizetype end = client->received().indexOf("data: last");
    QVERIFY(client->received().indexOf("again", end) < 0);
    compose().resumeRepeat();
    QCOMPARE(state(), RepeatProgress::State::Stopped);
}

void ComposeRepeatsTest::startsOver()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("first"), every(1ms));
    QTRY_VERIFY(client->has("first"));
    compose().startRepeat(withData("second"), every(1ms, 30));
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QTRY_COMPARE(client->count("second"), 30);
    const qsizetype begin = client->received().indexOf("second");
    QVERIFY(client->received().indexOf("first", begin) < 0);
}

void ComposeRepeatsTest::failsARepetition()
{
    Draft wrong = withData("x");
    wrong.event = QStringLiteral("a\nb");
    compose().startRepeat(wrong, every(1ms));
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    QVERIFY(!compose().repeat().errors.of(DraftField::Event).isEmpty());
    QCOMPARE(compose().repeat().sent, quint64(0));
    Draft nobody = withData("x");
    nobody.to = TargetChoice::Selected;
    compose().startRepeat(nobody, every(1ms));
    QCOMPARE(state(), RepeatProgress::State::Running);
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    QVERIFY(!compose().repeat().errors.of(DraftField::Match).isEmpty());
}

void ComposeRepeatsTest::endsWhileItRepeats()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("again"), every(1ms));
    QTRY_VERIFY(client->has("again"));
    compose().send(withData("under way"));
    compose().preview(withData("under way"));
    m_fixture.reset(); // returns, and touches nothing that has gone
}

void ComposeRepeatsTest::tellsProgressSparingly()
{
    QSignalSpy changed(&compose(), &ComposeController::repeatChanged);
    compose().startRepeat(withData("again"), every(1ms, 500));
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    const auto running = compose().repeat().running;
    QVERIFY2(changed.size() <= running / 100ms + 3, qPrintable(QString::number(changed.size())));
}

void ComposeRepeatsTest::waitsForSlowReaders()
{
    ServerOptions options;
    options.slowReaders = SlowReaderPolicy::Pause;
    options.maxQueue = 512 * 1024;
    m_fixture = std::make_unique<ComposeFixture>(options);
    const auto client = m_fixture->connectClient();
    client->setReading(false);
    constexpr int size = 200 * 1024;
    constexpr int most = int(RepeatRun::mostBytesUnderWay / size) + 1;
    const auto held = [this] { return m_fixture->servers->snapshot()->status.heldPublishes; };
    compose().startRepeat(withData(QByteArray(size, 'x')), every(1ms, 200));
    QTRY_VERIFY(held() >= most - 2);
    QVERIFY2(held() <= most, qPrintable(QString::number(held())));
    QCOMPARE(state(), RepeatProgress::State::Running);
    QVERIFY(compose().repeat().sent < 200);
    client->setReading(true);
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QCOMPARE(compose().repeat().sent, quint64(200));
    QVERIFY(client->waitForSize(qsizetype(200) * size));
}

#ifdef HELIOGRAPH_SCRIPTING
void ComposeRepeatsTest::repeatsWithTemplates()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("${seq} ${Date.now()}"), every(1ms, 50));
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
    QTRY_COMPARE(client->count("data: "), 50);
    qsizetype at = 0;
    QSet<QByteArray> times;
    for (int i = 1; i <= 50; ++i) {
        at = client->received().indexOf("data: " + QByteArray::number(i) + ' ', at);
        QVERIFY2(at >= 0, qPrintable(QString::number(i)));
        times.insert(client->received().mid(at, 40).split('\n').constFirst().split(' ').at(2));
    }
    QVERIFY2(times.size() > 10, qPrintable(QString::number(times.size())));
}

void ComposeRepeatsTest::repeatsForWhoMeetsTheExpression()
{
    const auto other = m_fixture->connectClient();
    auto one = m_fixture->connectClient("/events?user=1");
    Draft draft = withData("chosen ${seq}.");
    draft.to = TargetChoice::Matching;
    draft.match = QStringLiteral("query.user");
    compose().startRepeat(draft, every(5ms));
    QTRY_VERIFY(one->has("chosen 5."));
    // Nobody for a while does not end it.
    one->close();
    QSignalSpy changed(&compose(), &ComposeController::repeatChanged);
    QTRY_VERIFY(changed.size() > 10);
    QCOMPARE(state(), RepeatProgress::State::Running);
    one = m_fixture->connectClient("/events?user=2");
    QTRY_VERIFY(one->has("chosen"));
    compose().stopRepeat();
    QVERIFY(!other->has("chosen"));
}

void ComposeRepeatsTest::stopsALoopingRepetition()
{
    // The second event loops; the first one tells that the repetition is there.
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("${n = (globalThis.n ?? 0) + 1}${n > 1 && (()=>{for(;;);})()}"),
                          every(1ms));
    QTRY_VERIFY(client->has("data: 1false"));
    compose().stopRepeat();
    QVERIFY(!compose().repeat().isActive());
    compose().startRepeat(withData("next ${seq}"), every(1ms, 2));
    QTRY_COMPARE(state(), RepeatProgress::State::Done);
}

void ComposeRepeatsTest::holdsItsRate()
{
    const auto client = m_fixture->connectClient();
    compose().startRepeat(withData("${seq} ${Math.sin(t) * 50}"), every(1ms));
    QTRY_VERIFY(compose().repeat().running > 1200ms);
    const RepeatProgress now = compose().repeat();
    const double due = double(now.running.count()) + 1;
    QVERIFY2(double(now.sent) > due * 0.8 && double(now.sent) <= due,
             qPrintable(QStringLiteral("%1 of %2").arg(now.sent).arg(due)));
    QVERIFY2(now.perSecond > 500 && now.perSecond < 2100,
             qPrintable(QString::number(now.perSecond)));
}

#endif

QTEST_GUILESS_MAIN(ComposeRepeatsTest)
#include "tst_composerepeats.moc"
