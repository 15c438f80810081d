// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/subscribecommand.h"

#include "app/client/eventsource.h"
#include "app/client/redirectpolicy.h"
#include "app/commands/command.h"
#include "app/commands/subscribeoutput.h"
#include "app/commands/subscriptionoptions.h"
#include "app/commands/terminationsignals.h"

#include <QTimer>

#include <tuple>

namespace heliograph::commands::subscribe {
namespace {

struct Options {
    SubscriptionOptions stream;
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
            if (++m_events == m_options.stream.maxEvents)
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

Result<Options> optionsFrom(const QCommandLineParser &parser)
{
    const QStringList addresses = parser.positionalArguments();
    if (addresses.size() != 1)
        return failure("wrong-usage",
                       QStringLiteral("Give one URL to subscribe to, such as "
                                      "http://127.0.0.1:8080/events."));
    auto stream = subscriptionOptions(parser, addresses.constFirst());
    if (!stream)
        return tl::unexpected(stream.error());
    return Options{std::move(*stream), parser.isSet(QStringLiteral("jsonl"))};
}

void declareOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Subscribes to an event stream and prints its events until it is stopped. "
                       "A lost connection is made again, as browsers do."));
    parser.addPositionalArgument(QStringLiteral("URL"),
                                 QStringLiteral("The stream, http or https."));
    parser.addOption(
        QCommandLineOption(QStringLiteral("jsonl"),
                           QStringLiteral("Print one JSON object a line: open, event, error.")));
    declareSubscriptionOptions(parser);
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

    EventSource source(options->stream.request);
    Printer printer(source, *options);
    const TerminationSignals signalsOfTheSystem;
    QObject::connect(&signalsOfTheSystem, &TerminationSignals::requested, &printer,
                     [&printer] { printer.end(Success); });
    if (options->stream.timeout)
        QTimer::singleShot(*options->stream.timeout, &printer,
                           [&printer] { printer.end(Success); });
    // From inside the loop, so that an end at once ends it.
    QMetaObject::invokeMethod(
        &source, [&source] { std::ignore = source.open(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace heliograph::commands::subscribe
