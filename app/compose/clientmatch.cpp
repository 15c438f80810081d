// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/clientmatch.h"

#include "app/core/say.h"

#ifdef HELIOGRAPH_SCRIPTING
#include "app/scenario/expression.h"
#include "app/server/urlform.h"
#endif

#include <QElapsedTimer>

#include <algorithm>

namespace heliograph {

namespace {

DraftError fault(const QString &message, qsizetype position = -1, qsizetype length = 0)
{
    return {DraftField::Match, message, position, length};
}

#ifdef HELIOGRAPH_SCRIPTING

using namespace std::chrono;

constexpr milliseconds longestForAll{2000};

QJsonObject queryObject(const QByteArray &query)
{
    QJsonObject object;
    for (const auto &[name, value] : parseUrlForm(query).value_or(FormFields()))
        object.insert(QString::fromUtf8(name), QString::fromUtf8(value));
    return object;
}

QString addressOf(const QString &remote)
{
    QString address = remote.left(remote.lastIndexOf(QLatin1Char(':')));
    if (address.startsWith(QLatin1Char('[')) && address.endsWith(QLatin1Char(']')))
        address = address.mid(1, address.size() - 2);
    return address;
}

/// A name that expressions may use.
struct ClientName {
    const char *name;
    QJsonValue (*value)(const ConnectionSnapshot &client, microseconds now);
};

constexpr ClientName clientNames[] = {
    {"id",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue {
         return double(toNumber(c.facts->id));
     }},
    {"endpoint",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue {
         return QString::fromUtf8(c.facts->endpoint);
     }},
    {"remote",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue { return c.facts->remote; }},
    {"address",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue {
         return addressOf(c.facts->remote);
     }},
    {"userAgent",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue {
         return QString::fromUtf8(c.facts->userAgent);
     }},
    {"origin",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue {
         return QString::fromUtf8(c.facts->origin);
     }},
    {"lastEventId",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue {
         return QString::fromUtf8(c.facts->lastEventId);
     }},
    {"query",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue {
         return queryObject(c.facts->query);
     }},
    {"events",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue { return double(c.events); }},
    {"bytes",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue { return double(c.bytes); }},
    {"queuedBytes",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue { return double(c.queuedBytes); }},
    {"connectedAt",
     [](const ConnectionSnapshot &c, microseconds) -> QJsonValue {
         return double(duration_cast<milliseconds>(c.facts->connectedAt).count());
     }},
    {"connectedSeconds",
     [](const ConnectionSnapshot &c, microseconds now) -> QJsonValue {
         return duration<double>(now - c.facts->connectedAt).count();
     }},
};

const QStringList &nameList()
{
    // Never destroyed: a thread that was given up may still come here as the program ends.
    static const auto &names = *[] {
        auto *list = new QStringList;
        for (const ClientName &one : clientNames)
            list->append(QLatin1String(one.name));
        return list;
    }();
    return names;
}

#endif

} // namespace

#ifdef HELIOGRAPH_SCRIPTING

tl::expected<QList<ConnectionId>, DraftError>
ClientMatch::find(const QString &expression, const QByteArray &endpoint,
                  const QList<ConnectionSnapshot> &clients, microseconds now,
                  ExpressionEngine &engine)
{
    if (const auto wrong = engine.check(expression, nameList()))
        return tl::unexpected(fault(wrong->message, wrong->position, wrong->length));
    QElapsedTimer timer;
    timer.start();
    QList<ConnectionId> found;
    for (const ConnectionSnapshot &client : clients) {
        if (client.facts->endpoint != endpoint)
            continue;
        const auto meets = engine.test(
            expression, nameList(), [&](int name) { return clientNames[name].value(client, now); });
        if (!meets) {
            const ExpressionError &error = meets.error();
            return tl::unexpected(fault(error.message, error.position, error.length));
        }
        if (*meets)
            found.append(client.facts->id);
        if (timer.hasExpired(longestForAll.count()))
            return tl::unexpected(
                fault(say("The expression takes too long for so many clients. Make it simpler.")));
    }
    std::sort(found.begin(), found.end());
    return found;
}

#else

tl::expected<QList<ConnectionId>, DraftError> ClientMatch::find(const QString &, const QByteArray &,
                                                                const QList<ConnectionSnapshot> &,
                                                                std::chrono::microseconds,
                                                                ExpressionEngine &)
{
    return tl::unexpected(
        fault(say("This build has no scripting. Send to everyone, or to the clients you select.")));
}

#endif

} // namespace heliograph
