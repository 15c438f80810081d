// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/logscope.h"

#include <QMetaType>

#include <chrono>

namespace heliograph {

/// A recording under way, or one that was. Rises from 1.
enum class RecordingId : quint64 { None = 0 };

/// Which stream shall be recorded, and where to. A value.
struct RecordPlan {
    LogScope scope; ///< a client, an endpoint or a subscription
    QString title; ///< of the stream, for people
    QString file; ///< is written anew
    QByteArray server; ///< base URL of ours, for the recording's source
    bool withHeld = false; ///< what the journal holds of the stream comes first
    bool withHeartbeats = false;
};

/// How a recording stands. A value.
struct RecordingState {
    enum class Phase : quint8 {
        Running,
        Stopped, ///< by its owner
        StreamEnded, ///< the client left: nothing can follow
        Failed, ///< problem says why; what was written stays
    };
    RecordingId id{};
    RecordPlan plan;
    Phase phase = Phase::Running;
    std::chrono::milliseconds elapsed{}; ///< since it was asked for
    quint64 events = 0;
    quint64 bytes = 0; ///< of the file
    quint64 missing = 0; ///< entries the journal dropped before they were read
    QString problem; ///< a whole sentence

    [[nodiscard]] bool isRunning() const { return phase == Phase::Running; }
};

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::RecordingState)
