// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/endpointdefinition.h"

#include "app/core/ascii.h"
#include "app/server/urlform.h"
#include "app/sse/eventwriter.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace heliograph {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxReplay = 1'000'000;
constexpr std::chrono::milliseconds maxHeartbeat = std::chrono::hours{24};

tl::unexpected<Error> invalid(const QByteArray &option, const QString &message)
{
    return failure("invalid-endpoint", message, option);
}

bool hasControl(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(), isControl);
}

Result<void> checkPath(const QByteArray &path)
{
    if (!path.startsWith('/') || path.size() > 1024 || path.contains('?') || path.contains('#')
        || hasControl(path) || !isValidUtf8(path)) {
        return invalid("path",
                       u"An endpoint's path begins with /, has no ? or #, and at most 1024 bytes, "
                       "for example /prices."_s);
    }
    if (path == "/" || path == "/api" || path.startsWith("/api/")) {
        return invalid("path",
                       u"The path %1 belongs to the server itself. Choose another one."_s.arg(
                           QString::fromUtf8(path)));
    }
    const QList<QByteArray> segments = path.split('/');
    if (segments.contains(".") || segments.contains(".."))
        return invalid("path", u"The path holds . or .. and could never be asked for."_s);
    return {};
}

Result<void> checkMethods(const QList<QByteArray> &methods)
{
    const bool known = std::all_of(methods.begin(), methods.end(), [](const QByteArray &method) {
        return method == "GET" || method == "POST";
    });
    if (methods.isEmpty() || !known)
        return invalid("methods", u"The methods are GET, POST or GET+POST."_s);
    return {};
}

Result<void> checkHeaders(const HeaderList &headers)
{
    for (const auto &[name, value] : headers) {
        const QString shown = QString::fromUtf8(name);
        if (!isToken(name))
            return invalid("header", u"\"%1\" is not a header name. Write K: V."_s.arg(shown));
        if (hasControl(value))
            return invalid("header",
                           u"The value of %1 holds a control character. Remove it."_s.arg(shown));
        for (const char *own : {"Content-Length", "Transfer-Encoding", "Connection"}) {
            if (sameFieldName(name, own))
                return invalid(
                    "header",
                    u"%1 frames the stream and is the server's own. Remove it."_s.arg(shown));
        }
    }
    return {};
}

Result<void> checkGreeting(const std::optional<Event> &greeting)
{
    if (!greeting)
        return {};
    if (!greeting->data)
        return invalid("greeting", u"The greeting has no text. Give it with greeting=TEXT."_s);
    const auto checked = EventWriter::check(*greeting);
    if (checked)
        return {};
    return invalid(checked.error().field == "event" ? "greeting-event" : "greeting",
                   checked.error().message);
}

/// Splits @p text at commas without a backslash before them, and removes one level of those.
QStringList splitOptions(const QString &text)
{
    QStringList parts{QString()};
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const QChar following = i + 1 < text.size() ? text.at(i + 1) : QChar();
        if (c == u'\\' && (following == u',' || following == u'\\'))
            parts.last() += text.at(++i);
        else if (c == u',')
            parts.append(QString());
        else
            parts.last() += c;
    }
    return parts;
}

QString escaped(QString text)
{
    return text.replace(u'\\', u"\\\\"_s).replace(u',', u"\\,"_s);
}

QString text(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes);
}

struct CorsWord {
    CorsMode mode;
    const char *word;
};

constexpr std::array corsWords{
    CorsWord{CorsMode::Loopback, "loopback"},
    CorsWord{CorsMode::List, "list"},
    CorsWord{CorsMode::Any, "any"},
    CorsWord{CorsMode::None, "none"},
};

using Definition = EndpointDefinition;

/// A whole number of 0 or more; the error says what @p option wants.
Result<qint64> wholeNumber(const QByteArray &option, const QString &value, const QString &wanted)
{
    bool ok = !value.isEmpty() && value.at(0) != u'+';
    const qint64 number = ok ? value.toLongLong(&ok) : 0;
    if (!ok || number < 0)
        return invalid(option, u"%1=%2 is not %3."_s.arg(text(option), value, wanted));
    return number;
}

Result<void> readMethods(Definition &endpoint, const QString &value)
{
    endpoint.methods.clear();
    for (const QString &method : value.split(u'+')) {
        const QByteArray word = method.trimmed().toUpper().toUtf8();
        if (!endpoint.methods.contains(word))
            endpoint.methods.append(word);
    }
    return checkMethods(endpoint.methods);
}

Result<void> readStatus(Definition &endpoint, const QString &value)
{
    const auto status =
        wholeNumber("status", value, u"a status such as 200, or 503 to turn clients away"_s);
    if (!status)
        return tl::unexpected(status.error());
    endpoint.status = static_cast<int>(std::min<qint64>(*status, 1000));
    return {};
}

Result<void> readHeader(Definition &endpoint, const QString &value)
{
    const qsizetype colon = value.indexOf(u':');
    if (colon <= 0)
        return invalid("header", u"header=%1 is not of the form header=K: V."_s.arg(value));
    endpoint.headers.emplaceBack(value.first(colon).trimmed().toUtf8(),
                                 value.sliced(colon + 1).trimmed().toUtf8());
    return {};
}

Result<void> readCors(Definition &endpoint, const QString &value)
{
    for (const CorsWord &known : corsWords) {
        if (value == QLatin1String(known.word)) {
            endpoint.cors = known.mode;
            return {};
        }
    }
    return invalid("cors", u"cors=%1 is unknown. Use loopback, list, any or none."_s.arg(value));
}

Result<void> readRetry(Definition &endpoint, const QString &value)
{
    const auto ms = wholeNumber("retry", value, u"a whole number of milliseconds"_s);
    if (!ms)
        return tl::unexpected(ms.error());
    endpoint.retry = std::chrono::milliseconds{*ms};
    return {};
}

Result<void> readHeartbeat(Definition &endpoint, const QString &value)
{
    bool ok = true;
    const double seconds = value == u"off" ? 0.0 : value.toDouble(&ok);
    if (!ok || !(seconds >= 0.0 && seconds <= 86400.0))
        return invalid(
            "heartbeat",
            u"heartbeat=%1 is not a number of seconds up to 86400, or off."_s.arg(value));
    endpoint.heartbeat = std::chrono::milliseconds{std::llround(seconds * 1000)};
    return {};
}

Result<void> readReplay(Definition &endpoint, const QString &value)
{
    const auto count = value == u"off"
        ? Result<qint64>(0)
        : wholeNumber("replay", value, u"a number of events, or off"_s);
    if (!count)
        return tl::unexpected(count.error());
    endpoint.replayEvents = static_cast<int>(std::min<qint64>(*count, maxReplay + 1));
    return {};
}

Event &greetingOf(Definition &endpoint)
{
    return endpoint.greeting ? *endpoint.greeting : endpoint.greeting.emplace();
}

Result<void> readOption(Definition &endpoint, const QString &name, const QString &value)
{
    if (name == u"methods" || name == u"method")
        return readMethods(endpoint, value);
    if (name == u"status")
        return readStatus(endpoint, value);
    if (name == u"header")
        return readHeader(endpoint, value);
    if (name == u"cors")
        return readCors(endpoint, value);
    if (name == u"retry")
        return readRetry(endpoint, value);
    if (name == u"heartbeat")
        return readHeartbeat(endpoint, value);
    if (name == u"replay")
        return readReplay(endpoint, value);
    if (name == u"heartbeat-text")
        endpoint.heartbeatText = value.toUtf8();
    else if (name == u"greeting")
        greetingOf(endpoint).data = value.toUtf8();
    else if (name == u"greeting-event")
        greetingOf(endpoint).type = value.toUtf8();
    else
        return invalid(name.toUtf8(),
                       u"The endpoint option %1 is unknown. Known are methods, status, header, "
                       "cors, retry, heartbeat, heartbeat-text, replay, greeting and "
                       "greeting-event."_s.arg(name));
    return {};
}

} // namespace

Result<void> check(const EndpointDefinition &definition)
{
    if (auto path = checkPath(definition.path); !path)
        return path;
    if (auto methods = checkMethods(definition.methods); !methods)
        return methods;
    if (definition.status < 200 || definition.status > 599)
        return invalid("status",
                       u"The status is 200 for a stream, or another one up to 599 that turns each "
                       "client away with it."_s);
    if (auto headers = checkHeaders(definition.headers); !headers)
        return headers;
    if (definition.retry && definition.retry->count() < 0)
        return invalid("retry", u"The reconnection time must not be negative."_s);
    if (definition.heartbeat
        && (definition.heartbeat->count() < 0 || *definition.heartbeat > maxHeartbeat))
        return invalid("heartbeat", u"The heartbeat is between 0 (off) and 86400 seconds."_s);
    if (!isValidUtf8(definition.heartbeatText) || definition.heartbeatText.contains('\0'))
        return invalid("heartbeat-text", u"The heartbeat's text is not UTF-8 without NUL."_s);
    if (definition.replayEvents < 0 || definition.replayEvents > maxReplay)
        return invalid("replay", u"Between 0 (off) and %1 events can be kept."_s.arg(maxReplay));
    return checkGreeting(definition.greeting);
}

Result<EndpointDefinition> parseEndpointOption(const QString &text)
{
    const QStringList parts = splitOptions(text);
    EndpointDefinition endpoint;
    endpoint.path = parts.first().trimmed().toUtf8();
    for (const QString &part : parts.sliced(1)) {
        const qsizetype equals = part.indexOf(u'=');
        if (equals < 0) {
            return invalid(part.trimmed().toUtf8(),
                           u"\"%1\" is not of the form option=value. Write a comma inside a value "
                           "as \\,"_s.arg(part.trimmed()));
        }
        if (auto read = readOption(endpoint, part.first(equals).trimmed(), part.sliced(equals + 1));
            !read)
            return tl::unexpected(read.error());
    }
    if (auto checked = check(endpoint); !checked)
        return tl::unexpected(checked.error());
    return endpoint;
}

QString endpointOption(const EndpointDefinition &definition)
{
    const EndpointDefinition defaults;
    QString line = escaped(text(definition.path));
    const auto add = [&line](const QString &name, const QString &value) {
        line += u',' + name + u'=' + escaped(value);
    };
    if (definition.methods != defaults.methods)
        add(u"methods"_s, text(definition.methods.join('+')));
    if (definition.status != defaults.status)
        add(u"status"_s, QString::number(definition.status));
    for (const auto &[name, value] : definition.headers)
        add(u"header"_s, text(name + ": " + value));
    if (definition.cors != defaults.cors)
        add(u"cors"_s, corsWord(definition.cors));
    if (definition.retry)
        add(u"retry"_s, QString::number(definition.retry->count()));
    if (definition.heartbeat)
        add(u"heartbeat"_s, QString::number(double(definition.heartbeat->count()) / 1000, 'g', 9));
    if (!definition.heartbeatText.isEmpty())
        add(u"heartbeat-text"_s, text(definition.heartbeatText));
    if (definition.replayEvents != defaults.replayEvents)
        add(u"replay"_s, QString::number(definition.replayEvents));
    if (definition.greeting && definition.greeting->data)
        add(u"greeting"_s, text(*definition.greeting->data));
    if (definition.greeting && !definition.greeting->type.isEmpty())
        add(u"greeting-event"_s, text(definition.greeting->type));
    return line;
}

QString corsWord(CorsMode mode)
{
    const auto found = std::find_if(corsWords.begin(), corsWords.end(),
                                    [mode](const CorsWord &word) { return word.mode == mode; });
    return QString::fromLatin1(found->word);
}

} // namespace heliograph
