// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/replaycommand.h"

#include "app/commands/command.h"
#include "app/commands/journaltail.h"
#include "app/commands/replayoptions.h"
#include "app/commands/terminationsignals.h"
#include "app/recording/player.h"
#include "app/server/server.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <algorithm>

namespace heliograph::commands::replay {
namespace {

void say(const QString &text)
{
    complain(QStringLiteral("heliograph replay: ") + printable(text));
}

/// Plays one recording to the clients of one endpoint, and ends the run with its exit code.
class Replay final : public QObject {
public:
    Replay(Server &server, const Journal &journal, const Clock &clock, const ReplayOptions &options)
        : m_server(server), m_tail(journal), m_options(options),
          m_player(clock, [this](const QList<PlayedBlock> &blocks) {
              QMetaObject::invokeMethod(
                  this, [this, blocks] { publish(blocks); }, Qt::QueuedConnection);
          })
    {
        connect(&m_player, &Player::statusChanged, this, &Replay::onStatus);
        connect(&m_drain, &QTimer::timeout, this, &Replay::endOnceSent);
        m_player.setSpeed(options.speed);
        m_player.setLoop(options.loops);
        m_player.open(options.file, {.interval = options.interval}, options.from);
    }

    /// To be called when the journal has grown: somebody may have come.
    void look()
    {
        m_tail.readNew([](const QList<JournalEntryPtr> &entries) {
            for (const JournalEntryPtr &entry : entries) {
                if (entry->kind == EntryKind::Problem)
                    say(entry->text);
            }
        });
        startOnceAwaited();
    }

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
        const PlayerState state = m_player.status().state;
        const bool isReady = state == PlayerState::Paused || state == PlayerState::Ended;
        if (m_isStarted || !isReady || clients() < m_options.waitFor)
            return;
        m_isStarted = true;
        if (state == PlayerState::Ended)
            return end(); // there is nothing to play from there on
        complain(QStringLiteral("Playing \"%1\".").arg(printable(m_options.file)));
        m_player.play();
    }

    void onStatus(const PlayerStatus &status)
    {
        if (status.state == PlayerState::Failed) {
            say(status.error.message);
            return QCoreApplication::exit(Failure);
        }
        if (!m_isStarted)
            startOnceAwaited();
        else if (status.state == PlayerState::Ended && status.unacknowledged == 0)
            end();
    }

    void publish(const QList<PlayedBlock> &blocks)
    {
        QList<PublishRequest> requests;
        requests.reserve(blocks.size());
        for (const PlayedBlock &block : blocks) {
            PublishRequest request;
            request.endpoint = m_options.endpoint;
            request.automaticId = false;
            request.raw = block.bytes;
            requests.append(std::move(request));
        }
        m_server.publish(requests, [this, count = requests.size()](const auto &published) {
            if (!published)
                tellRefusal(published.error().message);
            m_player.acknowledge(static_cast<quint64>(count));
        });
    }

    void tellRefusal(const QString &message)
    {
        if (message != m_lastRefusal)
            say(message);
        m_lastRefusal = message;
    }

    /// All was handed to the server. Leaves its clients the time to read it.
    void end()
    {
        if (m_isOver)
            return;
        m_isOver = true;
        const PlayerStatus &status = m_player.status();
        if (status.fault)
            say(QStringLiteral("\"%1\" is damaged. %2").arg(m_options.file, status.fault->message));
        complain(QStringLiteral("Played %1 %2.")
                     .arg(status.events)
                     .arg(status.events == 1 ? QStringLiteral("event") : QStringLiteral("events")));
        if (m_options.stays)
            return;
        m_deadline.setRemainingTime(m_server.options().pauseLimit);
        constexpr std::chrono::milliseconds step{10};
        m_drain.start(step);
        endOnceSent();
    }

    void endOnceSent()
    {
        const QList<ConnectionSnapshot> connections = m_server.connections();
        const bool isSent =
            std::all_of(connections.cbegin(), connections.cend(),
                        [](const ConnectionSnapshot &one) { return one.queuedBytes == 0; });
        if (isSent || m_deadline.hasExpired())
            QCoreApplication::exit(exitCode());
    }

public:
    /// How it ends when it is stopped.
    [[nodiscard]] int exitCode() const
    {
        return m_isOver && m_player.status().fault ? Failure : Success;
    }

private:
    Server &m_server;
    JournalTail m_tail;
    const ReplayOptions &m_options;
    QTimer m_drain;
    QDeadlineTimer m_deadline;
    QString m_lastRefusal;
    bool m_isStarted = false;
    bool m_isOver = false;
    Player m_player; // the last: its thread calls this object
};

/// Says at once what cannot be played, before anybody connects.
Result<void> checkFile(const ReplayOptions &options)
{
    const auto reader = RecordingReader::open(options.file);
    return reader ? Result<void>() : tl::unexpected(reader.error());
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
    Replay replay(server, journal, clock, options);
    TerminationSignals signal;
    QObject::connect(&signal, &TerminationSignals::requested, &replay,
                     [&replay] { QCoreApplication::exit(replay.exitCode()); });
    journal.addListener(
        &app, [&replay] { replay.look(); }, std::chrono::milliseconds{0});
    print("Listening on " + url->toString().toUtf8() + '\n');
    if (options.server.options.token.isEmpty() && !server.token().isEmpty())
        complain(QStringLiteral("Bearer token for /api: ") + QString::fromLatin1(server.token()));
    if (options.waitFor > 0)
        complain(QStringLiteral("Waiting for %1 at %2%3")
                     .arg(options.waitFor == 1 ? QStringLiteral("a client")
                                               : QStringLiteral("%1 clients").arg(options.waitFor),
                          url->toString(), QString::fromUtf8(options.endpoint)));
    replay.look();
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
    if (auto readable = checkFile(options); !readable) {
        say(readable.error().message);
        return Failure;
    }
    return play(options, app);
}

} // namespace heliograph::commands::replay
