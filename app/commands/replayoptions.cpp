// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/replayoptions.h"

#include "app/commands/command.h"
#include "app/recording/player.h"

namespace heliograph::commands::replay {
namespace {

constexpr qint64 longestInterval = 24 * 3600 * 1000; // milliseconds

QString name(const char *option)
{
    return QString::fromLatin1(option);
}

void declareOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *option, const QString &help,
                               const char *valueName = "") {
        parser.addOption(QCommandLineOption(name(option), help, QString::fromUtf8(valueName)));
    };
    add("speed", QStringLiteral("Play so many times as fast, 0.1 to 100 (default 1)."), "N");
    add("loop", QStringLiteral("Begin anew at the end, until it is stopped."));
    add("endpoint",
        QStringLiteral("Play at this path (default /events), with the options of serve's "
                       "--endpoint."),
        "PATH[,option=value]...");
    add("from", QStringLiteral("Begin so far into the recording."), "SECONDS");
    add("interval",
        QStringLiteral("The gap before an event without a time: those of a file that is a plain "
                       "event stream have none (default 0)."),
        "MS");
    add("wait", QStringLiteral("Wait for so many clients before playing (default 1; 0: for none)."),
        "N");
    add("per-client",
        QStringLiteral("Play to each client from the start when it comes, and end its stream then "
                       "(or not: --stay), until it is stopped."));
    add("stay", QStringLiteral("Serve on after the end, until it is stopped."));
}

serve::Usage usage()
{
    return {
        QStringLiteral("replay"),
        QStringLiteral("Serves a recording at its own times, with its own bytes and ids, to all "
                       "clients of an endpoint. Waits for the first of them, and ends after the "
                       "last event. Unlike serve, it adds no heartbeats and waits for slow "
                       "readers, unless --heartbeat and --slow-readers say otherwise."),
        QStringLiteral("Examples:\n"
                       "  heliograph replay events.sse\n"
                       "  heliograph replay --speed 10 --loop events.sse\n"
                       "  heliograph replay --interval 250 saved-by-curl.sse\n"
                       "\n"
                       "Exit codes: 0 played, or stopped; 1 the file cannot be read, or is "
                       "damaged (what stands before the fault was played); 2 wrong usage.\n"),
        QStringLiteral("The recording, or any file of an event stream."),
        QStringLiteral("Name the file to play."),
        {name("endpoint"), name("scenario")}};
}

Result<double> speedFrom(const QCommandLineParser &parser)
{
    bool isNumber = false;
    const QString text = parser.value(name("speed"));
    const double speed = text.toDouble(&isNumber);
    if (!isNumber || !(speed >= Player::minSpeed && speed <= Player::maxSpeed))
        return failure("wrong-usage",
                       QStringLiteral("--speed takes a number from %1 to %2, not \"%3\".")
                           .arg(Player::minSpeed)
                           .arg(Player::maxSpeed)
                           .arg(text));
    return speed;
}

Result<void> apply(const QCommandLineParser &parser, ReplayOptions &options)
{
    if (parser.isSet(name("speed"))) {
        const auto speed = speedFrom(parser);
        if (!speed)
            return tl::unexpected(speed.error());
        options.speed = *speed;
    }
    if (parser.isSet(name("endpoint"))) {
        const auto definition = parseEndpointOption(parser.value(name("endpoint")));
        if (!definition)
            return tl::unexpected(definition.error());
        options.endpoint = definition->path;
        options.server.endpoints = {*definition};
    }
    if (parser.isSet(name("from"))) {
        const auto from = seconds(parser, name("from"));
        if (!from)
            return tl::unexpected(from.error());
        options.from = *from;
    }
    if (parser.isSet(name("interval"))) {
        const auto interval = wholeNumber(parser, name("interval"), 0, longestInterval);
        if (!interval)
            return tl::unexpected(interval.error());
        options.interval = std::chrono::milliseconds{*interval};
    }
    if (parser.isSet(name("wait"))) {
        const auto clients = wholeNumber(parser, name("wait"), 0, 1'000'000);
        if (!clients)
            return tl::unexpected(clients.error());
        options.waitFor = static_cast<int>(*clients);
    }
    if (parser.isSet(name("per-client")) && parser.isSet(name("wait")))
        return failure("wrong-usage",
                       QStringLiteral("--per-client waits for nobody: leave --wait out."));
    options.loops = parser.isSet(name("loop"));
    options.perClient = parser.isSet(name("per-client"));
    options.stays = parser.isSet(name("stay"));
    return {};
}

} // namespace

std::variant<ReplayOptions, int> parseReplayArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    declareOptions(parser);
    auto parsed = serve::parseServerArguments(parser, usage(), arguments);
    if (const auto *code = std::get_if<int>(&parsed))
        return *code;
    ReplayOptions options;
    options.server = std::get<serve::ServeSettings>(std::move(parsed));
    options.file = parser.positionalArguments().constFirst();
    // A recording can be faster than any client, and larger than memory.
    if (!parser.isSet(name("slow-readers")))
        options.server.options.slowReaders = SlowReaderPolicy::Pause;
    // Its own heartbeats come with it.
    if (!parser.isSet(name("heartbeat")))
        options.server.options.heartbeat = std::chrono::milliseconds{0};
    if (!parser.isSet(name("max-journal")))
        options.server.journal.maxBytes = qsizetype{16} * 1024 * 1024;
    if (auto applied = apply(parser, options); !applied) {
        complain(QStringLiteral("heliograph replay: ") + applied.error().message);
        return WrongUsage;
    }
    return options;
}

} // namespace heliograph::commands::replay
