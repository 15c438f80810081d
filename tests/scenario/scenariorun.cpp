// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenariorun.h"

#include <QTest>

namespace heliograph {

QByteArray SeenResponse::header(const QByteArray &name) const
{
    if (!head)
        return {};
    for (const auto &[key, value] : head->headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

ScenarioRun::ScenarioRun(const QString &text, const ScenarioLimits &limits, const QString &path,
                         const QString &mountPath)
{
    const ScenarioSource source{QStringLiteral("test.js"), path, text, mountPath};
    m_scenario = std::make_unique<Scenario>(source, limits);
    Scenario *scenario = m_scenario.get();
    connect(scenario, &Scenario::routesChanged, this, [this](const auto &now) { routes = now; });
    connect(scenario, &Scenario::responseHead, this,
            [this](const ScenarioResponseHead &head) { responses[head.id].head = head; });
    connect(scenario, &Scenario::responseData, this, [this](quint64 id, const QByteArray &bytes) {
        responses[id].body += bytes;
        ++dataSignals;
    });
    connect(scenario, &Scenario::responseEnd, this, [this](quint64 id, const QString &reason) {
        responses[id].ended = true;
        responses[id].reason = reason;
    });
    connect(scenario, &Scenario::publishRequested, this, &ScenarioRun::answer);
    connect(scenario, &Scenario::consoleLine, this,
            [this](const ConsoleLine &line) { lines.append(line); });
    connect(scenario, &Scenario::reported, this,
            [this](const ScriptError &error) { reports.append(error); });
    connect(scenario, &Scenario::failed, this,
            [this](const ScriptError &error) { failure = error; });
    connect(scenario, &Scenario::finished, this, [this](int code) { exitCode = code; });
    connect(scenario, &Scenario::stopped, this, [this] { stopped = true; });
    scenario->start();
}

void ScenarioRun::answer(const QList<ScenarioPublish> &messages)
{
    ++publishBatches;
    publishes += messages;
    QList<ScenarioReceipt> receipts;
    for (const ScenarioPublish &message : messages) {
        const auto sequence = double(++m_sequence);
        receipts.append({message.token, QJsonObject{{QStringLiteral("sequence"), sequence}}, {}});
    }
    if (answersPublishes)
        m_scenario->published(receipts);
}

bool ScenarioRun::waitForRoutes()
{
    return QTest::qWaitFor([this] { return !routes.isEmpty() || failure; }, 10'000) && !failure;
}

bool ScenarioRun::waitForEnd()
{
    return QTest::qWaitFor([this] { return stopped; }, 10'000);
}

quint64 ScenarioRun::get(const QByteArray &url)
{
    ScenarioRequest request;
    request.url = url;
    request.headers = {{"Host", "127.0.0.1:8080"}, {"Accept", "text/event-stream"}};
    return send(request);
}

quint64 ScenarioRun::send(ScenarioRequest request)
{
    request.id = ++m_lastId;
    request.remote = QStringLiteral("127.0.0.1:50000");
    m_scenario->request(request);
    return request.id;
}

bool ScenarioRun::waitForResponse(quint64 id)
{
    return QTest::qWaitFor([this, id] { return responses[id].ended || failure; }, 10'000)
        && responses[id].ended;
}

QString ScenarioRun::console() const
{
    QStringList texts;
    for (const ConsoleLine &line : lines)
        texts.append(line.text);
    return texts.join(QLatin1Char('\n'));
}

} // namespace heliograph
