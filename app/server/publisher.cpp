// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/publisher.h"

#include "app/core/say.h"
#include "app/history/historystore.h"
#include "app/journal/journal.h"
#include "app/server/streamhub.h"
#include "app/sse/blockdecoder.h"
#include "app/sse/blocks.h"
#include "app/sse/eventwriter.h"

#include <QThread>

#include <algorithm>
#include <set>

namespace heliograph {

/// An event that is numbered and written, on its way through the history file.
struct Publisher::Prepared {
    QByteArray endpoint;
    JournalEntry entry;
    HistoryBlock block;
    bool isReplayed = false; ///< goes into the history: it is for everyone, and a whole block
    quint64 position = 0; ///< of the block in the endpoint's history
    quint64 nextId = 0; ///< the endpoint's, after it
};

namespace {

/// What may wait at once, for the history file and for room each; more is refused. One event's
/// place in a list and its receipt are counted with its bytes.
constexpr qsizetype mostWaitingBytes = qsizetype{64} * 1024 * 1024;
constexpr qsizetype eventOverhead = 512;

QByteArray typeOf(const Event &event)
{
    if (!event.data)
        return {};
    return event.type.isEmpty() ? QByteArrayLiteral("message") : event.type;
}

/// What @p bytes are on a stream, as far as they are one whole block; anything else has no type.
HistoryBlock rawBlock(const QByteArray &bytes)
{
    HistoryBlock block;
    block.wire = bytes;
    if (!isWholeBlock(bytes))
        return block;
    const StreamItem item = decodeBlock(bytes, 0, {});
    block.dispatches = item.kind == StreamItem::Kind::Event;
    block.type = item.type;
    block.id = idOfBlock(bytes);
    return block;
}

/// At least as many bytes as the event takes once it is written, without writing it.
qsizetype wireBound(const PublishRequest &request)
{
    if (request.raw)
        return request.raw->size();
    const Event &event = request.event;
    constexpr qsizetype fieldName = 8; // "comment" has none, "event: " and its line end have eight
    constexpr qsizetype numbers = 64; // id and retry that are made here
    const auto lines = [](const QByteArray &text) {
        return text.size() + fieldName * (1 + text.count('\n') + text.count('\r'));
    };
    return numbers + lines(event.type) + lines(event.id.value_or(QByteArray()))
        + lines(event.data.value_or(QByteArray())) + lines(event.comment.value_or(QByteArray()));
}

qsizetype wireBound(const QList<PublishRequest> &requests)
{
    qsizetype bytes = 0;
    for (const PublishRequest &request : requests)
        bytes += wireBound(request);
    return bytes;
}

Error tooBusy()
{
    return {"too-busy",
            {},
            say("Too many events wait to be published already. Publish again a little later.")};
}

} // namespace

Publisher::Publisher(StreamHub &hub, Journal &journal, const Clock &clock)
    : m_hub(hub), m_journal(journal), m_clock(clock)
{
    m_hub.setRoomListener([this](const Endpoint &) { releaseHeld(); });
}

Publisher::~Publisher() = default;

void Publisher::publish(const QList<PublishRequest> &requests, Done done)
{
    Q_ASSERT(QThread::currentThread() == m_hub.thread());
    if (auto checked = checkBatch(requests); !checked)
        done(tl::unexpected(checked.error()));
    else if (m_releasing || mustWait(requests))
        hold(requests, std::move(done));
    else
        accept(requests, std::move(done));
}

Result<void> Publisher::checkBatch(const QList<PublishRequest> &requests) const
{
    std::set<QByteArray> newChannels;
    for (const PublishRequest &request : requests) {
        if (auto checked = EventWriter::check(request.event); !request.raw && !checked)
            return checked;
        if (request.to && request.to->isEmpty())
            return failure("invalid-field", say("\"to\" names nobody. Leave it out for everyone."),
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

// --- Waiting for room ---------------------------------------------------------------------------

bool Publisher::mustWait(const QList<PublishRequest> &requests) const
{
    if (m_held.empty() && !m_hub.holdsPublishers())
        return false;
    const auto waitsToo = [this](const QByteArray &endpoint) {
        return std::any_of(m_held.cbegin(), m_held.cend(), [&endpoint](const Held &held) {
            return std::any_of(
                held.requests.cbegin(), held.requests.cend(),
                [&endpoint](const PublishRequest &other) { return other.endpoint == endpoint; });
        });
    };
    for (const PublishRequest &request : requests) {
        if (waitsToo(request.endpoint) || !hasRoom(request, wireBound(requests)))
            return true;
    }
    return false;
}

bool Publisher::hasRoom(const PublishRequest &request, qsizetype bytes) const
{
    const Endpoint *endpoint = m_hub.endpoints().find(request.endpoint);
    if (!endpoint)
        return true;
    bytes += endpoint->pending.bytes;
    return request.to ? m_hub.hasRoom(*request.to, bytes) : m_hub.hasRoom(*endpoint, bytes);
}

void Publisher::hold(const QList<PublishRequest> &requests, Done done)
{
    const qsizetype bytes = wireBound(requests) + requests.size() * eventOverhead;
    if (m_heldBytes + bytes > mostWaitingBytes) {
        done(tl::unexpected(tooBusy()));
        return;
    }
    m_heldBytes += bytes;
    m_held.push_back({requests, bytes, std::move(done)});
}

void Publisher::releaseHeld()
{
    if (m_releasing)
        return;
    // What an answer brings meanwhile (the next request of a connection) lines up at the end.
    m_releasing = true;
    std::set<QByteArray> stillFull;
    for (std::size_t i = 0; i < m_held.size();) {
        const QList<PublishRequest> &requests = m_held[i].requests;
        const bool mayGo =
            std::all_of(requests.cbegin(), requests.cend(), [&](const PublishRequest &request) {
                return stillFull.count(request.endpoint) == 0
                    && hasRoom(request, wireBound(requests));
            });
        if (!mayGo) {
            for (const PublishRequest &request : requests)
                stillFull.insert(request.endpoint);
            ++i;
            continue;
        }
        Held held = std::move(m_held[i]);
        m_held.erase(m_held.begin() + static_cast<std::ptrdiff_t>(i));
        m_heldBytes -= held.bytes;
        // The endpoint may have gone since.
        if (auto checked = checkBatch(held.requests); !checked)
            held.done(tl::unexpected(checked.error()));
        else
            accept(held.requests, std::move(held.done));
    }
    m_releasing = false;
}

void Publisher::refuseHeld()
{
    std::deque<Held> held;
    held.swap(m_held);
    m_heldBytes = 0;
    for (const Held &one : held)
        one.done(failure("server-stopped", say("The server was stopped. Start it again first.")));
}

// --- Publishing ---------------------------------------------------------------------------------

void Publisher::accept(const QList<PublishRequest> &requests, Done done)
{
    if (m_store && m_store->pendingBytes() > mostWaitingBytes) {
        done(tl::unexpected(tooBusy()));
        return;
    }
    QList<Prepared> prepared;
    prepared.reserve(requests.size());
    for (const PublishRequest &request : requests) {
        const auto endpoint = m_hub.use(request.endpoint);
        Q_ASSERT(endpoint); // checkBatch() made sure
        prepared.append(prepare(request, **endpoint));
    }
    if (m_store)
        store(std::move(prepared), std::move(done));
    else
        done(deliver(prepared, true));
}

Publisher::Prepared Publisher::prepare(const PublishRequest &request, Endpoint &endpoint)
{
    Prepared prepared;
    prepared.endpoint = endpoint.definition.path;
    prepared.block = request.raw ? rawBlock(*request.raw) : writtenBlock(request, endpoint);
    prepared.block.at = m_clock.wall();
    prepared.isReplayed = !request.to && (!request.raw || isWholeBlock(*request.raw));
    prepared.nextId = endpoint.nextId;
    JournalEntry &entry = prepared.entry;
    entry.kind = EntryKind::Published;
    entry.endpoint = prepared.endpoint;
    entry.eventType = prepared.block.type;
    entry.hasEventId = prepared.block.id.has_value();
    entry.eventId = prepared.block.id.value_or(QByteArray());
    entry.wire = prepared.block.wire;
    if (request.to) {
        QList<ConnectionId> ids = *request.to;
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        entry.targets = std::make_shared<const QList<ConnectionId>>(std::move(ids));
    }
    if (prepared.isReplayed) {
        prepared.position = endpoint.history.end() + endpoint.pending.blocks;
        endpoint.pending.add(prepared.block);
    }
    return prepared;
}

HistoryBlock Publisher::writtenBlock(const PublishRequest &request, Endpoint &endpoint)
{
    Event event = request.event;
    if (request.automaticId)
        event.id = nextId(endpoint);
    const auto wire = EventWriter::write(event);
    Q_ASSERT(wire); // checkBatch() refused what cannot be written
    return {*wire, typeOf(event), event.id, event.data.has_value(), {}};
}

void Publisher::store(QList<Prepared> prepared, Done done)
{
    QList<HistoryChange> changes;
    changes.reserve(prepared.size());
    for (const Prepared &one : prepared) {
        HistoryChange change;
        change.endpoint = one.endpoint;
        change.nextId = one.nextId;
        change.keepFrom = m_hub.endpoints().find(one.endpoint)->history.first();
        if (one.isReplayed) {
            change.record = HistoryRecord{one.position, one.block.wire,       one.block.type,
                                          one.block.id, one.block.dispatches, one.block.at};
        }
        changes.append(std::move(change));
    }
    m_store->write(std::move(changes),
                   [this, prepared = std::move(prepared), done = std::move(done)](bool stored) {
                       done(deliver(prepared, stored));
                   });
}

QList<PublishReceipt> Publisher::deliver(const QList<Prepared> &prepared, bool stored)
{
    QList<PublishReceipt> receipts;
    receipts.reserve(prepared.size());
    for (const Prepared &one : prepared) {
        receipts.append(deliverOne(one));
        receipts.last().stored = stored;
    }
    return receipts;
}

PublishReceipt Publisher::deliverOne(const Prepared &prepared)
{
    JournalEntry entry = prepared.entry;
    PublishReceipt receipt;
    receipt.hasId = entry.hasEventId;
    receipt.id = entry.eventId;
    receipt.endpoint = entry.endpoint;
    // An endpoint that was removed while the file was written has no clients left.
    if (Endpoint *endpoint = m_hub.endpoints().find(prepared.endpoint)) {
        const bool dispatches = prepared.block.dispatches;
        receipt.recipients = entry.targets
            ? m_hub.sendTo(*entry.targets, *endpoint, entry.wire, dispatches)
            : m_hub.sendToAll(*endpoint, entry.wire, dispatches);
        if (prepared.isReplayed) {
            endpoint->pending.remove(prepared.block);
            // One that was made again meanwhile has recalled the block already.
            if (endpoint->history.end() <= prepared.position)
                m_hub.remember(*endpoint, prepared.block);
        }
        ++endpoint->published;
    }
    entry.recipients = static_cast<quint32>(receipt.recipients);
    receipt.sequence = m_journal.append(std::move(entry));
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
    } while (endpoint.history.holds(id) || endpoint.pending.ids.contains(id));
    return id;
}

} // namespace heliograph
