// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/replayhistory.h"

namespace heliograph {

ReplayHistory::ReplayHistory(int maxBlocks, qsizetype maxBytes)
    : m_maxBlocks(maxBlocks), m_maxBytes(maxBytes)
{
}

void ReplayHistory::setLimits(int maxBlocks, qsizetype maxBytes, std::chrono::seconds maxAge)
{
    m_maxBlocks = maxBlocks;
    m_maxBytes = maxBytes;
    m_maxAge = maxAge;
}

void ReplayHistory::append(HistoryBlock block)
{
    if (block.id && !block.id->isEmpty())
        m_places.insert(*block.id, end());
    m_bytes += block.wire.size();
    m_blocks.push_back(std::move(block));
}

std::optional<quint64> ReplayHistory::positionAfter(const QByteArray &id) const
{
    const auto found = m_places.constFind(id);
    if (found == m_places.cend())
        return std::nullopt;
    return *found + 1;
}

const HistoryBlock &ReplayHistory::at(quint64 position) const
{
    Q_ASSERT(position >= m_first && position < end());
    return m_blocks[static_cast<std::size_t>(position - m_first)];
}

quint64 ReplayHistory::firstWithinLimits(std::chrono::microseconds now) const
{
    quint64 position = m_first;
    auto count = static_cast<qsizetype>(m_blocks.size());
    qsizetype bytes = m_bytes;
    const auto isTooOld = [this, oldest = now - m_maxAge](const HistoryBlock &block) {
        return m_maxAge.count() > 0 && block.at < oldest;
    };
    for (const HistoryBlock &block : m_blocks) {
        if (count <= m_maxBlocks && bytes <= m_maxBytes && !isTooOld(block))
            break;
        bytes -= block.wire.size();
        --count;
        ++position;
    }
    return position;
}

void ReplayHistory::dropBefore(quint64 position)
{
    for (; m_first < position && !m_blocks.empty(); ++m_first) {
        const HistoryBlock &oldest = m_blocks.front();
        if (oldest.id) {
            const auto found = m_places.constFind(*oldest.id);
            if (found != m_places.cend() && *found == m_first)
                m_places.erase(found);
        }
        m_bytes -= oldest.wire.size();
        m_blocks.pop_front();
    }
}

void ReplayHistory::restore(quint64 firstPosition, const QList<HistoryBlock> &blocks)
{
    m_blocks.clear();
    m_places.clear();
    m_bytes = 0;
    m_first = firstPosition;
    for (const HistoryBlock &block : blocks)
        append(block);
}

} // namespace heliograph
