// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/outbox.h"
#include "app/scenario/scenariofiles.h"
#include "app/scenario/scenariotypes.h"
#include "app/scenario/scriptcontext.h"
#include "app/scenario/timerheap.h"

#include <QJsonArray>
#include <QObject>
#include <QTimer>

#include <memory>

namespace heliograph {

class Fetcher;
struct FetchResult;

/// Runs one scenario's script: timers, requests, promises of the outside world. Lives on its own
/// thread, which Scenario owns as well; Scenario speaks to it by queued calls. All that it puts out
/// leaves as one batch a turn.
class ScriptEngine final : public QObject {
    Q_OBJECT

public:
    ScriptEngine(ScenarioSource source, ScenarioLimits limits, std::shared_ptr<ScriptWatch> watch);
    ~ScriptEngine() override;

    void start();
    void request(const ScenarioRequest &request);
    void requestClosed(quint64 id);
    void responseQueued(quint64 id, qint64 bytes);
    void acknowledge(quint64 serial);
    void published(const QList<ScenarioReceipt> &receipts);
    void clientsAnswered(quint64 token, const QJsonArray &clients);

    /// Ends the script, wherever it is, and the thread.
    void stop();

    /// Destroys all that belongs to the script's thread, as the last thing on it.
    void tearDown();

Q_SIGNALS:
    void batchReady(const heliograph::ScenarioBatch &batch);

private:
    // scriptnatives.cpp: what scripts can call.
    void installNatives();
    [[nodiscard]] JSObjectRef makeNatives();
    void addCodeNatives(JSObjectRef natives);
    void addTextNatives(JSObjectRef natives);
    void addTimerNatives(JSObjectRef natives);
    void addResponseNatives(JSObjectRef natives);
    void addOutsideNatives(JSObjectRef natives);
    void define(JSObjectRef natives, const char *name, JsFunction function);
    void addFileNatives(JSObjectRef natives);
    [[nodiscard]] JSValueRef compileShim(JsCall &call);
    [[nodiscard]] JSValueRef compileFile(JsCall &call);
    void print(JsCall &call);
    void setRoutes(const QJsonArray &routes);
    void publish(JsCall &call);
    void fetch(JsCall &call);

    // scriptengine.cpp: turns.
    [[nodiscard]] bool isRunning() const { return m_context && !m_over; }
    bool invoke(const char *entry, std::initializer_list<JSValueRef> arguments);
    void endTurn();
    void fail(const ScriptError &error);
    void finish(int exitCode);
    void settle(quint64 token, const QJsonValue &value, const QString &error);
    void fetchFinished(const FetchResult &result);
    void fireTimers();
    void scheduleTimers();
    [[nodiscard]] bool hasNothingToDo() const;

    ScenarioSource m_source;
    ScenarioLimits m_limits;
    std::shared_ptr<ScriptWatch> m_watch;
    ScenarioFiles m_files;
    Outbox m_outbox;
    TimerHeap m_timers;
    std::unique_ptr<QTimer> m_alarm; ///< of the earliest timer
    std::unique_ptr<Fetcher> m_fetcher;
    std::unique_ptr<ScriptContext> m_context;
    JsKept m_entries; ///< the functions that the prelude gives to the engine
    QList<ScenarioRoute> m_routes;
    int m_promises = 0; ///< that wait for the outside world
    int m_publishes = 0; ///< of those, the receipts
    std::optional<int> m_exit; ///< the script called process.exit()
    bool m_over = false;
};

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::ScenarioBatch)
