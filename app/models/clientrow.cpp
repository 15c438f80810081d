// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/clientrow.h"

namespace heliograph {

ClientRow ClientRow::of(std::shared_ptr<const ClientFacts> facts)
{
    ClientRow row;
    row.agent = UserAgent::parse(facts->userAgent);
    row.facts = std::move(facts);
    return row;
}

void ClientRow::takeCounters(const ConnectionSnapshot &from, std::chrono::nanoseconds now)
{
    events = from.events;
    bytes = from.bytes;
    queuedBytes = from.queuedBytes;
    kernelBytes = from.unsentBytes;
    oldestUnsent = from.oldestUnsent;
    countedAt = now;
    dropped = from.dropped;
    lastEventAt = from.lastEventAt;
}

bool ClientRow::hasCounters(const ConnectionSnapshot &other) const
{
    return events == other.events && bytes == other.bytes && queuedBytes == other.queuedBytes
        && kernelBytes == other.unsentBytes && oldestUnsent == other.oldestUnsent
        && dropped == other.dropped && lastEventAt == other.lastEventAt;
}

std::chrono::milliseconds ClientRow::waited(std::chrono::nanoseconds now) const
{
    if (queuedBytes == 0)
        return {};
    return oldestUnsent + std::chrono::duration_cast<std::chrono::milliseconds>(now - countedAt);
}

} // namespace heliograph
