// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hosting/scenariostatus.h"
#include "app/scenario/scenario.h"
#include "app/server/requesthandler.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <memory>

namespace heliograph {

class Journal;
class ProgramResponse;
class Server;

/// Runs scenarios beside a server: hands them the requests on their paths, publishes what they
/// publish, and writes what they say into the journal. Lives on the I/O thread; @p server and
/// @p journal are borrowed and outlive it.
class ScenarioHost final : public QObject, public RequestHandler {
    Q_OBJECT

public:
    ScenarioHost(Server &server, Journal &journal, ScenarioLimits limits = {},
                 QObject *parent = nullptr);
    ~ScenarioHost() override;

    /// Runs @p source; one of the same name is stopped first. What goes wrong is told by
    /// changed() and a problem in the journal, a path that is taken already as well.
    void start(const ScenarioSource &source);

    /// Stops it and ends its streams. False when none of that name runs.
    bool stop(const QString &name);
    void stopAll();

    /// Runs the event loop until every scenario has said something (its paths, say) or ended, or
    /// @p most has passed. For commands, before they say that they are up.
    void waitUntilReady(std::chrono::milliseconds most);

    /// Those that run, and those that ended, until one of the same name takes their place.
    [[nodiscard]] QList<ScenarioStatus> scenarios() const;
    [[nodiscard]] bool isRunning(const QString &name) const;

    // RequestHandler
    [[nodiscard]] QList<QByteArray> methodsOf(const QByteArray &path) const override;
    void handle(const HttpRequest &request, std::shared_ptr<ProgramResponse> response) override;
    void pageOpened(const QByteArray &path, std::function<void()> done) override;

Q_SIGNALS:
    /// Something of a scenario's status is new.
    void changed(const heliograph::ScenarioStatus &status);

    /// A scenario ended, for whatever reason.
    void ended(const heliograph::ScenarioStatus &status);

    /// Another one is ready, in the sense of waitUntilReady().
    void ready();

private:
    struct Run;

    [[nodiscard]] Run *runOf(const QByteArray &method, const QByteArray &path) const;
    void connectRun(Run &run);
    void takeRoutes(Run &run, const QList<ScenarioRoute> &routes);
    void publish(Run &run, const QList<ScenarioPublish> &messages);
    void fail(Run &run, const ScriptError &error);
    void end(Run &run, ScenarioStatus::State state, const QString &reason);
    void print(const Run &run, const ConsoleLine &line);
    void tell(const Run &run, const ScriptError &error);
    void pollQueues();
    void becomeReady(Run &run);

    Server &m_server;
    Journal &m_journal;
    ScenarioLimits m_limits;
    std::map<QString, std::unique_ptr<Run>> m_runs; ///< by name
    quint64 m_lastRequest = 0;
    QTimer m_queuePoll; ///< while responses wait for their clients
};

} // namespace heliograph
