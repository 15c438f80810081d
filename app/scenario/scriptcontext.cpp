// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scriptcontext.h"

#include <algorithm>
#include <mutex>

namespace heliograph {

using namespace std::chrono;

qint64 ScriptWatch::now()
{
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

nanoseconds ScriptWatch::running() const
{
    const qint64 started = callStarted.load();
    return nanoseconds(started == 0 ? 0 : now() - started);
}

namespace {

/// Marks the time of one call into the script; calls do not nest.
class CallTime {
public:
    explicit CallTime(ScriptWatch &watch) : m_watch(watch)
    {
        watch.callStarted = ScriptWatch::now();
    }
    ~CallTime() { m_watch.callStarted = 0; }
    CallTime(const CallTime &) = delete;
    CallTime &operator=(const CallTime &) = delete;

private:
    ScriptWatch &m_watch;
};

/// Compiled code looks by itself whether it is to stop, instead of being sent POSIX signals, which
/// would interrupt system calls all over the program. Has to be said before the first context.
void setEngineOptions()
{
    static std::once_flag once;
    std::call_once(once, [] { jsc_options_set_boolean("usePollingTraps", TRUE); });
}

QString backtraceOf(JSContextRef context)
{
    return JsString(JSContextCreateBacktrace(context, 32)).text();
}

} // namespace

ScriptContext::ScriptContext(std::shared_ptr<ScriptWatch> watch, milliseconds withoutYielding,
                             ScriptErrors errors)
    : m_watch(std::move(watch)), m_withoutYielding(withoutYielding), m_errors(std::move(errors))
{
    setEngineOptions();
    m_group = JSContextGroupCreate();
    m_context = JSGlobalContextCreateInGroup(m_group, nullptr);
    armWatchdog();
    JSObjectRef rejected = makeJsFunction(m_context, [this](JsCall &call) {
        m_rejections.append(m_errors.fromValue(call.context, call.argument(1)));
        return call.undefined();
    });
    JSGlobalContextSetUnhandledRejectionCallback(m_context, rejected, nullptr);
}

ScriptContext::~ScriptContext()
{
    JSContextGroupSetExecutionTimeLimit(m_group, 3600, nullptr, nullptr);
    JSGlobalContextRelease(m_context);
    JSContextGroupRelease(m_group);
}

/// Looks a few times within the limit, so that stopping from outside is quick. Not more often:
/// each look costs a wake-up of another thread.
void ScriptContext::armWatchdog()
{
    const milliseconds look = std::clamp(m_withoutYielding / 4, 10ms, 200ms);
    JSContextGroupSetExecutionTimeLimit(m_group, duration<double>(look).count(), shouldTerminate,
                                        this);
}

bool ScriptContext::shouldTerminate(JSContextRef context, void *data)
{
    auto *self = static_cast<ScriptContext *>(data);
    const bool stop = self->m_watch->stopWanted;
    if (!stop && !self->isOverdue()) {
        self->armWatchdog();
        return false;
    }
    self->m_interrupted = self->m_errors.fromStack(stop ? QStringLiteral("The script was stopped.")
                                                        : self->overdueMessage(),
                                                   backtraceOf(context));
    return true;
}

bool ScriptContext::refusesOverdue(JsCall &call)
{
    if (!isOverdue())
        return false;
    if (!m_interrupted)
        m_interrupted = m_errors.fromStack(overdueMessage(), backtraceOf(call.context));
    call.error = overdueMessage();
    return true;
}

int ScriptContext::lineOf(const JsCall &call) const
{
    return m_errors.fromStack({}, backtraceOf(call.context)).line;
}

bool ScriptContext::isOverdue() const
{
    return m_watch->running() >= m_withoutYielding;
}

QString ScriptContext::overdueMessage() const
{
    return QStringLiteral("The script did not yield for %1 s and was interrupted. Let long loops "
                          "wait now and then: await sleep(10).")
        .arg(duration<double>(m_withoutYielding).count());
}

JSValueRef ScriptContext::settle(JSValueRef result, JSValueRef exception)
{
    m_error.reset();
    m_wasInterrupted = m_interrupted.has_value();
    if (m_interrupted)
        m_error = std::exchange(m_interrupted, std::nullopt);
    else if (exception)
        m_error = m_errors.fromValue(m_context, exception);
    return m_error ? nullptr : result;
}

JSValueRef ScriptContext::evaluate(const QString &source, const QString &url)
{
    JSValueRef exception = nullptr;
    JSValueRef result = JSEvaluateScript(m_context, JsString(source).get(), nullptr,
                                         JsString(url).get(), 1, &exception);
    return settle(result, exception);
}

JSValueRef ScriptContext::evaluate(JsCall &call, const QString &source, const QString &url)
{
    JSValueRef result = JSEvaluateScript(m_context, JsString(source).get(), nullptr,
                                         JsString(url).get(), 1, &call.thrown);
    return result ? result : call.undefined();
}

JSValueRef ScriptContext::call(JSObjectRef function, std::span<const JSValueRef> arguments)
{
    const CallTime time(*m_watch);
    JSValueRef exception = nullptr;
    JSValueRef result = JSObjectCallAsFunction(m_context, function, nullptr, arguments.size(),
                                               arguments.data(), &exception);
    return settle(result, exception);
}

std::optional<ScriptError> ScriptContext::takeError()
{
    return std::exchange(m_error, std::nullopt);
}

QList<ScriptError> ScriptContext::takeRejections()
{
    return std::exchange(m_rejections, {});
}

} // namespace heliograph
