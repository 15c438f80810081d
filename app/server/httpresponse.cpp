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

/// @p text without what ends a line or a value (RFC 9110 5.5).
QByteArray harmless(QByteArray text)
{
    return text.removeIf([](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

QByteArray statusLine(int status)
{
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
}

void writeHeaders(QByteArray &out, const HeaderList &headers)
{
    for (const auto &[name, value] : headers) {
        const QByteArray clean = harmless(name);
        if (!clean.isEmpty() && !clean.contains(':'))
            out += clean + ": " + harmless(value) + "\r\n";
    }
}

/// @p extra over @p defaults: what extra names is taken from it alone, repetitions included.
HeaderList merged(const HeaderList &defaults, const HeaderList &extra)
{
    HeaderList result;
    for (const auto &field : defaults) {
        if (!headerValue(extra, field.first))
            result.append(field);
    }
    for (const auto &field : extra) {
        if (!isFraming(field.first))
            result.append(field);
    }
    return result;
}

QByteArray now()
{
    return httpDate(std::chrono::milliseconds{QDateTime::currentMSecsSinceEpoch()});
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
    return found == reasons.end() ? QByteArray("Unknown") : QByteArray(found->phrase);
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
    const bool persists = keepAlive && request && request->keepAlive;
    const HeaderList defaults{{"Date", now()}, {"X-Content-Type-Options", "nosniff"}};
    QByteArray out = statusLine(response.status);
    writeHeaders(out, merged(defaults, response.headers));
    if (!isBodiless(response.status))
        out += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    if (!persists)
        out += "Connection: close\r\n";
    else if (request->minorVersion == 0)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
    if (!isBodiless(response.status) && !(request && request->method == "HEAD"))
        out += response.body;
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
    return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, json};
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
    const HeaderList defaults{{"Content-Type", "text/event-stream"},
                              {"Cache-Control", "no-cache, no-transform"},
                              {"X-Accel-Buffering", "no"},
                              {"Date", now()},
                              {"X-Content-Type-Options", "nosniff"}};
    QByteArray out = statusLine(status);
    writeHeaders(out, merged(defaults, extra));
    if (request.minorVersion == 0)
        out += "Connection: close\r\n";
    else
        out += "Transfer-Encoding: chunked\r\n";
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
