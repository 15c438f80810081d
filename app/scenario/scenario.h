// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/outbox.h"
#include "app/scenario/scenariotypes.h"

#include <QJsonArray>
#include <QObject>
#include <QTimer>

#include <memory>

class QThread;

namespace heliograph {

class ScriptEngine;
struct ScriptWatch;

/// A running scenario, as its owner sees it. Lives on its owner's thread (the I/O thread) and never
/// makes it wait: the script runs on a thread of its own, and both send each other values.
///
/// Ends with exactly one of failed(), finished() and (after stop()) neither of them, and in every
/// case with stopped(), after which it can be deleted without waiting. Deleting it earlier waits
/// for the script's thread a moment. Signals are never emitted from within a call of a function
/// here.
class Scenario final : public QObject {
    Q_OBJECT

public:
    explicit Scenario(ScenarioSource source, ScenarioLimits limits = {}, QObject *parent = nullptr);
    ~Scenario() override;

    [[nodiscard]] const ScenarioSource &source() const { return m_source; }

    /// What the script answers now; empty once it is over.
    [[nodiscard]] const QList<ScenarioRoute> &routes() const { return m_routes; }

    [[nodiscard]] bool isRunning() const { return m_state == State::Running; }

    /// Runs the script. Once only: for a restart, make another one.
    void start();

    /// Ends the script, even one that does not yield.
    void stop();

    /// Hands over a request that routes() covers, while isRunning(). responseHead(), responseData()
    /// and responseEnd() follow.
    void request(const ScenarioRequest &request);

    /// The client of the request @p id has gone, or its response was ended from outside.
    void requestClosed(quint64 id);

    /// @p bytes of the response @p id wait unsent in the owner's queue. To be told whenever data
    /// was taken that could not be sent at once, and when that falls; it makes response.write()
    /// return false and emits "drain".
    void responseQueued(quint64 id, qint64 bytes);

    /// What became of publishRequested(); every token is answered once.
    void published(const QList<ScenarioReceipt> &receipts);

    /// Answers clientsRequested(): an array as GET /api/connections gives.
    void setClients(quint64 token, const QJsonArray &clients);

Q_SIGNALS:
    void routesChanged(const QList<heliograph::ScenarioRoute> &routes);
    void responseHead(const heliograph::ScenarioResponseHead &head);
    void responseData(quint64 id, const QByteArray &bytes);

    /// The response is complete, or, when @p reason is not empty, was ended by the program.
    void responseEnd(quint64 id, const QString &reason);

    /// The events that the script published in one go, in order.
    void publishRequested(const QList<heliograph::ScenarioPublish> &messages);
    void clientsRequested(quint64 token);
    void consoleLine(const heliograph::ConsoleLine &line);

    /// Something went wrong that does not end the script: a rejected promise that nobody handles,
    /// an error that a shim answered with a 500.
    void reported(const heliograph::ScriptError &error);

    /// The script is over because of @p error; its responses are to be ended.
    void failed(const heliograph::ScriptError &error);

    /// The script has nothing more to do, or called process.exit(@p exitCode).
    void finished(int exitCode);

    /// Nothing runs any more.
    void stopped();

private:
    enum class State { Idle, Running, Over };

    void take(const ScenarioBatch &batch);
    void deliver(const ScenarioOutput::Item &item);
    void deliverPublishes(QList<ScenarioPublish> &messages);
    void watch();
    void abandon();
    void end();
    template <typename Function> void post(Function function);

    ScenarioSource m_source;
    ScenarioLimits m_limits;
    QList<ScenarioRoute> m_routes;
    State m_state = State::Idle;
    std::shared_ptr<ScriptWatch> m_watch;
    QThread *m_thread = nullptr; ///< deletes itself when it ends after this object
    ScriptEngine *m_engine = nullptr; ///< lives as long as its thread
    QTimer m_watchTimer;
};

} // namespace heliograph
