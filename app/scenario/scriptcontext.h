// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/scenario/jsvalue.h"
#include "app/scenario/scripterror.h"

#include <QList>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace heliograph {

/// What the script's thread and its owner know of each other's state. Safe from any thread.
struct ScriptWatch {
    std::atomic<qint64> callStarted{0}; ///< steady nanoseconds; 0 while no script code runs
    std::atomic<bool> stopWanted{false}; ///< running code is to be interrupted
    std::atomic<bool> abandoned{false}; ///< nobody listens any more

    [[nodiscard]] static qint64 now();

    /// How long the current call has not yielded; zero while none runs.
    [[nodiscard]] std::chrono::nanoseconds running() const;
};

/// One JavaScript world: its own heap, its own global object. Calls into it are interrupted when
/// they do not yield for too long. Made, used and destroyed on the script's thread.
class ScriptContext {
public:
    ScriptContext(std::shared_ptr<ScriptWatch> watch, std::chrono::milliseconds withoutYielding,
                  ScriptErrors errors);
    ~ScriptContext();
    ScriptContext(const ScriptContext &) = delete;
    ScriptContext &operator=(const ScriptContext &) = delete;

    [[nodiscard]] JSContextRef get() const { return m_context; }
    [[nodiscard]] ScriptErrors &errors() { return m_errors; }

    /// Evaluates @p source, named @p url in errors, from its first line. Null: see takeError().
    [[nodiscard]] JSValueRef evaluate(const QString &source, const QString &url);

    /// The same from within a call; what it throws goes on to the caller.
    [[nodiscard]] JSValueRef evaluate(JsCall &call, const QString &source, const QString &url);

    /// Calls @p function, then runs the jobs of settled promises. Null: see takeError().
    JSValueRef call(JSObjectRef function, std::initializer_list<JSValueRef> arguments)
    {
        return call(function, std::span(arguments.begin(), arguments.size()));
    }
    JSValueRef call(JSObjectRef function, std::span<const JSValueRef> arguments);

    /// What the last evaluate() or call() failed with.
    [[nodiscard]] std::optional<ScriptError> takeError();

    /// Whether the last evaluate() or call() failed because it was interrupted.
    [[nodiscard]] bool wasInterrupted() const { return m_wasInterrupted; }

    /// True when the running call has used up its time; @p call then throws, and the running call
    /// fails. Native functions ask first, which ends loops that the engine does not interrupt:
    /// those of promise jobs.
    [[nodiscard]] bool refusesOverdue(JsCall &call);

    /// The line of the author's from which @p call came; 0 when unknown.
    [[nodiscard]] int lineOf(const JsCall &call) const;

    /// Promises that were rejected and have no handler, since the last time.
    [[nodiscard]] QList<ScriptError> takeRejections();

private:
    [[nodiscard]] bool isOverdue() const;
    [[nodiscard]] QString overdueMessage() const;
    static bool shouldTerminate(JSContextRef context, void *data);
    void armWatchdog();
    [[nodiscard]] JSValueRef settle(JSValueRef result, JSValueRef exception);

    std::shared_ptr<ScriptWatch> m_watch;
    std::chrono::milliseconds m_withoutYielding;
    ScriptErrors m_errors;
    JSContextGroupRef m_group;
    JSGlobalContextRef m_context;
    std::optional<ScriptError> m_error;
    std::optional<ScriptError> m_interrupted;
    bool m_wasInterrupted = false;
    QList<ScriptError> m_rejections;
};

} // namespace heliograph
