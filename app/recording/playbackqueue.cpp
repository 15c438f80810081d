// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/playbackqueue.h"

#include "app/sse/blockdecoder.h"

namespace heliograph {

namespace {

constexpr std::size_t mostRows = 1000;
constexpr qsizetype mostBytes = qsizetype{4} * 1024 * 1024;

bool dispatches(const QByteArray &block)
{
    return decodeBlock(block, 0, {}).kind == StreamItem::Kind::Event;
}

} // namespace

void PlaybackQueue::restart(quint64 row, std::chrono::microseconds last)
{
    m_ahead.clear();
    m_bytes = 0;
    m_hasEnded = false;
    m_row = row;
    m_inserted = 0;
    m_last = last;
    m_edit = m_edits.of(m_row);
}

void PlaybackQueue::setEdits(const RecordingEdits &edits)
{
    m_edits = edits;
    m_edit = m_edits.of(m_row);
    // Some may have been taken back.
    m_inserted = std::min(m_inserted, static_cast<int>(m_edit.before.size()));
}

void PlaybackQueue::push(RecordedBlock block)
{
    if (block.isNote)
        return;
    m_bytes += block.bytes.size();
    m_ahead.push_back(std::move(block));
}

bool PlaybackQueue::wantsMore() const
{
    return !m_hasEnded && (m_ahead.empty() || (m_ahead.size() < mostRows && m_bytes < mostBytes));
}

std::optional<PlayedBlock> PlaybackQueue::peek() const
{
    if (m_ahead.empty() && !m_hasEnded)
        return std::nullopt;
    const RecordedBlock *next = m_ahead.empty() ? nullptr : &m_ahead.front();
    if (hasInserted()) {
        const InsertedBlock &block = m_edit.before.at(m_inserted);
        const auto at = timeOf(block, m_last, next ? next->at : RecordingFormat::maxTime);
        return PlayedBlock{m_row, true, dispatches(block.bytes), at, block.bytes};
    }
    if (!next || m_edit.isSkipped)
        return std::nullopt;
    if (m_edit.replacement)
        return PlayedBlock{m_row, false, dispatches(*m_edit.replacement), next->at,
                           *m_edit.replacement};
    return PlayedBlock{m_row, false, next->dispatches, next->at, next->bytes};
}

void PlaybackQueue::pass()
{
    if (const auto played = peek())
        m_last = std::max(m_last, played->at);
    if (hasInserted()) {
        ++m_inserted;
        return;
    }
    if (m_ahead.empty())
        return;
    m_bytes -= m_ahead.front().bytes.size();
    m_ahead.pop_front();
    ++m_row;
    m_inserted = 0;
    m_edit = m_edits.of(m_row);
}

bool PlaybackQueue::isAtSkipped() const
{
    return !m_ahead.empty() && !hasInserted() && m_edit.isSkipped;
}

bool PlaybackQueue::isAtEnd() const
{
    return m_hasEnded && m_ahead.empty() && !hasInserted();
}

bool PlaybackQueue::hasInserted() const
{
    return m_inserted < m_edit.before.size();
}

} // namespace heliograph
