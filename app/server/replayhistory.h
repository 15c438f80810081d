// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

#include <chrono>
#include <deque>
#include <optional>

namespace heliograph {

/// One block that was sent to everyone at an endpoint.
struct HistoryBlock {
    QByteArray wire; ///< shared with the journal
    QByteArray type; ///< "message" when the event named none
    std::optional<QByteArray> id;
    bool dispatches = false; ///< has data
    std::chrono::microseconds at{}; ///< when it was published, since the Unix epoch
};

/// What an endpoint can still replay for Last-Event-ID: its last blocks, bounded by count, bytes
/// and age. Positions rise by one for ever, so that a reader keeps its place while old blocks
/// leave.
class ReplayHistory {
public:
    ReplayHistory(int maxBlocks, qsizetype maxBytes);

    /// Sets the bounds; a @p maxAge of 0 means any age. Like append(), it drops nothing yet.
    void setLimits(int maxBlocks, qsizetype maxBytes, std::chrono::seconds maxAge = {});

    /// Appends @p block and drops nothing yet: readers that still need what is past the limits take
    /// it first, then dropBefore(firstWithinLimits(now)) lets go of it.
    void append(HistoryBlock block);

    /// The first position within the limits at the wall time @p now; without it, whatever the age.
    [[nodiscard]] quint64 firstWithinLimits(std::chrono::microseconds now = {}) const;
    void dropBefore(quint64 position);

    /// Begins anew with @p blocks, the first of them at @p firstPosition: what outlived a restart.
    /// For a history that nobody reads yet.
    void restore(quint64 firstPosition, const QList<HistoryBlock> &blocks);

    /// The position after the newest block with @p id; nothing when it is no longer held or was
    /// never ours.
    [[nodiscard]] std::optional<quint64> positionAfter(const QByteArray &id) const;

    [[nodiscard]] bool holds(const QByteArray &id) const { return m_places.contains(id); }
    [[nodiscard]] quint64 first() const { return m_first; }
    [[nodiscard]] quint64 end() const { return m_first + m_blocks.size(); }

    /// The block at @p position, which is in [first(), end()).
    [[nodiscard]] const HistoryBlock &at(quint64 position) const;

private:
    std::deque<HistoryBlock> m_blocks;
    QHash<QByteArray, quint64> m_places; ///< id to the position of its newest block
    quint64 m_first = 0;
    qsizetype m_bytes = 0;
    int m_maxBlocks;
    qsizetype m_maxBytes;
    std::chrono::seconds m_maxAge{};
};

} // namespace heliograph
