// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/outbox.h"

#include <QTest>

using namespace heliograph;

class OutboxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void joinsWhatFollows();
    void countsUntilAcknowledged();
    void countsTheOwnersQueue();
    void endsWhatGrows();
    void matchesRoutes_data();
    void matchesRoutes();
};

void OutboxTest::joinsWhatFollows()
{
    Outbox outbox({});
    outbox.openResponse(1);
    outbox.openResponse(2);
    QCOMPARE(outbox.write(1, "a"), Outbox::Written::Fine);
    (void)outbox.write(1, "b");
    (void)outbox.write(2, "c");
    (void)outbox.write(1, "d");
    (void)outbox.write(9, "nobody's");
    outbox.endResponse(1);
    outbox.endResponse(1);
    const ScenarioBatch batch = outbox.take();
    QCOMPARE(batch.serial, 1u);
    QCOMPARE(batch.items.size(), 4);
    QCOMPARE(std::get<ScenarioOutput::Data>(batch.items.at(0)).bytes, QByteArray("ab"));
    QCOMPARE(std::get<ScenarioOutput::Data>(batch.items.at(1)).id, 2u);
    QCOMPARE(std::get<ScenarioOutput::Data>(batch.items.at(2)).bytes, QByteArray("d"));
    QCOMPARE(std::get<ScenarioOutput::End>(batch.items.at(3)).reason, QString());
    QVERIFY(outbox.isEmpty());
    QVERIFY(outbox.isOpen(2) && !outbox.isOpen(1));
}

void OutboxTest::countsUntilAcknowledged()
{
    ScenarioLimits limits;
    limits.highWater = 10;
    Outbox outbox(limits);
    outbox.openResponse(1);
    QCOMPARE(outbox.write(1, "1234567890"), Outbox::Written::Full);
    const quint64 serial = outbox.take().serial;
    QCOMPARE(outbox.takeDrained(), QList<quint64>());
    outbox.acknowledge(serial);
    outbox.acknowledge(serial);
    QCOMPARE(outbox.takeDrained(), QList<quint64>{1});
    QCOMPARE(outbox.takeDrained(), QList<quint64>());
}

void OutboxTest::countsTheOwnersQueue()
{
    ScenarioLimits limits;
    limits.highWater = 10;
    Outbox outbox(limits);
    outbox.openResponse(1);
    outbox.setQueued(1, 9);
    QCOMPARE(outbox.write(1, "1"), Outbox::Written::Full);
    outbox.acknowledge(outbox.take().serial);
    QCOMPARE(outbox.takeDrained(), QList<quint64>());
    outbox.setQueued(1, 5);
    QCOMPARE(outbox.takeDrained(), QList<quint64>{1});
}

void OutboxTest::endsWhatGrows()
{
    ScenarioLimits limits;
    limits.unsentBytes = 4;
    Outbox outbox(limits);
    outbox.openResponse(1);
    (void)outbox.write(1, "1234");
    QCOMPARE(outbox.write(1, "5"), Outbox::Written::TooMuch);
    QVERIFY(!outbox.hasOpenResponses());
    const ScenarioBatch batch = outbox.take();
    QVERIFY(!std::get<ScenarioOutput::End>(batch.items.last()).reason.isEmpty());
}

void OutboxTest::matchesRoutes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, const char *method, const char *pattern,
                        const char *asked, const char *path, bool matches) {
        QTest::newRow(name) << QByteArray(method) << QString::fromLatin1(pattern)
                            << QByteArray(asked) << QString::fromLatin1(path) << matches;
    };
    row("same", "GET", "/a/b", "GET", "/a/b", true);
    row("slash at the end", "GET", "/a", "GET", "/a/", true);
    row("other method", "GET", "/a", "POST", "/a", false);
    row("HEAD as GET", "GET", "/a", "HEAD", "/a", true);
    row("any method", "", "/a", "PUT", "/a", true);
    row("shorter", "", "/a/b", "GET", "/a", false);
    row("longer", "", "/a", "GET", "/a/b", false);
    row("a name", "", "/a/:id", "GET", "/a/7", true);
    row("a name is one segment", "", "/a/:id", "GET", "/a/7/8", false);
    row("a name is not nothing", "", "/a/:id", "GET", "/a", false);
    row("below", "", "/a/*", "GET", "/a/b/c", true);
    row("everything", "", "/*", "GET", "/", true);
    row("root", "", "/", "GET", "/", true);
    row("root is not everything", "", "/", "GET", "/a", false);
}

void OutboxTest::matchesRoutes()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, pattern);
    QFETCH(QByteArray, asked);
    QFETCH(QString, path);
    QFETCH(bool, matches);
    QCOMPARE((ScenarioRoute{method, pattern}.matches(asked, path)), matches);
}

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
