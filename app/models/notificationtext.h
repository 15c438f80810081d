// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notification.h"
#include "app/notifications/ruletester.h"

namespace heliograph::notificationtext {

/// The rule's name, or "12 more from Large orders" where it sums up.
[[nodiscard]] QString title(const Notification &notification);

/// "order.paid · {"order":1842}", and on a second line how many more were held back; where it sums
/// up, "Newest: order.paid · {"order":1853}".
[[nodiscard]] QString body(const Notification &notification);

/// What @p rule waits for: "order.* at /events · data.total > 100".
[[nodiscard]] QString waitsFor(const NotificationRule &rule);

/// How it fares: "met 12,804 times, shown 37 times, last at 14:02:11"; empty while it has not been
/// met.
[[nodiscard]] QString fares(const RuleStatus &status);

/// What its condition last failed with, and when; empty when it did not.
[[nodiscard]] QString problem(const RuleStatus &status);

/// "Met by 37 of the 1,000 newest events."
[[nodiscard]] QString trial(const RuleTrial &trial);

} // namespace heliograph::notificationtext
