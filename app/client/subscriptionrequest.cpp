// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/subscriptionrequest.h"

#include "app/core/ascii.h"
#include "app/core/say.h"

namespace heliograph {

namespace {

/// Whether @p text would end its header line, and so forge another.
bool breaksLine(const QByteArray &text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

Result<void> checkUrl(const QUrl &url)
{
    const QString shown = url.isEmpty()
        ? say("The address is empty.")
        : say("\"%1\" is not an address to subscribe to.").arg(url.toString(QUrl::RemovePassword));
    const QString advice = say("Give one such as http://127.0.0.1:8080/events.");
    const bool http =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !http || url.host().isEmpty() || url.port(80) == 0)
        return failure("invalid-field", shown + QLatin1Char(' ') + advice, "url");
    return {};
}

} // namespace

Result<void> check(const SubscriptionRequest &request)
{
    if (auto url = checkUrl(request.url); !url)
        return url;
    const QByteArray method = request.method.toUpper();
    if (!isToken(method) || method == "CONNECT" || method == "TRACE" || method == "TRACK")
        return failure("invalid-field",
                       say("\"%1\" is not a method to subscribe with. Use GET or POST.")
                           .arg(QString::fromUtf8(request.method)),
                       "method");
    for (const SubscriptionRequest::Header &header : request.headers) {
        if (!isToken(header.name) || breaksLine(header.value))
            return failure("invalid-field",
                           say("The header \"%1\" cannot be sent: its name must be one word, its "
                               "value one line without NUL.")
                               .arg(QString::fromUtf8(header.name)),
                           "header");
    }
    if (breaksLine(request.lastEventId))
        return failure("invalid-field",
                       say("The last event ID holds a line break or NUL. Remove it."),
                       "lastEventId");
    return {};
}

} // namespace heliograph
