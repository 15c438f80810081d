// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingindex.h"

namespace heliograph {

Result<std::shared_ptr<const RecordingIndex>> RecordingIndex::build(const QString &,
                                                                    RecordingReaderOptions,
                                                                    const RecordingProgress &,
                                                                    const std::atomic_bool *)
{
    return failure("unreadable", QStringLiteral("Not yet."));
}
const RecordingPosition &RecordingIndex::positionOf(quint64) const
{
    return m_positions.front();
}
const RecordingPosition &RecordingIndex::positionOf(std::chrono::microseconds) const
{
    return m_positions.front();
}
Result<QList<RecordedBlock>> RecordingIndex::readRows(quint64, qsizetype) const
{
    return failure("unreadable", QStringLiteral("Not yet."));
}
Result<quint64> RecordingIndex::rowAt(std::chrono::microseconds) const
{
    return failure("unreadable", QStringLiteral("Not yet."));
}
qsizetype RecordingIndex::footprint() const
{
    return 0;
}

} // namespace heliograph
