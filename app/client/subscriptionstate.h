// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>

namespace heliograph {

/// EventSource.readyState, with the standard's numbers (WHATWG HTML 9.2.2).
enum class ReadyState : quint8 { Connecting = 0, Open = 1, Closed = 2 };

/// The same, told more finely.
enum class SubscriptionState : quint8 {
    Idle, ///< never opened
    Connecting, ///< a request is under way, its answer has not come
    Open, ///< the stream is being read
    Waiting, ///< the connection was lost; the reconnection time runs
    Closed, ///< by us, or failed for good
};

[[nodiscard]] constexpr ReadyState readyStateOf(SubscriptionState state) noexcept
{
    switch (state) {
    case SubscriptionState::Connecting:
    case SubscriptionState::Waiting:
        return ReadyState::Connecting;
    case SubscriptionState::Open:
        return ReadyState::Open;
    case SubscriptionState::Idle:
    case SubscriptionState::Closed:
        break;
    }
    return ReadyState::Closed;
}

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::SubscriptionState)
