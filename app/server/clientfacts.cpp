// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/clientfacts.h"

#include "app/core/say.h"
#include "app/server/guardedsocket.h"
#include "app/server/urlform.h"

#include <QHostAddress>

namespace heliograph {

Result<ClientFacts> clientFacts(const GuardedSocket &socket, const QByteArray &endpoint)
{
    const HttpRequest &request = socket.request();
    const auto fromQuery = queryValue(request.query, "lastEventId");
    if (!fromQuery)
        return tl::unexpected(fromQuery.error());
    ClientFacts facts;
    facts.endpoint = endpoint;
    facts.remote = remoteOf(socket);
    facts.userAgent = request.header("User-Agent").value_or(QByteArray());
    facts.origin = request.header("Origin").value_or(QByteArray());
    facts.query = request.query;
    // The header wins: it is what the browser learnt since the page wrote its URL.
    auto lastEventId = request.header("Last-Event-ID");
    if (!lastEventId)
        lastEventId = *fromQuery;
    facts.hasLastEventId = lastEventId.has_value();
    facts.lastEventId = lastEventId.value_or(QByteArray());
    return facts;
}

QString remoteOf(const GuardedSocket &socket)
{
    const QHostAddress address = socket.peerAddress();
    const QString text = address.toString();
    const bool isV6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isV6 ? QLatin1Char('[') + text + QLatin1Char(']') : text) + QLatin1Char(':')
        + QString::number(socket.peerPort());
}

Result<std::optional<QByteArray>> queryValue(const QByteArray &query, QByteArrayView name)
{
    const auto fields = parseUrlForm(query);
    if (!fields) {
        return failure("invalid-field",
                       say("The query is not valid percent-encoded UTF-8. "
                           "Encode it again."),
                       "query");
    }
    return formValue(*fields, name);
}

} // namespace heliograph
