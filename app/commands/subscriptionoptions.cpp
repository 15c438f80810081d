// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/subscriptionoptions.h"

#include "app/commands/command.h"

#include <QFile>

#include <limits>

namespace heliograph::commands {
namespace {

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

Result<SubscriptionRequest> requestFrom(const QCommandLineParser &parser, const QString &url)
{
    const auto value = [&parser](const char *name) { return parser.value(QLatin1String(name)); };
    SubscriptionRequest request;
    request.url = QUrl(url);
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

} // namespace

void declareSubscriptionOptions(QCommandLineParser &parser)
{
    const auto add = [&parser](const char *name, const char *help, const char *valueName = "") {
        parser.addOption(QCommandLineOption(QString::fromUtf8(name), QString::fromUtf8(help),
                                            QString::fromUtf8(valueName)));
    };
    add("header", "Send this header too; may be given several times.", "K: V");
    add("last-event-id", "Ask for what came after this event.", "ID");
    add("method", "The request's method (default GET, with --body POST).", "M");
    add("body", "The request's body, or @FILE to read it from a file.", "B|@FILE");
    add("max-events", "End after this many events.", "N");
    add("timeout", "End after this long.", "SECONDS");
    add("idle-timeout", "Treat so long a silence as a lost connection.", "SECONDS");
    add("no-reconnect", "Treat a lost connection as the end (exit code 1).");
}

Result<SubscriptionOptions> subscriptionOptions(const QCommandLineParser &parser,
                                                const QString &url)
{
    SubscriptionOptions options;
    auto request = requestFrom(parser, url);
    if (!request)
        return tl::unexpected(request.error());
    options.request = std::move(*request);
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

} // namespace heliograph::commands
