// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/subscriptions.h"

#include "app/client/eventsource.h"
#include "app/journal/journal.h"

#include <algorithm>

namespace heliograph {

namespace {

QString inWords(SubscriptionState state)
{
    switch (state) {
    case SubscriptionState::Idle:
        return Subscriptions::tr("Not connected");
    case SubscriptionState::Connecting:
        return Subscriptions::tr("Connecting");
    case SubscriptionState::Open:
        return Subscriptions::tr("Open");
    case SubscriptionState::Waiting:
        return Subscriptions::tr("Waiting to reconnect");
    case SubscriptionState::Closed:
        break;
    }
    return Subscriptions::tr("Closed");
}

JournalEntry entryFor(const EventSource &source, SubscriptionId id, EntryKind kind)
{
    JournalEntry entry;
    entry.kind = kind;
    entry.subscription = id;
    entry.endpoint = source.request().url.toEncoded(QUrl::RemoveUserInfo);
    return entry;
}

bool isTooLarge(const Finding &finding)
{
    return finding.kind == Finding::Kind::EventTooLarge;
}

} // namespace

Subscriptions::Subscriptions(Journal &journal, const Clock &clock, QObject *parent)
    : QObject(parent), m_journal(journal), m_clock(clock)
{
}

Subscriptions::~Subscriptions() = default;

SubscriptionId Subscriptions::add(const SubscriptionRequest &request)
{
    const SubscriptionId id = m_last = next(m_last);
    Entry &entry = m_entries[id];
    entry.source = std::make_unique<EventSource>(request);
    entry.snapshot.id = id;
    entry.snapshot.url = request.url;
    EventSource *source = entry.source.get();
    connect(source, &EventSource::itemsReceived, this,
            [this, id](const QList<StreamItem> &items) { record(id, items); });
    connect(source, &EventSource::stateChanged, this,
            [this, id](SubscriptionState state) { recordState(id, state); });
    connect(source, &EventSource::errorOccurred, this,
            [this, id](const SubscriptionError &error) { recordError(id, error); });
    announce();
    return id;
}

void Subscriptions::open(SubscriptionId id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    if (const auto opened = found->second.source->open(); !opened) {
        found->second.snapshot.lastError = opened.error().message;
        recordProblem(id, opened.error().message);
    }
}

void Subscriptions::close(SubscriptionId id)
{
    if (const auto found = m_entries.find(id); found != m_entries.end())
        found->second.source->close();
}

void Subscriptions::remove(SubscriptionId id)
{
    close(id);
    m_entries.erase(id);
    announce();
}

QList<SubscriptionSnapshot> Subscriptions::snapshots() const
{
    QList<SubscriptionSnapshot> snapshots;
    snapshots.reserve(static_cast<qsizetype>(m_entries.size()));
    for (const auto &[id, entry] : m_entries) {
        SubscriptionSnapshot snapshot = entry.snapshot;
        snapshot.state = entry.source->state();
        snapshot.readyState = entry.source->readyState();
        snapshot.lastEventId = entry.source->lastEventId();
        snapshot.bytes = entry.source->bytesReceived();
        snapshots.append(snapshot);
    }
    return snapshots;
}

void Subscriptions::record(SubscriptionId id, const QList<StreamItem> &items)
{
    Entry &entry = m_entries.at(id);
    for (const StreamItem &item : items) {
        const bool dispatched = item.kind == StreamItem::Kind::Event;
        JournalEntry line = entryFor(*entry.source, id,
                                     dispatched ? EntryKind::Received : EntryKind::ReceivedBlock);
        line.eventType = item.type;
        line.eventId = item.lastEventId;
        line.hasEventId = !item.lastEventId.isEmpty();
        line.wire = item.raw;
        m_journal.append(std::move(line));
        entry.snapshot.events += dispatched ? 1 : 0;
        if (std::any_of(item.findings.cbegin(), item.findings.cend(), isTooLarge))
            recordProblem(id,
                          tr("%1 sent an event past the size limit; it was discarded.")
                              .arg(entry.snapshot.url.toString(QUrl::RemoveUserInfo)));
    }
    announce();
}

void Subscriptions::recordState(SubscriptionId id, SubscriptionState state)
{
    Entry &entry = m_entries.at(id);
    const bool open = state == SubscriptionState::Open;
    entry.snapshot.openedAt = open ? m_clock.wall() : std::chrono::microseconds{0};
    entry.snapshot.retryAt = {};
    if (entry.source->status() != 0)
        entry.snapshot.status = entry.source->status();
    if (open)
        entry.snapshot.lastError.clear();
    JournalEntry line = entryFor(*entry.source, id, EntryKind::SubscriptionState);
    line.text = inWords(state);
    m_journal.append(std::move(line));
    announce();
}

void Subscriptions::recordError(SubscriptionId id, const SubscriptionError &error)
{
    Entry &entry = m_entries.at(id);
    entry.snapshot.lastError = error.message;
    if (error.reconnecting)
        entry.snapshot.retryAt = m_clock.wall() + error.delay;
    recordProblem(id, error.message);
}

void Subscriptions::recordProblem(SubscriptionId id, const QString &text)
{
    JournalEntry line = entryFor(*m_entries.at(id).source, id, EntryKind::Problem);
    line.text = text;
    m_journal.append(std::move(line));
    announce();
}

void Subscriptions::announce()
{
    if (std::exchange(m_announced, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_announced = false;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

} // namespace heliograph
