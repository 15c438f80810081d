// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/glob.h"
#include "app/notifications/notificationrule.h"

namespace heliograph {

/// Whether @p entry is an event that something could wait for: published or received, and one that
/// dispatches.
[[nodiscard]] bool isNotifiable(const JournalEntry &entry);

/// A rule's cheap part, compiled: everything but the condition. Pure.
class RuleMatcher {
public:
    explicit RuleMatcher(const NotificationRule &rule);

    /// Whether @p entry, which isNotifiable(), is of the kind the rule waits for. Depends on its
    /// kind, endpoint and event type alone. A rule that is switched off is not asked about here.
    [[nodiscard]] bool concerns(const JournalEntry &entry) const;

private:
    Glob m_type;
    Glob m_where;
    RuleDirection m_direction;
};

} // namespace heliograph
