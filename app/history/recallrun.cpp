// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/recallrun.h"

namespace heliograph {

bool RecallRun::add(HistoryRecord record)
{
    const qsizetype bytes = m_bytes + record.wire.size();
    const qsizetype nameBytes =
        m_nameBytes + record.type.size() + (record.id ? record.id->size() : 0);
    if (m_next == 0 || record.position != m_next - 1 || m_records.size() >= m_limits.maxEvents
        || bytes > m_limits.maxBytes || nameBytes > m_limits.maxBytes
        || record.at < m_limits.notBefore)
        return false;
    m_bytes = bytes;
    m_nameBytes = nameBytes;
    m_next = record.position;
    m_records.append(std::move(record));
    return true;
}

QList<HistoryRecord> RecallRun::records() const
{
    return {m_records.crbegin(), m_records.crend()};
}

} // namespace heliograph
