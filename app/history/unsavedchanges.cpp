// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/unsavedchanges.h"

#include <algorithm>

namespace heliograph {

void UnsavedChanges::append(const HistoryChange &change)
{
    count(change, 1);
    m_changes.push_back(change);
}

void UnsavedChanges::prepend(const QList<HistoryChange> &changes)
{
    for (const HistoryChange &change : changes)
        count(change, 1);
    m_changes.insert(m_changes.begin(), changes.cbegin(), changes.cend());
}

QList<HistoryChange> UnsavedChanges::take(qsizetype maxChanges, qsizetype maxBytes)
{
    QList<HistoryChange> taken;
    for (auto kept = m_kept.begin(); kept != m_kept.end() && taken.size() < maxChanges;) {
        taken.append(*kept);
        kept = m_kept.erase(kept);
    }
    qsizetype bytes = 0;
    while (!m_changes.empty() && taken.size() < maxChanges) {
        HistoryChange &oldest = m_changes.front();
        bytes += footprint(oldest);
        if (bytes > maxBytes && !taken.isEmpty())
            break;
        count(oldest, -1);
        taken.append(std::move(oldest));
        m_changes.pop_front();
    }
    return taken;
}

std::optional<UnsavedChanges::Dropped> UnsavedChanges::dropOldest()
{
    if (m_changes.empty()
        || (static_cast<qsizetype>(m_changes.size()) <= m_limits.maxChanges
            && m_bytes <= m_limits.maxBytes))
        return std::nullopt;
    Dropped dropped{std::move(m_changes.front())};
    m_changes.pop_front();
    const HistoryChange &change = dropped.change;
    count(change, -1);
    dropped.merged = m_kept.contains(change.endpoint);
    HistoryChange &kept = m_kept[change.endpoint];
    kept.endpoint = change.endpoint;
    kept.nextId = std::max(kept.nextId, change.nextId);
    kept.keepFrom = std::max(kept.keepFrom, change.keepFrom);
    // What came before the gap can never be replayed again.
    if (change.record)
        kept.keepFrom = std::max(kept.keepFrom, change.record->position + 1);
    return dropped;
}

void UnsavedChanges::count(const HistoryChange &change, int sign)
{
    m_bytes += sign * footprint(change);
    if (change.record)
        m_events += static_cast<quint64>(sign);
}

} // namespace heliograph
