// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/publishrequest.h"

#include "app/core/ascii.h"
#include "app/server/compactjson.h"
#include "app/server/urlform.h"
#include "app/sse/eventwriter.h"

#include <QString>

#include <algorithm>
#include <tuple>
#include <utility>

namespace heliograph {

using namespace Qt::StringLiterals;

namespace {

bool isNumber(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

tl::unexpected<Error> invalidField(const QByteArray &field, const QString &message)
{
    return failure("invalid-field", message, field);
}

Result<void> setRetry(PublishRequest &request, const QByteArray &text)
{
    bool ok = isNumber(text);
    const qlonglong ms = ok ? text.toLongLong(&ok) : 0;
    if (!ok)
        return invalidField("retry", u"retry must be a whole number of milliseconds, 0 or more."_s);
    request.event.retry = std::chrono::milliseconds{ms};
    return {};
}

Result<void> setEndpoint(PublishRequest &request, const QByteArray &text)
{
    const auto isWrong = [](char c) { return (c >= '\0' && c < ' ') || c == '\x7f'; };
    if (!text.startsWith('/') || text.size() > 1024 || text.contains('?') || text.contains('#')
        || std::any_of(text.begin(), text.end(), isWrong)) {
        return invalidField(
            "endpoint",
            u"endpoint must be a path such as /events: it begins with /, has no ? or #, "
            "and at most 1024 bytes."_s);
    }
    request.endpoint = text;
    return {};
}

Result<void> addTarget(PublishRequest &request, const QByteArray &text)
{
    bool ok = isNumber(text);
    const quint64 number = ok ? text.toULongLong(&ok) : 0;
    if (!ok)
        return invalidField("to", u"to must hold ids of /api/connections, which are numbers."_s);
    if (!request.to)
        request.to.emplace();
    request.to->append(ConnectionId{number});
    return {};
}

Result<void> setTargets(PublishRequest &request, const QList<QByteArray> &ids)
{
    for (const QByteArray &id : ids) {
        if (auto added = addTarget(request, id); !added)
            return added;
    }
    if (ids.isEmpty())
        return invalidField("to", u"to is empty. Leave it out to send to everyone."_s);
    return {};
}

/// What holds for a request however it came.
Result<PublishRequest> finished(PublishRequest request)
{
    const Event &event = request.event;
    const bool hasContent =
        !event.type.isNull() || !request.automaticId || event.retry || event.data || event.comment;
    if (!hasContent) {
        return failure("nothing-to-send",
                       u"There is nothing to send. Give at least one of event, id, retry, data and "
                       "comment."_s);
    }
    if (auto checked = EventWriter::check(event); !checked)
        return tl::unexpected(checked.error());
    if (request.to) {
        std::sort(request.to->begin(), request.to->end());
        request.to->erase(std::unique(request.to->begin(), request.to->end()), request.to->end());
    }
    return request;
}

bool isJsonString(QByteArrayView value)
{
    return value.startsWith('"');
}

bool isJsonNumber(QByteArrayView value)
{
    return value.startsWith('-') || isDigit(value.front());
}

Result<QByteArray> jsonText(const QByteArray &field, const QByteArray &value)
{
    if (isJsonString(value))
        return decodeJsonString(value);
    return invalidField(field, u"%1 must be a string."_s.arg(QString::fromLatin1(field)));
}

Result<void> setJsonTargets(PublishRequest &request, const QByteArray &value)
{
    if (!value.startsWith('['))
        return invalidField("to", u"to must be an array of connection ids."_s);
    QList<QByteArray> ids;
    const QList<QByteArray> elements = jsonElements(value);
    for (const QByteArray &element : elements)
        ids.append(isJsonString(element) ? decodeJsonString(element) : element);
    request.to.reset();
    return setTargets(request, ids);
}

Result<void> setJsonId(PublishRequest &request, const QByteArray &value)
{
    request.automaticId = false;
    request.event.id.reset();
    if (value == "null")
        return {};
    if (!isJsonString(value) && !isJsonNumber(value))
        return invalidField("id", u"id must be a string, a number, or null for none."_s);
    request.event.id = isJsonString(value) ? decodeJsonString(value) : value;
    return {};
}

/// Sets the field @p name from its compact JSON @p value. Unknown names mean nothing.
Result<void> setJsonField(PublishRequest &request, const QByteArray &name, const QByteArray &value)
{
    if (name == "data") {
        request.event.data = isJsonString(value) ? decodeJsonString(value) : value;
        return {};
    }
    if (name == "id")
        return setJsonId(request, value);
    if (name == "to")
        return setJsonTargets(request, value);
    if (name == "retry")
        return setRetry(request, isJsonString(value) ? decodeJsonString(value) : value);
    if (name != "endpoint" && name != "event" && name != "comment")
        return {};
    auto text = jsonText(name, value);
    if (!text)
        return tl::unexpected(text.error());
    if (name == "endpoint")
        return setEndpoint(request, *text);
    if (name == "comment")
        request.event.comment = *text;
    else
        request.event.type = *text;
    return {};
}

Result<PublishRequest> fromJsonObject(const QByteArray &object)
{
    if (!object.startsWith('{'))
        return failure("invalid-json", u"An event must be a JSON object."_s);
    PublishRequest request;
    for (const auto &[name, value] : jsonMembers(object)) {
        if (auto set = setJsonField(request, name, value); !set)
            return tl::unexpected(set.error());
    }
    return finished(std::move(request));
}

Result<PublishBatch> fromJson(const QByteArray &body)
{
    const auto json = isValidUtf8(body) ? compactJson(body) : std::nullopt;
    if (!json)
        return failure("invalid-json", u"The body is not valid JSON."_s);
    PublishBatch batch;
    batch.isArray = json->startsWith('[');
    const QList<QByteArray> objects =
        batch.isArray ? jsonElements(*json) : QList<QByteArray>{*json};
    if (objects.isEmpty())
        return failure("nothing-to-send", u"The array holds no event."_s);
    for (const QByteArray &object : objects) {
        auto request = fromJsonObject(object);
        if (!request) {
            Error error = request.error();
            if (batch.isArray)
                error.message.prepend(u"Entry %1 of the array: "_s.arg(batch.requests.size()));
            return tl::unexpected(error);
        }
        batch.requests.append(*std::move(request));
    }
    return batch;
}

/// Sets what @p fields, of a form or a query, name. Unknown names mean nothing.
Result<void> setFormFields(PublishRequest &request, const FormFields &fields, bool withData)
{
    for (const auto &[name, value] : fields) {
        Result<void> set;
        if (name == "data" && withData)
            request.event.data = value;
        else if (name == "event")
            request.event.type = value;
        else if (name == "comment")
            request.event.comment = value;
        else if (name == "id")
            request.event.id = value;
        else if (name == "retry")
            set = setRetry(request, value);
        else if (name == "endpoint")
            set = setEndpoint(request, value);
        else if (name == "to")
            set = setTargets(request, value.isEmpty() ? QList<QByteArray>{} : value.split(','));
        if (!set)
            return set;
    }
    request.automaticId = !request.event.id;
    return {};
}

Result<PublishBatch> fromFields(PublishRequest request, const QByteArray &text, bool withData)
{
    const auto fields = parseUrlForm(text);
    if (!fields)
        return failure("invalid-form", u"The fields are not percent-encoded UTF-8."_s);
    if (auto set = setFormFields(request, *fields, withData); !set)
        return tl::unexpected(set.error());
    return finished(std::move(request)).map([](PublishRequest &&whole) {
        return PublishBatch{{std::move(whole)}, false};
    });
}

QByteArray mediaType(const QByteArray &contentType)
{
    const qsizetype end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.first(end)).trimmed().toLower();
}

} // namespace

Result<PublishBatch> parsePublish(const QByteArray &contentType, const QByteArray &body,
                                  const QByteArray &query)
{
    const QByteArray type = mediaType(contentType);
    if (type == "application/json" || type == "text/json" || type.endsWith("+json"))
        return fromJson(body);
    if (type == "application/x-www-form-urlencoded")
        return fromFields({}, body, true);
    if (!isValidUtf8(body))
        return invalidField("data", u"The body is not UTF-8, which event streams are made of."_s);
    PublishRequest request;
    if (!body.isEmpty())
        request.event.data = body;
    return fromFields(std::move(request), query, false);
}

} // namespace heliograph
