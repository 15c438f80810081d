// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>

namespace heliograph {

/// A client's stream, from its opening to its closing. Rises from 1; 0 is nobody.
enum class ConnectionId : quint64 { None = 0 };

/// A stream we subscribe to. Rises from 1; 0 is none.
enum class SubscriptionId : quint64 { None = 0 };

/// The place of an entry in the journal. Rises by one from 1; 0 is before the first.
enum class Sequence : quint64 { None = 0 };

template <typename Id> [[nodiscard]] constexpr quint64 toNumber(Id id) noexcept
{
    return static_cast<quint64>(id);
}

template <typename Id> [[nodiscard]] constexpr Id next(Id id) noexcept
{
    return Id{toNumber(id) + 1};
}

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::ConnectionId)
Q_DECLARE_METATYPE(heliograph::SubscriptionId)
Q_DECLARE_METATYPE(heliograph::Sequence)
