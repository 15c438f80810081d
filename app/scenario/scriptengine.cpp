// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scriptengine.h"

#include "app/scenario/fetcher.h"
#include "app/scenario/scriptwrapper.h"

#include <QThread>

namespace heliograph {

using namespace std::chrono;

namespace {

/// How long timers run on before requests and closed clients get their turn.
constexpr auto timerSlice = 10ms;

TimerHeap::Time monotonic()
{
    return nanoseconds(ScriptWatch::now());
}

QJsonArray pairs(const QList<std::pair<QByteArray, QByteArray>> &list)
{
    QJsonArray array;
    for (const auto &[name, value] : list)
        array.append(QJsonArray{QString::fromLatin1(name), QString::fromUtf8(value)});
    return array;
}

} // namespace

ScriptEngine::ScriptEngine(ScenarioSource source, ScenarioLimits limits,
                           std::shared_ptr<ScriptWatch> watch)
    : m_source(std::move(source)), m_limits(limits), m_watch(std::move(watch)),
      m_files(m_source.path, limits.fileBytes), m_outbox(limits)
{
}

ScriptEngine::~ScriptEngine() = default;

void ScriptEngine::tearDown()
{
    m_over = true;
    m_alarm.reset();
    m_fetcher.reset();
    m_entries.reset();
    m_context.reset();
}

void ScriptEngine::start()
{
    if (m_watch->stopWanted) {
        stop();
        return;
    }
    m_alarm = std::make_unique<QTimer>();
    m_alarm->setSingleShot(true);
    m_alarm->setTimerType(Qt::PreciseTimer);
    connect(m_alarm.get(), &QTimer::timeout, this, &ScriptEngine::fireTimers);
    m_fetcher = std::make_unique<Fetcher>(m_limits);
    connect(m_fetcher.get(), &Fetcher::finished, this, &ScriptEngine::fetchFinished);
    const QString file = m_source.path.isEmpty() ? m_source.name : m_source.path;
    m_context = std::make_unique<ScriptContext>(m_watch, m_limits.withoutYielding,
                                                ScriptErrors(file, ScriptWrapper::prefixLength()));
    installNatives();
    const QString main = ScriptWrapper::wrap(m_source.text, true);
    JSValueRef function = isRunning() ? m_context->evaluate(main, file) : nullptr;
    if (function)
        invoke("start", {function});
    else if (const std::optional<ScriptError> error = m_context->takeError())
        fail(*error);
    endTurn();
}

// --- What happens outside ---

void ScriptEngine::request(const ScenarioRequest &request)
{
    if (!isRunning())
        return;
    m_outbox.openResponse(request.id);
    const QJsonObject head{{QStringLiteral("id"), double(request.id)},
                           {QStringLiteral("method"), QString::fromLatin1(request.method)},
                           {QStringLiteral("url"), QString::fromUtf8(request.url)},
                           {QStringLiteral("headers"), pairs(request.headers)},
                           {QStringLiteral("remote"), request.remote}};
    JSContextRef context = m_context->get();
    invoke("request", {Js::fromJson(context, head), Js::fromBytes(context, request.body)});
    endTurn();
}

void ScriptEngine::requestClosed(quint64 id)
{
    if (!isRunning())
        return;
    m_outbox.forgetResponse(id);
    invoke("closed", {JSValueMakeNumber(m_context->get(), double(id))});
    endTurn();
}

void ScriptEngine::responseQueued(quint64 id, qint64 bytes)
{
    m_outbox.setQueued(id, bytes);
    acknowledge(0);
}

void ScriptEngine::acknowledge(quint64 serial)
{
    if (!isRunning())
        return;
    m_outbox.acknowledge(serial);
    const QList<quint64> drained = m_outbox.takeDrained();
    for (quint64 id : drained) {
        if (isRunning())
            invoke("drained", {JSValueMakeNumber(m_context->get(), double(id))});
    }
    if (!drained.isEmpty())
        endTurn();
}

void ScriptEngine::published(const QList<ScenarioReceipt> &receipts)
{
    for (const ScenarioReceipt &receipt : receipts) {
        --m_publishes;
        settle(receipt.token, receipt.value, receipt.error);
    }
    endTurn();
}

void ScriptEngine::clientsAnswered(quint64 token, const QJsonArray &clients)
{
    settle(token, clients, {});
    endTurn();
}

void ScriptEngine::settle(quint64 token, const QJsonValue &value, const QString &error)
{
    if (!isRunning())
        return;
    --m_promises;
    JSContextRef context = m_context->get();
    JSValueRef message =
        error.isEmpty() ? JSValueMakeUndefined(context) : Js::fromText(context, error);
    invoke("settle",
           {JSValueMakeNumber(context, double(token)), Js::fromJson(context, value), message});
}

void ScriptEngine::fetchFinished(const FetchResult &result)
{
    if (!isRunning())
        return;
    --m_promises;
    JSContextRef context = m_context->get();
    JSValueRef token = JSValueMakeNumber(context, double(result.token));
    if (!result.error.isEmpty()) {
        invoke("settle",
               {token, JSValueMakeUndefined(context), Js::fromText(context, result.error)});
    } else {
        const QJsonObject head{{QStringLiteral("status"), result.status},
                               {QStringLiteral("statusText"), QString::fromUtf8(result.statusText)},
                               {QStringLiteral("url"), QString::fromUtf8(result.url.toEncoded())},
                               {QStringLiteral("redirected"), result.redirected},
                               {QStringLiteral("headers"), pairs(result.headers)}};
        JSValueRef value = Js::fromJson(context, head);
        Js::setProperty(context, const_cast<JSObjectRef>(value), "body",
                        Js::fromBytes(context, result.body));
        invoke("settle", {token, value, JSValueMakeUndefined(context)});
    }
    endTurn();
}

// --- Timers ---

void ScriptEngine::fireTimers()
{
    const TimerHeap::Time until = monotonic() + timerSlice;
    while (isRunning() && monotonic() < until) {
        const std::optional<TimerHeap::Id> id = m_timers.takeDue(monotonic());
        if (!id)
            break;
        JSContextRef context = m_context->get();
        invoke("timer",
               {JSValueMakeNumber(context, double(*id)),
                JSValueMakeBoolean(context, m_timers.contains(*id))});
    }
    endTurn();
}

void ScriptEngine::scheduleTimers()
{
    const std::optional<TimerHeap::Time> next = m_timers.next();
    if (!next) {
        m_alarm->stop();
        return;
    }
    const auto wait = ceil<milliseconds>(*next - monotonic());
    m_alarm->start(std::clamp(wait, 0ms, milliseconds(24h)));
}

// --- Turns ---

/// Calls the prelude's function @p entry; false when that ended the script.
bool ScriptEngine::invoke(const char *entry, std::initializer_list<JSValueRef> arguments)
{
    JSContextRef context = m_context->get();
    JSValueRef function = Js::property(context, m_entries.get(), entry);
    m_context->call(const_cast<JSObjectRef>(function), arguments);
    const std::optional<ScriptError> error = m_context->takeError();
    if (m_exit) {
        finish(*m_exit);
        return false;
    }
    const QList<ScriptError> rejections = m_context->takeRejections();
    for (const ScriptError &rejection : rejections)
        m_outbox.append(ScenarioOutput::Reported{rejection});
    if (error && !m_over)
        fail(*error);
    return !m_over;
}

void ScriptEngine::fail(const ScriptError &error)
{
    if (m_over)
        return;
    m_over = true;
    m_outbox.closeConsole();
    m_outbox.append(ScenarioOutput::Failed{error});
}

void ScriptEngine::finish(int exitCode)
{
    if (m_over)
        return;
    m_over = true;
    m_outbox.closeConsole();
    m_outbox.append(ScenarioOutput::Finished{exitCode});
}

bool ScriptEngine::hasNothingToDo() const
{
    return m_timers.isEmpty() && m_routes.isEmpty() && m_promises == 0
        && !m_outbox.hasOpenResponses();
}

/// Sends what the turn put out, and ends a script that has nothing more to wait for.
void ScriptEngine::endTurn()
{
    if (isRunning() && hasNothingToDo())
        finish(0);
    if (!m_outbox.isEmpty() && !m_watch->abandoned)
        Q_EMIT batchReady(m_outbox.take());
    if (m_over)
        stop();
    else if (m_alarm)
        scheduleTimers();
}

void ScriptEngine::stop()
{
    m_over = true;
    // Later, since either may be what called.
    if (m_alarm)
        m_alarm.release()->deleteLater();
    if (m_fetcher)
        m_fetcher.release()->deleteLater();
    thread()->quit();
}

} // namespace heliograph
