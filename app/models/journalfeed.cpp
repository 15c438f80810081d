// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/journalfeed.h"

#include <QThread>

namespace heliograph {

namespace {
constexpr std::chrono::milliseconds feedDelay{50};
// While entries keep coming, each flush has the views drawn anew, and nobody reads faster.
constexpr std::chrono::milliseconds whileBusy{100};
} // namespace

JournalFeed::JournalFeed(Journal &journal, QObject *parent) : QObject(parent), m_journal(journal)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &JournalFeed::flush);
    m_journal.addListener(
        this, [this] { onEntries(); }, feedDelay);
    if (m_journal.last() != Sequence::None)
        schedule();
}

JournalFeed::~JournalFeed()
{
    m_journal.removeListener(this);
}

void JournalFeed::clear()
{
    m_journal.clear();
    flush();
}

void JournalFeed::onEntries()
{
    const bool isBusy = m_lastFlush.isValid() && !m_lastFlush.hasExpired(whileBusy.count());
    if (isBusy)
        schedule();
    else if (!m_timer.isActive())
        flush();
}

void JournalFeed::schedule()
{
    Q_ASSERT(thread() == QThread::currentThread());
    if (!m_timer.isActive())
        m_timer.start(feedDelay);
}

void JournalFeed::flush()
{
    const QList<JournalEntryPtr> entries = m_journal.read(m_position, m_batchLimit);
    // What the journal dropped goes before what is new comes: no model holds more than it does.
    updateFirstHeld();
    if (entries.isEmpty())
        return;
    m_position = entries.constLast()->sequence;
    Q_EMIT entriesAdded(entries);
    m_lastFlush.start();
    if (m_position < m_journal.last())
        schedule();
}

void JournalFeed::updateFirstHeld()
{
    const JournalStatus status = m_journal.status();
    m_dropped = status.dropped;
    const Sequence first = status.entries > 0 ? status.first : next(status.last);
    if (first == m_firstHeld)
        return;
    m_firstHeld = first;
    Q_EMIT firstHeldChanged(first);
}

} // namespace heliograph
