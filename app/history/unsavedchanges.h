// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/history/historyrecord.h"

#include <QHash>

#include <deque>

namespace heliograph {

/// How much is held while saving fails.
struct UnsavedLimits {
    qsizetype maxChanges = 100'000;
    qsizetype maxBytes = qsizetype{64} * 1024 * 1024;

    bool operator==(const UnsavedLimits &) const = default;
};

/// Changes that could not be saved, oldest first, bounded. Of a change that leaves because of the
/// bounds, the endpoint's next id and place are kept: ids must go on rising, and a gap must show.
class UnsavedChanges {
public:
    /// A change that left.
    struct Dropped {
        HistoryChange change;
        bool merged = false; ///< what is kept of it was merged with what was kept before
    };

    explicit UnsavedChanges(UnsavedLimits limits) : m_limits(limits) { }

    void append(const HistoryChange &change);

    /// Puts back what take() gave and could not be saved.
    void prepend(const QList<HistoryChange> &changes);

    /// Removes and returns the oldest changes, at most @p maxChanges and @p maxBytes of them but at
    /// least one. What is kept of dropped changes comes first, as changes without a record.
    [[nodiscard]] QList<HistoryChange> take(qsizetype maxChanges, qsizetype maxBytes);

    /// Drops the oldest change when there is more than the limits allow. Call it until it gives
    /// nothing.
    [[nodiscard]] std::optional<Dropped> dropOldest();

    [[nodiscard]] bool isEmpty() const { return m_changes.empty() && m_kept.isEmpty(); }
    [[nodiscard]] quint64 events() const { return m_events; }
    [[nodiscard]] const std::deque<HistoryChange> &changes() const { return m_changes; }

private:
    void count(const HistoryChange &change, int sign);

    UnsavedLimits m_limits;
    std::deque<HistoryChange> m_changes;
    QHash<QByteArray, HistoryChange> m_kept; ///< of dropped changes, by endpoint
    qsizetype m_bytes = 0;
    quint64 m_events = 0; ///< changes with a record
};

} // namespace heliograph
