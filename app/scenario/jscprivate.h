// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <JavaScriptCore/JavaScript.h>
#include <jsc/jsc.h>

// Functions that every JavaScriptCore library exports, declared in headers that it does not
// install. They have kept their signatures since 2010 (time limit), 2013 (backtrace) and 2019.
extern "C" {

using JSShouldTerminateCallback = bool (*)(JSContextRef context, void *data);

/// Calls @p callback on the script's thread once a call into it has used @p limit seconds of
/// processor time; true ends the script with an exception that it cannot catch. After false the
/// limit has to be set again: it does not run on by itself.
void JSContextGroupSetExecutionTimeLimit(JSContextGroupRef group, double limit,
                                         JSShouldTerminateCallback callback, void *data);

/// "#0 name() at FILE:LINE" and so on, innermost first. The caller releases it.
JSStringRef JSContextCreateBacktrace(JSContextRef context, unsigned maxStackSize);

/// Calls @p function (promise, reason) for promises that are rejected and have no handler once all
/// jobs have run.
void JSGlobalContextSetUnhandledRejectionCallback(JSGlobalContextRef context, JSObjectRef function,
                                                  JSValueRef *exception);
}
