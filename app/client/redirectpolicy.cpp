// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/redirectpolicy.h"

#include "app/core/say.h"

#include <algorithm>
#include <array>

namespace heliograph {

namespace {

template <size_t Count>
void dropHeaders(SubscriptionRequest &request, const std::array<const char *, Count> &names)
{
    request.headers.removeIf([&names](const SubscriptionRequest::Header &header) {
        return std::any_of(names.begin(), names.end(), [&header](const char *name) {
            return header.name.compare(name, Qt::CaseInsensitive) == 0;
        });
    });
}

} // namespace

bool RedirectPolicy::isRedirect(int status)
{
    constexpr std::array statuses{301, 302, 303, 307, 308};
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

Result<SubscriptionRequest> RedirectPolicy::follow(const SubscriptionRequest &request, int status,
                                                   const QByteArray &location)
{
    SubscriptionRequest next = request;
    next.url = request.url.resolved(QUrl::fromEncoded(location));
    if (!next.url.hasFragment())
        next.url.setFragment(request.url.fragment(QUrl::FullyEncoded));
    const bool post = request.method.compare("POST", Qt::CaseInsensitive) == 0;
    const bool get = request.method.compare("GET", Qt::CaseInsensitive) == 0
        || request.method.compare("HEAD", Qt::CaseInsensitive) == 0;
    if ((status == 303 && !get) || (status <= 302 && post)) {
        next.method = "GET";
        next.body.clear();
        dropHeaders(next,
                    std::array{"Content-Type", "Content-Encoding", "Content-Language",
                               "Content-Location", "Content-Length"});
    }
    if (originOf(next.url) != originOf(request.url))
        dropHeaders(next, std::array{"Authorization", "Cookie"});
    else if (next.url.userInfo().isEmpty())
        next.url.setUserInfo(request.url.userInfo(QUrl::FullyEncoded));
    if (!check(next))
        return failure(
            "bad-redirect",
            say("%1 redirects to \"%2\", which is not an http or https address.")
                .arg(request.url.toString(QUrl::RemoveUserInfo), QString::fromUtf8(location)));
    return next;
}

QByteArray RedirectPolicy::originOf(const QUrl &url)
{
    const QString scheme = url.scheme();
    const int defaultPort = scheme == QLatin1String("https") ? 443 : 80;
    QUrl origin;
    origin.setScheme(scheme);
    origin.setHost(url.host());
    if (url.port(defaultPort) != defaultPort)
        origin.setPort(url.port());
    return origin.toEncoded();
}

} // namespace heliograph
