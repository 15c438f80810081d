// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QUrl>

#include <chrono>

namespace heliograph {

/// What to ask for when subscribing, and how to hold on to it.
struct SubscriptionRequest {
    struct Header {
        QByteArray name;
        QByteArray value;

        bool operator==(const Header &) const = default;
    };

    QUrl url; ///< http or https; user name and password become Authorization: Basic
    QByteArray method = "GET";
    QByteArray body;
    QList<Header> headers; ///< these win over the ones a subscription sends by itself
    QByteArray lastEventId; ///< sent with the first request already, when not empty
    std::chrono::milliseconds idleTimeout{0}; ///< silence that counts as a lost connection; 0: none
    bool reconnect = true;

    bool operator==(const SubscriptionRequest &) const = default;
};

/// Says whether @p request can be sent. The error's field is "url", "method", "header" or
/// "lastEventId".
[[nodiscard]] Result<void> check(const SubscriptionRequest &request);

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::SubscriptionRequest)
