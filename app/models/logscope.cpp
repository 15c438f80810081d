// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/logscope.h"

namespace heliograph {

LogScope LogScope::allTraffic()
{
    LogScope scope;
    scope.kind = Kind::AllTraffic;
    return scope;
}

LogScope LogScope::ofClient(ConnectionId id, const QByteArray &endpoint, Sequence opened,
                            Sequence closed)
{
    LogScope scope;
    scope.kind = Kind::Client;
    scope.client = id;
    scope.endpoint = endpoint;
    scope.opened = opened;
    scope.closed = closed;
    return scope;
}

LogScope LogScope::ofEndpoint(const QByteArray &endpoint)
{
    LogScope scope;
    scope.kind = Kind::Endpoint;
    scope.endpoint = endpoint;
    return scope;
}

LogScope LogScope::ofSubscription(SubscriptionId id)
{
    LogScope scope;
    scope.kind = Kind::Subscription;
    scope.subscription = id;
    return scope;
}

bool LogScope::contains(const JournalEntry &entry) const
{
    if (entry.kind == EntryKind::Problem)
        return false;
    switch (kind) {
    case Kind::Nothing:
        return false;
    case Kind::AllTraffic:
        return true;
    case Kind::Subscription:
        return entry.subscription == subscription;
    case Kind::Endpoint:
        return entry.endpoint == endpoint && entry.subscription == SubscriptionId::None
            && entry.kind != EntryKind::Console;
    case Kind::Client:
        break;
    }
    if (entry.sequence < opened || (closed != Sequence::None && entry.sequence > closed))
        return false;
    if (entry.client)
        return entry.client->id == client;
    return entry.concerns(client, endpoint);
}

bool LogScope::isSameStream(const LogScope &other) const
{
    return kind == other.kind && client == other.client && subscription == other.subscription
        && (kind != Kind::Endpoint || endpoint == other.endpoint);
}

} // namespace heliograph
