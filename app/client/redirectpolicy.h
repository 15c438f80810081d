// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/subscriptionrequest.h"

namespace heliograph {

/// What an answer's redirect does to a request (Fetch, "HTTP-redirect fetch").
namespace RedirectPolicy {

constexpr int mostRedirects = 20;

/// Whether @p status with a Location asks to go elsewhere: 301, 302, 303, 307, 308.
[[nodiscard]] bool isRedirect(int status);

/// The request that follows @p request after @p status with @p location, resolved against its
/// URL: GET without body after 303, and after 301 or 302 of a POST; without Authorization and
/// Cookie when the origin changes. An error when the address is not http or https.
[[nodiscard]] Result<SubscriptionRequest> follow(const SubscriptionRequest &request, int status,
                                                 const QByteArray &location);

/// scheme://host[:port] of @p url, the default port omitted (WHATWG URL, "origin").
[[nodiscard]] QByteArray originOf(const QUrl &url);

} // namespace RedirectPolicy

} // namespace heliograph
