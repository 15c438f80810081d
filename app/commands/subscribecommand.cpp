// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/subscribecommand.h"

#include "app/client/eventsource.h"
#include "app/client/redirectpolicy.h"
#include "app/commands/command.h"
#include "app/commands/subscribeoutput.h"
#include "app/commands/terminationsignals.h"

#include <QFile>
#include <QTimer>

#include <limits>
#include <tuple>

namespace heliograph::commands::subscribe {
namespace {

struct Options {
    SubscriptionRequest request;
    qint64 maxEvents = 0; ///< 0: no end
    std::optional<std::chrono::milliseconds> timeout;
    bool jsonl = false;
};

/// Prints what one source brings, and ends the run with its exit code.
class Printer final : public QObject {
public:
    Printer(EventSource &source, const Options &options) : m_source(source), m_options(options)
    {
        connect(&source, &EventSource::opened, this, &Printer::onOpened);
        connect(&source, &EventSource::itemsReceived, this, &Printer::onItems);
        connect(&source, &EventSource::errorOccurred, this, &Printer::onError);
    }

    void end(int exitCode)
    {
        m_source.disconnect(this);
        m_source.close();
        QCoreApplication::exit(exitCode);
    }

private:
    void onOpened()
    {
        m_origin = RedirectPolicy::originOf(m_source.currentUrl());
        if (m_options.jsonl)
            put(SubscribeOutput::openAsJson());
        else
            complain(QStringLiteral("Connected to %1.")
                         .arg(m_source.currentUrl().toString(QUrl::RemoveUserInfo)));
    }

    void onItems(const QList<StreamItem> &items)
    {
        for (const StreamItem &item : items) {
            if (item.kind != StreamItem::Kind::Event)
                continue;
            if (!put(m_options.jsonl ? SubscribeOutput::eventAsJson(item, m_origin)
                                     : SubscribeOutput::eventAsText(item)))
                return;
            if (++m_events == m_options.maxEvents)
                return end(Success);
        }
    }

    void onError(const SubscriptionError &error)
    {
        if (!m_options.jsonl)
            complain(QStringLiteral("heliograph subscribe: ")
                     + SubscribeOutput::errorAsText(error));
        else if (!put(SubscribeOutput::errorAsJson(error)))
            return;
        if (!error.reconnecting)
            end(Failure);
    }

    /// False when nobody reads our output any more: then there is nothing left to do.
    bool put(const QByteArray &text)
    {
        if (print(text))
            return true;
        end(Success);
        return false;
    }

    EventSource &m_source;
    const Options &m_options;
    QByteArray m_origin;
    qint64 m_events = 0;
};

Result<SubscriptionRequest::Header> headerFrom(const QString &text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    if (colon < 1)
        return failure("wrong-usage",
                       QStringLiteral("--header takes 'Name: value', not \"%1\".").arg(text));
    return SubscriptionRequest::Header{text.left(colon).trimmed().toUtf8(),
                                       text.mid(colon + 1).trimmed().toUtf8()};
}

Result<QByteArray> bodyFrom(const QString &text)
{
    if (!text.startsWith(QLatin1Char('@')))
        return text.toUtf8();
    QFile file(text.mid(1));
    if (!file.open(QIODevice::ReadOnly))
        return failure("unreadable",
                       QStringLiteral("Cannot read the body from \"%1\": %2. Check --body.")
                           .arg(file.fileName(), file.errorString()));
    return file.readAll();
}

Result<SubscriptionRequest> requestFrom(const QCommandLineParser &parser)
{
    const auto value = [&parser](const char *name) { return parser.value(QLatin1String(name)); };
    const QStringList addresses = parser.positionalArguments();
    if (addresses.size() != 1)
        return failure("wrong-usage",
                       QStringLiteral("Give one URL to subscribe to, such as "
                                      "http://127.0.0.1:8080/events."));
    SubscriptionRequest request;
    request.url = QUrl(addresses.constFirst());
    for (const QString &text : parser.values(QStringLiteral("header"))) {
        const auto header = headerFrom(text);
        if (!header)
            return tl::unexpected(header.error());
        request.headers.append(*header);
    }
    const auto body = bodyFrom(value("body"));
    if (!body)
        return tl::unexpected(body.error());
    request.body = *body;
    const bool hasBody = parser.isSet(QStringLiteral("body"));
    request.method = hasBody ? "POST" : "GET";
    if (parser.isSet(QStringLiteral("method")))
        request.method = value("method").toUtf8();
    request.lastEventId = value("last-event-id").toUtf8();
    request.reconnect = !parser.isSet(QStringLiteral("no-reconnect"));
    if (parser.isSet(QStringLiteral("idle-timeout"))) {
        const auto idle = seconds(parser, QStringLiteral("idle-timeout"));
        if (!idle)
            return tl::unexpected(idle.error());
        request.idleTimeout = *idle;
    }
    if (auto sendable = check(request); !sendable)
        return failure("wrong-usage", sendable.error().message, sendable.error().field);
    return request;
}

Result<Options> optionsFrom(const QCommandLineParser &parser)
{
    Options options;
    auto request = requestFrom(parser);
    if (!request)
        return tl::unexpected(request.error());
    options.request = std::move(*request);
    options.jsonl = parser.isSet(QStringLiteral("jsonl"));
    if (parser.isSet(QStringLiteral("max-events"))) {
        const auto most = wholeNumber(parser, QStringLiteral("max-events"), 1,
                                      std::numeric_limits<qint64>::max());
        if (!most)
            return tl::unexpected(most.error());
        options.maxEvents = *most;
    }
    if (parser.isSet(QStringLiteral("timeout"))) {
        const auto timeout = seconds(parser, QStringLiteral("timeout"));
        if (!timeout)
            return tl::unexpected(timeout.error());
        options.timeout = *timeout;
    }
    return options;
}

void declareOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Subscribes to an event stream and prints its events until it is stopped. "
                       "A lost connection is made again, as browsers do."));
    parser.addPositionalArgument(QStringLiteral("URL"),
                                 QStringLiteral("The stream, http or https."));
    const auto add = [&parser](const char *name, const char *help, const char *valueName = "") {
        parser.addOption(QCommandLineOption(QString::fromUtf8(name), QString::fromUtf8(help),
                                            QString::fromUtf8(valueName)));
    };
    add("jsonl", "Print one JSON object a line: open, event, error.");
    add("header", "Send this header too; may be given several times.", "K: V");
    add("last-event-id", "Ask for what came after this event.", "ID");
    add("method", "The request's method (default GET, with --body POST).", "M");
    add("body", "The request's body, or @FILE to read it from a file.", "B|@FILE");
    add("max-events", "End after this many events.", "N");
    add("timeout", "End after this long.", "SECONDS");
    add("idle-timeout", "Treat so long a silence as a lost connection.", "SECONDS");
    add("no-reconnect", "Treat a lost connection as the end (exit code 1).");
}

} // namespace

QString summary()
{
    return QStringLiteral("Print the events of any stream as they come");
}

int run(QCoreApplication &, const QStringList &arguments)
{
    QCommandLineParser parser;
    declareOptions(parser);
    const QString examples = QStringLiteral(
        "Examples:\n"
        "  heliograph subscribe http://127.0.0.1:8080/events\n"
        "  heliograph subscribe --jsonl --max-events 1 --timeout 10 http://127.0.0.1:8080/events\n"
        "  heliograph subscribe --header 'Authorization: Bearer x' --body @ask.json "
        "https://example.com/v1/chat\n"
        "\n"
        "Exit codes: 0 stopped, or --max-events or --timeout reached; 1 the connection failed for "
        "good; 2 wrong usage.\n");
    if (const auto over = parseArguments(parser, QStringLiteral("subscribe"), arguments, examples))
        return *over;
    const auto options = optionsFrom(parser);
    if (!options) {
        complain(QStringLiteral("heliograph subscribe: ") + options.error().message);
        return options.error().code == "wrong-usage" ? WrongUsage : Failure;
    }

    EventSource source(options->request);
    Printer printer(source, *options);
    const TerminationSignals signalsOfTheSystem;
    QObject::connect(&signalsOfTheSystem, &TerminationSignals::requested, &printer,
                     [&printer] { printer.end(Success); });
    if (options->timeout)
        QTimer::singleShot(*options->timeout, &printer, [&printer] { printer.end(Success); });
    // From inside the loop, so that an end at once ends it.
    QMetaObject::invokeMethod(
        &source, [&source] { std::ignore = source.open(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace heliograph::commands::subscribe
