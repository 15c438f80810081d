// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/publisher.h"

#include "app/journal/journal.h"
#include "app/server/streamhub.h"
#include "app/sse/eventwriter.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <set>

namespace heliograph {

namespace {

QByteArray typeOf(const Event &event)
{
    if (!event.data)
        return {};
    return event.type.isEmpty() ? QByteArrayLiteral("message") : event.type;
}

} // namespace

Publisher::Publisher(StreamHub &hub, Journal &journal) : m_hub(hub), m_journal(journal) { }

Result<QList<PublishReceipt>> Publisher::publish(const QList<PublishRequest> &requests)
{
    Q_ASSERT(QThread::currentThread() == m_hub.thread());
    if (auto checked = checkBatch(requests); !checked)
        return tl::unexpected(checked.error());
    QList<PublishReceipt> receipts;
    receipts.reserve(requests.size());
    for (const PublishRequest &request : requests) {
        // checkBatch() made sure that this cannot fail.
        const auto endpoint = m_hub.use(request.endpoint);
        if (!endpoint)
            return tl::unexpected(endpoint.error());
        receipts.append(publishOne(request, **endpoint));
    }
    return receipts;
}

Result<void> Publisher::checkBatch(const QList<PublishRequest> &requests) const
{
    std::set<QByteArray> newChannels;
    for (const PublishRequest &request : requests) {
        if (auto checked = EventWriter::check(request.event); !checked)
            return checked;
        if (request.to && request.to->isEmpty())
            return failure("invalid-field",
                           QCoreApplication::translate(
                               "Publisher", "\"to\" names nobody. Leave it out for everyone."),
                           "to");
        if (auto known = m_hub.endpoints().checkUse(request.endpoint); !known)
            return known;
        if (m_hub.endpoints().wouldMakeChannel(request.endpoint))
            newChannels.insert(request.endpoint);
    }
    if (static_cast<int>(newChannels.size()) > m_hub.endpoints().freeChannels())
        return tl::unexpected(m_hub.endpoints().tooManyChannels());
    return {};
}

PublishReceipt Publisher::publishOne(const PublishRequest &request, Endpoint &endpoint)
{
    Event event = request.event;
    if (request.automaticId)
        event.id = nextId(endpoint);
    const auto wire = EventWriter::write(event);
    Q_ASSERT(wire); // checkBatch() refused what cannot be written

    JournalEntry entry;
    entry.kind = EntryKind::Published;
    entry.endpoint = endpoint.definition.path;
    entry.eventType = typeOf(event);
    entry.hasEventId = event.id.has_value();
    entry.eventId = event.id.value_or(QByteArray());
    entry.wire = *wire;

    PublishReceipt receipt;
    receipt.hasId = entry.hasEventId;
    receipt.id = entry.eventId;
    receipt.endpoint = entry.endpoint;
    const bool dispatches = event.data.has_value();
    if (request.to) {
        QList<ConnectionId> ids = *request.to;
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        receipt.recipients = m_hub.sendTo(ids, endpoint, *wire, dispatches);
        entry.targets = std::make_shared<const QList<ConnectionId>>(std::move(ids));
    } else {
        receipt.recipients = m_hub.sendToAll(endpoint, *wire, dispatches);
        m_hub.remember(endpoint, {*wire, entry.eventType, event.id, dispatches});
    }
    entry.recipients = static_cast<quint32>(receipt.recipients);
    receipt.sequence = m_journal.append(std::move(entry));
    ++endpoint.published;
    ++m_published;
    m_delivered += static_cast<quint64>(receipt.recipients);
    return receipt;
}

QByteArray Publisher::nextId(Endpoint &endpoint)
{
    // A number the user gave by hand is passed over while a replay could still mean it.
    QByteArray id;
    do {
        id = QByteArray::number(endpoint.nextId++);
    } while (endpoint.history.holds(id));
    return id;
}

} // namespace heliograph
