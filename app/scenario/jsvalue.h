// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/jscprivate.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <functional>
#include <span>

namespace heliograph {

/// A string of the JavaScript engine, released with its scope.
class JsString {
public:
    explicit JsString(const QString &text);
    explicit JsString(JSStringRef adopted) : m_string(adopted) { }
    ~JsString();
    JsString(const JsString &) = delete;
    JsString &operator=(const JsString &) = delete;

    [[nodiscard]] JSStringRef get() const { return m_string; }
    [[nodiscard]] QString text() const;

private:
    JSStringRef m_string;
};

/// A value kept alive as long as this object, which must go before its context.
class JsKept {
public:
    JsKept() = default;
    JsKept(JSContextRef context, JSValueRef value);
    ~JsKept() { reset(); }
    JsKept(const JsKept &) = delete;
    JsKept &operator=(const JsKept &) = delete;

    void set(JSContextRef context, JSValueRef value);
    void reset();
    [[nodiscard]] JSValueRef get() const { return m_value; }
    [[nodiscard]] JSObjectRef object() const;

private:
    JSGlobalContextRef m_context = nullptr;
    JSValueRef m_value = nullptr;
};

/// Conversions between Qt's values and the script's. They run on the script's thread and never
/// throw into it: what cannot be converted becomes an empty value.
namespace Js {

[[nodiscard]] QString toText(JSContextRef context, JSValueRef value);
[[nodiscard]] JSValueRef fromText(JSContextRef context, const QString &text);

/// A string as UTF-8, or the bytes of a typed array or an ArrayBuffer.
[[nodiscard]] QByteArray toBytes(JSContextRef context, JSValueRef value);

/// A Uint8Array with a copy of @p bytes.
[[nodiscard]] JSValueRef fromBytes(JSContextRef context, const QByteArray &bytes);

/// By way of JSON; undefined where JSON has no such value.
[[nodiscard]] QJsonValue toJson(JSContextRef context, JSValueRef value);
[[nodiscard]] JSValueRef fromJson(JSContextRef context, const QJsonValue &value);

[[nodiscard]] double toNumber(JSContextRef context, JSValueRef value);

/// undefined when there is none.
[[nodiscard]] JSValueRef property(JSContextRef context, JSValueRef object, const char *name);
void setProperty(JSContextRef context, JSObjectRef object, const char *name, JSValueRef value);

/// An Error with @p message.
[[nodiscard]] JSValueRef makeError(JSContextRef context, const QString &message);

} // namespace Js

/// The arguments of a call from a script into the program.
struct JsCall {
    JSContextRef context;
    std::span<const JSValueRef> arguments;
    QString error; ///< set it and an Error with this message is thrown into the script
    JSValueRef thrown = nullptr; ///< set it and this value is thrown

    [[nodiscard]] JSValueRef argument(size_t index) const;
    [[nodiscard]] QString text(size_t index) const;
    [[nodiscard]] double number(size_t index) const;
    [[nodiscard]] JSValueRef undefined() const { return JSValueMakeUndefined(context); }
};

using JsFunction = std::function<JSValueRef(JsCall &call)>;

/// A function that scripts call; it lives as long as they refer to it.
[[nodiscard]] JSObjectRef makeJsFunction(JSContextRef context, JsFunction function);

} // namespace heliograph
