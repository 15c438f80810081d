// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/endpointtable.h"

#include "app/core/say.h"

#include <algorithm>

namespace heliograph {
namespace {

const QByteArray channelPrefix = QByteArrayLiteral("/events/");

bool isChannelPath(const QByteArray &path)
{
    return path.startsWith(channelPrefix) && path.size() > channelPrefix.size()
        && path.indexOf('/', channelPrefix.size()) < 0;
}

} // namespace

void PendingBlocks::add(const HistoryBlock &block)
{
    ++blocks;
    bytes += block.wire.size();
    if (block.id)
        ++ids[*block.id];
}

void PendingBlocks::remove(const HistoryBlock &block)
{
    if (blocks == 0)
        return; // of an endpoint that was removed and made again meanwhile
    --blocks;
    bytes -= block.wire.size();
    const auto found = block.id ? ids.find(*block.id) : ids.end();
    if (found != ids.end() && --found.value() == 0)
        ids.erase(found);
}

void Endpoint::add(Stream &stream)
{
    stream.slot = streams.size();
    streams.push_back(&stream);
}

void Endpoint::remove(Stream &stream)
{
    streams[stream.slot] = streams.back();
    streams[stream.slot]->slot = stream.slot;
    streams.pop_back();
}

EndpointTable::EndpointTable(const ServerOptions &options)
    : m_maxChannels(options.maxChannels), m_replayEvents(options.replayEvents),
      m_replayBytes(options.replayBytes), m_replayAge(options.replayAge)
{
    make(definitionFor(QByteArrayLiteral("/events")), false);
}

Endpoint *EndpointTable::find(const QByteArray &path) const
{
    const auto found = m_endpoints.find(path);
    return found == m_endpoints.end() ? nullptr : found->second.get();
}

Result<Endpoint *> EndpointTable::use(const QByteArray &path, std::chrono::nanoseconds now)
{
    if (auto checked = checkUse(path); !checked)
        return tl::unexpected(checked.error());
    Endpoint *endpoint = find(path);
    if (!endpoint)
        endpoint = &make(definitionFor(path), true);
    endpoint->lastUsed = now;
    return endpoint;
}

Endpoint &EndpointTable::useForProgram(const QByteArray &path)
{
    if (Endpoint *existing = find(path))
        return *existing;
    EndpointDefinition definition;
    definition.path = path;
    definition.replayEvents = 0;
    definition.heartbeat = std::chrono::milliseconds{0};
    Endpoint &made = make(definition, false);
    made.isProgram = true;
    return made;
}

Result<void> EndpointTable::checkUse(const QByteArray &path) const
{
    if (find(path))
        return {};
    if (!isChannelPath(path)) {
        return failure("not-found",
                       say("There is no endpoint at %1. Use /events, a channel such as "
                           "/events/orders, or define the endpoint first.")
                           .arg(QString::fromUtf8(path)),
                       "endpoint");
    }
    if (freeChannels() <= 0)
        return tl::unexpected(tooManyChannels());
    return {};
}

Error EndpointTable::tooManyChannels() const
{
    return {"too-many-channels", "endpoint",
            say("%1 channels exist already, which is the most. Use one of them, or wait until an "
                "unused one is forgotten.")
                .arg(m_maxChannels)};
}

bool EndpointTable::wouldMakeChannel(const QByteArray &path) const
{
    return !find(path) && isChannelPath(path);
}

int EndpointTable::freeChannels() const
{
    return m_maxChannels - m_channels;
}

Endpoint &EndpointTable::define(const EndpointDefinition &definition)
{
    Endpoint *existing = find(definition.path);
    if (!existing)
        existing = &make(definition, false);
    existing->isUserDefined = true;
    existing->isProgram = false;
    if (existing->isChannel) {
        existing->isChannel = false;
        --m_channels;
    }
    existing->definition = definition;
    applyReplayLimits(*existing);
    return *existing;
}

void EndpointTable::remove(const QByteArray &path)
{
    const auto found = m_endpoints.find(path);
    if (found == m_endpoints.end())
        return;
    m_channels -= found->second->isChannel ? 1 : 0;
    m_endpoints.erase(found);
}

void EndpointTable::dropUnused(std::chrono::nanoseconds before)
{
    std::erase_if(m_endpoints, [this, before](const auto &item) {
        const Endpoint &endpoint = *item.second;
        const bool isUnused = endpoint.streams.empty() && endpoint.pending.blocks == 0
            && (endpoint.isProgram || (endpoint.isChannel && endpoint.lastUsed < before));
        m_channels -= isUnused && endpoint.isChannel ? 1 : 0;
        return isUnused;
    });
}

void EndpointTable::setOptions(const ServerOptions &options)
{
    m_maxChannels = options.maxChannels;
    m_replayEvents = options.replayEvents;
    m_replayBytes = options.replayBytes;
    m_replayAge = options.replayAge;
    for (const auto &[path, endpoint] : m_endpoints) {
        if (!endpoint->isUserDefined && !endpoint->isProgram)
            endpoint->definition.replayEvents = m_replayEvents;
        applyReplayLimits(*endpoint);
    }
}

EndpointDefinition EndpointTable::definitionFor(const QByteArray &path) const
{
    EndpointDefinition definition;
    definition.path = path;
    definition.replayEvents = m_replayEvents;
    return definition;
}

Endpoint &EndpointTable::make(const EndpointDefinition &definition, bool isChannel)
{
    auto endpoint = std::make_unique<Endpoint>(
        Endpoint{definition, isChannel, false, false, 1, 0, {}, ReplayHistory(0, 0), {}, {}});
    applyReplayLimits(*endpoint);
    if (auto recalled = m_recall ? m_recall(definition) : std::nullopt) {
        endpoint->nextId = recalled->nextId;
        endpoint->history.restore(recalled->firstPosition, recalled->blocks);
    }
    m_channels += isChannel ? 1 : 0;
    return *m_endpoints.insert_or_assign(definition.path, std::move(endpoint)).first->second;
}

void EndpointTable::applyReplayLimits(Endpoint &endpoint) const
{
    endpoint.history.setLimits(endpoint.definition.replayEvents, m_replayBytes, m_replayAge);
}

} // namespace heliograph
