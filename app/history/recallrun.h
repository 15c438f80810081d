// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/history/historyrecord.h"

namespace heliograph {

/// Gathers the newest records without a gap, within limits, from records that come newest first.
class RecallRun {
public:
    /// @p end is the endpoint's next position: the run ends right before it.
    RecallRun(const RecallLimits &limits, quint64 end) : m_limits(limits), m_next(end) { }

    /// Takes @p record, or returns false: it and all older ones stay out.
    [[nodiscard]] bool add(HistoryRecord record);

    /// The records, oldest first.
    [[nodiscard]] QList<HistoryRecord> records() const;

private:
    RecallLimits m_limits;
    QList<HistoryRecord> m_records; ///< newest first
    quint64 m_next; ///< one more than the position that may come next
    qsizetype m_bytes = 0; ///< of wire
    qsizetype m_nameBytes = 0; ///< of types and ids; only an edited file makes them matter
};

} // namespace heliograph
