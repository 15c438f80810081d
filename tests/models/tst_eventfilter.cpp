// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/eventfilter.h"

#include <QTest>

using namespace heliograph;

class TestEventFilter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
};

void TestEventFilter::matches_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *filter, bool expected) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << expected;
    };
    row("", true);
    row("order", true);
    row("ORDER", true);
    row("łódź", true);
    row("ŁÓDŹ", true);
    row("absent", false);
    row("data:", true); // nothing after the colon yet
    row("retry", false); // not part of type, id or data
    row("event:order.*", true);
    row("event:order", false);
    row("event:ORDER.P?ID", true);
    row("id:1039", true);
    row("id:103", false);
    row("id:10*", true);
    row("endpoint:/events", true);
    row("endpoint:/ev*", true);
    row("endpoint:/x", false);
    row("data:1841", true);
    row("data:order.paid", false);
    row("-absent", true);
    row("-order", false);
    row("-event:metric.*", true);
    row("order event:order.* -heartbeat", true);
    row("order absent", false);
    row("\"two words\"", true);
    row("\"words two\"", false);
    row("-", false); // a hyphen alone is a word
}

void TestEventFilter::matches()
{
    QFETCH(QString, filter);
    JournalEntry entry;
    entry.kind = EntryKind::Published;
    entry.endpoint = "/events";
    entry.eventType = "order.paid";
    entry.eventId = "1039";
    entry.hasEventId = true;
    entry.wire = "event: order.paid\nid: 1039\nretry: 10\n"
                 "data: {\"order\":1841,\"city\":\"Łódź\",\"x\":\"two words\"}\n\n";
    QTEST(EventFilter(filter).matches(entry), "expected");
}

QTEST_GUILESS_MAIN(TestEventFilter)
#include "tst_eventfilter.moc"
