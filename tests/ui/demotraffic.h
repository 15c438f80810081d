// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/windowfixture.h"

#include <QTcpSocket>

#include <memory>
#include <vector>

namespace heliograph::test {

/// Waits until @p condition holds: what a picture needs has happened.
template <typename Condition> void await(Condition condition)
{
    if (!QTest::qWaitFor(condition, 30'000))
        qFatal("What the picture needs did not happen.");
}

/// A shop and its machines publish to browsers, to ourselves and to two clients that do not read.
class DemoTraffic final {
public:
    explicit DemoTraffic(WindowFixture &fixture) : m_fixture(fixture) { }

    /// Listens again, with a history file and a bound on queues that a few seconds of traffic
    /// reach.
    void tightenServer();

    /// Who reads, and the two who do not: one whose queue gets full, one that lags behind.
    void connectVisitors();
    void connectStalled();

    /// For twenty seconds; after half of them a telephone goes.
    void run();

private:
    void connectStalled(QTcpSocket &socket, const QByteArray &endpoint, const QByteArray &agent);
    void feedStalled();

    WindowFixture &m_fixture;
    QTemporaryDir m_history;
    std::vector<std::unique_ptr<RawClient>> m_clients;
    QTcpSocket m_full; ///< never read: its queue is at its bound
    QTcpSocket m_slow; ///< likewise, but less is sent to it
};

} // namespace heliograph::test
