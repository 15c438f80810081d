// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/servecommand.h"

#include "app/commands/command.h"
#include "app/commands/journaltail.h"
#include "app/commands/serveoptions.h"
#include "app/commands/terminationsignals.h"
#ifdef HELIOGRAPH_SCRIPTING
#include "app/hosting/scenariohost.h"
#include "app/hosting/scenarioreload.h"
#endif
#include "app/journal/journal.h"
#include "app/server/server.h"

#include <QDateTime>

namespace heliograph::commands::serve {
namespace {

QString timeOf(const JournalEntry &entry)
{
    return QDateTime::fromMSecsSinceEpoch(entry.wall.count() / 1000)
        .toString(QStringLiteral("HH:mm:ss.zzz"));
}

/// One line for what an operator watches: clients that come and go, and problems.
QString lineFor(const JournalEntry &entry)
{
    const QString endpoint = QString::fromUtf8(entry.endpoint);
    switch (entry.kind) {
    case EntryKind::ClientOpened:
        return QStringLiteral("%1 client %2 opened %3 from %4%5")
            .arg(timeOf(entry))
            .arg(toNumber(entry.connection))
            .arg(endpoint, entry.client->remote,
                 entry.client->userAgent.isEmpty()
                     ? QString()
                     : QStringLiteral(" (%1)").arg(QString::fromUtf8(entry.client->userAgent)));
    case EntryKind::ClientClosed:
        return QStringLiteral("%1 client %2 left %3: %4")
            .arg(timeOf(entry))
            .arg(toNumber(entry.connection))
            .arg(endpoint, entry.text);
    case EntryKind::Problem:
        return QStringLiteral("%1 problem: %2").arg(timeOf(entry), entry.text);
    case EntryKind::Console:
        return QStringLiteral("%1 %2: %3").arg(timeOf(entry), endpoint, entry.text);
    default:
        return {};
    }
}

/// Prints the journal's new entries.
class Reporter {
public:
    explicit Reporter(const Journal &journal) : m_tail(journal) { }

    void report()
    {
        m_tail.readNew([](const QList<JournalEntryPtr> &entries) {
            QStringList lines;
            for (const JournalEntryPtr &entry : entries) {
                const QString line = lineFor(*entry);
                if (!line.isEmpty())
                    lines.append(printable(line));
            }
            if (!lines.isEmpty())
                complain(lines.join(QLatin1Char('\n')));
        });
    }

private:
    JournalTail m_tail;
};

} // namespace

QString summary()
{
    return QStringLiteral("Serve event streams, a start page and the control API");
}

int run(QCoreApplication &app, const QStringList &arguments)
{
    const auto parsed = parseServeArguments(arguments);
    if (const auto *code = std::get_if<int>(&parsed))
        return *code;
    const auto &settings = std::get<ServeSettings>(parsed);

    const SystemClock clock;
    Journal journal(clock, settings.journal);
    Server server(settings.options, journal, clock);
    for (const EndpointDefinition &definition : settings.endpoints) {
        if (auto defined = server.defineEndpoint(definition); !defined) {
            complain(QStringLiteral("heliograph serve: ") + defined.error().message);
            return WrongUsage;
        }
    }
#ifdef HELIOGRAPH_SCRIPTING
    ScenarioHost scenarios(server, journal);
    ScenarioReload reload(scenarios);
#endif
    TerminationSignals signal;
    bool isOver = false; // asked to end before it was up, perhaps
    QObject::connect(&signal, &TerminationSignals::requested, &app, [&isOver] {
        isOver = true;
        QCoreApplication::quit();
    });

    const auto url = server.listen(settings.host, settings.port);
    if (!url) {
        complain(QStringLiteral("heliograph serve: ") + url.error().message);
        return url.error().code == "bad-address" ? WrongUsage : Failure;
    }
    Reporter reporter(journal);
    journal.addListener(
        &app, [&reporter] { reporter.report(); }, std::chrono::milliseconds{20});
    reporter.report(); // what went wrong while it started
#ifdef HELIOGRAPH_SCRIPTING
    for (const ScenarioSource &source : settings.scenarios) {
        scenarios.start(source);
        reload.watch(source);
    }
    // Their paths are there before anybody is told where to look.
    scenarios.waitUntilReady(std::chrono::seconds{1});
#endif
    print("Listening on " + url->toString().toUtf8() + '\n');
    if (settings.options.token.isEmpty() && !server.token().isEmpty())
        complain(QStringLiteral("Bearer token for /api: ") + QString::fromLatin1(server.token()));

    const int code = isOver ? Success : QCoreApplication::exec();
#ifdef HELIOGRAPH_SCRIPTING
    scenarios.stopAll();
#endif
    server.close();
    reporter.report();
    return code;
}

} // namespace heliograph::commands::serve
