// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/eventwriter.h"

#include <QTest>

using namespace heliograph;
using namespace std::chrono_literals;

// An event is told by what it sets; what is not named is absent.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

class EventWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writes_data();
    void writes();
    void refuses_data();
    void refuses();
    void writesComments_data();
    void writesComments();
};

void EventWriterTest::writes_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<QByteArray>("wire");
    const auto row = [](const char *name, const Event &event, const char *wire) {
        QTest::newRow(name) << event << QByteArray(wire);
    };
    row("nothing", {}, "\n");
    row("data", {.data = "a"}, "data: a\n\n");
    row("empty data", {.data = ""}, "data:\n\n");
    row("data beginning with a space", {.data = " a"}, "data:  a\n\n");
    row("LF, CR and CRLF end lines", {.data = "a\nb\rc\r\nd"},
        "data: a\ndata: b\ndata: c\ndata: d\n\n");
    row("LF then CR end two", {.data = "a\n\rb"}, "data: a\ndata:\ndata: b\n\n");
    row("line breaks around", {.data = "\na\n"}, "data:\ndata: a\ndata:\n\n");
    row("type", {.type = "e", .data = "a"}, "event: e\ndata: a\n\n");
    row("id", {.id = "1", .data = "a"}, "id: 1\ndata: a\n\n");
    row("empty id", {.id = ""}, "id:\n\n");
    row("retry", {.retry = 1500ms}, "retry: 1500\n\n");
    row("comment", {.comment = "a\nb"}, ": a\n: b\n\n");
    row("all", {"e", "1", 2ms, "a", "c"}, ": c\nevent: e\nid: 1\nretry: 2\ndata: a\n\n");
}

void EventWriterTest::writes()
{
    QFETCH(Event, event);
    QFETCH(QByteArray, wire);
    const Result<QByteArray> written = EventWriter::write(event);
    QVERIFY(written.has_value());
    QCOMPARE(*written, wire);
}

void EventWriterTest::refuses_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("LF in type") << Event{.type = "a\ndata: b"} << QByteArray("event");
    QTest::newRow("CR in type") << Event{.type = "a\r"} << QByteArray("event");
    QTest::newRow("LF in id") << Event{.id = "\n"} << QByteArray("id");
    QTest::newRow("CR in id") << Event{.id = "1\r2"} << QByteArray("id");
    QTest::newRow("NUL in id") << Event{.id = QByteArray("1\0", 2)} << QByteArray("id");
    QTest::newRow("negative retry") << Event{.retry = -1ms} << QByteArray("retry");
}

void EventWriterTest::refuses()
{
    QFETCH(Event, event);
    QFETCH(QByteArray, field);
    const Result<QByteArray> written = EventWriter::write(event);
    QVERIFY(!written.has_value());
    QCOMPARE(written.error().code, QByteArray("invalid-field"));
    QCOMPARE(written.error().field, field);
    QVERIFY(!written.error().message.isEmpty());
    QVERIFY(!EventWriter::check(event).has_value());
}

void EventWriterTest::writesComments_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("empty") << QByteArray() << QByteArray(":\n\n");
    QTest::newRow("text") << QByteArray("ping") << QByteArray(": ping\n\n");
    QTest::newRow("no field forged")
        << QByteArray("a\rdata: b") << QByteArray(": a\n: data: b\n\n");
}

void EventWriterTest::writesComments()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, wire);
    QCOMPARE(EventWriter::comment(text), wire);
}

QTEST_GUILESS_MAIN(EventWriterTest)
#include "tst_eventwriter.moc"
