// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/draft.h"

#include <QTest>

using namespace heliograph;

class DraftTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void survivesJson_data();
    void survivesJson();
    void readsHostileJson();
    void asksForItsBlocks();
    void namesEachFault();
};

void DraftTest::survivesJson_data()
{
    QTest::addColumn<Draft>("draft");
    QTest::newRow("as it begins") << Draft{};
    Draft event;
    event.endpoint = QStringLiteral("/events/a b");
    event.to = TargetChoice::Matching;
    event.match = QStringLiteral("query.user == \"42\"");
    event.event = QStringLiteral("order.paid");
    event.idChoice = IdChoice::Own;
    event.ownId = QStringLiteral("é");
    event.retry = QStringLiteral("3000");
    event.comment = QStringLiteral("c");
    event.data = "{\"a\":\n1}";
    event.hasTemplates = false;
    QTest::newRow("an event") << event;
    Draft raw;
    raw.mode = DraftMode::Raw;
    raw.raw = QStringLiteral("data: \\xff\n\n");
    raw.to = TargetChoice::Selected;
    QTest::newRow("raw") << raw;
}

void DraftTest::survivesJson()
{
    QFETCH(Draft, draft);
    QCOMPARE(draftFromJson(toJson(draft)), draft);
}

void DraftTest::readsHostileJson()
{
    const Draft draft = draftFromJson({
        {QStringLiteral("endpoint"), 7},
        {QStringLiteral("to"), 99},
        {QStringLiteral("mode"), -1},
        {QStringLiteral("idChoice"), QStringLiteral("x")},
        {QStringLiteral("data"), QJsonObject{}},
    });
    QCOMPARE(draft.endpoint, QStringLiteral("/events"));
    QCOMPARE(draft.to, TargetChoice::Matching); // the nearest
    QCOMPARE(draft.mode, DraftMode::Event);
    QCOMPARE(draft.idChoice, IdChoice::Automatic);
    QCOMPARE(draft.data, QByteArray());
}

void DraftTest::asksForItsBlocks()
{
    Draft draft;
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("data: 1\n\ndata: 2\\r\\rdata: 3");
    const QList<PublishRequest> requests = toRequests(draft, QList{ConnectionId{4}});
    QCOMPARE(requests.size(), 3);
    QCOMPARE(requests.at(0).raw, QByteArray("data: 1\n\n"));
    QCOMPARE(requests.at(1).raw, QByteArray("data: 2\r\r"));
    QCOMPARE(requests.at(2).raw, QByteArray("data: 3"));
    QCOMPARE(requests.at(2).to, QList{ConnectionId{4}});
}

void DraftTest::namesEachFault()
{
    Draft draft;
    draft.endpoint = QStringLiteral("events");
    draft.event = QStringLiteral("a\nb");
    draft.retry = QStringLiteral("soon");
    const DraftErrors errors = check(draft);
    QCOMPARE(errors.all.size(), 3);
    QVERIFY(errors.of(DraftField::Endpoint).contains(u'/'));
    QVERIFY(errors.of(DraftField::Event).contains(QStringLiteral("a↵b")));
    QVERIFY(!errors.of(DraftField::Retry).isEmpty());
    draft = {};
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("data: \\q");
    QCOMPARE(check(draft).all.constFirst().field, DraftField::Raw);
    QCOMPARE(check(draft).all.constFirst().position, qsizetype{6});
    draft.raw.clear();
    QCOMPARE(check(draft).all.constFirst().field, DraftField::Whole);
}

QTEST_GUILESS_MAIN(DraftTest)
#include "tst_draft.moc"
