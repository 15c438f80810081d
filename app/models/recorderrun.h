// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/recorderstate.h"
#include "app/recording/recordingwriter.h"

#include <QFile>
#include <QObject>
#include <QTimer>

namespace heliograph {

class Clock;
class Journal;

/// One recording under way: reads the journal from where it stands and writes what belongs to the
/// stream. Lives on the recorder's thread, and so does all it does; made before it is moved there.
class RecorderRun final : public QObject {
    Q_OBJECT

public:
    /// Begins after what the journal holds now, or before it when @p plan says so. Borrows its
    /// arguments, which outlive it.
    RecorderRun(Journal &journal, const Clock &clock, RecordingId id, RecordPlan plan);
    ~RecorderRun() override;

    /// Opens the file and reads on whenever entries come.
    void begin();

    /// Writes what has come until now and ends.
    void stop();

Q_SIGNALS:
    /// At most four times a second while it runs, and once when it has ended: the last one.
    void reported(const heliograph::RecordingState &state);

private:
    void goBack();
    [[nodiscard]] Sequence findOpening(Sequence after) const;
    void drain();
    [[nodiscard]] bool readBatch();
    void noteGap(Sequence first);
    void take(const JournalEntry &entry);
    void takeReplay(const JournalEntry &entry);
    void writeHead(const JournalEntry *first);
    void writeBytes(const JournalEntry &entry);
    void writeNote(const JournalEntry &entry, const QString &text);
    void keep(const Result<void> &result);
    void end(RecordingState::Phase phase);
    void report();
    [[nodiscard]] QByteArray source() const;
    [[nodiscard]] std::chrono::microseconds timeOf(const JournalEntry &entry) const;
    [[nodiscard]] QList<JournalEntryPtr> replayedBefore(const JournalEntry &entry) const;

    Journal &m_journal;
    const Clock &m_clock;
    RecordingState m_state;
    QFile m_file;
    RecordingWriter m_writer;
    QTimer m_tick; ///< reports and flushes
    Sequence m_position{}; ///< read up to here
    std::chrono::nanoseconds m_asked{}; ///< when it was asked for
    std::chrono::microseconds m_askedWall{};
    std::chrono::nanoseconds m_zero{}; ///< of the journal's clock: time zero of the recording
    Sequence m_heldUpTo{}; ///< what the journal held when it was asked for
    bool m_hasHead = false;
};

} // namespace heliograph
