// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/journal.h"
#include "app/server/server.h"
#include "tests/support/rawclient.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

namespace {

bool waitFor(const RawClient &client, const QByteArray &text)
{
    return QTest::qWaitFor([&] { return client.has(text); }, 10'000);
}

/// One life of a server whose history is kept in @p file.
struct Life {
    explicit Life(const QString &file, ServerOptions options = {})
        : server(withFile(std::move(options), file), journal, clock)
    {
        listen();
    }

    static ServerOptions withFile(ServerOptions options, const QString &file)
    {
        options.historyFile = file;
        return options;
    }

    void listen()
    {
        const auto listening = server.listen(QStringLiteral("127.0.0.1"), 0);
        url = listening.value_or(QUrl());
        error = listening ? Error{} : listening.error();
    }

    /// Publishes @p data and waits until it is acknowledged.
    PublishReceipt publish(const QByteArray &data, const QByteArray &endpoint = "/events")
    {
        PublishRequest request;
        request.endpoint = endpoint;
        request.event.data = data;
        std::optional<PublishReceipt> receipt;
        server.publish(request, [&receipt](const Result<PublishReceipt> &result) {
            receipt = result.value_or(PublishReceipt{});
        });
        if (!QTest::qWaitFor([&receipt] { return receipt.has_value(); }, 10'000))
            return {};
        return *receipt;
    }

    /// What a client that has seen @p lastEventId is sent, up to and with the event @p until.
    QByteArray replay(const QByteArray &lastEventId, const QByteArray &until,
                      const QByteArray &endpoint = "/events")
    {
        RawClient client(url);
        client.send("GET " + endpoint
                    + " HTTP/1.0\r\nHost: localhost\r\nLast-Event-ID: " + lastEventId + "\r\n\r\n");
        if (!waitFor(client, "id: " + until + '\n'))
            return "nothing";
        const QByteArray all = client.received();
        return all.mid(all.indexOf("\r\n\r\n") + 4);
    }

    [[nodiscard]] QStringList problems() const
    {
        QStringList texts;
        for (const auto &entry : journal.read(Sequence::None, 100'000)) {
            if (entry->kind == EntryKind::Problem)
                texts.append(entry->text);
        }
        return texts;
    }

    SystemClock clock;
    Journal journal{clock};
    Server server;
    QUrl url;
    Error error;
};

} // namespace

class DurableHistoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void outlivesTheServer();
    void channelsComeBackWhenUsed();
    void eventsFromBeforeTheFileGoIntoIt();
    void listeningAgainDoublesNothing();
    void anotherFileBeginsWithItsOwn();
    void switchingItOffKeepsServing();
    void numbersOutliveForgottenChannels();
    void damagedFileIsAProblemOfTheJournal();
    void stoppingAnswersWhoWaits();

private:
    [[nodiscard]] QString file(const char *name = "events.db") const
    {
        return m_folder->filePath(QLatin1String(name));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void DurableHistoryTest::outlivesTheServer()
{
    {
        Life life(file());
        for (const char *data : {"a", "b", "c"})
            QVERIFY(life.publish(data).stored);
        QCOMPARE(life.server.status().history->stored, quint64{3});
    }
    Life life(file());
    QCOMPARE(life.replay("1", "3"), QByteArray("id: 2\ndata: b\n\nid: 3\ndata: c\n\n"));
    QCOMPARE(life.publish("d").id, QByteArray("4"));
    QCOMPARE(life.replay("2", "4"), QByteArray("id: 3\ndata: c\n\nid: 4\ndata: d\n\n"));
}

void DurableHistoryTest::channelsComeBackWhenUsed()
{
    {
        Life life(file());
        life.publish("a", "/events/x");
        life.publish("b", "/events/x");
    }
    Life life(file());
    QCOMPARE(life.server.endpoints().size(), 1);
    QCOMPARE(life.replay("1", "2", "/events/x"), QByteArray("id: 2\ndata: b\n\n"));
}

void DurableHistoryTest::eventsFromBeforeTheFileGoIntoIt()
{
    {
        Life life(file());
        life.publish("kept");
    }
    {
        Life life({});
        life.publish("a");
        life.publish("b");
        life.server.close();
        life.server.setOptions(Life::withFile({}, file()));
        life.listen();
        QCOMPARE(life.publish("c").id, QByteArray("3"));
    }
    Life life(file());
    QCOMPARE(life.replay("2", "3"), QByteArray("id: 3\ndata: c\n\n"));
    QCOMPARE(life.server.status().history->problem, QString());
    QCOMPARE(life.publish("d").id, QByteArray("4"));
}

void DurableHistoryTest::listeningAgainDoublesNothing()
{
    Life life(file());
    life.publish("a");
    life.publish("b");
    life.server.close();
    QVERIFY(!life.server.status().history);
    life.listen();
    QCOMPARE(life.publish("c").id, QByteArray("3"));
    QCOMPARE(life.replay("1", "3"), QByteArray("id: 2\ndata: b\n\nid: 3\ndata: c\n\n"));
}

void DurableHistoryTest::anotherFileBeginsWithItsOwn()
{
    Life life(file());
    life.publish("a");
    life.server.close();
    life.server.setOptions(Life::withFile({}, file("other.db")));
    life.listen();
    const QByteArray id = life.publish("b").id;
    life.server.close();
    Life other(file("other.db"));
    RawClient client(other.url);
    client.send("GET /api/events HTTP/1.0\r\nHost: localhost\r\n\r\n");
    QVERIFY(waitFor(client, "]"));
    QVERIFY(client.received().contains("\"data\":\"b\""));
    QVERIFY(!client.received().contains("\"data\":\"a\""));
    QCOMPARE(id, QByteArray("2")); // numbers never fall while the server lives
}

void DurableHistoryTest::switchingItOffKeepsServing()
{
    Life life(file());
    life.publish("a");
    life.server.close();
    life.server.setOptions({});
    life.listen();
    QCOMPARE(life.publish("b").id, QByteArray("2"));
    QCOMPARE(life.replay("1", "2"), QByteArray("id: 2\ndata: b\n\n"));
    QVERIFY(!life.server.status().history);
}

void DurableHistoryTest::numbersOutliveForgottenChannels()
{
    ServerOptions options;
    options.channelLifetime = 0ms;
    options.heartbeat = 200ms; // the tick that forgets channels follows it
    Life life(file(), options);
    QCOMPARE(life.publish("a", "/events/x").id, QByteArray("1"));
    QTRY_COMPARE(life.server.endpoints().size(), 1);
    QCOMPARE(life.publish("b", "/events/x").id, QByteArray("2"));
    QCOMPARE(life.replay("1", "2", "/events/x"), QByteArray("id: 2\ndata: b\n\n"));
}

void DurableHistoryTest::damagedFileIsAProblemOfTheJournal()
{
    QFile damaged(file());
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write(QByteArray(8192, 'x'));
    damaged.close();
    Life life(file());
    QVERIFY(!life.url.isEmpty());
    QCOMPARE(life.problems().size(), 1);
    QVERIFY2(life.problems().constFirst().contains(QLatin1String("events.db")),
             qPrintable(life.problems().constFirst()));
    QVERIFY(!life.publish("a").stored);
    QVERIFY(!life.publish("b").stored);
    QCOMPARE(life.replay("1", "2"), QByteArray("id: 2\ndata: b\n\n"));
}

void DurableHistoryTest::stoppingAnswersWhoWaits()
{
    ServerOptions options;
    options.slowReaders = SlowReaderPolicy::Pause;
    options.maxQueue = qsizetype{64} * 1024;
    options.pauseLimit = 60s;
    Life life({}, options);
    RawClient stalled(life.url);
    stalled.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(waitFor(stalled, "\r\n\r\n"));
    stalled.setReading(false);

    PublishRequest request;
    request.event.data = QByteArray(60'000, 'x');
    QList<QByteArray> outcomes;
    int sent = 0;
    const auto publish = [&] {
        ++sent;
        life.server.publish(request, [&outcomes](const Result<PublishReceipt> &result) {
            outcomes.append(result ? result->id : result.error().code);
        });
        QCoreApplication::processEvents();
    };
    while (life.server.status().heldPublishes == 0 && sent < 10'000)
        publish();
    publish();
    QCOMPARE(life.server.status().heldPublishes, 2);
    QCOMPARE(outcomes.size(), sent - 2);
    life.server.close();
    QCOMPARE(outcomes.size(), sent);
    QCOMPARE(outcomes.mid(sent - 2),
             (QList<QByteArray>{QByteArray("server-stopped"), QByteArray("server-stopped")}));
    QCOMPARE(life.server.status().heldPublishes, 0);
}

QTEST_GUILESS_MAIN(DurableHistoryTest)
#include "tst_durablehistory.moc"
