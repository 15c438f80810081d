// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/server/guardedsocket.h"
#include "app/server/streamhub.h"

#include <QPointer>
#include <QTimer>

#include <vector>

namespace heliograph {

/// The polling fallback: GET /api/events answers with what came after an id, or waits for the first
/// event. Lives on the I/O thread; one timer for all who wait.
class LongPolls : public QObject {
    Q_OBJECT

public:
    LongPolls(StreamHub &hub, const Clock &clock, QObject *parent = nullptr);

    /// Answers the request of @p socket from the history of @p endpoint: the events after the id
    /// @p after, all that are held when it is null or no longer held. With none yet, the answer
    /// waits up to @p wait. @p headers go with it.
    void poll(GuardedSocket &socket, const Endpoint &endpoint, const QByteArray &after,
              std::chrono::milliseconds wait, const HeaderList &headers);

    /// Answers everybody who waits, with what there is.
    void answerAll();

private:
    struct Waiting {
        QPointer<GuardedSocket> socket;
        QByteArray endpoint;
        quint64 position = 0; ///< of the history
        std::chrono::nanoseconds until{};
        HeaderList headers;
    };

    void onPublished(const Endpoint &endpoint);
    void expire();

    StreamHub &m_hub;
    const Clock &m_clock;
    std::vector<Waiting> m_waiting;
    QTimer m_timer;
};

} // namespace heliograph
