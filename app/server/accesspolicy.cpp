// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/accesspolicy.h"

#include "app/core/ascii.h"
#include "app/server/urlform.h"

#include <QCryptographicHash>

#include <algorithm>
#include <utility>

namespace heliograph {

namespace {

/// A host and its port as the Host field or an origin writes them.
struct Authority {
    QByteArray host; ///< lower case, no brackets, no final dot
    QByteArray port; ///< empty when none is written
    bool bracketed = false;
};

Authority readAuthority(QByteArrayView text)
{
    const qsizetype bracket = text.lastIndexOf(']');
    const qsizetype colon = text.lastIndexOf(':');
    // An address without brackets, as people type it, has no port.
    const bool hasPort = colon > bracket && (bracket >= 0 || text.indexOf(':') == colon);
    Authority authority;
    authority.host = (hasPort ? text.first(colon) : text).toByteArray().toLower();
    authority.port = hasPort ? text.sliced(colon + 1).toByteArray() : QByteArray();
    authority.bracketed = authority.host.startsWith('[') && authority.host.endsWith(']');
    if (authority.bracketed)
        authority.host = authority.host.sliced(1, authority.host.size() - 2);
    if (authority.host.endsWith('.'))
        authority.host.chop(1);
    return authority;
}

bool isIpv4(QByteArrayView host)
{
    if (host.isEmpty() || host.front() > '9') // most are names
        return false;
    const QList<QByteArray> parts = host.toByteArray().split('.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](const QByteArray &part) {
               return !part.isEmpty() && part.size() <= 3 && part.toInt() <= 255
                   && std::all_of(part.begin(), part.end(),
                                  [](char c) { return c >= '0' && c <= '9'; });
           });
}

QByteArray defaultPort(QByteArrayView scheme)
{
    return scheme == "https" ? QByteArrayLiteral("443") : QByteArrayLiteral("80");
}

bool isSameAuthority(const Authority &a, const Authority &b, QByteArrayView scheme)
{
    const auto port = [scheme](const Authority &authority) {
        return authority.port.isEmpty() ? defaultPort(scheme) : authority.port;
    };
    return a.host == b.host && port(a) == port(b);
}

/// An origin as RFC 6454 6.2 serialises it; nothing for "null" and what is none.
struct WebOrigin {
    QByteArray scheme;
    Authority authority;
};

std::optional<WebOrigin> readOrigin(const QByteArray &text)
{
    const qsizetype mark = text.indexOf("://");
    if (mark <= 0)
        return std::nullopt;
    const QByteArray rest = text.sliced(mark + 3);
    const bool plain = std::none_of(rest.begin(), rest.end(), [](char c) {
        return c == '/' || c == '?' || c == '#' || c == '@' || c == '\\' || c == ' ' || c == ',';
    });
    if (rest.isEmpty() || !plain)
        return std::nullopt;
    return WebOrigin{text.first(mark).toLower(), readAuthority(rest)};
}

bool isHttp(const WebOrigin &origin)
{
    return origin.scheme == "http" || origin.scheme == "https";
}

/// Whether @p listed, an entry of --cors, stands for @p sent.
bool matchesListed(QByteArray listed, const QByteArray &sent)
{
    if (listed == "*")
        return true;
    if (listed.endsWith('/'))
        listed.chop(1);
    const auto a = readOrigin(listed);
    const auto b = readOrigin(sent);
    if (!a || !b)
        return listed == sent; // "null"
    return a->scheme == b->scheme && isSameAuthority(a->authority, b->authority, a->scheme);
}

/// Compares digests, so that time tells neither the length nor where the difference is.
bool isSameSecret(QByteArrayView a, QByteArrayView b)
{
    const auto digest = [](QByteArrayView text) {
        return QCryptographicHash::hash(text.toByteArray(), QCryptographicHash::Sha256);
    };
    const QByteArray left = digest(a);
    const QByteArray right = digest(b);
    int difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference |= left.at(i) ^ right.at(i);
    return difference == 0;
}

/// The asked-for header names, as far as they are names. "*" would not cover credentials.
QByteArray allowedHeaders(const HttpRequest &request)
{
    QList<QByteArray> names;
    const QList<QByteArray> asked =
        request.joinedHeader("Access-Control-Request-Headers").split(',');
    for (const QByteArray &part : asked) {
        if (const QByteArray name = part.trimmed(); isToken(name) && name != "*")
            names.append(name);
    }
    if (names.isEmpty())
        return QByteArrayLiteral("Authorization, Cache-Control, Content-Type, Last-Event-ID");
    return names.join(", ");
}

} // namespace

bool isLoopbackHost(QByteArrayView host)
{
    if (host == "127.0.0.1" || host == "localhost")
        return true;
    const QByteArray name = host.toByteArray().toLower();
    return name == "localhost" || name.endsWith(".localhost") || name == "::1"
        || name == "0:0:0:0:0:0:0:1" || (isIpv4(name) && name.startsWith("127."));
}

AccessPolicy::AccessPolicy(AccessOptions options) : m_options(std::move(options)) { }

bool AccessPolicy::hostAllowed(const HttpRequest &request) const
{
    const auto host = request.header("Host");
    if (!host)
        return request.minorVersion == 0;
    const Authority asked = readAuthority(*host);
    if (asked.host.isEmpty())
        return false;
    if (isLoopbackHost(asked.host) || isOwnName(asked.host))
        return true;
    // A page cannot rebind a literal address, so each one that reached us is ours.
    if (m_options.anyAddress && (asked.bracketed || isIpv4(asked.host)))
        return true;
    return std::any_of(m_options.allowedHosts.begin(), m_options.allowedHosts.end(),
                       [&asked](const QByteArray &allowed) {
                           const Authority name = readAuthority(allowed);
                           return name.host == asked.host
                               && (name.port.isEmpty() || name.port == asked.port);
                       });
}

bool AccessPolicy::isOwnName(const QByteArray &host) const
{
    return std::any_of(m_options.listenNames.begin(), m_options.listenNames.end(),
                       [&host](const QByteArray &name) { return name.toLower() == host; });
}

AccessPolicy::Origin AccessPolicy::originDecision(const HttpRequest &request, CorsMode mode) const
{
    const auto sent = request.header("Origin");
    if (!sent)
        return Origin::None;
    if (request.joinedHeader("Origin") != *sent)
        return Origin::Refused; // more than one: no browser sends that
    const auto origin = readOrigin(*sent);
    if (origin && origin->scheme == "http"
        && isSameAuthority(origin->authority, readAuthority(request.header("Host").value_or("")),
                           "http"))
        return Origin::Allowed;
    if (mode == CorsMode::Any)
        return Origin::Allowed;
    if (mode == CorsMode::None)
        return Origin::Refused;
    if (origin && isHttp(*origin) && isLoopbackHost(origin->authority.host))
        return Origin::Allowed;
    const auto &listed = m_options.corsOrigins;
    const bool isListed = mode == CorsMode::List
        && std::any_of(listed.begin(), listed.end(),
                       [&sent](const QByteArray &entry) { return matchesListed(entry, *sent); });
    return isListed ? Origin::Allowed : Origin::Refused;
}

HeaderList AccessPolicy::corsHeaders(const HttpRequest &request, CorsMode mode) const
{
    if (mode == CorsMode::None || originDecision(request, mode) != Origin::Allowed)
        return {};
    return {{"Access-Control-Allow-Origin", *request.header("Origin")},
            {"Access-Control-Allow-Credentials", "true"},
            {"Vary", "Origin"}};
}

HttpResponse AccessPolicy::optionsAnswer(const HttpRequest &request, Audience audience,
                                         const QList<QByteArray> &methods, CorsMode mode) const
{
    if (audience == Audience::Api && originDecision(request, mode) == Origin::Refused) {
        return refusal(403, "origin-refused",
                       QStringLiteral("Pages of this origin may not use the API. Allow it with "
                                      "--cors."));
    }
    const QByteArray list = methods.join(", ");
    HttpResponse response{204, {{"Allow", list}}, {}};
    response.headers += corsHeaders(request, mode);
    if (!request.header("Access-Control-Request-Method")
        || !headerValue(response.headers, "Access-Control-Allow-Origin"))
        return response;
    response.headers.emplaceBack("Access-Control-Allow-Methods", list);
    response.headers.emplaceBack("Access-Control-Allow-Headers", allowedHeaders(request));
    response.headers.emplaceBack("Access-Control-Max-Age", "600");
    // Private Network Access: a public page that may talk to us may do so across networks.
    if (request.header("Access-Control-Request-Private-Network") == "true")
        response.headers.emplaceBack("Access-Control-Allow-Private-Network", "true");
    return response;
}

bool AccessPolicy::needsToken(Audience audience) const
{
    if (audience == Audience::Stream)
        return m_options.privateStreams;
    return m_options.beyondLoopback || !m_options.token.isEmpty();
}

bool AccessPolicy::tokenAccepted(const HttpRequest &request) const
{
    if (m_options.token.isEmpty())
        return false;
    const QByteArray authorization = request.header("Authorization").value_or(QByteArray());
    if (sameFieldName(QByteArrayView(authorization).first(qMin(authorization.size(), qsizetype{7})),
                      "Bearer ")
        && isSameSecret(QByteArrayView(authorization).sliced(7).trimmed(), m_options.token))
        return true;
    const auto fields = parseUrlForm(request.query);
    const auto token = fields ? formValue(*fields, "access_token") : std::nullopt;
    return token && isSameSecret(*token, m_options.token);
}

HttpResponse tokenRefusal()
{
    HttpResponse response =
        refusal(401, "token-required",
                QStringLiteral("Send the server's token as Authorization: Bearer TOKEN."));
    setHeader(response.headers, "WWW-Authenticate", "Bearer realm=\"Heliograph\"");
    return response;
}

} // namespace heliograph
