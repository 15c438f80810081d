// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingsaver.h"

namespace heliograph {

Result<SavedRecording> saveRecording(const QString &, const RecordingHead &,
                                     const QList<TimedBytes> &)
{
    return failure("write-failed", QStringLiteral("Not yet."));
}

Result<SavedRecording> saveEdited(const QString &, const RecordingEdits &, const QString &,
                                  RecordingReaderOptions, const RecordingProgress &,
                                  const std::atomic_bool *)
{
    return failure("write-failed", QStringLiteral("Not yet."));
}

} // namespace heliograph
