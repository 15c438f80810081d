// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/httprequest.h"

#include <QJsonValue>
#include <QString>

#include <chrono>

namespace heliograph {

/// One complete answer, before it is written to the wire.
struct HttpResponse {
    int status = 200;
    HeaderList headers; ///< without framing (Content-Length, Connection), Date and nosniff
    QByteArray body;

    bool operator==(const HttpResponse &) const = default;
};

/// The reason phrase of @p status (RFC 9110 15), "Unknown" for one without.
[[nodiscard]] QByteArray reasonPhrase(int status);

/// An HTTP date (RFC 9110 5.6.7) of @p wall, the time since the Unix epoch.
[[nodiscard]] QByteArray httpDate(std::chrono::microseconds wall);

/// The bytes of @p response: status line, headers, body. @p request decides version and whether a
/// body follows (not for HEAD, 204 and 304); null when the request was never read whole.
/// Sets Date, X-Content-Type-Options: nosniff, Content-Length and Connection; header values that
/// could forge a line lose their CR, LF and NUL, and framing headers of @p response are ignored.
/// @p keepAlive is the server's wish; the connection lives on only if the request lets it too.
[[nodiscard]] QByteArray serialize(const HttpResponse &response, const HttpRequest *request,
                                   bool keepAlive);

/// An answer whose body is @p json (an object or array) in compact form, or ready-made JSON bytes.
[[nodiscard]] HttpResponse jsonResponse(int status, const QJsonValue &json);
[[nodiscard]] HttpResponse jsonResponse(int status, const QByteArray &json);

/// The contract's refusal: {"error":{"code":"...","field":"...","message":"..."}}; no "field" key
/// when @p field is empty.
[[nodiscard]] HttpResponse refusal(int status, const QByteArray &code, const QString &message,
                                   const QByteArray &field = {});

/// 405 with Allow: @p allowed.
[[nodiscard]] HttpResponse methodNotAllowed(const QList<QByteArray> &allowed);

/// 503 with Retry-After: @p retryAfter.
[[nodiscard]] HttpResponse unavailable(const QByteArray &code, const QString &message,
                                       std::chrono::seconds retryAfter);

/// Replaces the value of the field @p name, or adds it.
void setHeader(HeaderList &headers, const QByteArray &name, const QByteArray &value);

/// The head of an event stream, up to and with its empty line: chunked for HTTP/1.1, until close
/// for HTTP/1.0. @p extra replaces the defaults of the same name, never the framing.
[[nodiscard]] QByteArray streamHead(const HttpRequest &request, int status,
                                    const HeaderList &extra);

/// @p bytes as one chunk (RFC 9112 7.1); nothing for no bytes, which would end the body.
[[nodiscard]] QByteArray chunk(QByteArrayView bytes);

/// The last chunk and the empty trailer section.
[[nodiscard]] QByteArray finalChunk();

} // namespace heliograph
