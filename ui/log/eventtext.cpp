// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/eventtext.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

namespace heliograph::eventtext {

namespace {

QString kindWord(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Published:
        return QStringLiteral("published");
    case EntryKind::Replayed:
        return QStringLiteral("replayed");
    case EntryKind::Heartbeat:
        return QStringLiteral("heartbeat");
    case EntryKind::ClientOpened:
        return QStringLiteral("client-opened");
    case EntryKind::ClientClosed:
        return QStringLiteral("client-closed");
    case EntryKind::SlowReader:
        return QStringLiteral("slow-reader");
    case EntryKind::Received:
        return QStringLiteral("received");
    case EntryKind::ReceivedBlock:
        return QStringLiteral("block");
    case EntryKind::SubscriptionState:
        return QStringLiteral("state");
    case EntryKind::Console:
        return QStringLiteral("console");
    case EntryKind::Problem:
        break;
    }
    return QStringLiteral("problem");
}

QString isoTime(const JournalEntry &entry)
{
    return QDateTime::fromMSecsSinceEpoch(entry.wall.count() / 1000, QTimeZone::utc())
        .toString(Qt::ISODateWithMs);
}

QByteArray quoted(const QByteArray &field)
{
    QByteArray doubled = field;
    doubled.replace('"', "\"\"");
    return '"' + doubled + '"';
}

} // namespace

QByteArray jsonLine(const JournalEntry &entry)
{
    QJsonObject object{{QStringLiteral("sequence"), qint64(toNumber(entry.sequence))},
                       {QStringLiteral("time"), isoTime(entry)},
                       {QStringLiteral("kind"), kindWord(entry.kind)}};
    if (!entry.endpoint.isEmpty())
        object.insert(QStringLiteral("endpoint"), QString::fromUtf8(entry.endpoint));
    if (!entry.eventType.isEmpty()) {
        object.insert(QStringLiteral("event"), QString::fromUtf8(entry.eventType));
        object.insert(QStringLiteral("data"), QString::fromUtf8(entry.data()));
    }
    if (entry.hasEventId)
        object.insert(QStringLiteral("id"), QString::fromUtf8(entry.eventId));
    if (!entry.text.isEmpty())
        object.insert(QStringLiteral("text"), entry.text);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray csvHeader()
{
    return "sequence,time,kind,endpoint,event,id,size,data,text\r\n";
}

QByteArray csvLine(const JournalEntry &entry)
{
    const QList<QByteArray> fields{QByteArray::number(toNumber(entry.sequence)),
                                   isoTime(entry).toUtf8(),
                                   kindWord(entry.kind).toUtf8(),
                                   quoted(entry.endpoint),
                                   quoted(entry.eventType),
                                   quoted(entry.eventId),
                                   QByteArray::number(entry.wire.size()),
                                   quoted(entry.data()),
                                   quoted(entry.text.toUtf8())};
    return fields.join(',') + "\r\n";
}

QString curlCommand(const JournalEntry &entry, const QString &baseUrl)
{
    QJsonObject body{{QStringLiteral("endpoint"), QString::fromUtf8(entry.endpoint)},
                     {QStringLiteral("data"), QString::fromUtf8(entry.data())}};
    if (entry.kind != EntryKind::Published)
        body.insert(QStringLiteral("endpoint"), QStringLiteral("/events"));
    if (entry.eventType != "message" && !entry.eventType.isEmpty())
        body.insert(QStringLiteral("event"), QString::fromUtf8(entry.eventType));
    if (entry.hasEventId)
        body.insert(QStringLiteral("id"), QString::fromUtf8(entry.eventId));
    QString json = QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact));
    json.replace(u'\'', QStringLiteral("'\\''"));
    return QStringLiteral("curl -H 'Content-Type: application/json' -d '%1' %2/api/publish")
        .arg(json, baseUrl);
}

} // namespace heliograph::eventtext
