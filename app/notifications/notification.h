// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notificationrule.h"

namespace heliograph {

/// What a rule wants to be said. A value.
struct Notification {
    RuleId rule{};
    QString title; ///< the rule's name
    JournalEntryPtr entry; ///< the event that met it
    quint64 more = 0; ///< events that met it since the last one and were held back
    bool isSummary = false; ///< of what was held back, entry being the newest of it

    /// How many events it tells of.
    [[nodiscard]] quint64 events() const { return more + 1; }
};

/// How a rule fares since notifications were switched on.
struct RuleStatus {
    RuleId rule{};
    quint64 met = 0; ///< events that met it
    quint64 shown = 0; ///< of those, the notifications raised
    std::chrono::microseconds lastMet{}; ///< when, since the Unix epoch; 0: never
    QString problem{}; ///< what its condition last failed with; empty: nothing
    quint64 problems = 0; ///< how often it failed
    std::chrono::microseconds problemAt{}; ///< when it last did, since the Unix epoch
    bool stopped = false; ///< its condition did not end, so the rule is asked no more

    bool operator==(const RuleStatus &) const = default;
};

/// How the watch goes since notifications were switched on.
struct WatchStatus {
    QList<RuleStatus> rules; ///< in the order of the rules
    quint64 skipped = 0; ///< events that came too fast for conditions to be asked

    bool operator==(const WatchStatus &) const = default;
};

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::Notification)
Q_DECLARE_METATYPE(heliograph::WatchStatus)
