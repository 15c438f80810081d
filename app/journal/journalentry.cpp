// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/journalentry.h"

#include "app/sse/eventparser.h"

#include <algorithm>

namespace heliograph {

bool JournalEntry::concerns(ConnectionId id, const QByteArray &atEndpoint) const
{
    if (connection != ConnectionId::None)
        return connection == id;
    if (endpoint != atEndpoint || subscription != SubscriptionId::None)
        return false;
    if (targets)
        return std::binary_search(targets->cbegin(), targets->cend(), id);
    return kind == EntryKind::Published || kind == EntryKind::Heartbeat;
}

QByteArray JournalEntry::data() const
{
    return dataOfBlock(wire);
}

qsizetype JournalEntry::footprint() const
{
    // The shared control block and the allocator's headers, measured with 64-bit glibc.
    constexpr qsizetype overhead = 64;
    qsizetype bytes = qsizetype{sizeof(JournalEntry)} + overhead;
    bytes += wire.capacity() + eventType.capacity() + eventId.capacity()
        + text.capacity() * qsizetype{sizeof(QChar)};
    if (targets)
        bytes += targets->capacity() * qsizetype{sizeof(ConnectionId)};
    if (client)
        bytes += qsizetype{sizeof(ClientFacts)} + client->userAgent.size();
    return bytes;
}

} // namespace heliograph
