// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the prelude and the shims call in the program. Scripts see these only through them.
#include "app/scenario/fetcher.h"
#include "app/scenario/scriptengine.h"
#include "app/scenario/scriptwrapper.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QUuid>

/// A static library's resources are there only once asked for. Outside any namespace, as Qt wants.
static void initializeShimResources()
{
    Q_INIT_RESOURCE(scenarioshims);
}

namespace heliograph {

using namespace std::chrono;

namespace {

/// Names are the shims' own, so they never lead out of the folder.
QString shimSource(const QString &name)
{
    QFile file(QStringLiteral(":/heliograph/scenario/%1.js").arg(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

quint64 idArgument(const JsCall &call, size_t index)
{
    const double number = call.number(index);
    return number > 0 ? quint64(number) : 0;
}

QList<std::pair<QByteArray, QByteArray>> headersFrom(const QJsonArray &array)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    for (const auto &header : array) {
        const QJsonArray pair = header.toArray();
        headers.append({pair.at(0).toString().toUtf8(), pair.at(1).toString().toUtf8()});
    }
    return headers;
}

ScenarioPublish publishFrom(const QJsonObject &message)
{
    const auto text = [&message](const char *name) -> std::optional<QByteArray> {
        const QJsonValue value = message.value(QLatin1String(name));
        return value.isString() ? std::optional(value.toString().toUtf8()) : std::nullopt;
    };
    ScenarioPublish publish;
    publish.token = quint64(message.value(QLatin1String("token")).toDouble());
    publish.endpoint = text("endpoint").value_or(QByteArray());
    publish.event.type = text("event").value_or(QByteArray());
    publish.event.data = text("data");
    publish.event.comment = text("comment");
    publish.automaticId = !message.contains(QLatin1String("id"));
    publish.event.id = text("id");
    if (const QJsonValue retry = message.value(QLatin1String("retry")); retry.isDouble())
        publish.event.retry = milliseconds(qint64(retry.toDouble()));
    if (const QJsonValue to = message.value(QLatin1String("to")); to.isArray()) {
        publish.to.emplace();
        const QJsonArray ids = to.toArray();
        for (const auto &id : ids)
            publish.to->append(ConnectionId(quint64(id.toDouble())));
    }
    return publish;
}

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(QRandomGenerator::system()->bounded(256));
    return bytes;
}

} // namespace

void ScriptEngine::installNatives()
{
    initializeShimResources();
    JSContextRef context = m_context->get();
    JSObjectRef natives = makeNatives();
    const JsKept kept(context, natives);
    JSValueRef prelude = m_context->evaluate(shimSource(QStringLiteral("prelude")),
                                             QStringLiteral("heliograph:prelude"));
    JSValueRef entries =
        prelude ? m_context->call(const_cast<JSObjectRef>(prelude), {natives}) : nullptr;
    if (entries)
        m_entries.set(context, entries);
    else if (const std::optional<ScriptError> error = m_context->takeError())
        fail(*error);
}

JSObjectRef ScriptEngine::makeNatives()
{
    JSObjectRef natives = JSObjectMake(m_context->get(), nullptr, nullptr);
    addCodeNatives(natives);
    addTextNatives(natives);
    addFileNatives(natives);
    addTimerNatives(natives);
    addResponseNatives(natives);
    addOutsideNatives(natives);
    return natives;
}

void ScriptEngine::define(JSObjectRef natives, const char *name, JsFunction function)
{
    JSObjectRef callable =
        makeJsFunction(m_context->get(), [this, function = std::move(function)](JsCall &call) {
            return m_context->refusesOverdue(call) ? call.undefined() : function(call);
        });
    Js::setProperty(m_context->get(), natives, name, callable);
}

void ScriptEngine::addCodeNatives(JSObjectRef natives)
{
    define(natives, "shim", [this](JsCall &call) { return compileShim(call); });
    define(natives, "compile", [this](JsCall &call) { return compileFile(call); });
    define(natives, "fail", [this](JsCall &call) {
        fail(m_context->errors().fromValue(call.context, call.argument(0)));
        return call.undefined();
    });
    define(natives, "report", [this](JsCall &call) {
        m_outbox.append(ScenarioOutput::Reported{
            m_context->errors().fromValue(call.context, call.argument(0))});
        return call.undefined();
    });
    define(natives, "exit", [this](JsCall &call) {
        m_exit = int(call.number(0));
        call.error = QStringLiteral("process.exit()");
        return call.undefined();
    });
    define(natives, "now", [](JsCall &call) {
        return JSValueMakeNumber(call.context, double(ScriptWatch::now()) / 1e6);
    });
}

/// shim(name): the function of one of our own modules; undefined when there is none.
JSValueRef ScriptEngine::compileShim(JsCall &call)
{
    const QString name = call.text(0);
    const QString source = shimSource(name);
    if (source.isEmpty())
        return call.undefined();
    return m_context->evaluate(call, source, QStringLiteral("heliograph:") + name);
}

/// compile(path): the function of one of the author's other modules.
JSValueRef ScriptEngine::compileFile(JsCall &call)
{
    const QString path = call.text(0);
    const Result<QByteArray> text = m_files.read(path);
    if (!text) {
        call.error = text.error().message;
        return call.undefined();
    }
    m_context->errors().addFile(path);
    return m_context->evaluate(call, ScriptWrapper::wrap(QString::fromUtf8(*text), false), path);
}

void ScriptEngine::addTextNatives(JSObjectRef natives)
{
    define(natives, "print", [this](JsCall &call) {
        print(call);
        return call.undefined();
    });
    define(natives, "encode",
           [](JsCall &call) { return Js::fromBytes(call.context, call.text(0).toUtf8()); });
    define(natives, "decode", [](JsCall &call) {
        return Js::fromText(call.context,
                            QString::fromUtf8(Js::toBytes(call.context, call.argument(0))));
    });
    define(natives, "uuid", [](JsCall &call) {
        return Js::fromText(call.context, QUuid::createUuid().toString(QUuid::WithoutBraces));
    });
    define(natives, "randomBytes", [](JsCall &call) {
        const double count = call.number(0);
        return Js::fromBytes(call.context, randomBytes(qBound(0, int(count), 65'536)));
    });
}

/// print(level, text): a line of the console.
void ScriptEngine::print(JsCall &call)
{
    const int level =
        qBound(int(ConsoleLevel::Debug), int(call.number(0)), int(ConsoleLevel::Error));
    m_outbox.appendConsole({ConsoleLevel(level), call.text(1), m_context->lineOf(call)});
}

void ScriptEngine::addFileNatives(JSObjectRef natives)
{
    define(natives, "readFile", [this](JsCall &call) {
        const Result<QByteArray> bytes = m_files.read(call.text(0));
        if (bytes)
            return Js::fromBytes(call.context, *bytes);
        call.thrown = Js::makeError(call.context, bytes.error().message);
        const bool missing = bytes.error().code == "not-found";
        Js::setProperty(
            call.context, const_cast<JSObjectRef>(call.thrown), "code",
            Js::fromText(call.context,
                         missing ? QStringLiteral("ENOENT") : QStringLiteral("EACCES")));
        return call.undefined();
    });
    define(natives, "exists", [this](JsCall &call) {
        return JSValueMakeBoolean(call.context, m_files.exists(call.text(0)));
    });
    JSContextRef context = m_context->get();
    const auto constant = [&](const char *name, const QString &value) {
        Js::setProperty(context, natives, name, Js::fromText(context, value));
    };
    constant("folder", m_files.folder());
    constant("file", m_context->errors().mainFile());
    constant("mountPath",
             m_source.mountPath.isEmpty()
                 ? QLatin1Char('/') + QFileInfo(m_context->errors().mainFile()).completeBaseName()
                 : m_source.mountPath);
    Js::setProperty(context, natives, "mounted",
                    JSValueMakeBoolean(context, !m_source.mountPath.isEmpty()));
}

void ScriptEngine::addTimerNatives(JSObjectRef natives)
{
    // timer(id, milliseconds, repeats): Node's rules for delays that make no sense.
    define(natives, "timer", [this](JsCall &call) {
        const double delay = call.number(1);
        const bool repeats = JSValueToBoolean(call.context, call.argument(2));
        const bool sane = delay >= 0 && delay <= 2147483647.0;
        const auto wait =
            duration_cast<nanoseconds>(duration<double, std::milli>(sane ? delay : 1));
        m_timers.add(idArgument(call, 0), nanoseconds(ScriptWatch::now()),
                     repeats ? std::max(wait, nanoseconds(1ms)) : wait, repeats);
        return call.undefined();
    });
    define(natives, "clearTimer", [this](JsCall &call) {
        m_timers.remove(idArgument(call, 0));
        return call.undefined();
    });
}

void ScriptEngine::addResponseNatives(JSObjectRef natives)
{
    define(natives, "head", [this](JsCall &call) {
        ScenarioResponseHead head;
        head.id = idArgument(call, 0);
        head.status = int(call.number(1));
        head.headers = headersFrom(Js::toJson(call.context, call.argument(2)).toArray());
        if (m_outbox.isOpen(head.id))
            m_outbox.append(head);
        return call.undefined();
    });
    // write(id, chunk): 0 go on, 1 wait for drained(), 2 it is ended, because too much waits.
    define(natives, "write", [this](JsCall &call) {
        const Outbox::Written written =
            m_outbox.write(idArgument(call, 0), Js::toBytes(call.context, call.argument(1)));
        return JSValueMakeNumber(call.context, double(int(written)));
    });
    define(natives, "end", [this](JsCall &call) {
        m_outbox.endResponse(idArgument(call, 0));
        return call.undefined();
    });
    define(natives, "routes", [this](JsCall &call) {
        setRoutes(Js::toJson(call.context, call.argument(0)).toArray());
        return call.undefined();
    });
}

void ScriptEngine::setRoutes(const QJsonArray &routes)
{
    m_routes.clear();
    for (const auto &route : routes) {
        const QJsonArray pair = route.toArray();
        m_routes.append({pair.at(0).toString().toLatin1(), pair.at(1).toString()});
    }
    m_outbox.append(ScenarioOutput::Routes{m_routes});
}

void ScriptEngine::addOutsideNatives(JSObjectRef natives)
{
    define(natives, "publish", [this](JsCall &call) {
        publish(call);
        return call.undefined();
    });
    define(natives, "clients", [this](JsCall &call) {
        ++m_promises;
        m_outbox.append(ScenarioOutput::ClientsAsked{idArgument(call, 0)});
        return call.undefined();
    });
    define(natives, "fetch", [this](JsCall &call) {
        fetch(call);
        return call.undefined();
    });
    define(natives, "abortFetch", [this](JsCall &call) {
        const quint64 token = idArgument(call, 0);
        if (m_fetcher)
            QMetaObject::invokeMethod(
                m_fetcher.get(), [fetcher = m_fetcher.get(), token] { fetcher->abort(token); },
                Qt::QueuedConnection);
        return call.undefined();
    });
}

/// publish(message): the message is checked and complete, see publish.js.
void ScriptEngine::publish(JsCall &call)
{
    if (m_publishes >= m_limits.publishes) {
        call.error = QStringLiteral("More than %1 published events wait to be sent. Wait for them: "
                                    "await publish(...).")
                         .arg(m_limits.publishes);
        return;
    }
    ++m_publishes;
    ++m_promises;
    m_outbox.append(publishFrom(Js::toJson(call.context, call.argument(0)).toObject()));
}

/// fetch(token, {method, url, headers, follow}, body)
void ScriptEngine::fetch(JsCall &call)
{
    if (!m_fetcher || m_fetcher->running() >= m_limits.fetches) {
        call.error =
            QStringLiteral("More than %1 fetches at a time are refused.").arg(m_limits.fetches);
        return;
    }
    const QJsonObject options = Js::toJson(call.context, call.argument(1)).toObject();
    FetchRequest request;
    request.token = idArgument(call, 0);
    request.method = options.value(QLatin1String("method")).toString().toLatin1();
    request.url = QUrl(options.value(QLatin1String("url")).toString());
    request.headers = headersFrom(options.value(QLatin1String("headers")).toArray());
    request.followRedirects = options.value(QLatin1String("follow")).toBool(true);
    if (!JSValueIsUndefined(call.context, call.argument(2)))
        request.body = Js::toBytes(call.context, call.argument(2));
    ++m_promises;
    m_fetcher->start(request);
}

} // namespace heliograph
