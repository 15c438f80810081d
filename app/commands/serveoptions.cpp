// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/serveoptions.h"

#include "app/commands/command.h"

#include <QUrl>

#include <algorithm>
#include <functional>

namespace heliograph::commands::serve {
namespace {

constexpr int mostReplayEvents = 10'000'000;
constexpr qint64 gibibyte = qint64{1024} * 1024 * 1024;

/// An option, its help, and how its value gets into the settings.
struct Option {
    QString name;
    QString valueName; ///< empty for a flag
    QString help;
    std::function<Result<void>(const QCommandLineParser &, const QString &, ServeSettings &)> apply;
};

auto bytesInto(qsizetype ServerOptions::*member, qint64 least)
{
    return [member, least](const QCommandLineParser &parser, const QString &name,
                           ServeSettings &settings) -> Result<void> {
        const auto number = wholeNumber(parser, name, least, gibibyte);
        if (!number)
            return tl::unexpected(number.error());
        settings.options.*member = static_cast<qsizetype>(*number);
        return {};
    };
}

auto secondsInto(std::chrono::milliseconds ServerOptions::*member, bool zeroIsOff)
{
    return [member, zeroIsOff](const QCommandLineParser &parser, const QString &name,
                               ServeSettings &settings) -> Result<void> {
        if (zeroIsOff && parser.value(name) == QLatin1String("off")) {
            settings.options.*member = std::chrono::milliseconds{0};
            return {};
        }
        const auto time = seconds(parser, name);
        if (!time)
            return tl::unexpected(time.error());
        if (!zeroIsOff && time->count() == 0)
            return failure("wrong-usage",
                           QStringLiteral("--%1 must be more than 0 seconds.").arg(name));
        settings.options.*member = *time;
        return {};
    };
}

auto countInto(int ServerOptions::*member, qint64 least, qint64 most)
{
    return [member, least, most](const QCommandLineParser &parser, const QString &name,
                                 ServeSettings &settings) -> Result<void> {
        const auto number = wholeNumber(parser, name, least, most);
        if (!number)
            return tl::unexpected(number.error());
        settings.options.*member = static_cast<int>(*number);
        return {};
    };
}

Result<void> applyCors(const QCommandLineParser &parser, const QString &name,
                       ServeSettings &settings)
{
    for (const QString &value : parser.values(name)) {
        for (const QString &origin : value.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            const QUrl url(origin.trimmed());
            const bool isOrigin =
                (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"))
                && !url.host().isEmpty()
                && (url.path().isEmpty() || url.path() == QLatin1String("/"));
            const QString text = origin.trimmed();
            if (!isOrigin && text != QLatin1String("*") && text != QLatin1String("null")) {
                return failure("wrong-usage",
                               QStringLiteral("--cors takes origins such as "
                                              "https://app.example.com, or *, not \"%1\".")
                                   .arg(text));
            }
            settings.options.cors.append(text.endsWith(QLatin1Char('/')) ? text.chopped(1).toUtf8()
                                                                         : text.toUtf8());
        }
    }
    return {};
}

Result<void> applyEndpoints(const QCommandLineParser &parser, const QString &name,
                            ServeSettings &settings)
{
    for (const QString &value : parser.values(name)) {
        auto definition = parseEndpointOption(value);
        if (!definition)
            return tl::unexpected(definition.error());
        settings.endpoints.append(std::move(*definition));
    }
    return {};
}

#ifdef HELIOGRAPH_SCRIPTING
void addUnderItsName(ScenarioSource source, ServeSettings &settings)
{
    for (const ScenarioSource &other : settings.scenarios) {
        if (other.name == source.name)
            source.name = source.path; // two files of one name
    }
    settings.scenarios.append(std::move(source));
}

Result<void> addScenario(const QString &argument, ServeSettings &settings)
{
    auto source = readScenario(argument);
    if (!source)
        return tl::unexpected(source.error());
    addUnderItsName(std::move(*source), settings);
    return {};
}

Result<void> applyScenarios(const QCommandLineParser &parser, const QString &name,
                            ServeSettings &settings)
{
    for (const QString &value : parser.values(name)) {
        if (auto added = addScenario(value, settings); !added)
            return added;
    }
    return {};
}
#endif

Result<void> applyHistory(const QCommandLineParser &parser, const QString &name,
                          ServeSettings &settings)
{
    for (const QString &value : parser.values(name)) {
        const bool isNumber = !value.isEmpty()
            && std::all_of(value.cbegin(), value.cend(),
                           [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
        if (!isNumber) {
            if (value.isEmpty() || value.startsWith(QLatin1Char('-'))) {
                return failure("wrong-usage",
                               QStringLiteral("--history needs a file name or a number, not "
                                              "\"%1\". For a file of that name write ./%1.")
                                   .arg(value));
            }
            settings.options.historyFile = value;
            continue;
        }
        bool fits = false;
        const int events = value.toInt(&fits);
        if (!fits || events > mostReplayEvents) {
            return failure("wrong-usage",
                           QStringLiteral("--history holds %1 events at most, not %2. For a file "
                                          "of that name write ./%2.")
                               .arg(mostReplayEvents)
                               .arg(value));
        }
        settings.options.replayEvents = events;
    }
    return {};
}

Result<void> applyHistoryAge(const QCommandLineParser &parser, const QString &name,
                             ServeSettings &settings)
{
    const auto age = wholeNumber(parser, name, 1, qint64{100} * 365 * 24 * 3600);
    if (!age)
        return tl::unexpected(age.error());
    settings.options.replayAge = std::chrono::seconds{*age};
    return {};
}

Result<void> applySlowReaders(const QCommandLineParser &parser, const QString &name,
                              ServeSettings &settings)
{
    const QString policy = parser.value(name);
    if (policy == QLatin1String("disconnect"))
        settings.options.slowReaders = SlowReaderPolicy::Disconnect;
    else if (policy == QLatin1String("drop"))
        settings.options.slowReaders = SlowReaderPolicy::DropOldest;
    else if (policy == QLatin1String("pause"))
        settings.options.slowReaders = SlowReaderPolicy::Pause;
    else
        return failure(
            "wrong-usage",
            QStringLiteral("--slow-readers is disconnect, drop or pause, not \"%1\".").arg(policy));
    return {};
}

QList<Option> options()
{
    const auto text = [](const char *utf8) { return QString::fromUtf8(utf8); };
    return {
        {text("host"), text("ADDRESS"), text("Listen on this address (default 127.0.0.1)."),
         [](const auto &parser, const QString &name, ServeSettings &settings) -> Result<void> {
             settings.host = parser.value(name);
             return {};
         }},
        {text("port"), text("PORT"),
         text("Listen on this port; 0 picks a free one (default 8080)."),
         [](const auto &parser, const QString &name, ServeSettings &settings) -> Result<void> {
             const auto port = wholeNumber(parser, name, 0, 65535);
             if (!port)
                 return tl::unexpected(port.error());
             settings.port = static_cast<quint16>(*port);
             return {};
         }},
        {text("endpoint"), text("PATH[,option=value]..."),
         text("Serve a stream at PATH too; repeatable. Options: methods=GET+POST, status=CODE, "
              "header=NAME: VALUE, cors=loopback|list|any|none, retry=MS, heartbeat=SECONDS|off, "
              "heartbeat-text=TEXT, replay=N|off, greeting=TEXT, greeting-event=TYPE."),
         applyEndpoints},
#ifdef HELIOGRAPH_SCRIPTING
        {text("scenario"), text("FILE[@/path]"),
         text("Run this JavaScript file beside the server; repeatable. Its paths are served here, "
              "a handler it exports at /path; it is restarted when the file changes."),
         applyScenarios},
#endif
        {text("cors"), text("ORIGIN"),
         text("Let pages of this origin in, beside our own and loopback; repeatable; * for all."),
         applyCors},
        {text("allow-host"), text("NAME"),
         text("Answer to this name in the Host header too; repeatable."),
         [](const auto &parser, const QString &name, ServeSettings &settings) -> Result<void> {
             for (const QString &host : parser.values(name))
                 settings.options.allowedHosts.append(host.toUtf8());
             return {};
         }},
        {text("token"), text("TOKEN"),
         text("Bearer token that /api asks for; made up and shown when listening beyond loopback."),
         [](const auto &parser, const QString &name, ServeSettings &settings) -> Result<void> {
             settings.options.token = parser.value(name).toUtf8();
             if (settings.options.token.isEmpty())
                 return failure("wrong-usage", QStringLiteral("--token must not be empty."));
             return {};
         }},
        {text("private-streams"),
         {},
         text("Ask for the token on event streams too."),
         [](const auto &, const QString &, ServeSettings &settings) -> Result<void> {
             settings.options.privateStreams = true;
             return {};
         }},
        {text("heartbeat"), text("SECONDS"),
         text("Send a comment after so long a silence; off or 0: none (default 15)."),
         secondsInto(&ServerOptions::heartbeat, true)},
        {text("history"), text("FILE|N"),
         text("Keep the history in this SQLite file, over restarts: an event is acknowledged once "
              "it is in it. A number instead holds the last N events of an endpoint for "
              "Last-Event-ID (default 1000); give both to do both."),
         applyHistory},
        {text("history-age"), text("SECONDS"),
         text("Replay nothing older than that (default: any age)."), applyHistoryAge},
        {text("max-history-bytes"), text("BYTES"),
         text("Hold at most so many bytes of an endpoint's history (default 16777216)."),
         bytesInto(&ServerOptions::replayBytes, 0)},
        {text("max-header"), text("BYTES"),
         text("Longest request line and header, else 431 or 414 (default 32768)."),
         bytesInto(&ServerOptions::maxHeader, 256)},
        {text("header-timeout"), text("SECONDS"),
         text("Time a request header may take, else 408 (default 10)."),
         secondsInto(&ServerOptions::headerTimeout, false)},
        {text("max-body"), text("BYTES"), text("Longest request body, else 413 (default 1048576)."),
         bytesInto(&ServerOptions::maxBody, 0)},
        {text("body-timeout"), text("SECONDS"),
         text("Longest pause inside a request body, else 408 (default 30)."),
         secondsInto(&ServerOptions::bodyTimeout, false)},
        {text("keep-alive"), text("SECONDS"),
         text("How long an idle connection is kept between requests (default 60)."),
         secondsInto(&ServerOptions::keepAlive, false)},
        {text("max-connections"), text("N"),
         text("Open connections at most, else 503 (default 20000)."),
         countInto(&ServerOptions::maxConnections, 1, 1'000'000)},
        {text("max-channels"), text("N"),
         text("Channels below /events/ at most, else 503 (default 1000)."),
         countInto(&ServerOptions::maxChannels, 0, 1'000'000)},
        {text("max-queue"), text("BYTES"),
         text("Bytes that may wait for the client of one stream (default 4194304)."),
         bytesInto(&ServerOptions::maxQueue, 1024)},
        {text("slow-readers"), text("POLICY"),
         text("What happens when more would wait than --max-queue: disconnect the client (the "
              "default), drop its oldest events, or pause whoever publishes."),
         applySlowReaders},
        {text("pause-limit"), text("SECONDS"),
         text("With --slow-readers pause, disconnect a client that holds publishers back for so "
              "long (default 10)."),
         secondsInto(&ServerOptions::pauseLimit, false)},
        {text("max-journal"), text("BYTES"),
         text("Memory for the record of what happened (default 268435456)."),
         [](const auto &parser, const QString &name, ServeSettings &settings) -> Result<void> {
             const auto bytes = wholeNumber(parser, name, 64 * 1024, 64 * gibibyte);
             if (!bytes)
                 return tl::unexpected(bytes.error());
             settings.journal.maxBytes = static_cast<qsizetype>(*bytes);
             return {};
         }},
    };
}

QString examples()
{
    return QStringLiteral("Examples:\n"
                          "  heliograph serve\n"
                          "  heliograph serve --port 0 --heartbeat 5\n"
                          "  heliograph serve --history events.db --history 5000\n"
                          "  heliograph serve --endpoint '/prices,retry=2000,greeting=hello'\n"
                          "  heliograph serve --cors https://app.example.com\n"
                          "\n"
                          "Then, from another terminal:\n"
                          "  curl -N http://127.0.0.1:8080/events\n"
                          "  heliograph publish --event greeting 'Hello, world!'\n");
}

int wrong(const QString &command, const QString &message)
{
    complain(QStringLiteral("heliograph %1: %2").arg(command, message));
    return WrongUsage;
}

/// What stands outside the options, when it is as many as @p usage says.
std::optional<int> checkPositional(const Usage &usage, const QStringList &positional)
{
    if (positional.isEmpty() && !usage.argument.isEmpty())
        return wrong(usage.command, usage.missing);
    const qsizetype taken = usage.argument.isEmpty() ? 0 : 1;
    if (positional.size() > taken) {
        return wrong(usage.command,
                     QStringLiteral("\"%1\" is not an option. See 'heliograph %2 --help'.")
                         .arg(positional.at(taken), usage.command));
    }
    return std::nullopt;
}

} // namespace

std::variant<ServeSettings, int>
parseServerArguments(QCommandLineParser &parser, const Usage &usage, const QStringList &arguments)
{
    parser.setApplicationDescription(usage.description);
    QList<Option> known = options();
    known.removeIf([&usage](const Option &option) { return usage.without.contains(option.name); });
    for (const Option &option : known)
        parser.addOption(QCommandLineOption(option.name, option.help, option.valueName));
    if (!usage.argument.isEmpty())
        parser.addPositionalArgument(QStringLiteral("FILE"), usage.argument);
    if (const auto over = parseArguments(parser, usage.command, arguments, usage.examples))
        return *over;
    if (const auto over = checkPositional(usage, parser.positionalArguments()))
        return *over;
    ServeSettings settings;
    for (const Option &option : known) {
        if (!parser.isSet(option.name))
            continue;
        if (auto applied = option.apply(parser, option.name, settings); !applied) {
            const int code = wrong(usage.command, applied.error().message);
            return applied.error().code.startsWith("scenario-") ? Failure : code;
        }
    }
    return settings;
}

std::variant<ServeSettings, int> parseServeArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    return parseServerArguments(
        parser,
        {QStringLiteral("serve"),
         QStringLiteral("Serves event streams at /events and /events/{channel}, a start page at /, "
                        "and a control API at /api, until it is interrupted."),
         examples(),
         {},
         {},
         {}},
        arguments);
}

#ifdef HELIOGRAPH_SCRIPTING
std::variant<ServeSettings, int> parseRunArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    const Usage usage{
        QStringLiteral("run"),
        QStringLiteral("Runs a scenario, a JavaScript file, beside a server of its own until the "
                       "scenario ends. Its console goes to standard output and standard error."),
        QStringLiteral("Examples:\n"
                       "  heliograph run demo.js\n"
                       "  heliograph run --port 0 handler.js@/sse\n"),
        QStringLiteral("The scenario, FILE or FILE@/path."),
        QStringLiteral("Name the file to run."),
        {}};
    auto parsed = parseServerArguments(parser, usage, arguments);
    auto *settings = std::get_if<ServeSettings>(&parsed);
    if (!settings)
        return parsed;
    const QList<ScenarioSource> others = std::exchange(settings->scenarios, {});
    if (auto added = addScenario(parser.positionalArguments().constFirst(), *settings); !added) {
        complain(QStringLiteral("heliograph run: ") + added.error().message);
        return Failure;
    }
    for (const ScenarioSource &other : others)
        addUnderItsName(other, *settings);
    return parsed;
}
#endif

} // namespace heliograph::commands::serve
