// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/draft.h"
#include "app/compose/repeatplan.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

class DraftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checks_data();
    void checks();
    void becomesAnEvent();
    void becomesRequests();
    void survivesJson();
    void readsForeignJson();
    void plansSurviveJson();
    void plansAreBroughtWithinBounds();
};

void DraftTest::checks_data()
{
    QTest::addColumn<Draft>("draft");
    QTest::addColumn<QList<int>>("fields");

    const auto row = [](const char *name, const QList<DraftField> &fields, auto change) {
        Draft draft;
        change(draft);
        QList<int> numbers;
        for (const DraftField field : fields)
            numbers.append(int(field));
        QTest::newRow(name) << draft << numbers;
    };
    using Field = DraftField;
    row("as it begins", {}, [](Draft &) {});
    row("endpoint without a slash", {Field::Endpoint},
        [](Draft &draft) { draft.endpoint = QStringLiteral("events"); });
    row("endpoint with a line break", {Field::Endpoint},
        [](Draft &draft) { draft.endpoint = QStringLiteral("/a\nb"); });
    row("event type with a line break", {Field::Event},
        [](Draft &draft) { draft.event = QStringLiteral("a\rb"); });
    row("ID with NUL", {Field::Id}, [](Draft &draft) {
        draft.idChoice = IdChoice::Own;
        draft.ownId = QStringLiteral("a") + QChar();
    });
    row("ID with NUL that is not sent", {},
        [](Draft &draft) { draft.ownId = QStringLiteral("a") + QChar(); });
    row("retry with letters", {Field::Retry},
        [](Draft &draft) { draft.retry = QStringLiteral("5s"); });
    row("retry too large", {Field::Retry},
        [](Draft &draft) { draft.retry = QStringLiteral("99999999999999999999"); });
    row("several at once", {Field::Endpoint, Field::Event, Field::Retry}, [](Draft &draft) {
        draft.endpoint = QString();
        draft.event = QStringLiteral("\n");
        draft.retry = QStringLiteral("-1");
    });
    row("nothing at all", {Field::Whole}, [](Draft &draft) {
        draft.withoutData = true;
        draft.idChoice = IdChoice::None;
    });
    row("comment alone", {}, [](Draft &draft) {
        draft.withoutData = true;
        draft.idChoice = IdChoice::None;
        draft.comment = QStringLiteral("hello");
    });
    row("raw, empty", {Field::Whole}, [](Draft &draft) { draft.mode = DraftMode::Raw; });
    row("raw, wrong escape", {Field::Raw}, [](Draft &draft) {
        draft.mode = DraftMode::Raw;
        draft.raw = QStringLiteral("data: \\q");
        draft.event = QStringLiteral("a\nb"); // is not sent
    });
}

void DraftTest::checks()
{
    QFETCH(const Draft, draft);
    QFETCH(const QList<int>, fields);
    QList<int> found;
    for (const DraftError &error : check(draft).all) {
        found.append(int(error.field));
        QVERIFY(!error.message.isEmpty());
    }
    QCOMPARE(found, fields);
}

void DraftTest::becomesAnEvent()
{
    Draft draft;
    draft.event = QStringLiteral("ü");
    draft.idChoice = IdChoice::Own;
    draft.retry = QStringLiteral("0");
    draft.comment = QStringLiteral("c");
    draft.data = "d";
    const Event event = toEvent(draft);
    QCOMPARE(event.type, QByteArray("ü"));
    QCOMPARE(event.id, std::optional(QByteArray("")));
    QCOMPARE(event.retry, std::optional(0ms));
    QCOMPARE(event.comment, std::optional(QByteArray("c")));
    QCOMPARE(event.data, std::optional(QByteArray("d")));
    draft.withoutData = true;
    draft.idChoice = IdChoice::Automatic;
    QVERIFY(!toEvent(draft).data);
    QVERIFY(!toEvent(draft).id);
}

void DraftTest::becomesRequests()
{
    Draft draft;
    draft.endpoint = QStringLiteral("/a");
    const QList<ConnectionId> to{ConnectionId{3}};
    auto requests = toRequests(draft, to);
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.constFirst().endpoint, QByteArray("/a"));
    QVERIFY(requests.constFirst().automaticId);
    QCOMPARE(requests.constFirst().to, std::optional(to));
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("data: 1\n\ndata: 2\\r\\n\\r\\nrest");
    requests = toRequests(draft);
    QByteArray bytes;
    for (const PublishRequest &request : requests)
        bytes += request.raw.value_or(QByteArray());
    QCOMPARE(bytes, QByteArray("data: 1\n\ndata: 2\r\n\r\nrest"));
    QCOMPARE(requests.size(), 3);
}

void DraftTest::survivesJson()
{
    Draft draft;
    draft.endpoint = QStringLiteral("/a");
    draft.to = TargetChoice::Matching;
    draft.match = QStringLiteral("id == 1");
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("x");
    draft.event = QStringLiteral("e");
    draft.idChoice = IdChoice::Own;
    draft.ownId = QStringLiteral("i");
    draft.retry = QStringLiteral("1");
    draft.comment = QStringLiteral("c");
    draft.data = "d→";
    draft.withoutData = true;
    draft.hasTemplates = false;
    QCOMPARE(draftFromJson(toJson(draft)), draft);
    QCOMPARE(draftFromJson({}), Draft());
}

void DraftTest::readsForeignJson()
{
    const QJsonObject object{{QStringLiteral("endpoint"), 5},
                             {QStringLiteral("to"), 99},
                             {QStringLiteral("mode"), -1},
                             {QStringLiteral("idChoice"), QStringLiteral("x")},
                             {QStringLiteral("data"), QJsonObject()}};
    const Draft draft = draftFromJson(object);
    QCOMPARE(draft.endpoint, QStringLiteral("/events"));
    QCOMPARE(draft.to, TargetChoice::Matching);
    QCOMPARE(draft.mode, DraftMode::Event);
    QCOMPARE(draft.data, QByteArray());
}

void DraftTest::plansSurviveJson()
{
    RepeatPlan plan;
    plan.kind = RepeatPlan::Kind::Rate;
    plan.interval = 250ms;
    plan.burst = 3;
    plan.perSecond = 0.5;
    plan.jitter = 20;
    plan.times = 1'000'000'000'000;
    QCOMPARE(repeatPlanFromJson(toJson(plan)), plan);
    QCOMPARE(repeatPlanFromJson({}), RepeatPlan());
}

void DraftTest::plansAreBroughtWithinBounds()
{
    const RepeatPlan plan = repeatPlanFromJson({{QStringLiteral("kind"), 7},
                                                {QStringLiteral("interval"), -5},
                                                {QStringLiteral("burst"), 1'000'000},
                                                {QStringLiteral("perSecond"), 0},
                                                {QStringLiteral("jitter"), 200},
                                                {QStringLiteral("times"), -1}});
    QCOMPARE(plan.kind, RepeatPlan::Kind::Rate);
    QCOMPARE(plan.interval, 1ms);
    QCOMPARE(plan.burst, 10'000);
    QCOMPARE(plan.perSecond, 0.001);
    QCOMPARE(plan.jitter, 100);
    QCOMPARE(plan.times, quint64(0));
}

QTEST_GUILESS_MAIN(DraftTest)
#include "tst_draft.moc"
