// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>
#include <optional>

namespace heliograph {

/// One block that was sent to everyone at an endpoint, as it is kept for replay.
struct HistoryRecord {
    quint64 position = 0; ///< rises by one for ever, per endpoint
    QByteArray wire;
    QByteArray type; ///< "message" when the event named none
    std::optional<QByteArray> id;
    bool dispatches = false; ///< has data
    std::chrono::microseconds at{}; ///< wall time, since the Unix epoch

    bool operator==(const HistoryRecord &) const = default;
};

/// What one published event changes in an endpoint's durable history.
struct HistoryChange {
    QByteArray endpoint; ///< its path
    quint64 nextId = 1; ///< the endpoint's next automatic id after this change
    std::optional<HistoryRecord> record; ///< none for an event to named clients: only nextId counts
    quint64 keepFrom = 0; ///< older positions have left the history and go from the file

    bool operator==(const HistoryChange &) const = default;
};

/// An endpoint the file knows, with events or without.
struct RememberedEndpoint {
    QByteArray path;
    quint64 nextId = 1;
    quint64 endPosition = 0; ///< the position of its next record

    bool operator==(const RememberedEndpoint &) const = default;
};

/// How much of an endpoint's history is read back.
struct RecallLimits {
    int maxEvents = 1'000;
    qsizetype maxBytes = qsizetype{16} * 1024 * 1024; ///< of wire
    std::chrono::microseconds notBefore{}; ///< wall time; older records are left out

    bool operator==(const RecallLimits &) const = default;
};

/// Bytes that @p change occupies in memory while it waits, about.
[[nodiscard]] inline qsizetype footprint(const HistoryChange &change)
{
    qsizetype bytes = qsizetype{sizeof(HistoryChange)} + change.endpoint.size();
    if (change.record)
        bytes += change.record->wire.size();
    return bytes;
}

} // namespace heliograph
