// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/jsvalue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <memory>

namespace heliograph {

JsString::JsString(const QString &text)
    : m_string(JSStringCreateWithCharacters(text.utf16(), size_t(text.size())))
{
}

JsString::~JsString()
{
    if (m_string)
        JSStringRelease(m_string);
}

QString JsString::text() const
{
    if (!m_string)
        return {};
    return QString::fromUtf16(
        reinterpret_cast<const char16_t *>(JSStringGetCharactersPtr(m_string)),
        qsizetype(JSStringGetLength(m_string)));
}

JsKept::JsKept(JSContextRef context, JSValueRef value)
{
    set(context, value);
}

void JsKept::set(JSContextRef context, JSValueRef value)
{
    reset();
    m_context = JSContextGetGlobalContext(context);
    m_value = value;
    JSValueProtect(m_context, m_value);
}

void JsKept::reset()
{
    if (m_value)
        JSValueUnprotect(m_context, m_value);
    m_value = nullptr;
}

JSObjectRef JsKept::object() const
{
    return m_value ? const_cast<JSObjectRef>(m_value) : nullptr;
}

namespace {

QByteArray copied(void *bytes, size_t offset, size_t length)
{
    if (!bytes)
        return {};
    return {static_cast<const char *>(bytes) + offset, qsizetype(length)};
}

} // namespace

QString Js::toText(JSContextRef context, JSValueRef value)
{
    if (!value)
        return {};
    return JsString(JSValueToStringCopy(context, value, nullptr)).text();
}

JSValueRef Js::fromText(JSContextRef context, const QString &text)
{
    return JSValueMakeString(context, JsString(text).get());
}

QByteArray Js::toBytes(JSContextRef context, JSValueRef value)
{
    const JSTypedArrayType type = JSValueGetTypedArrayType(context, value, nullptr);
    if (type == kJSTypedArrayTypeNone)
        return toText(context, value).toUtf8();
    auto *object = const_cast<JSObjectRef>(value);
    if (type == kJSTypedArrayTypeArrayBuffer) {
        return copied(JSObjectGetArrayBufferBytesPtr(context, object, nullptr), 0,
                      JSObjectGetArrayBufferByteLength(context, object, nullptr));
    }
    // The pointer is that of the whole buffer, wherever the view begins.
    JSObjectRef buffer = JSObjectGetTypedArrayBuffer(context, object, nullptr);
    return copied(buffer ? JSObjectGetArrayBufferBytesPtr(context, buffer, nullptr) : nullptr,
                  JSObjectGetTypedArrayByteOffset(context, object, nullptr),
                  JSObjectGetTypedArrayByteLength(context, object, nullptr));
}

JSValueRef Js::fromBytes(JSContextRef context, const QByteArray &bytes)
{
    auto owned = std::make_unique<QByteArray>(bytes);
    owned->detach();
    if (owned->isEmpty())
        return JSObjectMakeTypedArray(context, kJSTypedArrayTypeUint8Array, 0, nullptr);
    char *data = owned->data();
    const auto size = size_t(owned->size());
    return JSObjectMakeTypedArrayWithBytesNoCopy(
        context, kJSTypedArrayTypeUint8Array, data, size,
        [](void *, void *owner) { delete static_cast<QByteArray *>(owner); }, owned.release(),
        nullptr);
}

QJsonValue Js::toJson(JSContextRef context, JSValueRef value)
{
    JSStringRef json = JSValueCreateJSONString(context, value, 0, nullptr);
    if (!json)
        return QJsonValue::Undefined;
    // A document is an array or an object, so the value is wrapped in one.
    const QByteArray text = '[' + JsString(json).text().toUtf8() + ']';
    return QJsonDocument::fromJson(text).array().at(0);
}

JSValueRef Js::fromJson(JSContextRef context, const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    const QString inner = QString::fromUtf8(text.mid(1, text.size() - 2));
    JSValueRef made = JSValueMakeFromJSONString(context, JsString(inner).get());
    return made ? made : JSValueMakeUndefined(context);
}

double Js::toNumber(JSContextRef context, JSValueRef value)
{
    return JSValueToNumber(context, value, nullptr);
}

JSValueRef Js::property(JSContextRef context, JSValueRef object, const char *name)
{
    if (!object || !JSValueIsObject(context, object))
        return JSValueMakeUndefined(context);
    const JsString key(QString::fromLatin1(name));
    JSValueRef value =
        JSObjectGetProperty(context, const_cast<JSObjectRef>(object), key.get(), nullptr);
    return value ? value : JSValueMakeUndefined(context);
}

void Js::setProperty(JSContextRef context, JSObjectRef object, const char *name, JSValueRef value)
{
    JSObjectSetProperty(context, object, JsString(QString::fromLatin1(name)).get(), value,
                        kJSPropertyAttributeNone, nullptr);
}

JSValueRef Js::makeError(JSContextRef context, const QString &message)
{
    JSValueRef text = fromText(context, message);
    return JSObjectMakeError(context, 1, &text, nullptr);
}

JSValueRef JsCall::argument(size_t index) const
{
    return index < arguments.size() ? arguments[index] : undefined();
}

QString JsCall::text(size_t index) const
{
    return Js::toText(context, argument(index));
}

double JsCall::number(size_t index) const
{
    return Js::toNumber(context, argument(index));
}

namespace {

JSValueRef callFunction(JSContextRef context, JSObjectRef function, JSObjectRef, size_t count,
                        const JSValueRef arguments[], JSValueRef *exception)
{
    auto *stored = static_cast<JsFunction *>(JSObjectGetPrivate(function));
    JsCall call{context, {arguments, count}, {}, nullptr};
    JSValueRef result = (*stored)(call);
    if (call.thrown)
        *exception = call.thrown;
    if (!call.error.isNull())
        *exception = Js::makeError(context, call.error);
    return result ? result : JSValueMakeUndefined(context);
}

void finalizeFunction(JSObjectRef function)
{
    delete static_cast<JsFunction *>(JSObjectGetPrivate(function));
}

/// One class for every engine: classes are immutable and safe to share between threads.
JSClassRef functionClass()
{
    static auto *const shared = [] {
        JSClassDefinition definition = kJSClassDefinitionEmpty;
        definition.className = "Function";
        definition.callAsFunction = callFunction;
        definition.finalize = finalizeFunction;
        return JSClassCreate(&definition);
    }();
    return shared;
}

} // namespace

JSObjectRef makeJsFunction(JSContextRef context, JsFunction function)
{
    auto stored = std::make_unique<JsFunction>(std::move(function));
    return JSObjectMake(context, functionClass(), stored.release());
}

} // namespace heliograph
