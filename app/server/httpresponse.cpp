// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/httpresponse.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>

namespace heliograph {

namespace {

struct Reason {
    int status;
    const char *phrase;
};

constexpr std::array reasons{
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{205, "Reset Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{402, "Payment Required"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{417, "Expectation Failed"},
    Reason{421, "Misdirected Request"},
    Reason{422, "Unprocessable Content"},
    Reason{425, "Too Early"},
    Reason{428, "Precondition Required"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"},
    Reason{505, "HTTP Version Not Supported"},
    Reason{507, "Insufficient Storage"},
    Reason{511, "Network Authentication Required"},
};

bool isFraming(QByteArrayView name)
{
    return sameFieldName(name, "Content-Length") || sameFieldName(name, "Transfer-Encoding")
        || sameFieldName(name, "Connection");
}

bool endsLine(char c)
{
    return c == '\r' || c == '\n' || c == '\0';
}

/// Appends @p text without what ends a line or a value (RFC 9110 5.5).
void appendHarmless(QByteArray &out, QByteArrayView text)
{
    if (std::none_of(text.begin(), text.end(), endsLine)) {
        out.append(text);
        return;
    }
    std::copy_if(text.begin(), text.end(), std::back_inserter(out),
                 [](char c) { return !endsLine(c); });
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    const qsizetype start = out.size();
    appendHarmless(out, name);
    if (out.size() == start || out.indexOf(':', start) >= 0) {
        out.truncate(start);
        return;
    }
    out.append(": ");
    appendHarmless(out, value);
    out.append("\r\n");
}

void appendStatusLine(QByteArray &out, int status)
{
    out.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ');
    out.append(reasonPhrase(status)).append("\r\n");
}

/// The time of day, made anew each second: it goes with every answer.
QByteArray now()
{
    thread_local qint64 second = -1;
    thread_local QByteArray text;
    const qint64 ms = QDateTime::currentMSecsSinceEpoch();
    if (ms / 1000 != second) {
        second = ms / 1000;
        text = httpDate(std::chrono::milliseconds{ms});
    }
    return text;
}

/// A field that goes with an answer unless the answer names it itself.
struct DefaultField {
    QByteArrayView name;
    QByteArrayView value;
};

/// Appends @p defaults and @p extra: what extra names is taken from it alone, repetitions included.
void appendFields(QByteArray &out, std::initializer_list<DefaultField> defaults,
                  const HeaderList &extra)
{
    for (const DefaultField &field : defaults) {
        const bool isNamed = std::any_of(extra.begin(), extra.end(), [&field](const auto &own) {
            return sameFieldName(own.first, field.name);
        });
        if (!isNamed)
            appendField(out, field.name, field.value);
    }
    for (const auto &[name, value] : extra) {
        if (!isFraming(name))
            appendField(out, name, value);
    }
}

/// @p text in the form of a JSON string, quotes included.
QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

/// Statuses whose answers never have a body, and must not announce one (RFC 9110 8.6).
bool isBodiless(int status)
{
    return status == 204 || status == 304;
}

} // namespace

QByteArray reasonPhrase(int status)
{
    const auto found = std::find_if(reasons.begin(), reasons.end(),
                                    [status](const Reason &r) { return r.status == status; });
    const char *phrase = found == reasons.end() ? "Unknown" : found->phrase;
    return QByteArray::fromRawData(phrase, qstrlen(phrase));
}

QByteArray httpDate(std::chrono::microseconds wall)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(wall).count();
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc());
    return QLocale::c().toString(time, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1()
        + " GMT";
}

QByteArray serialize(const HttpResponse &response, const HttpRequest *request, bool keepAlive)
{
    constexpr qsizetype usualHead = 256;
    const bool persists = keepAlive && request && request->keepAlive;
    const QByteArray date = now();
    QByteArray out;
    out.reserve(usualHead + response.body.size());
    appendStatusLine(out, response.status);
    appendFields(out, {{"Date", date}, {"X-Content-Type-Options", "nosniff"}}, response.headers);
    if (!isBodiless(response.status))
        appendField(out, "Content-Length", QByteArray::number(response.body.size()));
    if (!persists)
        out.append("Connection: close\r\n");
    else if (request->minorVersion == 0)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");
    if (!isBodiless(response.status) && !(request && request->method == "HEAD"))
        out.append(response.body);
    return out;
}

HttpResponse jsonResponse(int status, const QJsonValue &json)
{
    const QJsonDocument document =
        json.isArray() ? QJsonDocument(json.toArray()) : QJsonDocument(json.toObject());
    return jsonResponse(status, document.toJson(QJsonDocument::Compact));
}

HttpResponse jsonResponse(int status, const QByteArray &json)
{
    static const HeaderList headers{{"Content-Type", "application/json"},
                                    {"Cache-Control", "no-store"}};
    return {status, headers, json};
}

HttpResponse refusal(int status, const QByteArray &code, const QString &message,
                     const QByteArray &field)
{
    // Written by hand: QJsonObject would sort the keys.
    QByteArray json = "{\"error\":{\"code\":" + quoted(QString::fromUtf8(code));
    if (!field.isEmpty())
        json += ",\"field\":" + quoted(QString::fromUtf8(field));
    json += ",\"message\":" + quoted(message) + "}}";
    return jsonResponse(status, json);
}

HttpResponse methodNotAllowed(const QList<QByteArray> &allowed)
{
    const QByteArray list = allowed.join(", ");
    HttpResponse response =
        refusal(405, "method-not-allowed",
                QStringLiteral("This resource does not take that method. Use one of: %1.")
                    .arg(QString::fromLatin1(list)));
    setHeader(response.headers, "Allow", list);
    return response;
}

HttpResponse unavailable(const QByteArray &code, const QString &message,
                         std::chrono::seconds retryAfter)
{
    HttpResponse response = refusal(503, code, message);
    setHeader(response.headers, "Retry-After", QByteArray::number(qint64{retryAfter.count()}));
    return response;
}

void setHeader(HeaderList &headers, const QByteArray &name, const QByteArray &value)
{
    for (auto &field : headers) {
        if (sameFieldName(field.first, name)) {
            field.second = value;
            return;
        }
    }
    headers.emplaceBack(name, value);
}

QByteArray streamHead(const HttpRequest &request, int status, const HeaderList &extra)
{
    const QByteArray date = now();
    QByteArray out;
    appendStatusLine(out, status);
    appendFields(out,
                 {{"Content-Type", "text/event-stream"},
                  {"Cache-Control", "no-cache, no-transform"},
                  {"X-Accel-Buffering", "no"},
                  {"Date", date},
                  {"X-Content-Type-Options", "nosniff"}},
                 extra);
    out.append(request.minorVersion == 0 ? "Connection: close\r\n"
                                         : "Transfer-Encoding: chunked\r\n");
    return out + "\r\n";
}

QByteArray chunk(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return {};
    QByteArray out = QByteArray::number(bytes.size(), 16) + "\r\n";
    out.append(bytes);
    return out + "\r\n";
}

QByteArray finalChunk()
{
    return QByteArrayLiteral("0\r\n\r\n");
}

} // namespace heliograph
