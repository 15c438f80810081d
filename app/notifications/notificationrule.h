// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/journal/journalentry.h"

#include <QJsonObject>

namespace heliograph {

/// A rule while the program runs. Rises from 1; 0 is none.
enum class RuleId : quint64 { None = 0 };

/// Which way an event went.
enum class RuleDirection : quint8 {
    Both,
    Published, ///< to clients of our endpoints
    Received, ///< by our subscriptions
};

/// What one rule waits for: events that fit all of it raise a notification. A value.
struct NotificationRule {
    static constexpr qsizetype LongestName = 100; ///< characters
    static constexpr qsizetype LongestType = 200;
    static constexpr qsizetype LongestWhere = 2'000;
    static constexpr qsizetype LongestCondition = 4'000;

    RuleId id{}; ///< given by whoever keeps the rules; not part of the JSON form
    bool enabled = true;
    QString name; ///< the notification's title
    QString eventType; ///< a Glob, "order.*"; empty: any
    QString where; ///< a Glob on the endpoint's path or the subscription's address; empty: any
    RuleDirection direction = RuleDirection::Both;
    /// A JavaScript expression over data, text, event, id, endpoint and size; empty: always met.
    QString condition;

    bool operator==(const NotificationRule &) const = default;
};

/// Whether @p rule can be kept: its bounds, and that it can be met at all. Error::field names the
/// member at fault. Does not look into the condition.
[[nodiscard]] Result<void> check(const NotificationRule &rule);

/// {"name","enabled","event","where","direction","condition"}; what is as it is by default is left
/// out.
[[nodiscard]] QJsonObject toJson(const NotificationRule &rule);

/// Fails as check() does, and for members that are of another kind or unknown.
[[nodiscard]] Result<NotificationRule> ruleFromJson(const QJsonValue &json);

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::RuleId)
Q_DECLARE_METATYPE(heliograph::NotificationRule)
