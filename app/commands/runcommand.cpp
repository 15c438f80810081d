// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runcommand.h"

#include "app/commands/command.h"
#include "app/commands/journaltail.h"
#include "app/commands/serveoptions.h"
#include "app/commands/terminationsignals.h"
#include "app/hosting/scenariohost.h"
#include "app/journal/journal.h"
#include "app/server/server.h"

namespace heliograph::commands::run {
namespace {

/// Prints what the scenario wrote to its console, and problems.
class Output {
public:
    explicit Output(const Journal &journal) : m_tail(journal) { }

    void write()
    {
        m_tail.readNew([](const QList<JournalEntryPtr> &entries) {
            for (const JournalEntryPtr &entry : entries) {
                if (entry->kind == EntryKind::Problem)
                    complain(printable(entry->text));
                else if (entry->kind == EntryKind::Console)
                    writeLine(*entry);
            }
        });
    }

private:
    static void writeLine(const JournalEntry &entry)
    {
        if (entry.eventType == "warning" || entry.eventType == "error")
            complain(entry.text);
        else
            print(entry.text.toUtf8() + '\n');
    }

    JournalTail m_tail;
};

int exitCodeOf(const ScenarioStatus &status)
{
    return status.state == ScenarioStatus::State::Failed ? Failure : status.exitCode;
}

} // namespace

QString summary()
{
    return QStringLiteral("Run a scenario, a JavaScript file, until it ends");
}

int run(QCoreApplication &app, const QStringList &arguments)
{
    const auto parsed = serve::parseRunArguments(arguments);
    if (const auto *code = std::get_if<int>(&parsed))
        return *code;
    const auto &settings = std::get<serve::ServeSettings>(parsed);

    const SystemClock clock;
    Journal journal(clock, settings.journal);
    Server server(settings.options, journal, clock);
    for (const EndpointDefinition &definition : settings.endpoints) {
        if (auto defined = server.defineEndpoint(definition); !defined) {
            complain(QStringLiteral("heliograph run: ") + defined.error().message);
            return WrongUsage;
        }
    }
    ScenarioHost scenarios(server, journal);
    TerminationSignals signal;
    QObject::connect(&signal, &TerminationSignals::requested, &app, &QCoreApplication::quit);
    const auto url = server.listen(settings.host, settings.port);
    if (!url) {
        complain(QStringLiteral("heliograph run: ") + url.error().message);
        return url.error().code == "bad-address" ? WrongUsage : Failure;
    }
    complain(QStringLiteral("Listening on %1").arg(url->toString()));

    Output output(journal);
    journal.addListener(
        &app, [&output] { output.write(); }, std::chrono::milliseconds{20});
    output.write();
    const QString name = settings.scenarios.constFirst().name;
    QObject::connect(&scenarios, &ScenarioHost::ended, &app, [&name](const ScenarioStatus &status) {
        if (status.name == name && status.state != ScenarioStatus::State::Stopped)
            QCoreApplication::exit(exitCodeOf(status));
    });
    for (const ScenarioSource &source : settings.scenarios)
        scenarios.start(source);
    const int code = QCoreApplication::exec();
    scenarios.stopAll();
    server.close();
    output.write();
    return code;
}

} // namespace heliograph::commands::run
