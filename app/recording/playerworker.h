// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/recording/playbackengine.h"
#include "app/recording/player.h"

#include <QTimer>

namespace heliograph {

/// What Player does on its thread: reads the file ahead into the engine, wakes when a block is due,
/// hands it out, and tells how it stands. Every function is called on that thread.
class PlayerWorker final : public QObject {
    Q_OBJECT

public:
    PlayerWorker(const Clock &clock, PublishBlocks publish);

    void open(const QString &file, RecordingReaderOptions options, std::chrono::microseconds from);
    void close();
    void play();
    void pause();
    void step();
    void stop();
    void setSpeed(double speed);
    void setLoop(bool loops);
    void seekToRow(quint64 row);
    void seekToTime(std::chrono::microseconds at);
    void setStopAt(std::optional<quint64> row);
    void setEdits(const RecordingEdits &edits);
    void setIndex(std::shared_ptr<const RecordingIndex> index);
    void acknowledge(quint64 blocks);

Q_SIGNALS:
    void statusChanged(const heliograph::PlayerStatus &status);

private:
    /// Where to go: the first row that is neither before this row nor before this time.
    struct Target {
        quint64 row = 0;
        std::chrono::microseconds at{};
        bool keepsTime = false; ///< the position is at, not the row's time
    };

    void seek(const Target &target);
    void readTowardsTarget();
    void arrive(quint64 row, std::chrono::microseconds at);
    void rewindIfAtEnd();
    void turn();
    void handOut();
    void readAhead();
    void beginRoundIfOver();
    void fail(const Error &error);
    void wakeWhenDue();
    void tell();
    void tellNow();
    [[nodiscard]] std::optional<RecordedBlock> readNext();
    [[nodiscard]] PlayerState state() const;
    [[nodiscard]] PlayerStatus currentStatus() const;

    const Clock &m_clock;
    PublishBlocks m_publish;
    PlaybackEngine m_engine;
    std::unique_ptr<RecordingReader> m_reader;
    RecordingPosition m_start; ///< of the first row
    std::shared_ptr<const RecordingIndex> m_index;
    std::optional<Target> m_target; ///< while it seeks
    std::optional<RecordingFault> m_fault;
    Error m_error;
    bool m_loops = false;
    quint64 m_opened = 0;
    quint64 m_round = 0;
    quint64 m_blocks = 0;
    quint64 m_events = 0;
    quint64 m_blocksBefore = 0; ///< of the rounds before
    QTimer m_wake;
    QTimer m_ticker; ///< tells the position while it changes
    PlayerStatus m_told;
};

} // namespace heliograph
