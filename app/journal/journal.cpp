// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/journal.h"

#include <QTimer>

#include <algorithm>

namespace heliograph {

Journal::Journal(const Clock &clock, JournalLimits limits) : m_clock(clock), m_limits(limits) { }

Sequence Journal::append(JournalEntry entry)
{
    entry.wall = m_clock.wall();
    entry.monotonic = m_clock.monotonic();
    const auto shared = std::make_shared<JournalEntry>(std::move(entry));
    const std::lock_guard lock(m_mutex);
    shared->sequence = Sequence{m_last.load() + 1};
    m_last.store(toNumber(shared->sequence));
    m_bytes += shared->footprint();
    m_entries.push_back(shared);
    dropPastLimits();
    for (const Listener &listener : m_listeners)
        notify(listener);
    return shared->sequence;
}

QList<JournalEntryPtr> Journal::read(Sequence after, qsizetype most) const
{
    const std::lock_guard lock(m_mutex);
    QList<JournalEntryPtr> entries;
    if (m_entries.empty() || most <= 0)
        return entries;
    // Numbers rise by one, so the place follows from the first; clear() and drops keep that true.
    const quint64 first = toNumber(m_entries.front()->sequence);
    const quint64 wanted = std::max(first, toNumber(after) + 1);
    const quint64 end = first + m_entries.size();
    if (wanted >= end)
        return entries;
    const auto begin = m_entries.cbegin() + static_cast<std::ptrdiff_t>(wanted - first);
    const auto count = std::min<quint64>(end - wanted, static_cast<quint64>(most));
    entries.reserve(static_cast<qsizetype>(count));
    std::copy_n(begin, count, std::back_inserter(entries));
    return entries;
}

JournalStatus Journal::status() const
{
    const std::lock_guard lock(m_mutex);
    JournalStatus status;
    if (!m_entries.empty())
        status.first = m_entries.front()->sequence;
    status.last = last();
    status.entries = static_cast<qsizetype>(m_entries.size());
    status.bytes = m_bytes;
    status.dropped = m_dropped;
    status.limits = m_limits;
    return status;
}

void Journal::setLimits(JournalLimits limits)
{
    const std::lock_guard lock(m_mutex);
    m_limits = limits;
    dropPastLimits();
}

void Journal::clear()
{
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
    m_bytes = 0;
}

void Journal::addListener(QObject *context, std::function<void()> listener,
                          std::chrono::milliseconds after)
{
    const std::lock_guard lock(m_mutex);
    m_listeners.push_back(
        {context, std::move(listener), after, std::make_shared<std::atomic_bool>(false)});
}

void Journal::removeListener(const QObject *context)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_listeners,
                  [context](const Listener &listener) { return listener.context == context; });
}

void Journal::dropPastLimits()
{
    while (!m_entries.empty()
           && (m_bytes > m_limits.maxBytes
               || static_cast<qsizetype>(m_entries.size()) > m_limits.maxEntries)) {
        m_bytes -= m_entries.front()->footprint();
        m_entries.pop_front();
        ++m_dropped;
    }
}

void Journal::notify(const Listener &listener)
{
    if (!listener.context || listener.pending->exchange(true))
        return;
    const auto call = [pending = listener.pending, call = listener.call] {
        pending->store(false);
        call();
    };
    QObject *context = listener.context.data();
    if (listener.after.count() == 0) {
        QMetaObject::invokeMethod(context, call, Qt::QueuedConnection);
        return;
    }
    QMetaObject::invokeMethod(
        context,
        [context, after = listener.after, call] { QTimer::singleShot(after, context, call); },
        Qt::QueuedConnection);
}

} // namespace heliograph
