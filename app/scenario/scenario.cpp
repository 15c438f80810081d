// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scenario.h"

#include "app/scenario/scriptengine.h"
#include "app/scenario/scriptthread.h"

#include <QThread>

namespace heliograph {

using namespace std::chrono;

Scenario::Scenario(ScenarioSource source, ScenarioLimits limits, QObject *parent)
    : QObject(parent), m_source(std::move(source)), m_limits(limits),
      m_watch(std::make_shared<ScriptWatch>())
{
    m_watchTimer.setInterval(std::clamp<milliseconds>(m_limits.untilAbandoned / 2, 10ms, 500ms));
    connect(&m_watchTimer, &QTimer::timeout, this, &Scenario::watch);
}

Scenario::~Scenario()
{
    if (!m_thread)
        return;
    m_thread->disconnect(this);
    m_engine->disconnect(this);
    stop();
    if (m_thread->wait(QDeadlineTimer(scriptthread::longestWait))) {
        delete m_engine;
        delete m_thread;
    } else {
        abandon();
    }
}

void Scenario::start()
{
    Q_ASSERT(m_state == State::Idle);
    m_state = State::Running;
    m_thread = new QThread;
    m_thread->setObjectName(QStringLiteral("heliograph-script"));
    m_thread->setStackSize(scriptthread::stackBytes);
    m_engine = new ScriptEngine(m_source, m_limits, m_watch);
    m_engine->moveToThread(m_thread);
    connect(m_thread, &QThread::started, m_engine, &ScriptEngine::start);
    connect(m_thread, &QThread::finished, m_engine, &ScriptEngine::tearDown, Qt::DirectConnection);
    connect(m_engine, &ScriptEngine::batchReady, this, &Scenario::take, Qt::QueuedConnection);
    connect(m_thread, &QThread::finished, this, &Scenario::end, Qt::QueuedConnection);
    m_thread->start();
    m_watchTimer.start();
}

void Scenario::stop()
{
    m_routes.clear();
    if (m_state == State::Idle)
        return;
    m_state = State::Over;
    m_watch->stopWanted = true;
    if (m_engine)
        QMetaObject::invokeMethod(m_engine, &ScriptEngine::stop, Qt::QueuedConnection);
}

template <typename Function> void Scenario::post(Function function)
{
    if (m_state == State::Running)
        QMetaObject::invokeMethod(m_engine, std::move(function), Qt::QueuedConnection);
}

void Scenario::request(const ScenarioRequest &request)
{
    post([engine = m_engine, request] { engine->request(request); });
}

void Scenario::requestClosed(quint64 id)
{
    post([engine = m_engine, id] { engine->requestClosed(id); });
}

void Scenario::responseQueued(quint64 id, qint64 bytes)
{
    post([engine = m_engine, id, bytes] { engine->responseQueued(id, bytes); });
}

void Scenario::published(const QList<ScenarioReceipt> &receipts)
{
    post([engine = m_engine, receipts] { engine->published(receipts); });
}

void Scenario::setClients(quint64 token, const QJsonArray &clients)
{
    post([engine = m_engine, token, clients] { engine->clientsAnswered(token, clients); });
}

/// Publishes that follow one another are handed on together.
void Scenario::take(const ScenarioBatch &batch)
{
    QList<ScenarioPublish> messages;
    for (const ScenarioOutput::Item &item : batch.items) {
        if (m_state != State::Running)
            return;
        if (const auto *message = std::get_if<ScenarioPublish>(&item)) {
            messages.append(*message);
        } else {
            deliverPublishes(messages);
            deliver(item);
        }
    }
    deliverPublishes(messages);
    post([engine = m_engine, serial = batch.serial] { engine->acknowledge(serial); });
}

void Scenario::deliverPublishes(QList<ScenarioPublish> &messages)
{
    if (!messages.isEmpty())
        Q_EMIT publishRequested(std::exchange(messages, {}));
}

void Scenario::deliver(const ScenarioOutput::Item &item)
{
    namespace Out = ScenarioOutput;
    if (const auto *routes = std::get_if<Out::Routes>(&item)) {
        m_routes = routes->routes;
        Q_EMIT routesChanged(m_routes);
    } else if (const auto *head = std::get_if<ScenarioResponseHead>(&item)) {
        Q_EMIT responseHead(*head);
    } else if (const auto *data = std::get_if<Out::Data>(&item)) {
        Q_EMIT responseData(data->id, data->bytes);
    } else if (const auto *ended = std::get_if<Out::End>(&item)) {
        Q_EMIT responseEnd(ended->id, ended->reason);
    } else if (const auto *asked = std::get_if<Out::ClientsAsked>(&item)) {
        Q_EMIT clientsRequested(asked->token);
    } else if (const auto *line = std::get_if<ConsoleLine>(&item)) {
        Q_EMIT consoleLine(*line);
    } else if (const auto *report = std::get_if<Out::Reported>(&item)) {
        Q_EMIT reported(report->error);
    } else if (const auto *failure = std::get_if<Out::Failed>(&item)) {
        stop();
        Q_EMIT failed(failure->error);
    } else if (const auto *done = std::get_if<Out::Finished>(&item)) {
        stop();
        Q_EMIT finished(done->exitCode);
    }
}

/// Most loops are interrupted by the engine itself. What it cannot interrupt (a regular expression
/// that backtracks, a loop of promise jobs) is left alone here.
void Scenario::watch()
{
    if (m_watch->running() < m_limits.withoutYielding + m_limits.untilAbandoned)
        return;
    const bool running = m_state == State::Running;
    ScriptError error;
    error.file = m_source.path.isEmpty() ? m_source.name : m_source.path;
    error.message =
        QStringLiteral(
            "The script did not yield for %1 s and could not be interrupted. It was given "
            "up; its thread goes on with the lowest priority until the program ends.")
            .arg(duration<double>(m_limits.withoutYielding + m_limits.untilAbandoned).count());
    stop();
    abandon();
    if (running)
        Q_EMIT failed(error);
    Q_EMIT stopped();
}

/// Nobody waits for the thread any more. It deletes itself and its engine should it ever end.
void Scenario::abandon()
{
    m_watchTimer.stop();
    m_watch->abandoned = true;
    m_thread->disconnect(this);
    m_engine->disconnect(this);
    connect(m_thread, &QThread::finished, m_engine, &QObject::deleteLater);
    connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
    m_thread->setPriority(QThread::IdlePriority);
    m_thread = nullptr;
    m_engine = nullptr;
}

void Scenario::end()
{
    m_watchTimer.stop();
    m_thread->wait();
    delete std::exchange(m_engine, nullptr);
    delete std::exchange(m_thread, nullptr);
    m_state = State::Over;
    Q_EMIT stopped();
}

} // namespace heliograph
