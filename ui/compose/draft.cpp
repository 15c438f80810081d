// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/draft.h"

#include "app/models/readable.h"
#include "app/sse/eventwriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace heliograph {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Compose", text);
}

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || c.unicode() == 0x7f;
}

QString endpointError(const QString &endpoint)
{
    if (!endpoint.startsWith(QLatin1Char('/')))
        return say("An endpoint is a path: begin it with \"/\".");
    if (std::any_of(endpoint.cbegin(), endpoint.cend(), isControl))
        return say("An endpoint cannot hold a line break or control character. Remove it.");
    return {};
}

/// The sentence for a field that EventWriter refuses, naming what to look for.
QString fieldError(const QString &text, const Event &event, const QString &name)
{
    const Result<void> result = EventWriter::check(event);
    if (result)
        return {};
    const qsizetype at = std::find_if(text.cbegin(), text.cend(), isControl) - text.cbegin();
    if (at == text.size())
        return result.error().message;
    const QString what = text.at(at).isNull() ? say("a NUL character") : say("a line break");
    QString excerpt = text.mid(qMax<qsizetype>(0, at - 20), 40);
    excerpt.replace(u'\n', u'↵').replace(u'\r', u'↵');
    return say("%1 cannot hold %2. Remove it: %3")
        .arg(name, what, readable::oneLine(excerpt.toUtf8()));
}

QString retryError(const QString &retry)
{
    if (retry.isEmpty())
        return {};
    const bool digits =
        std::all_of(retry.cbegin(), retry.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    static_cast<void>(retry.toLongLong(&fits));
    return digits && fits ? QString() : say("Retry is a whole number of milliseconds.");
}

bool saysNothing(const Draft &draft)
{
    return draft.withoutData && draft.comment.isEmpty() && draft.retry.isEmpty()
        && draft.event.isEmpty() && draft.idChoice == IdChoice::None;
}

} // namespace

bool DraftErrors::isEmpty() const
{
    return endpoint.isEmpty() && event.isEmpty() && id.isEmpty() && retry.isEmpty()
        && whole.isEmpty();
}

DraftErrors check(const Draft &draft)
{
    DraftErrors errors;
    errors.endpoint = endpointError(draft.endpoint);
    Event typeOnly;
    typeOnly.type = draft.event.toUtf8();
    errors.event = fieldError(draft.event, typeOnly, say("An event type"));
    if (draft.idChoice == IdChoice::Own) {
        Event idOnly;
        idOnly.id = draft.ownId.toUtf8();
        errors.id = fieldError(draft.ownId, idOnly, say("An ID"));
    }
    errors.retry = retryError(draft.retry);
    if (saysNothing(draft))
        errors.whole = say("Nothing to send. Fill a field, or send data.");
    return errors;
}

Event toEvent(const Draft &draft)
{
    Event event;
    event.type = draft.event.toUtf8();
    if (draft.idChoice == IdChoice::Own)
        event.id = draft.ownId.toUtf8();
    if (!draft.retry.isEmpty())
        event.retry = std::chrono::milliseconds(draft.retry.toLongLong());
    if (!draft.comment.isEmpty())
        event.comment = draft.comment.toUtf8();
    if (!draft.withoutData)
        event.data = draft.data;
    return event;
}

QJsonObject toJson(const Draft &draft)
{
    return {
        {QStringLiteral("endpoint"), draft.endpoint},
        {QStringLiteral("event"), draft.event},
        {QStringLiteral("idChoice"), static_cast<int>(draft.idChoice)},
        {QStringLiteral("id"), draft.ownId},
        {QStringLiteral("retry"), draft.retry},
        {QStringLiteral("comment"), draft.comment},
        {QStringLiteral("data"), QString::fromUtf8(draft.data)},
        {QStringLiteral("withoutData"), draft.withoutData},
    };
}

Draft draftFromJson(const QJsonObject &object)
{
    Draft draft;
    draft.endpoint = object.value(QLatin1String("endpoint")).toString(draft.endpoint);
    draft.event = object.value(QLatin1String("event")).toString();
    const int choice = object.value(QLatin1String("idChoice")).toInt();
    draft.idChoice = static_cast<IdChoice>(qBound(0, choice, 2));
    draft.ownId = object.value(QLatin1String("id")).toString();
    draft.retry = object.value(QLatin1String("retry")).toString();
    draft.comment = object.value(QLatin1String("comment")).toString();
    draft.data = object.value(QLatin1String("data")).toString().toUtf8();
    draft.withoutData = object.value(QLatin1String("withoutData")).toBool();
    return draft;
}

} // namespace heliograph
