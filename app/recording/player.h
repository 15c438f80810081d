// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/recording/playbackengine.h"
#include "app/recording/recordingedits.h"
#include "app/recording/recordingindex.h"
#include "app/recording/recordingreader.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace heliograph {

class PlayerWorker;

enum class PlayerState : quint8 {
    Closed, ///< has no recording
    Paused, ///< before its start, or wherever it was stopped
    Playing,
    Seeking, ///< looks for a row or a time; goes on as before then
    Ended, ///< all was played, up to the fault if there is one
    Failed, ///< error says why it cannot be opened or read
};

/// How a player stands. A value.
struct PlayerStatus {
    PlayerState state = PlayerState::Closed;
    quint64 opened = 0; ///< how many files were, so that news of one are not taken for another's
    RecordingHead head;
    quint64 row = 0; ///< the next one; what is inserted before it may still come
    int inserted = 0; ///< how many of the blocks inserted before that row were played
    std::chrono::microseconds position{}; ///< in the recording
    double speed = 1;
    bool loops = false;
    std::optional<quint64> stopAt;
    quint64 round = 0; ///< how often it began anew
    quint64 blocks = 0; ///< handed out since it was opened, of all rounds
    quint64 events = 0; ///< those that dispatch
    quint64 unacknowledged = 0; ///< handed out, not acknowledged yet
    std::optional<RecordingFault> fault; ///< where the recording cannot be read on, once met
    Error error; ///< when Failed

    bool operator==(const PlayerStatus &) const = default;
};

/// Called on the player's thread with what is due, in order. Whoever takes the blocks calls
/// Player::acknowledge() with their number once they are published, or refused.
using PublishBlocks = std::function<void(const QList<PlayedBlock> &blocks)>;

/// Plays a recording at its own times: hands blocks out when they are due, on a thread of its own
/// that also reads the file ahead (at most 4 MiB, or one block). Knows no server.
///
/// Times are absolute, so it never drifts; after a stall what is overdue comes at once. Gaps longer
/// than a day count as a day. While maxUnacknowledged blocks, or 4 MiB of them, are handed out and
/// not acknowledged, it waits. Functions are called on the thread that made it, and take effect in
/// order, soon; acknowledge() may be called on any.
class Player final : public QObject {
    Q_OBJECT

public:
    static constexpr double minSpeed = 0.1;
    static constexpr double maxSpeed = 100;
    static constexpr quint64 maxUnacknowledged = PlaybackEngine::Limits{}.blocks;
    static constexpr qsizetype maxBatch = PlaybackEngine::Limits{}.batch; ///< blocks at once

    using Publish = PublishBlocks; ///< with at most maxBatch of them

    Player(const Clock &clock, Publish publish, QObject *parent = nullptr);

    /// Ends the thread; nothing is handed out afterwards.
    ~Player() override;

    /// Opens @p file, paused at its start or at @p from; speed and loop stay, edits and stop are
    /// forgotten.
    void open(const QString &file, RecordingReaderOptions options = {},
              std::chrono::microseconds from = {});
    void close();

    void play(); ///< at the end: from the start
    void pause();

    /// Plays what comes next up to and including one event at once, then pauses.
    void step();

    /// Goes to the start, paused.
    void stop();

    /// Within minSpeed and maxSpeed; while playing too: the position is kept.
    void setSpeed(double speed);
    void setLoop(bool loops);

    /// Goes to @p row, or the end when there are fewer, or the first row not before @p at; plays on
    /// from there if it was playing. A short read with an index, else a long one.
    void seekToRow(quint64 row);
    void seekToTime(std::chrono::microseconds at);

    /// Pauses before @p row (and before what is inserted before it); absent: nowhere. It is
    /// forgotten once it was met, so that playing on passes it; step() passes it too.
    void setStopAt(std::optional<quint64> row);

    /// What is changed from now on. While it stands before a row, blocks that were inserted there
    /// and played already are not played again; new ones are put after them.
    void setEdits(const RecordingEdits &edits);

    /// Makes seeking fast; of the same file and options.
    void setIndex(std::shared_ptr<const RecordingIndex> index);

    /// @p blocks of those handed out are published. From any thread.
    void acknowledge(quint64 blocks);

    /// As last told by statusChanged().
    [[nodiscard]] const PlayerStatus &status() const { return m_status; }

Q_SIGNALS:
    /// After each change of state at once, of position at most 20 times a second.
    void statusChanged(const heliograph::PlayerStatus &status);

private:
    QThread m_thread;
    PlayerWorker *m_worker; ///< lives on m_thread and is destroyed there
    PlayerStatus m_status;
};

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::PlayerStatus)
