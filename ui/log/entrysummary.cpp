// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/entrysummary.h"

#include "app/models/readable.h"

#include <QCoreApplication>
#include <QStringList>

namespace heliograph::entrysummary {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(EntrySummary)
};

QString counted(quint64 count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(readable::number(count));
}

QString clientBody(const JournalEntry &entry)
{
    const ClientFacts &client = *entry.client;
    QStringList lines;
    const auto add = [&lines](const QString &line, const QByteArray &value) {
        if (!value.isEmpty())
            lines.append(line.arg(readable::oneLine(value)));
    };
    if (!entry.text.isEmpty())
        lines.append(entry.text);
    lines.append(Text::tr("Client %1 from %2").arg(toNumber(client.id)).arg(client.remote));
    add(QStringLiteral("User-Agent: %1"), client.userAgent);
    add(QStringLiteral("Origin: %1"), client.origin);
    add(QStringLiteral("Last-Event-ID: %1"), client.lastEventId);
    add(Text::tr("Query: %1"), client.query);
    if (client.totals) {
        lines.append(
            Text::tr("Sent to it: %1, %2")
                .arg(counted(client.totals->events, Text::tr("1 event"), Text::tr("%1 events")),
                     readable::bytes(client.totals->bytes)));
    }
    return lines.join(u'\n');
}

} // namespace

QString heading(const JournalEntry &entry)
{
    switch (entry.kind) {
    case EntryKind::Published:
    case EntryKind::Received:
        return entry.eventType.isEmpty() ? Text::tr("no data")
                                         : readable::oneLine(entry.eventType, 60);
    case EntryKind::Replayed:
        return Text::tr("replay");
    case EntryKind::Heartbeat:
        return Text::tr("heartbeat");
    case EntryKind::ClientOpened:
        return Text::tr("client opened");
    case EntryKind::ClientClosed:
        return Text::tr("client closed");
    case EntryKind::SlowReader:
        return Text::tr("slow reader");
    case EntryKind::ReceivedBlock:
        return entry.wire.startsWith(':') ? Text::tr("comment") : Text::tr("fields without data");
    case EntryKind::SubscriptionState:
        return Text::tr("subscription state");
    case EntryKind::Console:
        return Text::tr("console of %1").arg(QString::fromUtf8(entry.endpoint));
    case EntryKind::Problem:
        break;
    }
    return Text::tr("problem");
}

QString body(const JournalEntry &entry)
{
    if (entry.client)
        return clientBody(entry);
    if (!entry.text.isEmpty())
        return entry.text;
    if (entry.kind == EntryKind::Replayed)
        return counted(entry.recipients, Text::tr("1 event was replayed."),
                       Text::tr("%1 events were replayed."));
    return QString::fromUtf8(entry.wire.trimmed());
}

QString footer(const JournalEntry &entry)
{
    QStringList parts;
    const QString time = readable::time(entry.wall);
    const QString recipients =
        counted(entry.recipients, Text::tr("to 1 client"), Text::tr("to %1 clients"));
    switch (entry.kind) {
    case EntryKind::Published:
        parts << Text::tr("published %1").arg(time) << recipients;
        break;
    case EntryKind::Heartbeat:
        parts << Text::tr("sent %1").arg(time) << recipients;
        break;
    case EntryKind::Received:
    case EntryKind::ReceivedBlock:
        parts << Text::tr("received %1").arg(time);
        break;
    default:
        parts << time;
    }
    if (!entry.wire.isEmpty())
        parts << Text::tr("%1 on the wire").arg(readable::bytes(quint64(entry.wire.size())));
    return parts.join(QStringLiteral(" \u00b7 "));
}

} // namespace heliograph::entrysummary
