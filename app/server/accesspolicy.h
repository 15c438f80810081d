// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/endpointdefinition.h"
#include "app/server/httprequest.h"
#include "app/server/httpresponse.h"

namespace heliograph {

/// What decides who gets in.
struct AccessOptions {
    QList<QByteArray> listenNames; ///< hosts we listen on and their names, no port, no brackets
    bool anyAddress = false; ///< listening on 0.0.0.0 or ::, so each IP literal is a name of ours
    bool beyondLoopback = false; ///< others than this machine can reach us
    QList<QByteArray> allowedHosts; ///< --allow-host: names, with or without a port
    QList<QByteArray> corsOrigins; ///< --cors: origins, "null", or "*" for all
    QByteArray token; ///< --token, empty when there is none
    bool privateStreams = false; ///< --private-streams

    bool operator==(const AccessOptions &) const = default;
};

/// Whether @p host (no port, no brackets, any case) names this machine: localhost, *.localhost,
/// 127.0.0.0/8, ::1.
[[nodiscard]] bool isLoopbackHost(QByteArrayView host);

/// Decides from a request's headers alone who gets in (design section 5). Pure; not a QObject.
class AccessPolicy {
public:
    enum class Origin : quint8 {
        None, ///< no Origin was sent: not a foreign page
        Allowed, ///< our own, loopback, or listed: reflect it
        Refused, ///< 403 on /api; on streams, an answer without CORS headers
    };
    enum class Audience : quint8 { Api, Stream };

    explicit AccessPolicy(AccessOptions options = {});

    [[nodiscard]] const AccessOptions &options() const { return m_options; }

    /// Whether Host is a name of ours, whatever its port (a tunnel changes it). Else 403: a page
    /// may have rebound its own name to our address. HTTP/1.0 without Host is let in: no browser
    /// sends that.
    [[nodiscard]] bool hostAllowed(const HttpRequest &request) const;

    /// What Origin means for a resource of mode @p mode; ask after hostAllowed(). The API is List.
    [[nodiscard]] Origin originDecision(const HttpRequest &request,
                                        CorsMode mode = CorsMode::List) const;

    /// The CORS headers of an answer (Fetch 3.2): the reflected origin, credentials, Vary; none
    /// unless the origin is Allowed.
    [[nodiscard]] HeaderList corsHeaders(const HttpRequest &request,
                                         CorsMode mode = CorsMode::List) const;

    /// The answer to a preflight or any other OPTIONS on a resource with @p methods: 204, with CORS
    /// headers if the origin is allowed. A refused preflight of the API is a 403.
    [[nodiscard]] HttpResponse optionsAnswer(const HttpRequest &request, Audience audience,
                                             const QList<QByteArray> &methods,
                                             CorsMode mode = CorsMode::List) const;

    /// Whether a request of @p audience must carry the token: the API beyond loopback or once a
    /// token was set, streams with --private-streams.
    [[nodiscard]] bool needsToken(Audience audience) const;

    /// Whether @p request carries the token, as Authorization: Bearer or ?access_token=, compared
    /// in constant time. False when no token is set.
    [[nodiscard]] bool tokenAccepted(const HttpRequest &request) const;

    /// needsToken() implies tokenAccepted().
    [[nodiscard]] bool authorized(const HttpRequest &request, Audience audience) const
    {
        return !needsToken(audience) || tokenAccepted(request);
    }

private:
    [[nodiscard]] bool isOwnName(const QByteArray &host) const;

    AccessOptions m_options;
};

/// 401 with WWW-Authenticate: Bearer (RFC 6750 3).
[[nodiscard]] HttpResponse tokenRefusal();

} // namespace heliograph
