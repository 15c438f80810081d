// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/droppingreaders.h"

#include "app/core/say.h"
#include "app/journal/journal.h"
#include "app/server/endpointtable.h"

namespace heliograph {
namespace {

using namespace std::chrono_literals;

constexpr auto tellAgainAfter = 1s;

} // namespace

bool DroppingReaders::makeRoom(Stream &stream, const Frame &frame, qsizetype bound)
{
    const quint64 before = stream.dropped();
    const bool hasRoom = stream.dropFor(frame.bytes.size(), bound);
    if (!hasRoom)
        stream.countDropped(frame);
    m_dropped += stream.dropped() - before;
    note(stream, before);
    return hasRoom;
}

void DroppingReaders::note(const Stream &stream, quint64 before)
{
    const auto [place, isNew] = m_episodes.try_emplace(
        toNumber(stream.id()), Episode{&stream, before, stream.dropped(), m_clock.monotonic()});
    if (isNew) {
        journal(place->second,
                say("Client %1 at %2 reads too slowly: its oldest events are dropped, %3 so far. "
                    "Raise --max-queue, or choose another of --slow-readers."));
    }
}

void DroppingReaders::tick()
{
    const auto now = m_clock.monotonic();
    for (auto place = m_episodes.begin(); place != m_episodes.end();) {
        Episode &episode = place->second;
        const bool isOver = episode.stream->queuedBytes() == 0;
        if (isOver) {
            journal(episode, say("Client %1 at %2 has caught up; %3 of its events were dropped."));
        } else if (episode.stream->dropped() > episode.told
                   && now - episode.toldAt >= tellAgainAfter) {
            journal(episode,
                    say("Client %1 at %2 still reads too slowly; %3 of its events were dropped so "
                        "far."));
            episode.told = episode.stream->dropped();
            episode.toldAt = now;
        }
        place = isOver ? m_episodes.erase(place) : std::next(place);
    }
}

void DroppingReaders::forget(const Stream &stream)
{
    const auto place = m_episodes.find(toNumber(stream.id()));
    if (place == m_episodes.end())
        return;
    journal(place->second,
            say("Client %1 at %2 goes before it has caught up; %3 of its events were dropped."));
    m_episodes.erase(place);
}

void DroppingReaders::journal(const Episode &episode, const QString &text)
{
    const quint64 dropped = episode.stream->dropped() - episode.before;
    JournalEntry entry;
    entry.kind = EntryKind::SlowReader;
    entry.connection = episode.stream->id();
    entry.endpoint = episode.stream->endpoint().definition.path;
    entry.recipients = static_cast<quint32>(dropped);
    entry.text = text.arg(QString::number(toNumber(entry.connection)),
                          QString::fromUtf8(entry.endpoint), QString::number(dropped));
    m_journal.append(std::move(entry));
}

} // namespace heliograph
