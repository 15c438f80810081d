// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/draftfiller.h"
#include "app/scenario/expression.h"

#include <QTest>
#include <QThread>

using namespace heliograph;
using namespace std::chrono_literals;

class DraftFillerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsEachField();
    void leavesAlone_data();
    void leavesAlone();
    void marksErrors_data();
    void marksErrors();
    void tellsOfEachField();
    void checksTheResult();
    void keepsBytesWithoutTemplates();
    void boundsTheResult();
    void boundsItsTime();
    void saysWhereItIs();

private:
    [[nodiscard]] tl::expected<Draft, DraftErrors> fill(const Draft &draft)
    {
        return DraftFiller::fill(draft, {7, 1.5}, m_engine, m_place);
    }

    ExpressionEngine m_engine;
    DraftFiller::Place m_place{DraftField::Whole};
};

void DraftFillerTest::fillsEachField()
{
    Draft draft;
    draft.endpoint = QStringLiteral("/events/${'a' + seq}");
    draft.event = QStringLiteral("tick${seq}");
    draft.idChoice = IdChoice::Own;
    draft.ownId = QStringLiteral("id-${seq}");
    draft.retry = QStringLiteral("${seq * 100}");
    draft.comment = QStringLiteral("t is ${t}");
    draft.data = "{\"n\":${seq},\"o\":${{a: [seq]}}}\n${Math.sin(0)}";
    const auto filled = fill(draft);
    QVERIFY(filled);
    QCOMPARE(filled->endpoint, QStringLiteral("/events/a7"));
    QCOMPARE(filled->event, QStringLiteral("tick7"));
    QCOMPARE(filled->ownId, QStringLiteral("id-7"));
    QCOMPARE(filled->retry, QStringLiteral("700"));
    QCOMPARE(filled->comment, QStringLiteral("t is 1.5"));
    QCOMPARE(filled->data, QByteArray("{\"n\":7,\"o\":{\"a\":[7]}}\n0"));
    QVERIFY(usesTemplates(draft));
    QVERIFY(!usesTemplates(*filled));
}

void DraftFillerTest::leavesAlone_data()
{
    QTest::addColumn<Draft>("draft");

    Draft draft;
    draft.data = "${missing}";
    draft.hasTemplates = false;
    QTest::newRow("templates switched off") << draft;
    draft.hasTemplates = true;
    draft.withoutData = true;
    draft.event = QStringLiteral("x");
    QTest::newRow("data that is not sent") << draft;
    draft = Draft();
    draft.ownId = QStringLiteral("${missing}");
    QTest::newRow("an ID that is not sent") << draft;
    draft = Draft();
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("data: ${missing}\n\n");
    QTest::newRow("raw bytes") << draft;
    draft = Draft();
    draft.data = "$ {a} $a {b}";
    QTest::newRow("nothing to fill in") << draft;
}

void DraftFillerTest::leavesAlone()
{
    QFETCH(const Draft, draft);
    QVERIFY(!usesTemplates(draft));
    const auto filled = fill(draft);
    QVERIFY(filled);
    QCOMPARE(*filled, draft);
}

void DraftFillerTest::marksErrors_data()
{
    QTest::addColumn<QString>("data");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("marked");

    QTest::newRow("syntax") << "a ${seq +} b"
                            << "SyntaxError: The expression ends too early."
                            << "${seq +}";
    QTest::newRow("empty") << "a ${} b"
                           << "The expression is empty."
                           << "${}";
    QTest::newRow("unknown name") << "é😀 ${seq} ${user} b"
                                  << "ReferenceError: Can't find variable: user."
                                  << "${user}";
    QTest::newRow("undefined") << "${seq}${({}).x}"
                               << "\"({}).x\" is undefined."
                               << "${({}).x}";
    QTest::newRow("throws") << "${(() => { throw new Error('no') })()}"
                            << "Error: no."
                            << "${(() => { throw new Error('no') })()}";
    QTest::newRow("loops")
        << "x${(() => { for (;;); })()}"
        << "\"(() => { for (;;); })()\" was stopped after 100 ms: it did not end."
        << "${(() => { for (;;); })()}";
    QTest::newRow("has no end")
        << "ab ${seq"
        << "\"${\" has no \"}\" that ends it. Close it, or switch templates "
           "off under More to send the text as it is."
        << "${";
}

void DraftFillerTest::marksErrors()
{
    QFETCH(const QString, data);
    QFETCH(const QString, message);
    QFETCH(const QString, marked);
    Draft draft;
    draft.data = data.toUtf8();
    const auto filled = fill(draft);
    QVERIFY(!filled);
    QCOMPARE(filled.error().all.size(), 1);
    const DraftError &error = filled.error().all.constFirst();
    QCOMPARE(error.field, DraftField::Data);
    QCOMPARE(error.message, message);
    QCOMPARE(data.mid(error.position, error.length), marked);
}

void DraftFillerTest::tellsOfEachField()
{
    Draft draft;
    draft.event = QStringLiteral("x${a}");
    draft.comment = QStringLiteral("fine ${seq}");
    draft.data = "${b} ${c}";
    const auto filled = fill(draft);
    QVERIFY(!filled);
    QCOMPARE(filled.error().all.size(), 2);
    QCOMPARE(filled.error().of(DraftField::Event),
             QStringLiteral("ReferenceError: Can't find variable: a."));
    QCOMPARE(filled.error().of(DraftField::Data),
             QStringLiteral("ReferenceError: Can't find variable: b."));
}

void DraftFillerTest::checksTheResult()
{
    Draft draft;
    draft.event = QStringLiteral("a${'\\n'}b");
    draft.retry = QStringLiteral("${'soon'}");
    draft.endpoint = QStringLiteral("${'events'}");
    const auto filled = fill(draft);
    QVERIFY(!filled);
    QVERIFY(!filled.error().of(DraftField::Event).isEmpty());
    QVERIFY(!filled.error().of(DraftField::Retry).isEmpty());
    QVERIFY(!filled.error().of(DraftField::Endpoint).isEmpty());
}

void DraftFillerTest::keepsBytesWithoutTemplates()
{
    Draft draft;
    draft.data = QByteArray("\xff\xfe\0x", 4);
    draft.comment = QStringLiteral("${seq}");
    const auto filled = fill(draft);
    QVERIFY(filled);
    QCOMPARE(filled->data, draft.data);
}

void DraftFillerTest::boundsTheResult()
{
    ExpressionEngine patient(30'000ms); // however busy the machine is
    Draft draft;
    draft.data = "${'x'.repeat(40 * 1048576)}${'y'.repeat(40 * 1048576)}";
    const auto filled = DraftFiller::fill(draft, {}, patient, m_place);
    QVERIFY(!filled);
    QCOMPARE(filled.error().of(DraftField::Data),
             QStringLiteral("The event would be longer than 64 MiB. Shorten it."));
    draft.data = "${'é'.repeat(40 * 1048576)}";
    QVERIFY(!DraftFiller::fill(draft, {}, patient, m_place));
}

void DraftFillerTest::boundsItsTime()
{
    Draft draft;
    draft.data = QByteArray("${(until => { while (Date.now() < until); })(Date.now() + 50) ?? seq}")
                     .repeated(100);
    const auto filled = fill(draft);
    QVERIFY(!filled);
    QCOMPARE(filled.error().of(DraftField::Data),
             QStringLiteral("The templates of the event take longer than 2 s. Use fewer."));
}

void DraftFillerTest::saysWhereItIs()
{
    Draft draft;
    draft.comment = QStringLiteral("${(() => { for (;;); })()}");
    std::atomic<bool> done{false};
    std::atomic<bool> seen{false};
    const std::unique_ptr<QThread> watcher(QThread::create([&] {
        while (!done && !seen)
            seen = m_place == DraftField::Comment;
    }));
    watcher->start();
    QVERIFY(!fill(draft));
    done = true;
    watcher->wait();
    QVERIFY(seen);
    QCOMPARE(m_place.load(), DraftField::Whole);
}

QTEST_GUILESS_MAIN(DraftFillerTest)
#include "tst_draftfiller.moc"
