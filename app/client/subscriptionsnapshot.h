// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/subscriptionstate.h"
#include "app/core/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>

namespace heliograph {

/// A subscription as it stood at one moment.
struct SubscriptionSnapshot {
    SubscriptionId id{};
    QUrl url;
    SubscriptionState state = SubscriptionState::Idle;
    ReadyState readyState = ReadyState::Closed;
    QByteArray lastEventId;
    quint64 events = 0; ///< dispatched
    quint64 bytes = 0; ///< of stream bodies
    int status = 0; ///< the last answer's HTTP status; 0: none yet
    QString lastError; ///< a sentence; empty while all is well
    std::chrono::microseconds retryAt{}; ///< since the Unix epoch; 0 unless Waiting
    std::chrono::microseconds openedAt{}; ///< since the Unix epoch; 0 unless Open

    bool operator==(const SubscriptionSnapshot &) const = default;
};

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::SubscriptionSnapshot)
