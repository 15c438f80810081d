// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/history/historyrecord.h"

#include <QThread>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>

namespace heliograph {

class HistoryFile;

/// The thread that a HistoryStore owns, and the file on it. What is asked is done in turn. Every
/// public function is called on the store's thread.
class HistoryWorker final : public QThread {
    Q_OBJECT

public:
    /// The endpoints that were forgotten meanwhile, or why the batch was not stored.
    using Outcome = Result<QList<QByteArray>>;

    HistoryWorker(QString path, const Clock &clock);

    /// Finishes what was asked, closes the file and ends the thread.
    ~HistoryWorker() override;

    /// Opens the file; waits.
    [[nodiscard]] Result<QList<RememberedEndpoint>> open();

    /// Reads from the file; waits for it and for what was asked before. Empty without a file.
    [[nodiscard]] Result<QList<HistoryRecord>> recall(const QByteArray &path,
                                                      const RecallLimits &limits);

    /// Stores @p changes; opens the file again first when an earlier failure closed it. One at a
    /// time: its outcome must be taken before the next.
    void commit(const QList<HistoryChange> &changes);

    /// The outcome of the last commit(), once.
    [[nodiscard]] std::optional<Outcome> takeOutcome();
    [[nodiscard]] Outcome waitForOutcome();

Q_SIGNALS:
    /// An outcome can be taken. Emitted on the worker's thread.
    void committed();

private:
    void run() override;
    void post(std::function<void()> task);
    template <typename Work> [[nodiscard]] std::invoke_result_t<Work> ask(Work work);
    [[nodiscard]] Result<QList<RememberedEndpoint>> openFile();
    [[nodiscard]] Outcome store(const QList<HistoryChange> &changes);

    const QString m_path;
    const Clock &m_clock;

    // The file's thread only.
    std::unique_ptr<HistoryFile> m_file;
    bool m_wasOpen = false;

    // Not Qt's: ThreadSanitizer understands these.
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_tasks;
    std::optional<Outcome> m_outcome;
    bool m_ending = false;
    bool m_ended = false;
};

} // namespace heliograph
