// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingindex.h"

#include "app/core/say.h"

#include <QFileInfo>

#include <algorithm>

namespace heliograph {

namespace {

constexpr qsizetype mostRowBytes = qsizetype{4} * 1024 * 1024;

} // namespace

Result<std::shared_ptr<const RecordingIndex>>
RecordingIndex::build(const QString &file, RecordingReaderOptions options,
                      const RecordingProgress &progress, const std::atomic_bool *cancelled)
{
    const auto opened = RecordingReader::open(file, options);
    if (!opened)
        return tl::unexpected(opened.error());
    RecordingReader &reader = **opened;
    std::shared_ptr<RecordingIndex> index(new RecordingIndex);
    index->m_file = file;
    index->m_options = options;
    index->m_head = reader.head();
    index->m_fileSize = reader.size();
    index->m_positions.push_back(reader.position());
    ProgressSteps steps(progress, reader.size());
    while (const auto block = reader.next()) {
        if (cancelled && *cancelled)
            return failure("cancelled", say("Reading \"%1\" was cancelled.").arg(file));
        const RecordingPosition position = reader.position();
        if (position.row == index->m_positions.size() * step && !block->isNote)
            index->m_positions.push_back(position);
        steps.reach(position.offset);
    }
    const RecordingPosition end = reader.position();
    index->m_rows = end.row;
    index->m_events = end.events;
    index->m_duration = end.at;
    index->m_fault = reader.fault();
    index->m_positions.shrink_to_fit();
    return std::shared_ptr<const RecordingIndex>(std::move(index));
}

const RecordingPosition &RecordingIndex::positionOf(quint64 row) const
{
    return m_positions[std::min<std::size_t>(row / step, m_positions.size() - 1)];
}

const RecordingPosition &RecordingIndex::positionOf(std::chrono::microseconds at) const
{
    // What stands before a position whose last time is earlier is earlier too.
    const auto past =
        std::partition_point(m_positions.begin() + 1, m_positions.end(),
                             [at](const RecordingPosition &position) { return position.at < at; });
    return *(past - 1);
}

Result<QList<RecordedBlock>> RecordingIndex::readRows(quint64 first, qsizetype count) const
{
    QList<RecordedBlock> rows;
    first = std::min(first, m_rows);
    const quint64 end =
        std::min(m_rows, first + static_cast<quint64>(std::max<qsizetype>(count, 0)));
    if (first >= end)
        return rows;
    const auto reader = readerAt(positionOf(first));
    if (!reader)
        return tl::unexpected(reader.error());
    qsizetype bytes = 0;
    while ((*reader)->position().row < end && bytes < mostRowBytes) {
        auto block = (*reader)->next();
        if (!block)
            return changed();
        if (block->isNote || block->row < first)
            continue;
        bytes += block->bytes.size();
        rows.append(std::move(*block));
    }
    return rows;
}

Result<quint64> RecordingIndex::rowAt(std::chrono::microseconds at) const
{
    if (at > m_duration || m_rows == 0)
        return m_rows;
    const auto reader = readerAt(positionOf(at));
    if (!reader)
        return tl::unexpected(reader.error());
    while (const auto block = (*reader)->next()) {
        if (!block->isNote && block->at >= at)
            return block->row;
    }
    return m_rows;
}

Result<std::unique_ptr<RecordingReader>>
RecordingIndex::readerAt(const RecordingPosition &position) const
{
    auto reader = RecordingReader::open(m_file, m_options);
    if (!reader)
        return reader;
    if ((*reader)->size() < m_fileSize || !(*reader)->seek(position))
        return tl::unexpected(changed().error());
    return reader;
}

Result<QList<RecordedBlock>> RecordingIndex::changed() const
{
    return failure("changed", say("\"%1\" has changed. Open it again.").arg(m_file));
}

qsizetype RecordingIndex::footprint() const
{
    return static_cast<qsizetype>(sizeof(*this)
                                  + m_positions.capacity() * sizeof(RecordingPosition));
}

} // namespace heliograph
