// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/playeredits.h"
#include "app/models/playersink.h"
#include "app/recording/player.h"
#include "app/recording/recordingsaver.h"

#include <QMap>
#include <QObject>

#include <atomic>
#include <vector>

namespace heliograph {

class ServerController;

/// What the player sent since its recording was opened.
struct PlayerTally {
    quint64 published = 0; ///< blocks
    quint64 events = 0; ///< the ones of them that dispatch
    int recipients = 0; ///< of the last one
    std::chrono::nanoseconds delay{}; ///< of the last ones, from being due to being published
    Error error; ///< why the last ones were not published; its code is empty when they were
};

/// The window's player: opens recordings, indexes them on the pool, plays them to the server, keeps
/// edits and stop marks, saves what was edited. Lives on the GUI thread and never waits. Borrows
/// its arguments, which outlive it.
class PlayerController final : public QObject {
    Q_OBJECT

public:
    static constexpr int shapeParts = 600;

    PlayerController(IoThread &io, Server &server, ServerController &controller, const Clock &clock,
                     QObject *parent = nullptr);
    ~PlayerController() override;

    /// Opens @p file, paused at its start; edits, marks and the tally begin anew. Ends in opened()
    /// or openFailed(), then in indexed() unless that is cancelled or fails.
    void open(const QString &file);
    void close();

    [[nodiscard]] bool isOpen() const { return !m_file.isEmpty(); }
    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] const PlayerStatus &status() const { return m_player->status(); }

    /// Null until the file was read through.
    [[nodiscard]] const std::shared_ptr<const RecordingIndex> &index() const { return m_index; }
    [[nodiscard]] bool isIndexing() const { return m_indexing != nullptr; }

    /// How many blocks fall into each of shapeParts parts of the duration; empty until it is known.
    [[nodiscard]] const std::vector<quint32> &shape() const { return m_shape; }

    /// The recording can be played without its index, but not shown.
    void cancelIndexing();

    void play(); ///< while the server does not listen: only says so, in tallyChanged()
    void pause();
    void playOrPause();
    void step();
    void stop();
    void setSpeed(double speed);
    void setLoop(bool loops);
    void seekToRow(quint64 row);
    void seekToTime(std::chrono::microseconds at);

    void setTarget(const PlayerTarget &target);
    [[nodiscard]] const PlayerTarget &target() const { return m_target; }

    [[nodiscard]] const PlayerTally &tally() const { return m_tally; }
    [[nodiscard]] PlayerEdits &edits() { return *m_edits; }
    [[nodiscard]] const PlayerEdits &edits() const { return *m_edits; }

    /// Rows before which playing stops, and when they are due where that is known.
    [[nodiscard]] const QMap<quint64, std::chrono::microseconds> &marks() const { return m_marks; }
    void toggleMark(quint64 row, std::chrono::microseconds at);

    /// Writes the recording with its edits to @p file. Ends in saved() or saveFailed(), or in
    /// saveEnded() alone when it was cancelled.
    void saveAs(const QString &file);
    void cancelSaving();
    [[nodiscard]] bool isSaving() const { return m_saving != nullptr; }

Q_SIGNALS:
    /// Another file was opened, or none is open any more.
    void fileChanged();
    void opened();
    void openFailed(const heliograph::Error &error);
    void indexProgressed(int percent);
    /// index() is there, or it will not be: problem says why, empty when that was cancelled.
    void indexed(const QString &problem);
    void statusChanged(const heliograph::PlayerStatus &status);
    void tallyChanged(const heliograph::PlayerTally &tally);
    void marksChanged(quint64 row);
    void saveProgressed(int percent);
    void saved(const QString &file, const heliograph::SavedRecording &recording);
    void saveFailed(const heliograph::Error &error);
    void saveEnded();

private:
    struct Job; ///< on the pool

    void startIndexing();
    void takeIndex(const std::shared_ptr<Job> &job,
                   const Result<std::shared_ptr<const RecordingIndex>> &result);
    void takeShape(const std::shared_ptr<Job> &job, const std::vector<quint32> &shape);
    void takeBatch(const PlayedBatch &batch);
    void takeStatus(const PlayerStatus &status);
    void takeSaved(const std::shared_ptr<Job> &job, const Result<SavedRecording> &result,
                   const QString &file);
    [[nodiscard]] bool mayPlay();
    void setError(const Error &error);
    void aimStop();

    ServerController &m_server;
    ReturnPath m_home;
    PlayerSink m_sink;
    PlayerEdits *m_edits;
    std::unique_ptr<Player> m_player;
    QString m_file;
    std::shared_ptr<const RecordingIndex> m_index;
    std::vector<quint32> m_shape;
    std::shared_ptr<Job> m_indexing;
    std::shared_ptr<Job> m_saving;
    QMap<quint64, std::chrono::microseconds> m_marks;
    std::optional<quint64> m_passed; ///< the row it was let go from, as long as it is the next
    PlayerTarget m_target;
    PlayerTally m_tally;
    quint64 m_opened = 0; ///< files: news of an older one are passed over
    bool m_isOpened = false; ///< opened() was told
};

} // namespace heliograph
