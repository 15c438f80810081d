// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/expression.h"

#include "app/core/say.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <vector>

namespace heliograph {

namespace {

constexpr int mostCompiled = 512; ///< then all are forgotten

/// What expressions are called in stack traces; their first line is the second one there.
QString fileName()
{
    return QStringLiteral("expression");
}

/// Defines the names that expressions have, and gives the functions that evaluate one and turn its
/// value into what is asked for.
QString prelude()
{
    return QStringLiteral(R"((uuid, longest) => {
const define = (name, value) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
define('uuid', () => uuid());
define('random', (from, to) => {
    if (from === undefined) return Math.random();
    if (to === undefined) [from, to] = [0, from];
    from = Math.ceil(from); to = Math.floor(to);
    if (!(from <= to)) throw new RangeError('random(a, b) needs numbers, the smaller one first');
    return from + Math.floor(Math.random() * (to - from + 1));
});
define('pick', (...choices) => {
    if (choices.length === 1 && Array.isArray(choices[0])) choices = choices[0];
    if (choices.length === 0) throw new RangeError('pick() needs something to choose from');
    return choices[Math.floor(Math.random() * choices.length)];
});
const { stringify, parse } = JSON, NativePromise = Promise, NativeString = String;
const bounded = text => {
    if (text.length > longest)
        throw new RangeError('The text is longer than ' + longest / 1048576 + ' Mi characters');
    return text;
};
const written = value => {
    if (typeof value !== 'object' || value === null) return NativeString(value);
    if (value instanceof NativePromise)
        throw new TypeError('A promise has no value yet; only what is there at once can be used');
    const json = stringify(value);
    if (json === undefined) return NativeString(value);
    return json[0] === '"' ? parse(json) : json;
};
return [
    (call, ...values) => {
        const value = call(...values);
        return value === undefined ? undefined : bounded(written(value));
    },
    (call, ...values) => !!call(...values),
    (call, ...values) => {
        const json = stringify(call(...values));
        return json === undefined ? undefined : bounded(json);
    },
];
})");
}

JSValueRef fromJson(JSContextRef context, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return Js::fromText(context, value.toString());
    case QJsonValue::Double:
        return JSValueMakeNumber(context, value.toDouble());
    case QJsonValue::Bool:
        return JSValueMakeBoolean(context, value.toBool());
    case QJsonValue::Null:
        return JSValueMakeNull(context);
    case QJsonValue::Undefined:
        return JSValueMakeUndefined(context);
    default:
        return Js::fromJson(context, value);
    }
}

/// Whether @p source may use @p name; true when that cannot be told.
bool mayUse(const QString &source, const QString &name)
{
    return source.contains(name) || source.contains(QLatin1Char('\\'))
        || source.contains(QLatin1String("eval")) || source.contains(QLatin1String("arguments"));
}

} // namespace

struct ExpressionEngine::Compiled {
    QStringList names;
    std::vector<bool> used; ///< of each name
    JsKept function;
};

struct ExpressionEngine::World {
    World(std::shared_ptr<ScriptWatch> watch, std::chrono::milliseconds limit)
        : context(std::move(watch), limit, ScriptErrors(fileName(), 0))
    {
    }

    ScriptContext context; ///< before what it keeps alive
    JsKept runners; ///< an array in the order of As
    QHash<QString, std::shared_ptr<Compiled>> compiled;
};

ExpressionEngine::ExpressionEngine(std::chrono::milliseconds limit,
                                   std::shared_ptr<ScriptWatch> watch)
    : m_limit(limit), m_watch(std::move(watch))
{
    reset();
}

ExpressionEngine::~ExpressionEngine() = default;

void ExpressionEngine::reset()
{
    m_world.reset();
    m_world = std::make_unique<World>(m_watch, m_limit);
    ScriptContext &context = m_world->context;
    JSValueRef setUp = context.evaluate(prelude(), QStringLiteral("prelude"));
    if (!setUp)
        return; // interrupted: see run()
    const JsKept kept(context.get(), setUp);
    JSObjectRef uuid = makeJsFunction(context.get(), [](JsCall &call) {
        return Js::fromText(call.context, QUuid::createUuid().toString(QUuid::WithoutBraces));
    });
    JSValueRef runners =
        context.call(kept.object(), {uuid, JSValueMakeNumber(context.get(), longestText)});
    if (runners)
        m_world->runners.set(context.get(), runners);
}

ExpressionResult<const ExpressionEngine::Compiled *>
ExpressionEngine::compiled(const QString &source, const QStringList &names)
{
    auto &known = m_world->compiled;
    if (const auto found = known.constFind(source);
        found != known.cend() && found.value()->names == names)
        return found.value().get();
    ScriptContext &context = m_world->context;
    if (source.size() > longestSource)
        return tl::unexpected(ExpressionError{say("The expression is too long."), -1, 0});
    if (auto fault = ExpressionFault::syntax(context.get(), source))
        return tl::unexpected(*std::move(fault));
    const QString function = QStringLiteral("(function(") + names.join(QLatin1Char(','))
        + QStringLiteral("){return(\n") + source + QStringLiteral("\n)})");
    JSValueRef made = context.evaluate(function, fileName());
    if (!made)
        return tl::unexpected(takeFault(source));
    if (known.size() >= mostCompiled)
        known.clear();
    auto entry = std::make_shared<Compiled>();
    entry->names = names;
    for (const QString &name : names)
        entry->used.push_back(mayUse(source, name));
    entry->function.set(context.get(), made);
    known.insert(source, entry);
    return entry.get();
}

std::optional<ExpressionError> ExpressionEngine::check(const QString &source,
                                                       const QStringList &names)
{
    const auto result = compiled(source, names);
    return result ? std::nullopt : std::optional(result.error());
}

ExpressionResult<JSValueRef> ExpressionEngine::run(As as, const QString &source,
                                                   const QStringList &names,
                                                   const ExpressionValues &values)
{
    if (!m_world->runners.get())
        return tl::unexpected(ExpressionError{say("Scripting was stopped as it began."), -1, 0});
    const auto found = compiled(source, names);
    if (!found)
        return tl::unexpected(found.error());
    ScriptContext &context = m_world->context;
    JSObjectRef runner = const_cast<JSObjectRef>(JSObjectGetPropertyAtIndex(
        context.get(), m_world->runners.object(), unsigned(as), nullptr));
    std::vector<JSValueRef> arguments{(*found)->function.get()};
    // What is made here is on the stack's behalf only through this array, which the collector does
    // not see: so each value is kept until the call is over.
    std::vector<std::unique_ptr<JsKept>> kept;
    for (int i = 0; i < names.size(); ++i) {
        const bool used = (*found)->used[size_t(i)];
        JSValueRef value = used ? fromJson(context.get(), values(i)) : nullptr;
        if (value)
            kept.push_back(std::make_unique<JsKept>(context.get(), value));
        arguments.push_back(value ? value : JSValueMakeUndefined(context.get()));
    }
    JSValueRef result = context.call(runner, arguments);
    if (!result)
        return tl::unexpected(takeFault(source));
    return result;
}

/// The source begins on the second line of what the engine knows.
ExpressionError ExpressionEngine::takeFault(const QString &source)
{
    const bool interrupted = m_world->context.wasInterrupted();
    const ScriptError error = m_world->context.takeError().value_or(ScriptError());
    if (interrupted) {
        // An engine that was stopped among promise jobs (2.52) refuses the next call as well.
        static_cast<void>(m_world->context.evaluate(QStringLiteral("0"), fileName()));
        static_cast<void>(m_world->context.takeError());
        return {say("\"%1\" was stopped after %2 ms: it did not end.")
                    .arg(ExpressionFault::excerpt(source))
                    .arg(m_limit.count()),
                -1, 0};
    }
    return ExpressionFault::thrown(error.message, source, error.line - 1, error.column);
}

ExpressionResult<QString> ExpressionEngine::text(const QString &source, const QStringList &names,
                                                 const ExpressionValues &values)
{
    const auto value = run(As::Text, source, names, values);
    if (!value)
        return tl::unexpected(value.error());
    if (JSValueIsUndefined(m_world->context.get(), *value)) {
        return tl::unexpected(ExpressionError{
            say("\"%1\" is undefined.").arg(ExpressionFault::excerpt(source)), -1, 0});
    }
    return Js::toText(m_world->context.get(), *value);
}

ExpressionResult<bool> ExpressionEngine::test(const QString &source, const QStringList &names,
                                              const ExpressionValues &values)
{
    const auto value = run(As::Truth, source, names, values);
    if (!value)
        return tl::unexpected(value.error());
    return JSValueToBoolean(m_world->context.get(), *value);
}

ExpressionResult<QJsonValue> ExpressionEngine::json(const QString &source, const QStringList &names,
                                                    const ExpressionValues &values)
{
    const auto value = run(As::Json, source, names, values);
    if (!value)
        return tl::unexpected(value.error());
    if (JSValueIsUndefined(m_world->context.get(), *value))
        return QJsonValue(QJsonValue::Undefined);
    // A document is an array or an object, so the value is wrapped in one.
    const QByteArray inner = Js::toText(m_world->context.get(), *value).toUtf8();
    return QJsonDocument::fromJson('[' + inner + ']').array().at(0);
}

ExpressionResult<QString> ExpressionEngine::text(const QString &source,
                                                 const QJsonObject &arguments)
{
    const QStringList names = arguments.keys();
    return text(source, names, [&](int i) { return arguments.value(names.at(i)); });
}

ExpressionResult<bool> ExpressionEngine::test(const QString &source, const QJsonObject &arguments)
{
    const QStringList names = arguments.keys();
    return test(source, names, [&](int i) { return arguments.value(names.at(i)); });
}

ExpressionResult<QJsonValue> ExpressionEngine::json(const QString &source,
                                                    const QJsonObject &arguments)
{
    const QStringList names = arguments.keys();
    return json(source, names, [&](int i) { return arguments.value(names.at(i)); });
}

} // namespace heliograph
