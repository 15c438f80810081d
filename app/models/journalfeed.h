// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journal.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace heliograph {

/// Brings the journal to the GUI thread in batches: at most one every 50 ms and of a bounded size,
/// so that a flood never stalls the window. One per window; the models listen to it.
class JournalFeed final : public QObject {
    Q_OBJECT

public:
    /// @p journal is borrowed and outlives the feed. Entries it holds already come first.
    explicit JournalFeed(Journal &journal, QObject *parent = nullptr);
    ~JournalFeed() override;

    [[nodiscard]] Journal &journal() const { return m_journal; }

    /// The last entry handed out; models that look back read the journal up to here.
    [[nodiscard]] Sequence position() const { return m_position; }

    /// Everything before this one has left the journal.
    [[nodiscard]] Sequence firstHeld() const { return m_firstHeld; }

    /// Entries that left the journal because of its limits.
    [[nodiscard]] quint64 dropped() const { return m_dropped; }

    /// The most entries one flush hands out.
    void setBatchLimit(qsizetype most) { m_batchLimit = most; }

    /// Forgets the journal's entries, the ones not handed out yet included.
    void clear();

Q_SIGNALS:
    /// Never empty, in order, without gaps except for what the journal dropped unread.
    void entriesAdded(const QList<heliograph::JournalEntryPtr> &entries);
    /// Models drop their rows before @p first.
    void firstHeldChanged(heliograph::Sequence first);

private:
    void onEntries();
    void schedule();
    void flush();
    void updateFirstHeld();

    Journal &m_journal;
    QTimer m_timer;
    QElapsedTimer m_lastFlush;
    Sequence m_position{};
    Sequence m_firstHeld{};
    quint64 m_dropped = 0;
    qsizetype m_batchLimit = 20'000;
};

} // namespace heliograph
