// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/composethread.h"
#include "app/core/clock.h"

#include <QObject>
#include <QTimer>

namespace heliograph {

class ServerController;

/// How many clients an expression means now.
struct MatchCount {
    QString endpoint;
    QString expression;
    int clients = 0;
    QString error; ///< a sentence; empty when the expression holds good
    qsizetype position = -1; ///< of the fault in the expression; -1: all of it
    qsizetype length = 0; ///< of the fault

    bool operator==(const MatchCount &) const = default;
};

/// Counts the clients that one expression means, again and again, on a thread of its own. Lives on
/// the GUI thread. Borrows @p controller, which outlives it.
class MatchWatch final : public QObject {
    Q_OBJECT

public:
    MatchWatch(ServerController &controller, std::shared_ptr<const Clock> clock,
               QObject *parent = nullptr);

    /// Counts those at @p endpoint that meet @p expression: now, and whenever clients change. An
    /// empty expression ends that.
    void watch(const QString &endpoint, const QString &expression);

Q_SIGNALS:
    /// The first count of what is watched, and each that differs from the one before.
    void counted(const heliograph::MatchCount &count);

private:
    void recount();
    void refresh();
    void count();
    void take(const MatchCount &count, quint64 watched, std::chrono::nanoseconds took);

    ServerController &m_controller;
    std::shared_ptr<const Clock> m_clock;
    QString m_endpoint;
    QString m_expression;
    quint64 m_watched = 0; ///< counts the calls of watch()
    std::optional<MatchCount> m_last;
    bool m_isCounting = false;
    bool m_isStale = false; ///< something changed since the count under way began
    bool m_wasGivenUp = false; ///< never again: each time costs a thread
    QTimer m_rest; ///< between counts that take long
    QTimer m_passing; ///< runs while the expression asks for the time
    ComposeThread m_thread;
};

} // namespace heliograph
