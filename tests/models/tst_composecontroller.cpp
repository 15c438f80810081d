// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/composefixture.h"

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

/// What is the same with and without scripting, then what templates and expressions do.
class ComposeControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_fixture = std::make_unique<ComposeFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void sends();
    void sendsToTheSelected();
    void tellsOutcomesInOrder();
    void sendsRawBytesAsTheyAre();
    void previewsTheNewest();
#ifdef HELIOGRAPH_SCRIPTING
    void fillsInTemplates();
    void previewConsumesNothing();
    void sendsNothingOnErrors_data();
    void sendsNothingOnErrors();
    void survivesWhatCannotBeStopped();
    void resetsTemplates();
    void sendsToWhoMeetsTheExpression();
    void countsMatches();
#else
    void refusesTemplates();
    void refusesExpressions();
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

void ComposeControllerTest::initTestCase()
{
    qRegisterMetaType<MatchCount>();
}

void ComposeControllerTest::sends()
{
    const auto client = m_fixture->connectClient();
    QSignalSpy sent(&compose(), &ComposeController::sent);
    const Draft draft = withData("a\nb");
    const quint64 number = compose().send(draft);
    QVERIFY(sent.isEmpty());
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).toULongLong(), number);
    QCOMPARE(sent.at(0).at(1).value<Draft>(), draft);
    QCOMPARE(sent.at(0).at(2).value<PublishReceipt>().recipients, 1);
    QTRY_VERIFY(client->has("data: a\ndata: b\n\n"));
}

void ComposeControllerTest::sendsToTheSelected()
{
    const auto one = m_fixture->connectClient();
    const auto two = m_fixture->connectClient();
    QTRY_COMPARE(m_fixture->servers->snapshot()->connections.size(), 2);
    QSignalSpy sent(&compose(), &ComposeController::sent);
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    Draft draft = withData("chosen");
    draft.to = TargetChoice::Selected;
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!failed.at(0).at(1).value<DraftErrors>().of(DraftField::Match).isEmpty());
    compose().setSelectedClients({ConnectionId{2}, ConnectionId{2}});
    compose().send(draft);
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(2).value<PublishReceipt>().recipients, 1);
    compose().send(withData("all"));
    QTRY_VERIFY(one->has("data: all") && two->has("data: all"));
    QCOMPARE(one->count("chosen") + two->count("chosen"), 1);
}

void ComposeControllerTest::tellsOutcomesInOrder()
{
    QList<quint64> order;
    connect(&compose(), &ComposeController::sent, this,
            [&](quint64 number) { order.append(number); });
    connect(&compose(), &ComposeController::sendFailed, this,
            [&](quint64 number) { order.append(number); });
    Draft wrong = withData("x");
    wrong.event = QStringLiteral("a\nb");
    QList<quint64> wanted;
    for (int i = 0; i < 20; ++i)
        wanted.append(compose().send(i % 3 == 0 ? wrong : withData("y")));
    QTRY_COMPARE(order.size(), wanted.size());
    QCOMPARE(order, wanted);
}

void ComposeControllerTest::sendsRawBytesAsTheyAre()
{
    const auto client = m_fixture->connectClient();
    Draft draft;
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("data: ${seq}\\r\\n\\r\\nodd\\x01");
    compose().send(draft);
    QTRY_VERIFY(client->has("odd\x01"));
    QVERIFY(client->has("data: ${seq}\r\n\r\n"));
}

void ComposeControllerTest::previewsTheNewest()
{
    QSignalSpy previewed(&compose(), &ComposeController::previewed);
    for (int i = 0; i < 10; ++i)
        compose().preview(withData(QByteArray::number(i)));
    QVERIFY(previewed.isEmpty());
    QTRY_COMPARE(previewed.size(), 1);
    const auto preview = previewed.at(0).at(0).value<DraftPreview>();
    QCOMPARE(preview.expanded.data, QByteArray("9"));
    QVERIFY(preview.errors.isEmpty() && !preview.hasTemplates);
    Draft wrong = withData("x");
    wrong.retry = QStringLiteral("soon");
    compose().preview(wrong);
    QTRY_COMPARE(previewed.size(), 2);
    QVERIFY(!previewed.at(1).at(0).value<DraftPreview>().errors.of(DraftField::Retry).isEmpty());
}

#ifdef HELIOGRAPH_SCRIPTING
void ComposeControllerTest::fillsInTemplates()
{
    const auto client = m_fixture->connectClient("/events/2");
    QSignalSpy sent(&compose(), &ComposeController::sent);
    Draft draft = withData("{\"n\":${seq},\"t\":${typeof t}}\n${n = (globalThis.n ?? 10) + 1}");
    draft.event = QStringLiteral("e${seq}");
    draft.endpoint = QStringLiteral("/events/${1 + 1}");
    compose().send(draft);
    compose().send(draft);
    QTRY_COMPARE(sent.size(), 2);
    QCOMPARE(sent.at(1).at(1).value<Draft>(), draft);
    QTRY_VERIFY(client->has("event: e2"));
    QVERIFY(client->has("event: e1\ndata: {\"n\":1,\"t\":number}\ndata: 11\n\n"));
    QTRY_VERIFY(client->has("event: e2\ndata: {\"n\":2,\"t\":number}\ndata: 12\n\n"));
}

void ComposeControllerTest::previewConsumesNothing()
{
    QSignalSpy previewed(&compose(), &ComposeController::previewed);
    QSignalSpy sent(&compose(), &ComposeController::sent);
    const Draft draft = withData("${seq}");
    for (int i = 1; i <= 3; ++i) {
        compose().preview(draft);
        QTRY_COMPARE(previewed.size(), i);
        const auto preview = previewed.constLast().at(0).value<DraftPreview>();
        QVERIFY(preview.hasTemplates);
        QCOMPARE(preview.expanded.data, QByteArray("1"));
    }
    compose().send(draft);
    QTRY_COMPARE(sent.size(), 1);
    compose().preview(draft);
    QTRY_COMPARE(previewed.size(), 4);
    QCOMPARE(previewed.constLast().at(0).value<DraftPreview>().expanded.data, QByteArray("2"));
}

void ComposeControllerTest::sendsNothingOnErrors_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("message");

    QTest::newRow("throws") << QByteArray("a ${user.name}")
                            << "ReferenceError: Can't find variable: user.";
    QTest::newRow("loops") << QByteArray("a ${(()=>{for(;;);})()}")
                           << "\"(()=>{for(;;);})()\" was stopped after 100 ms: it did not end.";
}

void ComposeControllerTest::sendsNothingOnErrors()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QString, message);
    const auto client = m_fixture->connectClient();
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    QSignalSpy previewed(&compose(), &ComposeController::previewed);
    const quint64 number = compose().send(withData(data));
    compose().preview(withData(data));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(0).toULongLong(), number);
    const auto errors = failed.at(0).at(1).value<DraftErrors>();
    QCOMPARE(errors.all.size(), 1);
    QCOMPARE(errors.of(DraftField::Data), message);
    QCOMPARE(errors.all.constFirst().position, 2);
    QCOMPARE(errors.all.constFirst().length, data.size() - 2);
    QTRY_COMPARE(previewed.size(), 1);
    const auto preview = previewed.at(0).at(0).value<DraftPreview>();
    QCOMPARE(preview.errors, errors);
    QCOMPARE(preview.expanded.data, data);
    compose().startRepeat(withData(data), every(1ms));
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    QCOMPARE(compose().repeat().errors, errors);
    // None of them took a number.
    compose().send(withData("${seq}"));
    QTRY_VERIFY(client->has("data: 1\n\n"));
    QCOMPARE(client->count("data:"), 1);
}

void ComposeControllerTest::survivesWhatCannotBeStopped()
{
    const auto client = m_fixture->connectClient();
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    QSignalSpy previewed(&compose(), &ComposeController::previewed);
    Draft draft = withData("x");
    draft.comment = endless();
    compose().send(draft);
    compose().send(withData("after"));
    compose().preview(draft);
    compose().startRepeat(draft, every(1ms));
    QTRY_VERIFY(client->has("data: after"));
    QTRY_COMPARE(failed.size(), 1);
    // Now and then the engine gets hold of it yet, and says "was stopped".
    const auto saysWhy = [](const DraftErrors &errors) {
        return errors.all.size() == 1
            && errors.of(DraftField::Comment).contains(QStringLiteral("stopped"));
    };
    QVERIFY(saysWhy(failed.at(0).at(1).value<DraftErrors>()));
    QTRY_COMPARE(previewed.size(), 1);
    QVERIFY(saysWhy(previewed.at(0).at(0).value<DraftPreview>().errors));
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    QVERIFY(saysWhy(compose().repeat().errors));
    QCOMPARE(client->count("data:"), 1);
}

void ComposeControllerTest::resetsTemplates()
{
    const auto client = m_fixture->connectClient();
    const Draft draft = withData("${seq} ${n = (globalThis.n ?? 0) + 1};");
    compose().send(draft);
    compose().send(draft);
    QTRY_VERIFY(client->has("data: 2 2;"));
    compose().resetTemplates();
    compose().send(draft);
    QTRY_COMPARE(client->count("data: 1 1;"), 2);
}

void ComposeControllerTest::sendsToWhoMeetsTheExpression()
{
    const auto one = m_fixture->connectClient("/events?user=42", "User-Agent: Chrome\r\n");
    const auto two = m_fixture->connectClient("/events?user=42", "User-Agent: curl\r\n");
    const auto three = m_fixture->connectClient("/events");
    QSignalSpy sent(&compose(), &ComposeController::sent);
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    Draft draft = withData("chosen");
    draft.to = TargetChoice::Matching;
    draft.match = QStringLiteral("query.user == \"42\" && userAgent.includes(\"Chrome\")");
    compose().send(draft);
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(2).value<PublishReceipt>().recipients, 1);
    draft.match = QStringLiteral("query.user == 43");
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(1).value<DraftErrors>().of(DraftField::Match),
             QStringLiteral("No client at /events meets the expression now."));
    draft.match = QStringLiteral("query.user.length > 1");
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 2);
    const DraftErrors errors = failed.at(1).at(1).value<DraftErrors>();
    QCOMPARE(draft.match.mid(errors.all.at(0).position, errors.all.at(0).length),
             QStringLiteral("query.user.length"));
    compose().send(withData("all"));
    QTRY_VERIFY(one->has("data: all") && two->has("data: all") && three->has("data: all"));
    QCOMPARE(one->count("chosen"), 1);
    QCOMPARE(two->count("chosen") + three->count("chosen"), 0);
}

void ComposeControllerTest::countsMatches()
{
    QSignalSpy counted(&compose(), &ComposeController::matchCounted);
    const auto last = [&] {
        return counted.isEmpty() ? MatchCount() : counted.constLast().at(0).value<MatchCount>();
    };
    const auto one = m_fixture->connectClient("/events?user=1");
    compose().watchMatch(QStringLiteral("/events"), QStringLiteral("query.user"));
    QVERIFY(counted.isEmpty());
    QTRY_COMPARE(last().clients, 1);
    QCOMPARE(last().expression, QStringLiteral("query.user"));
    const auto two = m_fixture->connectClient("/events?user=2");
    QTRY_COMPARE(last().clients, 2);
    one->close();
    QTRY_COMPARE(last().clients, 1);
    compose().watchMatch(QStringLiteral("/events"), QStringLiteral("query.none.x"));
    QTRY_VERIFY(!last().error.isEmpty());
    QCOMPARE(last().position, 0);
    compose().watchMatch(QStringLiteral("/events"), QString());
    const auto count = counted.size();
    const auto three = m_fixture->connectClient("/events?user=3");
    QSignalSpy snapshots(m_fixture->servers.get(), &ServerController::snapshotChanged);
    QTRY_VERIFY(!snapshots.isEmpty());
    QCOMPARE(counted.size(), count);
}

#else
void ComposeControllerTest::refusesTemplates()
{
    const auto client = m_fixture->connectClient();
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    Draft draft = withData("a ${seq}");
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(1).value<DraftErrors>().of(DraftField::Data),
             QStringLiteral("This build has no scripting. Switch templates off under More to send "
                            "the text as it is."));
    compose().startRepeat(draft, every(1ms));
    QTRY_COMPARE(state(), RepeatProgress::State::Failed);
    draft.hasTemplates = false;
    compose().send(draft);
    QTRY_VERIFY(client->has("data: a ${seq}\n\n"));
    QCOMPARE(client->count("data:"), 1);
}

void ComposeControllerTest::refusesExpressions()
{
    QSignalSpy failed(&compose(), &ComposeController::sendFailed);
    QSignalSpy counted(&compose(), &ComposeController::matchCounted);
    Draft draft = withData("a");
    draft.to = TargetChoice::Matching;
    draft.match = QStringLiteral("true");
    compose().send(draft);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!failed.at(0).at(1).value<DraftErrors>().of(DraftField::Match).isEmpty());
    compose().watchMatch(QStringLiteral("/events"), QStringLiteral("true"));
    QTRY_COMPARE(counted.size(), 1);
    QVERIFY(!counted.at(0).at(0).value<MatchCount>().error.isEmpty());
}

#endif

QTEST_GUILESS_MAIN(ComposeControllerTest)
#include "tst_composecontroller.moc"
