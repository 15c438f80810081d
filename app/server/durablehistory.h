// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/result.h"
#include "app/history/historystore.h"
#include "app/server/endpointtable.h"

namespace heliograph {

class Journal;
class Publisher;
class StreamHub;

/// Ties the history file to the server: endpoints begin with what it holds, events are published
/// once it has them, and its troubles become problems in the journal. Lives on the I/O thread;
/// owned by Server.
class DurableHistory : public QObject {
    Q_OBJECT

public:
    DurableHistory(StreamHub &hub, Publisher &publisher, Journal &journal, const Clock &clock,
                   QObject *parent = nullptr);
    ~DurableHistory() override;

    /// Keeps the history in the file at @p path from now on, in memory alone when it is empty.
    /// Nothing happens when that is so already. Waits for the file; streams must be closed, since
    /// the histories change under them.
    ///
    /// Events held from before there was a file go into it; those of another file do not. Errors:
    /// those of HistoryFile::open() that the user should decide about. A damaged file or a full
    /// disk is a problem in the journal, and history is kept in memory.
    [[nodiscard]] Result<void> open(const QString &path);

    /// Commits what was accepted, answers it, and lets go of the file. Waits.
    void close();

    /// How the file is doing; nothing without one.
    [[nodiscard]] std::optional<HistoryState> state() const;

private:
    [[nodiscard]] std::optional<RecalledHistory> recall(const EndpointDefinition &definition);
    void adopt(Endpoint &endpoint, const QList<HistoryBlock> &own);
    [[nodiscard]] QList<HistoryBlock> worthKeeping(const Endpoint &endpoint,
                                                   const QString &path) const;
    void onFailed(const Error &error);
    void onRecovered(quint64 savedLate, quint64 lost);
    void tell(const QString &problem);

    StreamHub &m_hub;
    Publisher &m_publisher;
    Journal &m_journal;
    const Clock &m_clock;
    std::unique_ptr<HistoryStore> m_store;
    QString m_path; ///< of the store
    QString m_formerPath; ///< of the file that was open last
};

} // namespace heliograph
