// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/requestsyntax.h"

#include "app/core/ascii.h"
#include "app/server/urlform.h"

#include <algorithm>

namespace heliograph::requestsyntax {

using namespace Qt::StringLiterals;

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

QByteArrayView trimBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isPort(QByteArrayView port)
{
    return port.size() <= 5 && std::all_of(port.begin(), port.end(), isDigit)
        && port.toInt() <= 65535;
}

/// host [ ":" port ] of RFC 3986 3.2, not empty and without user information (RFC 9110 4.2.4).
bool isAuthority(QByteArrayView text)
{
    qsizetype hostEnd = text.lastIndexOf(':');
    const bool literal = text.startsWith('[');
    if (literal) {
        hostEnd = text.indexOf(']') + 1;
        if (hostEnd < 4 || (hostEnd < text.size() && text[hostEnd] != ':'))
            return false;
    } else if (hostEnd < 0) {
        hostEnd = text.size();
    }
    const QByteArrayView host = text.first(hostEnd);
    const QByteArrayView allowed = literal ? QByteArrayView("[]:.") : "-._~!$&'()*+,;=%";
    const auto fits = [allowed](char c) { return isAlphaNumeric(c) || allowed.contains(c); };
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), fits)
        && isPort(text.sliced(std::min(hostEnd + 1, text.size())));
}

/// RFC 3986 5.2.4 on decoded segments; nothing when ".." would leave the root.
std::optional<QByteArray> removeDotSegments(const QByteArray &path)
{
    if (!path.contains("/."))
        return path;
    QList<QByteArray> kept;
    const QList<QByteArray> segments = path.mid(1).split('/');
    for (const QByteArray &segment : segments) {
        if (segment == "..") {
            if (kept.isEmpty())
                return std::nullopt;
            kept.removeLast();
        } else if (segment != ".") {
            kept.append(segment);
        }
    }
    if (segments.last() == "." || segments.last() == "..")
        kept.append(QByteArray());
    return '/' + kept.join('/');
}

std::optional<Refusal> decodePath(QByteArrayView raw, QByteArray &path)
{
    if (raw.contains("%2f") || raw.contains("%2F"))
        return badRequest(u"The path holds an encoded slash (%2F). Send a plain one."_s);
    const auto decoded = percentDecode(raw);
    if (!decoded || !isValidUtf8(*decoded))
        return badRequest(u"The path is not percent-encoded UTF-8."_s);
    if (std::any_of(decoded->begin(), decoded->end(), isControl))
        return badRequest(u"The path holds an encoded control character."_s);
    const auto clean = removeDotSegments(*decoded);
    if (!clean)
        return badRequest(u"The path leads out of the root."_s);
    path = *clean;
    return std::nullopt;
}

QList<QByteArray> listMembers(const QByteArray &joined)
{
    QList<QByteArray> members;
    const QList<QByteArray> parts = joined.split(',');
    for (const QByteArray &part : parts)
        members.append(part.trimmed().toLower());
    return members;
}

} // namespace

Refusal refuse(int status, const char *code, const QString &message, const QByteArray &field)
{
    return {status, code, field, message};
}

Refusal badRequest(const QString &message, const QByteArray &field)
{
    return refuse(400, "bad-request", message, field);
}

std::optional<Refusal> readTarget(HttpRequest &request, QByteArray &authority)
{
    QByteArrayView rest = request.target;
    if (rest.contains('#'))
        return badRequest(u"The request target holds a fragment (#)."_s);
    if (request.method == "CONNECT")
        return refuse(501, "not-implemented", u"CONNECT is not served here: this is no proxy."_s);
    if (rest == "*") {
        request.path = "*";
        if (request.method == "OPTIONS")
            return std::nullopt;
        return badRequest(u"The target * goes with OPTIONS only."_s);
    }
    if (!rest.startsWith('/')) {
        const qsizetype colon = rest.indexOf("://");
        const QByteArrayView scheme = rest.first(std::max(colon, qsizetype{0}));
        if (!sameFieldName(scheme, "http") && !sameFieldName(scheme, "https"))
            return badRequest(u"The request target must begin with / or http://."_s);
        rest = rest.sliced(colon + 3);
        const auto end =
            std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
        const qsizetype length = end - rest.begin();
        if (!isAuthority(rest.first(length)))
            return badRequest(u"The request target names no valid host."_s);
        authority = rest.first(length).toByteArray();
        rest = rest.sliced(length);
    }
    const qsizetype mark = rest.indexOf('?');
    if (mark >= 0)
        request.query = rest.sliced(mark + 1).toByteArray();
    const QByteArrayView path = mark < 0 ? rest : rest.first(mark);
    return decodePath(path.isEmpty() ? QByteArrayView("/") : path, request.path);
}

std::optional<Refusal> readVersion(QByteArrayView version, int &minor)
{
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isDigit(version[5])
        || version[6] != '.' || !isDigit(version[7]))
        return badRequest(u"The request line does not end with an HTTP version."_s);
    if (version[5] != '1')
        return refuse(505, "version-not-supported", u"Only HTTP/1.0 and HTTP/1.1 are served."_s);
    minor = version[7] == '0' ? 0 : 1;
    return std::nullopt;
}

std::optional<Refusal> readField(QByteArrayView line, QByteArrayView &name, QByteArrayView &value)
{
    if (isBlank(line.front()))
        return badRequest(u"A header line begins with whitespace (obsolete folding)."_s);
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return badRequest(u"A header line has no colon."_s);
    name = line.first(colon);
    if (!name.isEmpty() && isBlank(name.back()))
        return badRequest(u"A header field has whitespace before its colon."_s);
    if (!isToken(name))
        return badRequest(u"A header field name holds a character it must not."_s);
    value = trimBlanks(line.sliced(colon + 1));
    return std::nullopt;
}

int countField(const HeaderList &headers, QByteArrayView name)
{
    return static_cast<int>(
        std::count_if(headers.begin(), headers.end(),
                      [name](const auto &field) { return sameFieldName(field.first, name); }));
}

std::optional<Refusal> settleHost(HttpRequest &request, const QByteArray &authority)
{
    const int count = countField(request.headers, "Host");
    if (count > 1 || (count == 0 && request.minorVersion > 0))
        return badRequest(u"A request has exactly one Host field."_s, "host");
    if (count == 1 && !isAuthority(*request.header("Host")))
        return badRequest(u"The Host field is not a host with an optional port."_s, "host");
    if (authority.isEmpty())
        return std::nullopt;
    request.headers.removeIf([](const auto &field) { return sameFieldName(field.first, "Host"); });
    request.headers.emplaceFront("Host", authority);
    return std::nullopt;
}

std::optional<Refusal> checkTransferEncoding(const HttpRequest &request)
{
    const QByteArray field = "transfer-encoding";
    if (request.minorVersion == 0)
        return badRequest(u"HTTP/1.0 has no Transfer-Encoding."_s, field);
    if (countField(request.headers, "Content-Length") > 0)
        return badRequest(u"Send Transfer-Encoding or Content-Length, not both."_s, field);
    const QList<QByteArray> codings = listMembers(request.joinedHeader(field));
    if (codings.last() != "chunked" || codings.count("chunked") > 1)
        return badRequest(u"The last transfer coding must be chunked, once."_s, field);
    if (codings.size() > 1)
        return refuse(501, "not-implemented", u"No transfer coding but chunked is known."_s, field);
    return std::nullopt;
}

std::optional<Refusal> readContentLength(const HttpRequest &request, quint64 &length)
{
    static const QByteArray field = QByteArrayLiteral("content-length");
    const QByteArray value = request.joinedHeader(field);
    bool ok =
        countField(request.headers, field) == 1 && std::all_of(value.begin(), value.end(), isDigit);
    if (ok)
        length = value.toULongLong(&ok);
    if (!ok)
        return badRequest(u"Content-Length must be one decimal number of bytes."_s, field);
    return std::nullopt;
}

bool wantsKeepAlive(const HttpRequest &request)
{
    if (countField(request.headers, "Connection") == 0)
        return request.minorVersion > 0;
    const QList<QByteArray> options = listMembers(request.joinedHeader("Connection"));
    if (options.contains("close"))
        return false;
    return request.minorVersion > 0 || options.contains("keep-alive");
}

std::optional<quint64> readChunkSize(QByteArrayView line, QByteArrayView &extension)
{
    const auto isHex = [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    const qsizetype digits = std::find_if_not(line.begin(), line.end(), isHex) - line.begin();
    extension = line.sliced(digits);
    if (!extension.isEmpty() && !trimBlanks(extension).startsWith(';'))
        return std::nullopt;
    bool ok = false;
    const quint64 size = line.first(digits).toByteArray().toULongLong(&ok, 16);
    return ok ? std::optional(size) : std::nullopt;
}

} // namespace heliograph::requestsyntax
