// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/history/historyrecord.h"
#include "app/history/unsavedchanges.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace heliograph {

class HistoryWorker;

/// The bounds of a HistoryStore.
struct HistoryStoreLimits {
    qsizetype batchChanges = 1'024; ///< of one transaction, unless a single call brings more
    qsizetype batchBytes = qsizetype{1024} * 1024; ///< the same, in bytes
    UnsavedLimits unsaved; ///< held while saving fails
    std::chrono::milliseconds retryInterval = std::chrono::seconds{3}; ///< while saving fails
    qsizetype maxKnown = 400'000; ///< paths known in memory while nothing can be saved

    bool operator==(const HistoryStoreLimits &) const = default;
};

/// How the store is doing.
struct HistoryState {
    QString path;
    bool storing = false; ///< false while saving fails, and when closed
    quint64 stored = 0; ///< events committed since open()
    quint64 unsaved = 0; ///< events that wait for saving to work again
    quint64 lost = 0; ///< events still in the history that the file will not have
    QString problem; ///< of the last failure, while it lasts

    bool operator==(const HistoryState &) const = default;
};

/// Durable history with group commit: takes changes on the I/O thread, where it lives, and commits
/// them to a HistoryFile on a thread of its own. What one turn of the event loop brings is
/// committed together; what comes while a commit is under way goes with the next.
///
/// While saving fails, serving goes on in memory: changes are answered at once with false, the
/// newest are held, and saving is tried again every few seconds. A damaged file is not tried again.
class HistoryStore final : public QObject {
    Q_OBJECT

public:
    /// Whether the changes of one write() are in the file.
    using Done = std::function<void(bool stored)>;

    HistoryStore(QString path, const Clock &clock, HistoryStoreLimits limits = {},
                 QObject *parent = nullptr);

    /// Commits what was accepted, as close() does, but drops the callbacks that were not called
    /// yet.
    ~HistoryStore() override;

    /// Opens the file and reads which endpoints it knows; waits for that. For start-up only. The
    /// errors are those of HistoryFile::open(). After one the store works in memory as if saving
    /// had failed later (failed() is not emitted); only "history-full" is tried again then.
    [[nodiscard]] Result<void> open();

    /// Stores @p changes, in the order of the calls; those of one call are committed together. Then
    /// calls @p done, which may be empty, from the event loop, strictly in the order of the calls.
    /// @p done must neither destroy nor close the store.
    void write(QList<HistoryChange> changes, Done done);

    /// Bytes of changes whose callback was not called yet. The caller bounds it.
    [[nodiscard]] qsizetype pendingBytes() const { return m_pendingBytes; }

    /// Whether the file, or a change on its way to it, has something of the endpoint at @p path.
    [[nodiscard]] bool knows(const QByteArray &path) const { return m_known.contains(path); }

    /// What is known of the endpoint at @p path, at no cost; a new endpoint's values otherwise.
    [[nodiscard]] RememberedEndpoint remembered(const QByteArray &path) const;

    /// The records that the endpoint at @p path can still replay: HistoryFile::recall() together
    /// with what is on its way to the file. Waits for the file, a batch or so.
    [[nodiscard]] Result<QList<HistoryRecord>> recall(const QByteArray &path,
                                                      const RecallLimits &limits);

    /// Commits what was accepted, tries once more to save what could not be, and ends the thread;
    /// waits for that and calls every outstanding callback before it returns. The error says what
    /// could not be saved. Later changes are answered with false.
    Result<void> close();

    [[nodiscard]] HistoryState state() const;

Q_SIGNALS:
    /// Saving began to fail; once until recovered().
    void failed(const heliograph::Error &error);

    /// Saving works again and what was held is in the file.
    void recovered(quint64 savedLate, quint64 lost);

private:
    enum class Mode : quint8 {
        Closed,
        Storing,
        CatchingUp, ///< saving works again; what was held goes first
        Failed,
    };

    struct Call {
        QList<HistoryChange> changes;
        Done done;
        qsizetype bytes = 0;
    };

    /// What is known of an endpoint.
    struct Known {
        quint64 nextId = 1;
        quint64 endPosition = 0;
        quint64 keepFrom = 0;
        int pending = 0; ///< changes that are not in the file yet
    };

    void finishBatches();
    void startSoon();
    void startPosted();
    void startBatch();
    void takeCalls();
    void takeOutcome();
    void handleOutcome(const Result<QList<QByteArray>> &outcome);
    void handleStored(const QList<QByteArray> &forgotten);
    void handleFailure(const Error &error);
    void waitToRetry();
    void retry();

    void remember(const HistoryChange &change);
    void settle(const QByteArray &path);
    void forget(const QList<QByteArray> &paths);
    void hold(const QList<HistoryChange> &changes);
    void dropPastLimits();
    void countLost(const HistoryChange &change);

    void refuse(Call call);
    void answerRefused();
    void answer(const std::vector<Call> &calls, bool stored);

    [[nodiscard]] QList<HistoryRecord> withPending(const QByteArray &path,
                                                   const QList<HistoryRecord> &stored,
                                                   const RecallLimits &limits) const;

    QString m_path;
    const Clock &m_clock;
    HistoryStoreLimits m_limits;
    std::unique_ptr<HistoryWorker> m_worker;
    QHash<QByteArray, Known> m_known;
    std::deque<Call> m_calls; ///< wait for the next batch
    std::vector<Call> m_batchCalls; ///< of the batch under way; none when it is of unsaved changes
    QList<HistoryChange> m_batch; ///< under way
    std::vector<Call> m_refused; ///< wait for the event loop to be answered with false
    UnsavedChanges m_unsaved;
    QTimer m_retryTimer;
    Error m_problem;
    qsizetype m_pendingBytes = 0;
    quint64 m_stored = 0;
    quint64 m_savedLate = 0;
    quint64 m_lost = 0;
    quint64 m_lostBefore = 0; ///< m_lost when the failure began
    Mode m_mode = Mode::Closed;
    bool m_busy = false; ///< a batch is with the worker
    bool m_startsSoon = false;
    bool m_canRetry = false;
    bool m_closing = false;
};

} // namespace heliograph
