// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/condition.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

namespace heliograph {

namespace {

enum Name { Data, Text, EventName, Id, Endpoint, Size };

/// Any JSON, not only objects and arrays; otherwise the text.
QJsonValue parsed(const QByteArray &data)
{
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + data + ']').array();
    return wrapped.size() == 1 ? wrapped.first() : QJsonValue(QString::fromUtf8(data));
}

QJsonValue valueOf(const JournalEntry &entry, int name)
{
    switch (name) {
    case Data:
        return parsed(entry.data());
    case Text:
        return QString::fromUtf8(entry.data());
    case EventName:
        return QString::fromUtf8(entry.eventType);
    case Id:
        return QString::fromUtf8(entry.eventId);
    case Endpoint:
        return QString::fromUtf8(entry.endpoint);
    case Size:
        return qint64{entry.wire.size()};
    default:
        return QJsonValue::Undefined;
    }
}

} // namespace

const QStringList &Condition::names()
{
    static const QStringList list{QStringLiteral("data"),     QStringLiteral("text"),
                                  QStringLiteral("event"),    QStringLiteral("id"),
                                  QStringLiteral("endpoint"), QStringLiteral("size")};
    return list;
}

ConditionVerdict Condition::ask(ExpressionEngine &engine, const QString &condition,
                                const JournalEntry &entry, std::chrono::milliseconds limit)
{
    using Kind = ConditionVerdict::Kind;
    const auto value = [&entry](int name) { return valueOf(entry, name); };
    QString problem;
    for (int attempt = 0; attempt < 2; ++attempt) {
        QElapsedTimer spent;
        spent.start();
        const auto met = engine.test(condition, names(), value);
        if (met)
            return {*met ? Kind::Met : Kind::NotMet, {}};
        // The engine's clock is not quite ours.
        if (std::chrono::nanoseconds(spent.nsecsElapsed()) < limit * 3 / 4)
            return {Kind::Failed, met.error().message};
        problem = met.error().message;
    }
    return {Kind::Stopped, problem};
}

} // namespace heliograph
