// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/draft.h"

#include "app/compose/rawtext.h"
#include "app/core/say.h"
#include "app/sse/blocks.h"
#include "app/sse/eventwriter.h"

#include <algorithm>
#include <limits>

namespace heliograph {

namespace {

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
    excerpt.removeIf(isControl);
    return say("%1 cannot hold %2. Remove it: %3").arg(name, what, excerpt);
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

void checkEvent(const Draft &draft, DraftErrors &errors)
{
    const auto take = [&errors](DraftField field, const QString &sentence) {
        if (!sentence.isEmpty())
            errors.add(field, sentence);
    };
    Event typeOnly;
    typeOnly.type = draft.event.toUtf8();
    take(DraftField::Event, fieldError(draft.event, typeOnly, say("An event type")));
    if (draft.idChoice == IdChoice::Own) {
        Event idOnly;
        idOnly.id = draft.ownId.toUtf8();
        take(DraftField::Id, fieldError(draft.ownId, idOnly, say("An ID")));
    }
    take(DraftField::Retry, retryError(draft.retry));
    if (saysNothing(draft))
        errors.add(DraftField::Whole, say("Nothing to send. Fill a field, or send data."));
}

void checkRaw(const Draft &draft, DraftErrors &errors)
{
    const auto bytes = rawBytes(draft.raw);
    if (!bytes)
        errors.add(DraftField::Raw, bytes.error().message, bytes.error().position,
                   bytes.error().length);
    else if (bytes->isEmpty())
        errors.add(DraftField::Whole, say("Nothing to send. Type some bytes."));
}

} // namespace

QString DraftErrors::of(DraftField field) const
{
    const auto found = std::find_if(all.cbegin(), all.cend(),
                                    [field](const DraftError &one) { return one.field == field; });
    return found == all.cend() ? QString() : found->message;
}

void DraftErrors::add(DraftField field, const QString &message, qsizetype position,
                      qsizetype length)
{
    all.append({field, message, position, length});
}

DraftErrors check(const Draft &draft)
{
    DraftErrors errors;
    if (const QString wrong = endpointError(draft.endpoint); !wrong.isEmpty())
        errors.add(DraftField::Endpoint, wrong);
    if (draft.mode == DraftMode::Raw)
        checkRaw(draft, errors);
    else
        checkEvent(draft, errors);
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

QList<PublishRequest> toRequests(const Draft &draft, const std::optional<QList<ConnectionId>> &to)
{
    PublishRequest request;
    request.endpoint = draft.endpoint.toUtf8();
    request.to = to;
    if (draft.mode == DraftMode::Event) {
        request.event = toEvent(draft);
        request.automaticId = draft.idChoice == IdChoice::Automatic;
        return {request};
    }
    QList<PublishRequest> requests;
    const auto bytes = rawBytes(draft.raw);
    for (const QByteArray &block : splitBlocks(bytes.value_or(QByteArray()))) {
        request.raw = block;
        requests.append(request);
    }
    return requests;
}

QJsonObject toJson(const Draft &draft)
{
    return {
        {QStringLiteral("endpoint"), draft.endpoint},
        {QStringLiteral("to"), static_cast<int>(draft.to)},
        {QStringLiteral("match"), draft.match},
        {QStringLiteral("mode"), static_cast<int>(draft.mode)},
        {QStringLiteral("raw"), draft.raw},
        {QStringLiteral("templates"), draft.hasTemplates},
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
    const auto oneOf = [&object](const char *name, int last) {
        return qBound(0, object.value(QLatin1String(name)).toInt(), last);
    };
    draft.to = static_cast<TargetChoice>(oneOf("to", 2));
    draft.match = object.value(QLatin1String("match")).toString();
    draft.mode = static_cast<DraftMode>(oneOf("mode", 1));
    draft.raw = object.value(QLatin1String("raw")).toString();
    draft.hasTemplates = object.value(QLatin1String("templates")).toBool(true);
    draft.event = object.value(QLatin1String("event")).toString();
    draft.idChoice = static_cast<IdChoice>(oneOf("idChoice", 2));
    draft.ownId = object.value(QLatin1String("id")).toString();
    draft.retry = object.value(QLatin1String("retry")).toString();
    draft.comment = object.value(QLatin1String("comment")).toString();
    draft.data = object.value(QLatin1String("data")).toString().toUtf8();
    draft.withoutData = object.value(QLatin1String("withoutData")).toBool();
    return draft;
}

} // namespace heliograph
