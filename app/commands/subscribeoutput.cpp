// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/subscribeoutput.h"

namespace heliograph::commands {

namespace {

/// @p text (UTF-8) as a JSON string (RFC 8259, 7). The keys' order is promised, and QJsonObject
/// would sort them.
QByteArray quoted(const QByteArray &text)
{
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray json;
    json.reserve(text.size() + 2);
    json += '"';
    for (const char c : text) {
        const auto code = static_cast<uchar>(c);
        if (c == '"' || c == '\\')
            json.append('\\').append(c);
        else if (c == '\n')
            json += "\\n";
        else if (c == '\t')
            json += "\\t";
        else if (code < 0x20)
            json.append("\\u00").append(digits[code >> 4]).append(digits[code & 15]);
        else
            json += c;
    }
    return json += '"';
}

} // namespace

QByteArray SubscribeOutput::openAsJson()
{
    return "{\"type\":\"open\"}\n";
}

QByteArray SubscribeOutput::eventAsJson(const StreamItem &event, const QByteArray &origin)
{
    return "{\"type\":\"event\",\"event\":" + quoted(event.type) + ",\"data\":" + quoted(event.data)
        + ",\"id\":" + quoted(event.lastEventId) + ",\"origin\":" + quoted(origin) + "}\n";
}

QByteArray SubscribeOutput::errorAsJson(const SubscriptionError &error)
{
    QByteArray json = "{\"type\":\"error\",\"reconnecting\":";
    json += error.reconnecting ? "true" : "false";
    json += ",\"message\":" + quoted(error.message.toUtf8());
    if (error.status)
        json += ",\"status\":" + QByteArray::number(*error.status);
    return json += "}\n";
}

QByteArray SubscribeOutput::eventAsText(const StreamItem &event)
{
    QByteArray text = "event: " + event.type + '\n';
    if (!event.lastEventId.isEmpty())
        text += "id: " + event.lastEventId + '\n';
    QByteArray data = event.data;
    return text + "data: " + data.replace("\n", "\n      ") + "\n\n";
}

QString SubscribeOutput::errorAsText(const SubscriptionError &error)
{
    if (!error.reconnecting)
        return error.message;
    return QStringLiteral("%1 Trying again in %2 s.")
        .arg(error.message)
        .arg(static_cast<double>(error.delay.count()) / 1000.0);
}

} // namespace heliograph::commands
