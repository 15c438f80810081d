// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/eventwriter.h"

#include "app/core/say.h"
#include "app/sse/lines.h"

namespace heliograph {

namespace {

/// Refuses a line break in @p value, where it would begin another field.
Result<void> checkOneLine(QByteArrayView value, const QByteArray &field, const QString &name)
{
    const qsizetype at = LineEnds(value).next(0);
    if (at == value.size())
        return {};
    return failure("invalid-field",
                   say("The %1 holds a line break at byte %2, which would begin another field. "
                       "Remove it.")
                       .arg(name)
                       .arg(at),
                   field);
}

/// Writes each line of @p text after @p name, a colon and a space.
void appendLines(QByteArray &wire, QByteArrayView name, QByteArrayView text)
{
    LineEnds ends(text);
    qsizetype from = 0;
    for (bool more = true; more;) {
        const qsizetype end = ends.next(from);
        wire.append(name).append(':');
        if (end > from)
            wire.append(' ').append(text.sliced(from, end - from));
        wire.append('\n');
        more = end < text.size();
        const bool crlf = text.sliced(end).startsWith("\r\n");
        from = end + (crlf ? 2 : 1);
    }
}

} // namespace

Result<void> EventWriter::check(const Event &event)
{
    if (auto type = checkOneLine(event.type, "event", say("event type")); !type)
        return type;
    if (event.id) {
        if (auto id = checkOneLine(*event.id, "id", say("id")); !id)
            return id;
        if (const qsizetype at = event.id->indexOf('\0'); at >= 0)
            return failure("invalid-field",
                           say("The id holds a NUL at byte %1, and receivers ignore such an id. "
                               "Remove it.")
                               .arg(at),
                           "id");
    }
    if (event.retry && event.retry->count() < 0)
        return failure("invalid-field",
                       say("The reconnection time is negative. Give milliseconds from 0 on."),
                       "retry");
    return {};
}

Result<QByteArray> EventWriter::write(const Event &event)
{
    if (auto checked = check(event); !checked)
        return tl::unexpected(checked.error());
    QByteArray wire;
    if (event.comment)
        appendLines(wire, {}, *event.comment);
    if (!event.type.isEmpty())
        appendLines(wire, "event", event.type);
    if (event.id)
        appendLines(wire, "id", *event.id);
    if (event.retry)
        appendLines(wire, "retry", QByteArray::number(qint64{event.retry->count()}));
    if (event.data) {
        // Most data is one line, so one allocation serves.
        wire.reserve(wire.size() + event.data->size() + 16);
        appendLines(wire, "data", *event.data);
    }
    return wire.append('\n');
}

QByteArray EventWriter::comment(QByteArrayView text)
{
    QByteArray wire;
    appendLines(wire, {}, text);
    return wire.append('\n');
}

} // namespace heliograph
