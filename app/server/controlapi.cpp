// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/controlapi.h"

#include "app/core/say.h"
#include "app/server/publisher.h"
#include "app/server/streamhub.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>

namespace heliograph {
namespace {

const QByteArray connectionsPath = QByteArrayLiteral("/api/connections/");

QJsonValue textOrNull(const QByteArray &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(QString::fromUtf8(text));
}

QString isoTime(std::chrono::microseconds wall)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(wall).count();
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc()).toString(Qt::ISODateWithMs);
}

void appendJsonString(QByteArray &out, const QByteArray &utf8)
{
    // Numbers and paths, nearly always: nothing in them needs escaping (RFC 8259 7).
    const bool isPlain = std::all_of(utf8.begin(), utf8.end(), [](char c) {
        return c >= ' ' && c < '\x7f' && c != '"' && c != '\\';
    });
    if (isPlain) {
        out.append('"').append(utf8).append('"');
        return;
    }
    const QByteArray array =
        QJsonDocument(QJsonArray{QString::fromUtf8(utf8)}).toJson(QJsonDocument::Compact);
    out.append(QByteArrayView(array).sliced(1, array.size() - 2));
}

/// In the order the contract shows, which QJsonObject would sort: people read receipts.
QByteArray toJson(const PublishReceipt &receipt)
{
    QByteArray out;
    out.reserve(96 + receipt.id.size() + receipt.endpoint.size());
    out.append("{\"sequence\":").append(QByteArray::number(toNumber(receipt.sequence)));
    out.append(",\"id\":");
    if (receipt.hasId)
        appendJsonString(out, receipt.id);
    else
        out.append("null");
    out.append(",\"endpoint\":");
    appendJsonString(out, receipt.endpoint);
    out.append(",\"recipients\":").append(QByteArray::number(receipt.recipients));
    return out.append(receipt.stored ? "}" : ",\"stored\":false}");
}

QByteArray toJson(const QList<PublishReceipt> &receipts, bool asArray)
{
    if (!asArray)
        return toJson(receipts.constFirst());
    QByteArrayList answers;
    for (const PublishReceipt &receipt : receipts)
        answers.append(toJson(receipt));
    return '[' + answers.join(',') + ']';
}

QJsonObject toJson(const HistoryState &history)
{
    return {{QStringLiteral("path"), history.path},
            {QStringLiteral("storing"), history.storing},
            {QStringLiteral("stored"), static_cast<qint64>(history.stored)},
            {QStringLiteral("unsaved"), static_cast<qint64>(history.unsaved)},
            {QStringLiteral("lost"), static_cast<qint64>(history.lost)},
            {QStringLiteral("problem"), textOrNull(history.problem.toUtf8())}};
}

QJsonObject toJson(const ConnectionSnapshot &connection)
{
    const ClientFacts &facts = *connection.facts;
    return {
        {QStringLiteral("id"), static_cast<qint64>(toNumber(facts.id))},
        {QStringLiteral("endpoint"), QString::fromUtf8(facts.endpoint)},
        {QStringLiteral("remote"), facts.remote},
        {QStringLiteral("userAgent"), QString::fromUtf8(facts.userAgent)},
        {QStringLiteral("origin"), textOrNull(facts.origin)},
        {QStringLiteral("lastEventId"),
         facts.hasLastEventId ? QJsonValue(QString::fromUtf8(facts.lastEventId)) : QJsonValue()},
        {QStringLiteral("connectedAt"), isoTime(facts.connectedAt)},
        {QStringLiteral("events"), static_cast<qint64>(connection.events)},
        {QStringLiteral("bytes"), static_cast<qint64>(connection.bytes)},
        {QStringLiteral("queuedBytes"), static_cast<qint64>(connection.queuedBytes)},
        {QStringLiteral("unsentBytes"),
         connection.unsentBytes ? QJsonValue(*connection.unsentBytes) : QJsonValue()},
        {QStringLiteral("oldestUnsentMs"), static_cast<qint64>(connection.oldestUnsent.count())},
        {QStringLiteral("dropped"), static_cast<qint64>(connection.dropped)},
        {QStringLiteral("state"), QStringLiteral("open")}};
}

} // namespace

QJsonArray toJson(const QList<ConnectionSnapshot> &connections)
{
    QJsonArray list;
    for (const ConnectionSnapshot &connection : connections)
        list.append(toJson(connection));
    return list;
}

HttpResponse refusalFor(const Error &error)
{
    if (error.code == "too-many-channels")
        return unavailable(error.code, error.message, std::chrono::seconds{60});
    if (error.code == "too-busy" || error.code == "server-stopped")
        return unavailable(error.code, error.message, std::chrono::seconds{1});
    return refusal(error.code == "not-found" ? 404 : 400, error.code, error.message, error.field);
}

ControlApi::ControlApi(StreamHub &hub, Publisher &publisher, std::function<ServerStatus()> status)
    : m_hub(hub), m_publisher(publisher), m_status(std::move(status))
{
}

QList<QByteArray> ControlApi::methodsOf(const QByteArray &path)
{
    if (path == "/api/publish")
        return {"POST"};
    if (path == "/api/connections" || path == "/api/endpoints" || path == "/api/status")
        return {"GET"};
    if (path.startsWith(connectionsPath) && path.indexOf('/', connectionsPath.size()) < 0)
        return {"DELETE"};
    return {};
}

void ControlApi::answer(const HttpRequest &request, const Reply &reply)
{
    if (request.path == "/api/publish")
        publish(request, reply);
    else if (request.path == "/api/connections")
        reply(connections());
    else if (request.path == "/api/endpoints")
        reply(endpoints());
    else if (request.path == "/api/status")
        reply(status());
    else
        reply(disconnect(request.path));
}

void ControlApi::publish(const HttpRequest &request, const Reply &reply)
{
    const auto batch =
        parsePublish(request.joinedHeader("Content-Type"), request.body, request.query);
    if (!batch) {
        reply(refusalFor(batch.error()));
        return;
    }
    m_publisher.publish(
        batch->requests,
        [reply, isArray = batch->isArray](const Result<QList<PublishReceipt>> &receipts) {
            reply(receipts ? jsonResponse(202, toJson(*receipts, isArray))
                           : refusalFor(receipts.error()));
        });
}

HttpResponse ControlApi::connections() const
{
    return jsonResponse(200, toJson(m_hub.connections()));
}

HttpResponse ControlApi::disconnect(const QByteArray &path)
{
    bool isNumber = false;
    const quint64 id = path.mid(connectionsPath.size()).toULongLong(&isNumber);
    if (!isNumber
        || m_hub.disconnectClients({ConnectionId{id}}, say("disconnected through the API")) == 0) {
        return refusal(404, "not-found",
                       say("There is no connection \"%1\". GET /api/connections lists them.")
                           .arg(QString::fromUtf8(path.mid(connectionsPath.size()))));
    }
    return HttpResponse{204, {}, {}};
}

HttpResponse ControlApi::endpoints() const
{
    QJsonArray list;
    for (const auto &[path, endpoint] : m_hub.endpoints().all()) {
        list.append(
            QJsonObject{{QStringLiteral("path"), QString::fromUtf8(path)},
                        {QStringLiteral("clients"), static_cast<int>(endpoint->streams.size())},
                        {QStringLiteral("published"), static_cast<qint64>(endpoint->published)}});
    }
    return jsonResponse(200, list);
}

HttpResponse ControlApi::status() const
{
    const ServerStatus status = m_status();
    const auto seconds = std::chrono::duration<double>(status.uptime).count();
    QJsonObject answer{{QStringLiteral("version"), QStringLiteral(HELIOGRAPH_VERSION)},
                       {QStringLiteral("uptimeSeconds"), seconds},
                       {QStringLiteral("connections"), status.connections},
                       {QStringLiteral("published"), static_cast<qint64>(status.published)},
                       {QStringLiteral("delivered"), static_cast<qint64>(status.delivered)},
                       {QStringLiteral("refused"), static_cast<qint64>(status.refused)},
                       {QStringLiteral("dropped"), static_cast<qint64>(status.dropped)},
                       {QStringLiteral("tooSlow"), static_cast<qint64>(status.tooSlow)},
                       {QStringLiteral("heldPublishes"), status.heldPublishes}};
    if (status.history)
        answer.insert(QStringLiteral("history"), toJson(*status.history));
    return jsonResponse(200, answer);
}

} // namespace heliograph
