// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/holdingreaders.h"

#include "app/core/say.h"
#include "app/journal/journal.h"
#include "app/server/endpointtable.h"
#include "app/server/streamreplay.h"

#include <algorithm>

namespace heliograph {
namespace {

using namespace std::chrono_literals;

constexpr auto quietBeforeTheEnd = 1s;

} // namespace

HoldingReaders::HoldingReaders(Journal &journal, const Clock &clock, StreamReplay &replay,
                               Flush flush)
    : m_journal(journal), m_clock(clock), m_replay(replay), m_flush(std::move(flush))
{
}

void HoldingReaders::setOptions(const ServerOptions &options)
{
    const bool isOn = options.slowReaders == SlowReaderPolicy::Pause;
    const qsizetype from = isOn ? options.maxQueue / 2 : nobody;
    m_limit = options.pauseLimit;
    m_maxQueue = options.maxQueue;
    if (from == m_nearlyFullFrom)
        return;
    m_nearlyFullFrom = from;
    for (auto &[id, episode] : m_episodes)
        release(*episode.stream);
}

bool HoldingReaders::hasRoom(const Endpoint &endpoint, qsizetype wireBytes)
{
    if (!isOn())
        return true;
    // Two lists that share nobody, taken before anybody is closed.
    const auto replaying = m_replay.readers(endpoint);
    const auto others = candidates(endpoint, wireBytes);
    const bool first = hasRoom(replaying, wireBytes);
    return hasRoom(others, wireBytes) && first;
}

bool HoldingReaders::hasRoom(const std::vector<Stream *> &streams, qsizetype wireBytes)
{
    if (!isOn())
        return true;
    bool room = true;
    for (Stream *stream : streams) {
        if (hasRoomFor(*stream, wireBytes) || !m_flush(*stream) || hasRoomFor(*stream, wireBytes))
            continue;
        hold(*stream, wireBytes);
        room = false;
    }
    return room;
}

bool HoldingReaders::hasRoomFor(Stream &stream, qsizetype wireBytes)
{
    if (!stream.isReplaying)
        return stream.fits(frameSize(wireBytes, stream.isChunked()), m_maxQueue);
    m_replay.trim(stream.endpoint());
    return !m_replay.isInTheWay(stream);
}

std::vector<Stream *> HoldingReaders::candidates(const Endpoint &endpoint,
                                                 qsizetype wireBytes) const
{
    std::vector<Stream *> list;
    const auto isCandidate = [&endpoint](const Stream *stream) {
        return &stream->endpoint() == &endpoint && !stream->isReplaying;
    };
    // What fits into the other half of a queue fits into all others.
    if (frameSize(wireBytes, true) > m_nearlyFullFrom) {
        std::copy_if(endpoint.streams.begin(), endpoint.streams.end(), std::back_inserter(list),
                     isCandidate);
    } else {
        std::copy_if(m_nearlyFull.begin(), m_nearlyFull.end(), std::back_inserter(list),
                     isCandidate);
    }
    return list;
}

void HoldingReaders::hold(Stream &stream, qsizetype wireBytes)
{
    if (stream.heldBytes == 0) {
        const auto [place, isNew] = m_episodes.try_emplace(toNumber(stream.id()), Episode{&stream});
        place->second.since = m_clock.monotonic();
        if (isNew)
            journalBegin(stream);
    }
    stream.heldBytes = std::max<qsizetype>(wireBytes, 1);
}

void HoldingReaders::setNearlyFull(Stream &stream, bool isNearlyFull)
{
    stream.isNearlyFull = isNearlyFull;
    if (isNearlyFull)
        m_nearlyFull.insert(&stream);
    else
        m_nearlyFull.erase(&stream);
}

void HoldingReaders::release(Stream &stream)
{
    const auto place = m_episodes.find(toNumber(stream.id()));
    if (stream.heldBytes == 0 || place == m_episodes.end())
        return;
    stream.heldBytes = 0;
    Episode &episode = place->second;
    const auto now = m_clock.monotonic();
    episode.total += now - episode.since;
    episode.since = now;
    m_released.insert(stream.endpoint().definition.path);
}

void HoldingReaders::forget(Stream &stream)
{
    setNearlyFull(stream, false);
    release(stream);
    const auto place = m_episodes.find(toNumber(stream.id()));
    if (place == m_episodes.end())
        return;
    journalEnd(place->second);
    m_episodes.erase(place);
}

std::vector<Stream *> HoldingReaders::overdue() const
{
    const auto now = m_clock.monotonic();
    std::vector<Stream *> list;
    for (const auto &[id, episode] : m_episodes) {
        if (episode.stream->heldBytes > 0 && now - episode.since >= m_limit)
            list.push_back(episode.stream);
    }
    return list;
}

void HoldingReaders::tick()
{
    const auto now = m_clock.monotonic();
    std::erase_if(m_episodes, [this, now](const auto &item) {
        const Episode &episode = item.second;
        if (episode.stream->heldBytes > 0 || now - episode.since < quietBeforeTheEnd)
            return false;
        journalEnd(episode);
        return true;
    });
}

void HoldingReaders::journalBegin(const Stream &stream)
{
    journal(stream,
            say("Client %1 at %2 reads too slowly: publishers wait until it has read some of what "
                "it is owed. Raise --max-queue, or choose another of --slow-readers."));
}

void HoldingReaders::journalEnd(const Episode &episode)
{
    const double seconds = std::chrono::duration<double>(episode.total).count();
    journal(*episode.stream,
            say("Client %1 at %2 no longer keeps publishers waiting; it did so for %3 s.")
                .replace(QStringLiteral("%3"), QString::number(seconds, 'f', 1)));
}

void HoldingReaders::journal(const Stream &stream, const QString &text)
{
    JournalEntry entry;
    entry.kind = EntryKind::SlowReader;
    entry.connection = stream.id();
    entry.endpoint = stream.endpoint().definition.path;
    entry.text =
        text.arg(QString::number(toNumber(entry.connection)), QString::fromUtf8(entry.endpoint));
    m_journal.append(std::move(entry));
}

} // namespace heliograph
