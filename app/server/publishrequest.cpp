// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/publishrequest.h"

#include "app/server/urlform.h"
#include "app/sse/eventwriter.h"

#include <QString>

#include <algorithm>
#include <tuple>
#include <utility>

namespace heliograph {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNumber(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// Strict JSON (RFC 8259) that keeps what QJsonDocument loses: the order of keys and the text of
/// numbers. Values stay compact text; only strings are decoded, when asked.
class JsonScanner {
public:
    using Members = QList<std::pair<QByteArray, QByteArray>>; ///< decoded key, compact value

    explicit JsonScanner(QByteArrayView text) : m_text(text) { }

    /// The whole text as one compact value, or nothing when it is not JSON.
    std::optional<QByteArray> compact()
    {
        QByteArray out;
        const bool ok = value(out, 0);
        skipBlanks();
        return ok && m_at == m_text.size() ? std::optional(out) : std::nullopt;
    }

    /// The members of @p object, which compact() returned.
    static Members members(QByteArrayView object)
    {
        JsonScanner scanner(object);
        Members result;
        for (++scanner.m_at; scanner.peek() != '}'; scanner.take(',')) {
            QByteArray key;
            QByteArray item;
            scanner.string(key);
            scanner.take(':');
            scanner.value(item, 1);
            result.emplaceBack(decode(key), item);
        }
        return result;
    }

    /// The elements of @p array, which compact() returned.
    static QList<QByteArray> elements(QByteArrayView array)
    {
        JsonScanner scanner(array);
        QList<QByteArray> result;
        for (++scanner.m_at; scanner.peek() != ']'; scanner.take(',')) {
            QByteArray item;
            scanner.value(item, 1);
            result.append(item);
        }
        return result;
    }

    /// The UTF-8 a JSON string, quotes included, stands for. A lone surrogate becomes U+FFFD.
    static QByteArray decode(QByteArrayView string)
    {
        QByteArray out;
        out.reserve(string.size());
        for (qsizetype i = 1; i + 1 < string.size(); ++i) {
            if (string[i] != '\\') {
                out += string[i];
            } else if (string[++i] == 'u') {
                char32_t code = unit(string.sliced(i + 1));
                i += 4;
                if (QChar::isHighSurrogate(code) && string.sliced(i + 1).startsWith("\\u")) {
                    const char32_t low = unit(string.sliced(i + 3));
                    if (QChar::isLowSurrogate(low)) {
                        code = QChar::surrogateToUcs4(char16_t(code), char16_t(low));
                        i += 6;
                    }
                }
                out += QString::fromUcs4(QChar::isSurrogate(code) ? U"\uFFFD" : &code, 1).toUtf8();
            } else {
                out += plainEscape(string[i]);
            }
        }
        return out;
    }

private:
    static constexpr int maxDepth = 200;

    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool take(char c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    void skipBlanks()
    {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++m_at;
    }

    bool value(QByteArray &out, int depth)
    {
        skipBlanks();
        switch (peek()) {
        case '{':
            return container(out, '}', depth);
        case '[':
            return container(out, ']', depth);
        case '"':
            return string(out);
        case 't':
            return word(out, "true");
        case 'f':
            return word(out, "false");
        case 'n':
            return word(out, "null");
        default:
            return number(out);
        }
    }

    bool container(QByteArray &out, char close, int depth)
    {
        if (depth >= maxDepth)
            return false;
        out += m_text[m_at++];
        skipBlanks();
        for (bool first = true; !take(close); first = false) {
            if (!first) {
                if (!take(','))
                    return false;
                out += ',';
            }
            if ((close == '}' && !key(out)) || !value(out, depth + 1))
                return false;
            skipBlanks();
        }
        out += close;
        return true;
    }

    bool key(QByteArray &out)
    {
        skipBlanks();
        if (peek() != '"' || !string(out))
            return false;
        skipBlanks();
        out += ':';
        return take(':');
    }

    bool string(QByteArray &out)
    {
        const qsizetype begin = m_at++;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '"') {
                out += m_text.sliced(begin, m_at - begin);
                return true;
            }
            if ((c >= '\0' && c < ' ') || (c == '\\' && !escape()))
                return false;
        }
        return false;
    }

    bool escape()
    {
        const char c = peek();
        ++m_at;
        if (c != 'u')
            return c != '\0' && QByteArrayView("\"\\/bfnrt").contains(c);
        const QByteArrayView digits = m_text.sliced(qMin(m_at, m_text.size()));
        m_at += 4;
        const auto isHex = [](char d) {
            return isDigit(d) || (d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F');
        };
        return digits.size() >= 4 && std::all_of(digits.begin(), digits.begin() + 4, isHex);
    }

    bool word(QByteArray &out, QByteArrayView text)
    {
        if (!m_text.sliced(m_at).startsWith(text))
            return false;
        m_at += text.size();
        out += text;
        return true;
    }

    bool digits()
    {
        const qsizetype begin = m_at;
        while (isDigit(peek()))
            ++m_at;
        return m_at > begin;
    }

    bool number(QByteArray &out)
    {
        const qsizetype begin = m_at;
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            std::ignore = take('+') || take('-');
            if (!digits())
                return false;
        }
        out += m_text.sliced(begin, m_at - begin);
        return true;
    }

    static char32_t unit(QByteArrayView digits)
    {
        return char32_t(digits.first(4).toByteArray().toUInt(nullptr, 16));
    }

    static char plainEscape(char c)
    {
        switch (c) {
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        default:
            return c;
        }
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

tl::unexpected<Error> invalid(const QByteArray &field, const QString &message)
{
    return failure("invalid-field", message, field);
}

Result<void> setRetry(PublishRequest &request, const QByteArray &text)
{
    bool ok = isNumber(text);
    const qlonglong ms = ok ? text.toLongLong(&ok) : 0;
    if (!ok)
        return invalid("retry", u"retry must be a whole number of milliseconds, 0 or more."_s);
    request.event.retry = std::chrono::milliseconds{ms};
    return {};
}

Result<void> setEndpoint(PublishRequest &request, const QByteArray &text)
{
    const auto isWrong = [](char c) { return (c >= '\0' && c < ' ') || c == '\x7f'; };
    if (!text.startsWith('/') || text.size() > 1024 || text.contains('?') || text.contains('#')
        || std::any_of(text.begin(), text.end(), isWrong)) {
        return invalid("endpoint",
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
        return invalid("to", u"to must hold ids of /api/connections, which are numbers."_s);
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
        return invalid("to", u"to is empty. Leave it out to send to everyone."_s);
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
        return JsonScanner::decode(value);
    return invalid(field, u"%1 must be a string."_s.arg(QString::fromLatin1(field)));
}

Result<void> setJsonTargets(PublishRequest &request, const QByteArray &value)
{
    if (!value.startsWith('['))
        return invalid("to", u"to must be an array of connection ids."_s);
    QList<QByteArray> ids;
    const QList<QByteArray> elements = JsonScanner::elements(value);
    for (const QByteArray &element : elements)
        ids.append(isJsonString(element) ? JsonScanner::decode(element) : element);
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
        return invalid("id", u"id must be a string, a number, or null for none."_s);
    request.event.id = isJsonString(value) ? JsonScanner::decode(value) : value;
    return {};
}

/// Sets the field @p name from its compact JSON @p value. Unknown names mean nothing.
Result<void> setJsonField(PublishRequest &request, const QByteArray &name, const QByteArray &value)
{
    if (name == "data") {
        request.event.data = isJsonString(value) ? JsonScanner::decode(value) : value;
        return {};
    }
    if (name == "id")
        return setJsonId(request, value);
    if (name == "to")
        return setJsonTargets(request, value);
    if (name == "retry")
        return setRetry(request, isJsonString(value) ? JsonScanner::decode(value) : value);
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
    for (const auto &[name, value] : JsonScanner::members(object)) {
        if (auto set = setJsonField(request, name, value); !set)
            return tl::unexpected(set.error());
    }
    return finished(std::move(request));
}

Result<PublishBatch> fromJson(const QByteArray &body)
{
    const auto json = isValidUtf8(body) ? JsonScanner(body).compact() : std::nullopt;
    if (!json)
        return failure("invalid-json", u"The body is not valid JSON."_s);
    PublishBatch batch;
    batch.isArray = json->startsWith('[');
    const QList<QByteArray> objects =
        batch.isArray ? JsonScanner::elements(*json) : QList<QByteArray>{*json};
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
        return invalid("data", u"The body is not UTF-8, which event streams are made of."_s);
    PublishRequest request;
    if (!body.isEmpty())
        request.event.data = body;
    return fromFields(std::move(request), query, false);
}

} // namespace heliograph
