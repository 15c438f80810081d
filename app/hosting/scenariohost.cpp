// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hosting/scenariohost.h"

#include "app/journal/journal.h"
#include "app/server/controlapi.h"
#include "app/server/programresponse.h"
#include "app/server/server.h"

#include <QEventLoop>
#include <QHash>
#include <QJsonObject>
#include <QPointer>

#include <algorithm>
#include <vector>

namespace heliograph {
namespace {

QByteArray levelWord(ConsoleLevel level)
{
    switch (level) {
    case ConsoleLevel::Debug:
        return QByteArrayLiteral("debug");
    case ConsoleLevel::Log:
        return QByteArrayLiteral("log");
    case ConsoleLevel::Info:
        return QByteArrayLiteral("info");
    case ConsoleLevel::Warning:
        return QByteArrayLiteral("warning");
    case ConsoleLevel::Error:
        break;
    }
    return QByteArrayLiteral("error");
}

QJsonObject toJson(const PublishReceipt &receipt)
{
    return {{QStringLiteral("sequence"), static_cast<qint64>(toNumber(receipt.sequence))},
            {QStringLiteral("id"),
             receipt.hasId ? QJsonValue(QString::fromUtf8(receipt.id)) : QJsonValue()},
            {QStringLiteral("endpoint"), QString::fromUtf8(receipt.endpoint)},
            {QStringLiteral("recipients"), receipt.recipients}};
}

PublishRequest requestFrom(const ScenarioPublish &message)
{
    PublishRequest request;
    if (!message.endpoint.isEmpty())
        request.endpoint = message.endpoint;
    request.event = message.event;
    request.automaticId = message.automaticId;
    request.to = message.to;
    return request;
}

bool sameRoute(const ScenarioRoute &a, const ScenarioRoute &b)
{
    return a.pattern == b.pattern
        && (a.method == b.method || a.method.isEmpty() || b.method.isEmpty());
}

} // namespace

struct ScenarioHost::Run {
    ScenarioStatus status;
    Scenario *scenario = nullptr; ///< while it runs; the host is its parent
    QHash<quint64, std::shared_ptr<ProgramResponse>> responses; ///< by request id
    bool isReady = false; ///< its first turn is over
    std::vector<std::function<void()>> whenReady;
    QHash<quint64, qsizetype> queued; ///< what the script was told last, where that is not 0
};

ScenarioHost::ScenarioHost(Server &server, Journal &journal, ScenarioLimits limits, QObject *parent)
    : QObject(parent), m_server(server), m_journal(journal), m_limits(limits), m_queuePoll(this)
{
    using namespace std::chrono_literals;
    m_queuePoll.setInterval(20ms);
    connect(&m_queuePoll, &QTimer::timeout, this, &ScenarioHost::pollQueues);
    m_server.setRequestHandler(this);
}

ScenarioHost::~ScenarioHost()
{
    m_server.setRequestHandler(nullptr);
    blockSignals(true);
    stopAll();
}

// --- Starting and ending ------------------------------------------------------------------------

void ScenarioHost::start(const ScenarioSource &source)
{
    // Clients of the one before come back at once, and an EventSource takes no for an answer: what
    // they ask for waits for the new one, on the paths of the old until it names its own.
    const auto former = m_runs.find(source.name);
    const auto routes =
        former == m_runs.end() ? QList<ScenarioRoute>{} : former->second->status.routes;
    stop(source.name);
    auto owned = std::make_unique<Run>();
    Run &run = *owned;
    run.status.routes = routes;
    run.status.name = source.name;
    run.status.path = source.path;
    run.scenario = new Scenario(source, m_limits, this);
    m_runs[source.name] = std::move(owned);
    connectRun(run);
    run.scenario->start();
    Q_EMIT changed(run.status);
}

void ScenarioHost::connectRun(Run &run)
{
    // A Run outlives its scenario's signals: end() disconnects them first.
    Scenario *scenario = run.scenario;
    connect(scenario, &Scenario::routesChanged, this,
            [this, &run](const QList<ScenarioRoute> &routes) { takeRoutes(run, routes); });
    connect(scenario, &Scenario::responseHead, this, [&run](const ScenarioResponseHead &head) {
        if (const auto response = run.responses.value(head.id))
            response->start(head.status, head.headers);
    });
    connect(scenario, &Scenario::responseData, this,
            [this, &run](quint64 id, const QByteArray &bytes) {
                const auto response = run.responses.value(id);
                if (!response)
                    return;
                response->write(bytes);
                if (response->queuedBytes() > 0 && !m_queuePoll.isActive())
                    m_queuePoll.start();
            });
    connect(scenario, &Scenario::responseEnd, this,
            [this, &run](quint64 id, const QString &reason) {
                const auto response = run.responses.take(id);
                run.queued.remove(id);
                if (!response)
                    return;
                if (reason.isEmpty())
                    response->end();
                else
                    response->abort(reason);
                run.status.responses = static_cast<int>(run.responses.size());
                Q_EMIT changed(run.status);
            });
    connect(scenario, &Scenario::publishRequested, this,
            [this, &run](const QList<ScenarioPublish> &messages) { publish(run, messages); });
    connect(scenario, &Scenario::clientsRequested, this, [this, &run](quint64 token) {
        run.scenario->setClients(token, heliograph::toJson(m_server.connections()));
    });
    connect(scenario, &Scenario::consoleLine, this,
            [this, &run](const ConsoleLine &line) { print(run, line); });
    connect(scenario, &Scenario::reported, this, [this, &run](const ScriptError &error) {
        run.status.error = error;
        tell(run, error);
        Q_EMIT changed(run.status);
    });
    connect(scenario, &Scenario::failed, this,
            [this, &run](const ScriptError &error) { fail(run, error); });
    connect(scenario, &Scenario::finished, this, [this, &run](int exitCode) {
        run.status.exitCode = exitCode;
        end(run, ScenarioStatus::State::Finished, tr("The scenario has ended."));
    });
    connect(scenario, &Scenario::stopped, scenario, &QObject::deleteLater);

    const auto becomeReady = [this, &run] { this->becomeReady(run); };
    connect(scenario, &Scenario::routesChanged, this, becomeReady);
    connect(scenario, &Scenario::publishRequested, this, becomeReady);
    connect(scenario, &Scenario::consoleLine, this, becomeReady);
    connect(scenario, &Scenario::reported, this, becomeReady);
}

bool ScenarioHost::stop(const QString &name)
{
    const auto found = m_runs.find(name);
    if (found == m_runs.end() || !found->second->scenario)
        return false;
    end(*found->second, ScenarioStatus::State::Stopped, tr("The scenario was stopped."));
    return true;
}

void ScenarioHost::stopAll()
{
    for (const auto &[name, run] : m_runs) {
        if (run->scenario)
            end(*run, ScenarioStatus::State::Stopped, tr("The scenario was stopped."));
    }
}

void ScenarioHost::end(Run &run, ScenarioStatus::State state, const QString &reason)
{
    Scenario *scenario = std::exchange(run.scenario, nullptr);
    scenario->disconnect(this); // it deletes itself when its thread has ended
    scenario->stop();
    const auto responses = std::exchange(run.responses, {});
    run.queued.clear();
    for (const auto &response : responses)
        response->close(reason);
    becomeReady(run);
    run.status.state = state;
    run.status.routes.clear();
    run.status.responses = 0;
    Q_EMIT changed(run.status);
    Q_EMIT ended(run.status);
}

void ScenarioHost::fail(Run &run, const ScriptError &error)
{
    run.status.error = error;
    tell(run, error);
    end(run, ScenarioStatus::State::Failed, error.toString());
}

QList<ScenarioStatus> ScenarioHost::scenarios() const
{
    QList<ScenarioStatus> list;
    for (const auto &[name, run] : m_runs)
        list.append(run->status);
    return list;
}

bool ScenarioHost::isRunning(const QString &name) const
{
    const auto found = m_runs.find(name);
    return found != m_runs.end() && found->second->scenario;
}

void ScenarioHost::becomeReady(Run &run)
{
    if (std::exchange(run.isReady, true))
        return;
    // What the first turn says comes in one go: it is over when the loop comes round.
    QMetaObject::invokeMethod(
        this,
        [this, waiting = std::exchange(run.whenReady, {})] {
            for (const auto &done : waiting)
                done();
            Q_EMIT ready();
        },
        Qt::QueuedConnection);
}

void ScenarioHost::waitUntilReady(std::chrono::milliseconds most)
{
    const auto allReady = [this] {
        return std::all_of(m_runs.cbegin(), m_runs.cend(),
                           [](const auto &item) { return item.second->isReady; });
    };
    if (allReady())
        return;
    QEventLoop loop;
    QTimer deadline;
    deadline.setSingleShot(true);
    connect(&deadline, &QTimer::timeout, &loop, &QEventLoop::quit);
    deadline.start(most);
    connect(this, &ScenarioHost::ready, &loop, [&loop, &allReady] {
        if (allReady())
            loop.quit();
    });
    loop.exec();
}

// --- Requests -----------------------------------------------------------------------------------

void ScenarioHost::takeRoutes(Run &run, const QList<ScenarioRoute> &routes)
{
    for (const auto &[name, other] : m_runs) {
        if (other.get() == &run || !other->scenario)
            continue;
        for (const ScenarioRoute &route : routes) {
            const auto taken = std::find_if(
                other->status.routes.cbegin(), other->status.routes.cend(),
                [&route](const ScenarioRoute &theirs) { return sameRoute(route, theirs); });
            if (taken == other->status.routes.cend())
                continue;
            ScriptError error;
            error.file = run.status.path.isEmpty() ? run.status.name : run.status.path;
            error.message = tr("%1 and %2 both want the path %3. Stop one of them, or mount it "
                               "elsewhere (FILE@/path).")
                                .arg(run.status.name, name, route.pattern);
            fail(run, error);
            return;
        }
    }
    run.status.routes = routes;
    Q_EMIT changed(run.status);
}

QList<QByteArray> ScenarioHost::methodsOf(const QByteArray &path) const
{
    const QString text = QString::fromUtf8(path);
    QList<QByteArray> methods;
    for (const auto &[name, run] : m_runs) {
        for (const ScenarioRoute &route : run->status.routes) {
            const QByteArray method = route.method.isEmpty() ? QByteArray("*") : route.method;
            if (!methods.contains(method) && route.matches(route.method, text))
                methods.append(method);
        }
    }
    return methods;
}

/// The scenario that answers @p method on @p path: of several, one that names the path more
/// closely.
ScenarioHost::Run *ScenarioHost::runOf(const QByteArray &method, const QByteArray &path) const
{
    const QString text = QString::fromUtf8(path);
    Run *best = nullptr;
    qsizetype length = -1;
    for (const auto &[name, run] : m_runs) {
        for (const ScenarioRoute &route : run->status.routes) {
            if (route.matches(method, text) && route.pattern.size() > length) {
                best = run.get();
                length = route.pattern.size();
            }
        }
    }
    return best;
}

void ScenarioHost::handle(const HttpRequest &request, std::shared_ptr<ProgramResponse> response)
{
    Run *run = runOf(request.method, request.path);
    if (!run || !run->scenario)
        return;
    const quint64 id = ++m_lastRequest;
    ScenarioRequest wanted;
    wanted.id = id;
    wanted.method = request.method;
    wanted.url = request.target;
    wanted.headers = request.headers;
    wanted.body = request.body;
    wanted.remote = response->remote();
    response->setClosedListener([this, run, id] {
        run->queued.remove(id);
        if (run->responses.remove(id) && run->scenario) {
            run->scenario->requestClosed(id);
            run->status.responses = static_cast<int>(run->responses.size());
            Q_EMIT changed(run->status);
        }
    });
    run->responses.insert(id, std::move(response));
    run->status.responses = static_cast<int>(run->responses.size());
    run->scenario->request(wanted);
    Q_EMIT changed(run->status);
}

void ScenarioHost::pageOpened(const QByteArray &path, std::function<void()> done)
{
    const ScenarioPreset *preset = presetOfPage(path);
    if (!preset || !path.endsWith('/')) { // the parts of a page
        done();
        return;
    }
    if (!isRunning(preset->file))
        start(sourceOf(*preset));
    Run &run = *m_runs.at(preset->file);
    if (run.isReady)
        done();
    else
        run.whenReady.push_back(std::move(done));
}

/// Tells scripts how much of what they wrote waits for its client: one timer for all of them.
void ScenarioHost::pollQueues()
{
    bool anyWaits = false;
    for (const auto &[name, run] : m_runs) {
        for (auto response = run->responses.cbegin(); response != run->responses.cend();
             ++response) {
            const qsizetype waits = (*response)->queuedBytes();
            anyWaits = anyWaits || waits > 0;
            if (run->queued.value(response.key()) == waits)
                continue;
            if (waits > 0)
                run->queued.insert(response.key(), waits);
            else
                run->queued.remove(response.key());
            run->scenario->responseQueued(response.key(), waits);
        }
    }
    if (!anyWaits)
        m_queuePoll.stop();
}

// --- Publishing, console, errors ----------------------------------------------------------------

void ScenarioHost::publish(Run &run, const QList<ScenarioPublish> &messages)
{
    for (const ScenarioPublish &message : messages) {
        // The answer may come when another scenario has taken the name.
        m_server.publish(requestFrom(message),
                         [guard = QPointer<Scenario>(run.scenario),
                          token = message.token](const Result<PublishReceipt> &result) {
                             if (!guard)
                                 return;
                             ScenarioReceipt receipt;
                             receipt.token = token;
                             if (result)
                                 receipt.value = toJson(*result);
                             else
                                 receipt.error = result.error().message;
                             guard->published({receipt});
                         });
    }
}

void ScenarioHost::print(const Run &run, const ConsoleLine &line)
{
    JournalEntry entry;
    entry.kind = EntryKind::Console;
    entry.endpoint = run.status.name.toUtf8();
    entry.eventType = levelWord(line.level);
    entry.text = line.text;
    m_journal.append(std::move(entry));
}

void ScenarioHost::tell(const Run &run, const ScriptError &error)
{
    JournalEntry entry;
    entry.kind = EntryKind::Problem;
    entry.endpoint = run.status.name.toUtf8();
    entry.text = error.toString();
    m_journal.append(std::move(entry));
}

} // namespace heliograph
