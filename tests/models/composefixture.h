// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/iothread.h"
#include "app/journal/journal.h"
#include "app/models/composecontroller.h"
#include "app/models/servercontroller.h"
#include "app/server/server.h"
#include "tests/support/rawclient.h"

#include <QSignalSpy>
#include <QTest>

namespace heliograph::test {

/// A controller with a real server on an I/O thread, as the window has it.
class ComposeFixture final {
public:
    explicit ComposeFixture(const ServerOptions &options = {}) : journal(clock)
    {
        io.runAndWait([this, options] {
            server = std::make_unique<Server>(options, journal, clock);
            url = server->listen(QStringLiteral("127.0.0.1"), 0).value_or(QUrl());
        });
        servers = std::make_unique<ServerController>(io, *server);
        compose = std::make_unique<ComposeController>(io, *server, *servers);
    }
    ~ComposeFixture()
    {
        compose.reset();
        servers.reset();
        io.runAndWait([this] { server.reset(); });
    }

    [[nodiscard]] std::unique_ptr<RawClient> connectClient(const QByteArray &target = "/events",
                                                           const QByteArray &headers = {})
    {
        auto client = std::make_unique<RawClient>(url);
        client->get(target, headers);
        if (!QTest::qWaitFor([&] { return client->has("text/event-stream"); }, 10'000))
            qFatal("The stream did not begin.");
        return client;
    }

    SystemClock clock;
    Journal journal;
    IoThread io;
    std::unique_ptr<Server> server;
    QUrl url;
    std::unique_ptr<ServerController> servers;
    std::unique_ptr<ComposeController> compose;
};

/// An event without an id.
inline Draft withData(const QByteArray &data)
{
    Draft draft;
    draft.data = data;
    draft.idChoice = IdChoice::None;
    return draft;
}

inline RepeatPlan every(std::chrono::milliseconds interval, quint64 times = 0)
{
    RepeatPlan plan;
    plan.interval = interval;
    plan.times = times;
    return plan;
}

#ifdef HELIOGRAPH_SCRIPTING
/// A template that the engine cannot interrupt.
inline QString endless()
{
    return QStringLiteral("${(function next() { Promise.resolve().then(next) })()}");
}
#endif

} // namespace heliograph::test
