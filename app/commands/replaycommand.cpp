// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/replaycommand.h"

#include "app/commands/command.h"
#include "app/commands/journaltail.h"
#include "app/commands/replayoptions.h"
#include "app/commands/replayrun.h"
#include "app/commands/terminationsignals.h"
#include "app/server/server.h"

#include <map>
#include <memory>

namespace heliograph::commands::replay {
namespace {

void say(const QString &text)
{
    complain(QStringLiteral("heliograph replay: ") + printable(text));
}

void tellEnd(const ReplayOptions &options, const PlayerStatus &status, const QString &whom)
{
    if (status.fault)
        say(QStringLiteral("\"%1\" is damaged. %2").arg(options.file, status.fault->message));
    complain(
        QStringLiteral("Played %1 %2%3.")
            .arg(status.events)
            .arg(status.events == 1 ? QStringLiteral("event") : QStringLiteral("events"), whom));
}

/// Who gets the recording when, told of what the journal brings.
class Replays : public QObject {
public:
    virtual void look(const QList<JournalEntryPtr> &entries) = 0;

    /// How the program ends when it is stopped.
    [[nodiscard]] int exitCode() const { return m_metFault ? Failure : Success; }

protected:
    Replays(Server &server, const ReplayOptions &options) : m_server(server), m_options(options) { }

    void connectRun(ReplayRun &run)
    {
        connect(&run, &ReplayRun::refused, this, &say);
        connect(&run, &ReplayRun::failed, this, [](const QString &message) {
            say(message);
            QCoreApplication::exit(Failure);
        });
    }

    void noteEnd(const ReplayRun &run, const QString &whom)
    {
        m_metFault = m_metFault || run.status().fault;
        tellEnd(m_options, run.status(), whom);
    }

    Server &m_server;
    const ReplayOptions &m_options;

private:
    bool m_metFault = false;
};

/// Plays once, for all, when enough have come; then ends the program.
class SharedReplay final : public Replays {
public:
    SharedReplay(Server &server, const Clock &clock, const ReplayOptions &options)
        : Replays(server, options), m_run(server, clock, options)
    {
        connectRun(m_run);
        connect(&m_run, &ReplayRun::ready, this, &SharedReplay::startOnceAwaited);
        connect(&m_run, &ReplayRun::over, this, [this] { noteEnd(m_run, {}); });
        connect(&m_run, &ReplayRun::sent, this, [this] {
            if (!m_options.stays)
                QCoreApplication::exit(exitCode());
        });
    }

    void look(const QList<JournalEntryPtr> &) override { startOnceAwaited(); }

private:
    [[nodiscard]] int clients() const
    {
        const QList<EndpointSnapshot> endpoints = m_server.endpoints();
        for (const EndpointSnapshot &endpoint : endpoints) {
            if (endpoint.path == m_options.endpoint)
                return endpoint.clients;
        }
        return 0;
    }

    void startOnceAwaited()
    {
        if (m_isStarted || !m_run.isReady() || clients() < m_options.waitFor)
            return;
        m_isStarted = true;
        complain(QStringLiteral("Playing \"%1\".").arg(printable(m_options.file)));
        m_run.start();
    }

    ReplayRun m_run;
    bool m_isStarted = false;
};

/// Plays from the start to each client that comes, until the program is stopped.
class ClientReplays final : public Replays {
public:
    ClientReplays(Server &server, const Clock &clock, const ReplayOptions &options)
        : Replays(server, options), m_clock(clock)
    {
    }

    void look(const QList<JournalEntryPtr> &entries) override
    {
        for (const JournalEntryPtr &entry : entries) {
            if (entry->kind == EntryKind::ClientClosed)
                m_runs.erase(entry->connection);
            else if (entry->kind == EntryKind::ClientOpened
                     && entry->endpoint == m_options.endpoint)
                add(entry->connection);
        }
    }

private:
    void add(ConnectionId client)
    {
        const QString whom = QStringLiteral(" to client %1").arg(toNumber(client));
        constexpr std::size_t most = 256; // each has a thread
        if (m_runs.size() >= most) {
            say(QStringLiteral("More than %1 clients at once: turned client %2 away.")
                    .arg(most)
                    .arg(toNumber(client)));
            m_server.disconnectClients({client});
            return;
        }
        auto made = std::make_unique<ReplayRun>(m_server, m_clock, m_options, client);
        ReplayRun &run = *made;
        connectRun(run);
        connect(&run, &ReplayRun::ready, this, [this, &run, whom] {
            complain(QStringLiteral("Playing \"%1\"%2.").arg(printable(m_options.file), whom));
            run.start();
        });
        connect(&run, &ReplayRun::over, this, [this, &run, whom] { noteEnd(run, whom); });
        // That the client is gone then comes with the journal, which removes the run.
        connect(&run, &ReplayRun::sent, this, [this, client] {
            if (!m_options.stays)
                m_server.disconnectClients({client});
        });
        m_runs.emplace(client, std::move(made));
    }

    const Clock &m_clock;
    std::map<ConnectionId, std::unique_ptr<ReplayRun>> m_runs;
};

/// Has @p replays look at what is new in a journal, and tells of problems.
class Watch {
public:
    Watch(const Journal &journal, Replays &replays) : m_tail(journal), m_replays(replays) { }

    void look()
    {
        m_tail.readNew([this](const QList<JournalEntryPtr> &entries) {
            for (const JournalEntryPtr &entry : entries) {
                if (entry->kind == EntryKind::Problem)
                    say(entry->text);
            }
            m_replays.look(entries);
        });
    }

private:
    JournalTail m_tail;
    Replays &m_replays;
};

/// Says at once what cannot be played, before anybody connects.
Result<void> checkFile(const ReplayOptions &options)
{
    const auto reader = RecordingReader::open(options.file);
    return reader ? Result<void>() : tl::unexpected(reader.error());
}

void tellWhere(const ReplayOptions &options, const QUrl &url, const Server &server)
{
    print("Listening on " + url.toString().toUtf8() + '\n');
    if (options.server.options.token.isEmpty() && !server.token().isEmpty())
        complain(QStringLiteral("Bearer token for /api: ") + QString::fromLatin1(server.token()));
    if (options.waitFor == 0 && !options.perClient)
        return;
    const QString whom = options.perClient ? QStringLiteral("clients")
        : options.waitFor == 1             ? QStringLiteral("a client")
                                           : QStringLiteral("%1 clients").arg(options.waitFor);
    complain(QStringLiteral("Waiting for %1 at %2%3")
                 .arg(whom, url.toString(), QString::fromUtf8(options.endpoint)));
}

int play(const ReplayOptions &options, QCoreApplication &app)
{
    const SystemClock clock;
    Journal journal(clock, options.server.journal);
    Server server(options.server.options, journal, clock);
    for (const EndpointDefinition &definition : options.server.endpoints) {
        if (auto defined = server.defineEndpoint(definition); !defined) {
            say(defined.error().message);
            return WrongUsage;
        }
    }
    const auto url = server.listen(options.server.host, options.server.port);
    if (!url) {
        say(url.error().message);
        return url.error().code == "bad-address" ? WrongUsage : Failure;
    }
    std::unique_ptr<Replays> replays;
    if (options.perClient)
        replays = std::make_unique<ClientReplays>(server, clock, options);
    else
        replays = std::make_unique<SharedReplay>(server, clock, options);
    TerminationSignals signal;
    QObject::connect(&signal, &TerminationSignals::requested, replays.get(),
                     [&replays] { QCoreApplication::exit(replays->exitCode()); });
    Watch watch(journal, *replays);
    journal.addListener(
        &app, [&watch] { watch.look(); }, std::chrono::milliseconds{0});
    tellWhere(options, *url, server);
    watch.look();
    const int code = QCoreApplication::exec();
    journal.removeListener(&app);
    server.close();
    return code;
}

} // namespace

QString summary()
{
    return QStringLiteral("Serve a recording at its own times");
}

int run(QCoreApplication &app, const QStringList &arguments)
{
    const auto parsed = parseReplayArguments(arguments);
    if (const auto *code = std::get_if<int>(&parsed))
        return *code;
    const auto &options = std::get<ReplayOptions>(parsed);
    if (options.file.isEmpty()) {
        say(QStringLiteral("Name the file to play."));
        return WrongUsage;
    }
    if (auto readable = checkFile(options); !readable) {
        say(readable.error().message);
        return Failure;
    }
    return play(options, app);
}

} // namespace heliograph::commands::replay
