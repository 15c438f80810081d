// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/servercontroller.h"

namespace heliograph::test {

/// So many clients, live at once, with ids from 1.
[[nodiscard]] inline ServerSnapshotPtr snapshotOf(int clients,
                                                  const QByteArray &userAgent = "curl/8.9.1")
{
    auto snapshot = std::make_shared<ServerSnapshot>();
    for (int id = 1; id <= clients; ++id) {
        auto facts = std::make_shared<ClientFacts>();
        facts->id = ConnectionId{quint64(id)};
        facts->endpoint = "/events";
        facts->remote = QStringLiteral("127.0.0.1:50000");
        facts->userAgent = userAgent;
        ConnectionSnapshot connection;
        connection.facts = facts;
        snapshot->connections.append(connection);
    }
    return snapshot;
}

} // namespace heliograph::test
