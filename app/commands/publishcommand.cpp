// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/publishcommand.h"

#include "app/commands/command.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>

#include <cstdio>

namespace heliograph::commands::publish {
namespace {

/// More than this the server would refuse with its widest settings.
constexpr qint64 longestInput = qint64{1024} * 1024 * 1024;

struct Message {
    QUrl url;
    QByteArray body;
    QByteArray token;
};

Result<QByteArray> readStandardInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return failure("unreadable",
                       QStringLiteral("Cannot read standard input: %1.").arg(input.errorString()));
    }
    QByteArray data = input.read(longestInput);
    if (!input.atEnd() && data.size() == longestInput)
        return failure("too-large", QStringLiteral("Standard input is larger than 1 GiB."));
    return data;
}

Result<QString> dataText(const QString &argument)
{
    if (argument != QLatin1String("-"))
        return argument;
    const auto input = readStandardInput();
    if (!input)
        return tl::unexpected(input.error());
    QByteArray bytes = *input;
    // The shell's last line break is the terminal's, not the author's.
    if (bytes.endsWith('\n'))
        bytes.chop(bytes.endsWith("\r\n") ? 2 : 1);
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() != bytes) {
        return failure("invalid-field",
                       QStringLiteral("Standard input is not valid UTF-8, which event streams "
                                      "must be. Convert it, or encode it as base64."));
    }
    return text;
}

Result<QUrl> apiUrl(const QString &server)
{
    QUrl url(server, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))) {
        return failure("wrong-usage",
                       QStringLiteral("--server takes an address such as http://127.0.0.1:8080, "
                                      "not \"%1\".")
                           .arg(server));
    }
    QString path = url.path();
    if (!path.endsWith(QLatin1Char('/')))
        path += QLatin1Char('/');
    url.setPath(path + QStringLiteral("api/publish"));
    return url;
}

Result<Message> messageFrom(const QCommandLineParser &parser)
{
    const QStringList data = parser.positionalArguments();
    const auto isSet = [&parser](const char *name) { return parser.isSet(QLatin1String(name)); };
    const auto value = [&parser](const char *name) { return parser.value(QLatin1String(name)); };
    if (data.size() > 1)
        return failure(
            "wrong-usage",
            QStringLiteral("Only one DATA is sent at a time. Quote it if it has spaces."));
    if (isSet("id") && isSet("no-id"))
        return failure("wrong-usage", QStringLiteral("--id and --no-id exclude each other."));
    auto url = apiUrl(value("server"));
    if (!url)
        return tl::unexpected(url.error());

    QJsonObject event{{QStringLiteral("endpoint"), value("endpoint")}};
    if (isSet("event"))
        event.insert(QStringLiteral("event"), value("event"));
    if (isSet("comment"))
        event.insert(QStringLiteral("comment"), value("comment"));
    if (isSet("id"))
        event.insert(QStringLiteral("id"), value("id"));
    if (isSet("no-id"))
        event.insert(QStringLiteral("id"), QJsonValue::Null);
    if (isSet("retry")) {
        const auto retry = wholeNumber(parser, QStringLiteral("retry"), 0, 9'007'199'254'740'991);
        if (!retry)
            return tl::unexpected(retry.error());
        event.insert(QStringLiteral("retry"), *retry);
    }
    if (isSet("to")) {
        QJsonArray ids;
        for (const QString &text : value("to").split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            bool isNumber = false;
            const qint64 id = text.trimmed().toLongLong(&isNumber);
            if (!isNumber || id < 1)
                return failure("wrong-usage",
                               QStringLiteral("--to takes connection ids such as "
                                              "3,4, not \"%1\".")
                                   .arg(text));
            ids.append(id);
        }
        event.insert(QStringLiteral("to"), ids);
    }
    if (!data.isEmpty()) {
        const auto text = dataText(data.constFirst());
        if (!text)
            return tl::unexpected(text.error());
        event.insert(QStringLiteral("data"), *text);
    } else if (!isSet("event") && !isSet("id") && !isSet("retry") && !isSet("comment")) {
        return failure("wrong-usage",
                       QStringLiteral("There is nothing to publish. Give DATA, or - to read it "
                                      "from standard input."));
    }
    return Message{*url, QJsonDocument(event).toJson(QJsonDocument::Compact),
                   value("token").toUtf8()};
}

int report(QNetworkReply &reply, const QUrl &url)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray body = reply.readAll();
    if (status == 202) {
        print(body + '\n');
        return Success;
    }
    const QString message = QJsonDocument::fromJson(body)
                                .object()
                                .value(QLatin1String("error"))
                                .toObject()
                                .value(QLatin1String("message"))
                                .toString();
    if (!message.isEmpty()) {
        complain(QStringLiteral("heliograph publish: ") + message);
    } else if (status != 0) {
        complain(QStringLiteral("heliograph publish: %1 answered %2, which is not how a Heliograph "
                                "server accepts an event. Check --server.")
                     .arg(url.toString())
                     .arg(status));
    } else {
        complain(
            QStringLiteral("heliograph publish: Cannot reach %1: %2. Start the server, or name "
                           "it with --server.")
                .arg(url.toString(QUrl::RemovePath), reply.errorString()));
    }
    return Failure;
}

} // namespace

QString summary()
{
    return QStringLiteral("Publish one event through a running server");
}

int run(QCoreApplication &app, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Publishes one event to the clients of a running Heliograph server and "
                       "prints its receipt."));
    parser.addPositionalArgument(QStringLiteral("DATA"),
                                 QStringLiteral("The event's data; - reads standard input."),
                                 QStringLiteral("[DATA | -]"));
    const auto add = [&parser](const char *name, const char *help, const char *valueName = "",
                               const char *fallback = "") {
        parser.addOption(QCommandLineOption(QString::fromUtf8(name), QString::fromUtf8(help),
                                            QString::fromUtf8(valueName),
                                            QString::fromUtf8(fallback)));
    };
    add("server", "The server (default http://127.0.0.1:8080).", "URL", "http://127.0.0.1:8080");
    add("endpoint", "The endpoint (default /events).", "PATH", "/events");
    add("event", "The event type; clients see \"message\" without it.", "TYPE");
    add("id", "The event's id instead of the endpoint's next number.", "ID");
    add("no-id", "Send no id.");
    add("retry", "Set the clients' reconnection time, in milliseconds.", "MS");
    add("comment", "Send a comment line too.", "TEXT");
    add("to", "Send to these connections only, for example 3,4.", "IDS");
    add("token", "The server's bearer token.", "TOKEN");
    if (const auto over = parseArguments(
            parser, QStringLiteral("publish"), arguments,
            QStringLiteral("Examples:\n"
                           "  heliograph publish 'Hello, world!'\n"
                           "  heliograph publish --event order.paid '{\"order\":1842}'\n"
                           "  heliograph publish --endpoint /events/orders --retry 2000 - < "
                           "order.json\n")))
        return *over;
    const auto message = messageFrom(parser);
    if (!message) {
        complain(QStringLiteral("heliograph publish: ") + message.error().message);
        return message.error().code == "wrong-usage" ? WrongUsage : Failure;
    }

    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request(message->url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    if (!message->token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + message->token);
    constexpr int patience = 30'000;
    request.setTransferTimeout(patience);
    QNetworkReply *reply = network.post(request, message->body);
    QObject::connect(reply, &QNetworkReply::finished, &app,
                     [reply, &message] { QCoreApplication::exit(report(*reply, message->url)); });
    return QCoreApplication::exec();
}

} // namespace heliograph::commands::publish
