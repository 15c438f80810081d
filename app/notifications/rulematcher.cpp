// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/rulematcher.h"

namespace heliograph {

bool isNotifiable(const JournalEntry &entry)
{
    return (entry.kind == EntryKind::Published || entry.kind == EntryKind::Received)
        && !entry.eventType.isEmpty();
}

RuleMatcher::RuleMatcher(const NotificationRule &rule)
    : m_type(rule.eventType.toUtf8()), m_where(rule.where.toUtf8()), m_direction(rule.direction)
{
}

bool RuleMatcher::concerns(const JournalEntry &entry) const
{
    if (m_direction == RuleDirection::Published && entry.kind != EntryKind::Published)
        return false;
    if (m_direction == RuleDirection::Received && entry.kind != EntryKind::Received)
        return false;
    return m_type.matches(entry.eventType) && m_where.matches(entry.endpoint);
}

} // namespace heliograph
