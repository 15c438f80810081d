// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playershape.h"

#include <algorithm>

namespace heliograph {

namespace {

constexpr quint64 mostRead = 100'000; ///< rows
constexpr qsizetype rowsAtOnce = 4096;

/// Counts at times from zero to the duration.
class Counter {
public:
    Counter(int parts, std::chrono::microseconds duration)
        : m_counts(static_cast<std::size_t>(parts)), m_duration(duration)
    {
    }

    void add(std::chrono::microseconds at, quint32 count = 1)
    {
        const auto last = static_cast<double>(m_counts.size() - 1);
        const double share =
            static_cast<double>(at.count()) / static_cast<double>(m_duration.count());
        m_counts[static_cast<std::size_t>(
            std::clamp(share * static_cast<double>(m_counts.size()), 0.0, last))] += count;
    }

    [[nodiscard]] std::vector<quint32> counts() const { return m_counts; }

private:
    std::vector<quint32> m_counts;
    std::chrono::microseconds m_duration;
};

std::vector<quint32> fromRows(const RecordingIndex &index, Counter counter,
                              const std::atomic_bool &cancelled)
{
    for (quint64 row = 0; row < index.rows();) {
        const auto blocks = index.readRows(row, rowsAtOnce);
        if (cancelled || !blocks || blocks->isEmpty())
            return {};
        for (const RecordedBlock &block : *blocks)
            counter.add(block.at);
        row += static_cast<quint64>(blocks->size());
    }
    return counter.counts();
}

/// The rows between two known places, spread evenly over the time between them.
std::vector<quint32> fromPlaces(const RecordingIndex &index, Counter counter)
{
    constexpr quint64 slices = 16;
    for (quint64 row = 0; row < index.rows(); row += RecordingIndex::step) {
        const quint64 end = std::min(row + RecordingIndex::step, index.rows());
        const auto from = index.positionOf(row).at;
        const auto to = end < index.rows() ? index.positionOf(end).at : index.duration();
        const quint64 count = end - row;
        for (quint64 slice = 0; slice < slices; ++slice) {
            const quint64 share = count * (slice + 1) / slices - count * slice / slices;
            counter.add(from + (to - from) * static_cast<qint64>(slice) / slices,
                        static_cast<quint32>(share));
        }
    }
    return counter.counts();
}

} // namespace

std::vector<quint32> playerShape(const RecordingIndex &index, int parts,
                                 const std::atomic_bool &cancelled)
{
    if (index.duration().count() <= 0 || index.rows() == 0)
        return {};
    Counter counter(parts, index.duration());
    return index.rows() <= mostRead ? fromRows(index, counter, cancelled)
                                    : fromPlaces(index, counter);
}

} // namespace heliograph
