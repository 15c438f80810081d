// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notificationrule.h"
#include "app/notifications/ratelimiter.h"

namespace heliograph {

/// The rules and how often they may speak. A value.
struct NotificationSettings {
    static constexpr int Version = 1; ///< of the JSON form
    static constexpr qsizetype MostRules = 100;
    static constexpr qsizetype MostBytes = qsizetype{1024} * 1024; ///< of the JSON form

    RateLimits limits;
    QList<NotificationRule> rules; ///< each with an id of its own

    bool operator==(const NotificationSettings &) const = default;

    /// An id no rule has had among these.
    [[nodiscard]] RuleId unusedId() const;
};

/// {"version":1,"secondsPerRule":5,"perMinute":10,"rules":[...]}, compact.
[[nodiscard]] QByteArray toJson(const NotificationSettings &settings);

/// Reads what toJson() wrote; rules are numbered from 1. Error::code is "newer-version" when a
/// newer program wrote it, else "invalid-rules": whoever keeps it must then leave it as it is.
[[nodiscard]] Result<NotificationSettings> notificationSettingsFromJson(const QByteArray &json);

} // namespace heliograph
