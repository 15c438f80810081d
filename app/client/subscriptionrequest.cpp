// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/subscriptionrequest.h"

#include <QCoreApplication>

#include <algorithm>

namespace heliograph {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SubscriptionRequest", text);
}

/// A token of RFC 9110, 5.6.2.
bool isToken(const QByteArray &text)
{
    constexpr QByteArrayView marks("!#$%&'*+-.^_`|~");
    const auto allowed = [marks](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || marks.contains(c);
    };
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), allowed);
}

/// Whether @p text would end its header line, and so forge another.
bool breaksLine(const QByteArray &text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

Result<void> checkUrl(const QUrl &url)
{
    const QString shown = url.isEmpty()
        ? tr("The address is empty.")
        : tr("\"%1\" is not an address to subscribe to.").arg(url.toString(QUrl::RemovePassword));
    const QString advice = tr("Give one such as http://127.0.0.1:8080/events.");
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
                       tr("\"%1\" is not a method to subscribe with. Use GET or POST.")
                           .arg(QString::fromUtf8(request.method)),
                       "method");
    for (const SubscriptionRequest::Header &header : request.headers) {
        if (!isToken(header.name) || breaksLine(header.value))
            return failure("invalid-field",
                           tr("The header \"%1\" cannot be sent: its name must be one word, its "
                              "value one line without NUL.")
                               .arg(QString::fromUtf8(header.name)),
                           "header");
    }
    if (breaksLine(request.lastEventId))
        return failure("invalid-field",
                       tr("The last event ID holds a line break or NUL. Remove it."),
                       "lastEventId");
    return {};
}

} // namespace heliograph
