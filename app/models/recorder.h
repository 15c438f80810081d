// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/recorderstate.h"

#include <QHash>
#include <QObject>
#include <QThread>

namespace heliograph {

class Clock;
class Journal;
class RecorderRun;

/// Records streams to files while they go on, as many at once as somebody asks for. Lives on the
/// GUI thread; the journal is read and the files are written on a thread of its own.
class Recorder final : public QObject {
    Q_OBJECT

public:
    /// Borrows its arguments, which outlive it.
    Recorder(Journal &journal, const Clock &clock, QObject *parent = nullptr);

    /// Ends every recording; what has come until then is in the files.
    ~Recorder() override;

    /// Begins a recording; all that follows comes in changed() and ended().
    RecordingId start(const RecordPlan &plan);

    /// Ends it soon; of one that is over, does nothing.
    void stop(RecordingId id);

    /// Those under way, oldest first.
    [[nodiscard]] const QList<RecordingState> &running() const { return m_running; }

    /// The recording under way of the same stream; null: none.
    [[nodiscard]] const RecordingState *runningOf(const LogScope &scope) const;

Q_SIGNALS:
    /// One began or grew; at most four times a second each.
    void changed(const heliograph::RecordingState &state);
    void ended(const heliograph::RecordingState &state);

private:
    void onReport(const RecordingState &state);

    Journal &m_journal;
    const Clock &m_clock;
    QThread m_thread;
    QHash<RecordingId, RecorderRun *> m_runs; ///< live on m_thread
    QList<RecordingState> m_running;
    RecordingId m_last{};
};

} // namespace heliograph
