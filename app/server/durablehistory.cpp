// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/durablehistory.h"

#include "app/journal/journal.h"
#include "app/server/publisher.h"
#include "app/server/streamhub.h"

#include <algorithm>

namespace heliograph {
namespace {

/// Whether serving goes on in memory when the file cannot be opened for this reason. Anything else
/// is a mistake that the user sees at once and mends.
bool goesOnWithout(const Error &error)
{
    return error.code == "history-corrupt" || error.code == "history-full"
        || error.code == "history-failed";
}

HistoryBlock blockOf(const HistoryRecord &record)
{
    return {record.wire, record.type, record.id, record.dispatches, record.at};
}

HistoryRecord recordOf(const HistoryBlock &block, quint64 position)
{
    return {position, block.wire, block.type, block.id, block.dispatches, block.at};
}

} // namespace

DurableHistory::DurableHistory(StreamHub &hub, Publisher &publisher, Journal &journal,
                               const Clock &clock, QObject *parent)
    : QObject(parent), m_hub(hub), m_publisher(publisher), m_journal(journal), m_clock(clock)
{
    m_hub.endpoints().setRecall(
        [this](const EndpointDefinition &definition) { return recall(definition); });
}

DurableHistory::~DurableHistory()
{
    close();
    m_hub.endpoints().setRecall({});
}

Result<void> DurableHistory::open(const QString &path)
{
    if (path == m_path)
        return {};
    close();
    if (path.isEmpty())
        return {};
    auto store = std::make_unique<HistoryStore>(path, m_clock);
    if (auto opened = store->open(); !opened) {
        if (!goesOnWithout(opened.error()))
            return opened;
        onFailed(opened.error());
    }
    connect(store.get(), &HistoryStore::failed, this, &DurableHistory::onFailed);
    connect(store.get(), &HistoryStore::recovered, this, &DurableHistory::onRecovered);
    m_store = std::move(store);
    m_path = path;
    for (const auto &[name, endpoint] : m_hub.endpoints().all())
        adopt(*endpoint, worthKeeping(*endpoint, path));
    m_formerPath = path;
    m_publisher.setStore(m_store.get());
    return {};
}

void DurableHistory::close()
{
    if (!m_store)
        return;
    if (auto closed = m_store->close(); !closed)
        tell(closed.error().message);
    m_publisher.setStore(nullptr);
    m_store.reset();
    m_path.clear();
}

std::optional<HistoryState> DurableHistory::state() const
{
    return m_store ? std::optional(m_store->state()) : std::nullopt;
}

std::optional<RecalledHistory> DurableHistory::recall(const EndpointDefinition &definition)
{
    if (!m_store || !m_store->knows(definition.path))
        return std::nullopt;
    const RememberedEndpoint remembered = m_store->remembered(definition.path);
    RecalledHistory recalled;
    recalled.nextId = remembered.nextId;
    recalled.firstPosition = remembered.endPosition;
    const EndpointTable &table = m_hub.endpoints();
    RecallLimits limits{definition.replayEvents, table.replayBytes(), {}};
    if (table.replayAge().count() > 0)
        limits.notBefore = m_clock.wall() - table.replayAge();
    const auto records = m_store->recall(definition.path, limits);
    if (!records) {
        onFailed(records.error());
        return recalled;
    }
    if (!records->isEmpty())
        recalled.firstPosition = records->constFirst().position;
    for (const HistoryRecord &record : *records)
        recalled.blocks.append(blockOf(record));
    return recalled;
}

/// The blocks of @p endpoint that the file at @p path should have and may not have yet.
QList<HistoryBlock> DurableHistory::worthKeeping(const Endpoint &endpoint,
                                                 const QString &path) const
{
    if (!m_formerPath.isEmpty() && m_formerPath != path)
        return {}; // they belong to the other file
    const ReplayHistory &history = endpoint.history;
    const quint64 inFile = m_formerPath.isEmpty()
        ? history.first()
        : m_store->remembered(endpoint.definition.path).endPosition;
    QList<HistoryBlock> own;
    for (quint64 at = std::max(inFile, history.first()); at < history.end(); ++at)
        own.append(history.at(at));
    return own;
}

/// Gives @p endpoint what the file holds of it, followed by its @p own blocks.
void DurableHistory::adopt(Endpoint &endpoint, const QList<HistoryBlock> &own)
{
    const auto recalled = recall(endpoint.definition).value_or(RecalledHistory{});
    quint64 position = recalled.firstPosition + static_cast<quint64>(recalled.blocks.size());
    endpoint.nextId = std::max(endpoint.nextId, recalled.nextId);
    QList<HistoryChange> changes;
    for (const HistoryBlock &block : own) {
        changes.append({endpoint.definition.path, endpoint.nextId, recordOf(block, position++),
                        recalled.firstPosition});
    }
    endpoint.history.restore(recalled.firstPosition, recalled.blocks + own);
    if (!changes.isEmpty())
        m_store->write(std::move(changes), {});
}

void DurableHistory::onFailed(const Error &error)
{
    tell(tr("%1 Until then history is kept in memory only.").arg(error.message));
}

void DurableHistory::onRecovered(quint64 savedLate, quint64 lost)
{
    tell(lost == 0 ? tr("The history file %1 is written again; the %2 events of the meantime are "
                        "in it too.")
                         .arg(m_path)
                         .arg(savedLate)
                   : tr("The history file %1 is written again. It has %2 events of the meantime "
                        "and lacks the %3 before them.")
                         .arg(m_path)
                         .arg(savedLate)
                         .arg(lost));
}

void DurableHistory::tell(const QString &problem)
{
    JournalEntry entry;
    entry.kind = EntryKind::Problem;
    entry.text = problem;
    m_journal.append(std::move(entry));
}

} // namespace heliograph
