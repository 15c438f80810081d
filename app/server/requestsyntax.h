// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/requestguard.h"

/// What the lines of an HTTP/1.x request mean (RFC 9110, RFC 9112), one rule a function. Pure.
namespace heliograph::requestsyntax {

using Refusal = RequestGuard::Refusal;

/// A refusal with @p status; @p code and @p field are for programs.
[[nodiscard]] Refusal refuse(int status, const char *code, const QString &message,
                             const QByteArray &field = {});

/// A refusal with 400.
[[nodiscard]] Refusal badRequest(const QString &message, const QByteArray &field = {});

/// Reads the target's form (RFC 9112 3.2) into @p request and, for the absolute form, @p authority.
[[nodiscard]] std::optional<Refusal> readTarget(HttpRequest &request, QByteArray &authority);

/// HTTP-version of RFC 9112 2.3.
[[nodiscard]] std::optional<Refusal> readVersion(QByteArrayView version, int &minor);

/// Splits a field line (RFC 9112 5) into @p name and @p value.
[[nodiscard]] std::optional<Refusal> readField(QByteArrayView line, QByteArrayView &name,
                                               QByteArrayView &value);

/// How often the field @p name was sent.
[[nodiscard]] int countField(const HeaderList &headers, QByteArrayView name);

/// Host (RFC 9112 3.2): exactly one for HTTP/1.1, and the target's authority goes before it.
[[nodiscard]] std::optional<Refusal> settleHost(HttpRequest &request, const QByteArray &authority);

/// Transfer-Encoding (RFC 9112 6.1, 6.3): chunked and nothing else, and never with Content-Length.
[[nodiscard]] std::optional<Refusal> checkTransferEncoding(const HttpRequest &request);

/// Content-Length (RFC 9110 8.6); a list or repetition is refused even where it agrees.
[[nodiscard]] std::optional<Refusal> readContentLength(const HttpRequest &request, quint64 &length);

/// Whether the client lets the connection live on (RFC 9112 9.3).
[[nodiscard]] bool wantsKeepAlive(const HttpRequest &request);

/// chunk-size of RFC 9112 7.1, without its extensions; nothing when malformed or beyond 64 bits.
[[nodiscard]] std::optional<quint64> readChunkSize(QByteArrayView line, QByteArrayView &extension);

} // namespace heliograph::requestsyntax
