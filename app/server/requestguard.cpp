// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/requestguard.h"

#include "app/server/urlform.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace heliograph {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxEmptyLines = 8; // before a request line (RFC 9112 2.2)
constexpr qsizetype maxChunkLine = 4096;
constexpr qsizetype maxExtensionBytes = qsizetype{16} * 1024; // of one body (RFC 9112 7.1.1)

using Refusal = RequestGuard::Refusal;

Refusal refuse(int status, const char *code, const QString &message, const QByteArray &field = {})
{
    return {status, code, field, message};
}

Refusal badRequest(const QString &message, const QByteArray &field = {})
{
    return refuse(400, "bad-request", message, field);
}

Refusal bodyTooLarge(qsizetype limit)
{
    return refuse(413, "body-too-large",
                  u"The body is larger than %1 bytes. Send less at once."_s.arg(limit));
}

Refusal headerTooLarge(qsizetype limit)
{
    return refuse(
        431, "header-too-large",
        u"The header is larger than %1 bytes. Send fewer or shorter fields."_s.arg(limit));
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isAlphaNumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// tchar of RFC 9110 5.6.2.
bool isTokenChar(char c)
{
    return isAlphaNumeric(c) || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isControl(char c)
{
    return (c >= '\0' && c < ' ') || c == '\x7f';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

QByteArrayView trimBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool isPort(QByteArrayView port)
{
    return port.size() <= 5 && std::all_of(port.begin(), port.end(), isDigit)
        && port.toByteArray().toInt() <= 65535;
}

/// host [ ":" port ] of RFC 3986 3.2, not empty and without user information (RFC 9110 4.2.4).
bool isAuthority(QByteArrayView text)
{
    qsizetype hostEnd = text.lastIndexOf(':');
    const bool literal = text.startsWith('[');
    if (literal) {
        hostEnd = text.indexOf(']') + 1;
        if (hostEnd < 4 || (hostEnd < text.size() && text[hostEnd] != ':'))
            return false;
    } else if (hostEnd < 0) {
        hostEnd = text.size();
    }
    const QByteArrayView host = text.first(hostEnd);
    const QByteArrayView allowed = literal ? QByteArrayView("[]:.") : "-._~!$&'()*+,;=%";
    const auto fits = [allowed](char c) { return isAlphaNumeric(c) || allowed.contains(c); };
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), fits)
        && isPort(text.sliced(std::min(hostEnd + 1, text.size())));
}

/// RFC 3986 5.2.4 on decoded segments; nothing when ".." would leave the root.
std::optional<QByteArray> removeDotSegments(const QByteArray &path)
{
    QList<QByteArray> kept;
    const QList<QByteArray> segments = path.mid(1).split('/');
    for (const QByteArray &segment : segments) {
        if (segment == "..") {
            if (kept.isEmpty())
                return std::nullopt;
            kept.removeLast();
        } else if (segment != ".") {
            kept.append(segment);
        }
    }
    if (segments.last() == "." || segments.last() == "..")
        kept.append(QByteArray());
    return '/' + kept.join('/');
}

std::optional<Refusal> decodePath(QByteArrayView raw, QByteArray &path)
{
    if (raw.toByteArray().toLower().contains("%2f"))
        return badRequest(u"The path holds an encoded slash (%2F). Send a plain one."_s);
    const auto decoded = percentDecode(raw);
    if (!decoded || !isValidUtf8(*decoded))
        return badRequest(u"The path is not percent-encoded UTF-8."_s);
    if (std::any_of(decoded->begin(), decoded->end(), isControl))
        return badRequest(u"The path holds an encoded control character."_s);
    const auto clean = removeDotSegments(*decoded);
    if (!clean)
        return badRequest(u"The path leads out of the root."_s);
    path = *clean;
    return std::nullopt;
}

/// Reads the target's form (RFC 9112 3.2) into @p request and, for the absolute form, @p authority.
std::optional<Refusal> readTarget(HttpRequest &request, QByteArray &authority)
{
    QByteArrayView rest = request.target;
    if (rest.contains('#'))
        return badRequest(u"The request target holds a fragment (#)."_s);
    if (request.method == "CONNECT")
        return refuse(501, "not-implemented", u"CONNECT is not served here: this is no proxy."_s);
    if (rest == "*") {
        request.path = "*";
        if (request.method == "OPTIONS")
            return std::nullopt;
        return badRequest(u"The target * goes with OPTIONS only."_s);
    }
    if (!rest.startsWith('/')) {
        const qsizetype colon = rest.indexOf("://");
        const QByteArrayView scheme = rest.first(std::max(colon, qsizetype{0}));
        if (!sameFieldName(scheme, "http") && !sameFieldName(scheme, "https"))
            return badRequest(u"The request target must begin with / or http://."_s);
        rest = rest.sliced(colon + 3);
        const auto end =
            std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
        const qsizetype length = end - rest.begin();
        if (!isAuthority(rest.first(length)))
            return badRequest(u"The request target names no valid host."_s);
        authority = rest.first(length).toByteArray();
        rest = rest.sliced(length);
    }
    const qsizetype mark = rest.indexOf('?');
    if (mark >= 0)
        request.query = rest.sliced(mark + 1).toByteArray();
    const QByteArrayView path = mark < 0 ? rest : rest.first(mark);
    return decodePath(path.isEmpty() ? QByteArrayView("/") : path, request.path);
}

/// HTTP-version of RFC 9112 2.3.
std::optional<Refusal> readVersion(QByteArrayView version, int &minor)
{
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isDigit(version[5])
        || version[6] != '.' || !isDigit(version[7]))
        return badRequest(u"The request line does not end with an HTTP version."_s);
    if (version[5] != '1')
        return refuse(505, "version-not-supported", u"Only HTTP/1.0 and HTTP/1.1 are served."_s);
    minor = version[7] == '0' ? 0 : 1;
    return std::nullopt;
}

/// Splits a field line (RFC 9112 5) into @p name and @p value.
std::optional<Refusal> readField(QByteArrayView line, QByteArrayView &name, QByteArrayView &value)
{
    if (isBlank(line.front()))
        return badRequest(u"A header line begins with whitespace (obsolete folding)."_s);
    const qsizetype colon = line.indexOf(':');
    if (colon < 0)
        return badRequest(u"A header line has no colon."_s);
    name = line.first(colon);
    if (!name.isEmpty() && isBlank(name.back()))
        return badRequest(u"A header field has whitespace before its colon."_s);
    if (!isToken(name))
        return badRequest(u"A header field name holds a character it must not."_s);
    value = trimBlanks(line.sliced(colon + 1));
    return std::nullopt;
}

QList<QByteArray> listMembers(const QByteArray &joined)
{
    QList<QByteArray> members;
    const QList<QByteArray> parts = joined.split(',');
    for (const QByteArray &part : parts)
        members.append(part.trimmed().toLower());
    return members;
}

int countField(const HeaderList &headers, QByteArrayView name)
{
    return static_cast<int>(
        std::count_if(headers.begin(), headers.end(),
                      [name](const auto &field) { return sameFieldName(field.first, name); }));
}

/// Host (RFC 9112 3.2): exactly one for HTTP/1.1, and the target's authority goes before it.
std::optional<Refusal> settleHost(HttpRequest &request, const QByteArray &authority)
{
    const int count = countField(request.headers, "Host");
    if (count > 1 || (count == 0 && request.minorVersion > 0))
        return badRequest(u"A request has exactly one Host field."_s, "host");
    if (count == 1 && !isAuthority(*request.header("Host")))
        return badRequest(u"The Host field is not a host with an optional port."_s, "host");
    if (authority.isEmpty())
        return std::nullopt;
    request.headers.removeIf([](const auto &field) { return sameFieldName(field.first, "Host"); });
    request.headers.emplaceFront("Host", authority);
    return std::nullopt;
}

/// Transfer-Encoding (RFC 9112 6.1, 6.3): chunked and nothing else, and never with Content-Length.
std::optional<Refusal> checkTransferEncoding(const HttpRequest &request)
{
    const QByteArray field = "transfer-encoding";
    if (request.minorVersion == 0)
        return badRequest(u"HTTP/1.0 has no Transfer-Encoding."_s, field);
    if (countField(request.headers, "Content-Length") > 0)
        return badRequest(u"Send Transfer-Encoding or Content-Length, not both."_s, field);
    const QList<QByteArray> codings = listMembers(request.joinedHeader(field));
    if (codings.last() != "chunked" || codings.count("chunked") > 1)
        return badRequest(u"The last transfer coding must be chunked, once."_s, field);
    if (codings.size() > 1)
        return refuse(501, "not-implemented", u"No transfer coding but chunked is known."_s, field);
    return std::nullopt;
}

/// Content-Length (RFC 9110 8.6); a list or repetition is refused even where it agrees.
std::optional<Refusal> readContentLength(const HttpRequest &request, quint64 &length)
{
    const QByteArray field = "content-length";
    const QByteArray value = request.joinedHeader(field);
    bool ok =
        countField(request.headers, field) == 1 && std::all_of(value.begin(), value.end(), isDigit);
    if (ok)
        length = value.toULongLong(&ok);
    if (!ok)
        return badRequest(u"Content-Length must be one decimal number of bytes."_s, field);
    return std::nullopt;
}

bool wantsKeepAlive(const HttpRequest &request)
{
    const QList<QByteArray> options = listMembers(request.joinedHeader("Connection"));
    if (options.contains("close"))
        return false;
    return request.minorVersion > 0 || options.contains("keep-alive");
}

/// chunk-size of RFC 9112 7.1, without its extensions; nothing when malformed or beyond 64 bits.
std::optional<quint64> readChunkSize(QByteArrayView line, QByteArrayView &extension)
{
    const auto isHex = [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    const qsizetype digits = std::find_if_not(line.begin(), line.end(), isHex) - line.begin();
    extension = line.sliced(digits);
    if (!extension.isEmpty() && !trimBlanks(extension).startsWith(';'))
        return std::nullopt;
    bool ok = false;
    const quint64 size = line.first(digits).toByteArray().toULongLong(&ok, 16);
    return ok ? std::optional(size) : std::nullopt;
}

} // namespace

RequestGuard::RequestGuard(GuardLimits limits) : m_limits(limits) { }

void RequestGuard::feed(QByteArrayView bytes)
{
    if (m_state == State::Refused)
        return;
    // Moving the rest only once half is spent keeps byte-by-byte feeding linear.
    if (m_position > 0 && m_position >= m_input.size() / 2) {
        m_input = m_input.mid(m_position);
        m_scanned -= m_position;
        m_position = 0;
    }
    m_input.append(bytes);
}

std::optional<RequestGuard::Item> RequestGuard::next()
{
    for (bool progressed = true; progressed && m_state != State::Refused;) {
        progressed = false;
        if (auto refused = step(progressed)) {
            restart();
            m_input.clear();
            m_position = m_scanned = 0;
            m_state = State::Refused;
            return *std::move(refused);
        }
        if (m_state == State::Complete) {
            Item item = std::move(m_request);
            restart();
            if (buffered() == 0)
                std::ignore = takeBuffered(); // an idle connection holds no memory
            return item;
        }
        if (std::exchange(m_continuePending, false) && buffered() == 0)
            return Continue{};
    }
    return std::nullopt;
}

RequestGuard::Phase RequestGuard::phase() const
{
    switch (m_state) {
    case State::RequestLine:
        return buffered() == 0 ? Phase::Idle : Phase::Header;
    case State::Fields:
        return Phase::Header;
    case State::Refused:
        return Phase::Refused;
    default:
        return Phase::Body;
    }
}

QByteArray RequestGuard::takeBuffered()
{
    const QByteArray rest = m_input.mid(m_position);
    m_input.clear();
    m_position = 0;
    m_scanned = 0;
    return rest;
}

/// Takes a line off the input, without its CRLF. Strict (RFC 9112 2.2): a lone CR or LF, which
/// others may take for a line end or not, and control characters are malformed.
RequestGuard::LineStatus RequestGuard::readLine(qsizetype limit, QByteArrayView &line)
{
    for (; m_scanned < m_input.size(); ++m_scanned) {
        const qsizetype length = m_scanned - m_position;
        const char c = m_input.at(m_scanned);
        if (length + (c == '\r' ? 2 : 1) > limit)
            return LineStatus::TooLong;
        if (isControl(c) && c != '\t' && c != '\r')
            return LineStatus::Malformed;
        if (c != '\r')
            continue;
        if (m_scanned + 1 == m_input.size())
            return LineStatus::Incomplete;
        if (m_input.at(m_scanned + 1) != '\n')
            return LineStatus::Malformed;
        line = QByteArrayView(m_input).sliced(m_position, length);
        consume(length + 2);
        return LineStatus::Complete;
    }
    return LineStatus::Incomplete;
}

std::optional<RequestGuard::Refusal> RequestGuard::step(bool &progressed)
{
    switch (m_state) {
    case State::RequestLine:
        return onRequestLine(progressed);
    case State::Fields:
        return onField(progressed);
    case State::FixedBody:
        takeBody(State::Complete, progressed);
        return std::nullopt;
    case State::ChunkSize:
        return onChunkSize(progressed);
    case State::ChunkData:
        takeBody(State::ChunkEnd, progressed);
        return std::nullopt;
    case State::ChunkEnd:
        return onChunkEnd(progressed);
    case State::Trailers:
        return onTrailer(progressed);
    case State::Complete:
    case State::Refused:
        break;
    }
    return std::nullopt;
}

std::optional<RequestGuard::Refusal> RequestGuard::onRequestLine(bool &progressed)
{
    QByteArrayView line;
    const bool looksLikeTls = buffered() > 0 && m_input.at(m_position) == '\x16';
    const LineStatus status = readLine(m_limits.maxHeader, line);
    if (status == LineStatus::Malformed && looksLikeTls)
        return badRequest(u"This port speaks plain HTTP. Use an http:// address."_s);
    if (status == LineStatus::Malformed)
        return badRequest(u"The request line holds a control character or a lone CR or LF."_s);
    if (status == LineStatus::TooLong) {
        return refuse(414, "uri-too-long",
                      u"The request line is longer than %1 bytes."_s.arg(m_limits.maxHeader));
    }
    if (status == LineStatus::Incomplete)
        return std::nullopt;
    progressed = true;
    if (line.isEmpty()) {
        if (++m_emptyLines > maxEmptyLines)
            return badRequest(u"Empty lines came instead of a request."_s);
        return std::nullopt;
    }
    const QList<QByteArray> parts = line.toByteArray().split(' ');
    if (parts.size() != 3 || !isToken(parts[0]) || parts[1].isEmpty() || line.contains('\t'))
        return badRequest(u"The request line is not METHOD TARGET HTTP/1.1."_s);
    m_headerBytes = line.size() + 2;
    m_request.method = parts[0];
    m_request.target = parts[1];
    m_state = State::Fields;
    if (auto refused = readVersion(parts[2], m_request.minorVersion))
        return refused;
    return readTarget(m_request, m_authority);
}

std::optional<RequestGuard::Refusal> RequestGuard::onField(bool &progressed)
{
    QByteArrayView line;
    switch (readLine(m_limits.maxHeader - m_headerBytes, line)) {
    case LineStatus::Incomplete:
        return std::nullopt;
    case LineStatus::TooLong:
        return headerTooLarge(m_limits.maxHeader);
    case LineStatus::Malformed:
        return badRequest(u"A header line holds a control character or a lone CR or LF."_s);
    case LineStatus::Complete:
        break;
    }
    progressed = true;
    m_headerBytes += line.size() + 2;
    if (line.isEmpty())
        return endOfFields();
    QByteArrayView name;
    QByteArrayView value;
    if (auto refused = readField(line, name, value))
        return refused;
    if (m_request.headers.size() >= m_limits.maxFields) {
        return refuse(431, "header-too-large",
                      u"The header has more than %1 fields."_s.arg(m_limits.maxFields));
    }
    m_request.headers.emplaceBack(name.toByteArray(), value.toByteArray());
    return std::nullopt;
}

std::optional<RequestGuard::Refusal> RequestGuard::endOfFields()
{
    if (auto refused = settleHost(m_request, m_authority))
        return refused;
    m_request.keepAlive = wantsKeepAlive(m_request);
    if (auto refused = chooseFraming())
        return refused;
    // RFC 9110 10.1.1: HTTP/1.0 did not know Expect, so it is ignored there.
    if (m_request.minorVersion == 0 || countField(m_request.headers, "Expect") == 0)
        return std::nullopt;
    if (!sameFieldName(m_request.joinedHeader("Expect"), "100-continue"))
        return refuse(417, "expectation-failed", u"Only Expect: 100-continue is known."_s,
                      "expect");
    m_request.expectContinue = true;
    m_continuePending = m_state != State::Complete;
    return std::nullopt;
}

/// The message body length (RFC 9112 6.3), as the next state.
std::optional<RequestGuard::Refusal> RequestGuard::chooseFraming()
{
    m_headerBytes = 0;
    m_state = State::Complete;
    if (countField(m_request.headers, "Transfer-Encoding") > 0) {
        m_state = State::ChunkSize;
        return checkTransferEncoding(m_request);
    }
    if (countField(m_request.headers, "Content-Length") == 0)
        return std::nullopt;
    if (auto refused = readContentLength(m_request, m_remaining))
        return refused;
    if (m_remaining > static_cast<quint64>(m_limits.maxBody))
        return bodyTooLarge(m_limits.maxBody);
    if (m_remaining > 0)
        m_state = State::FixedBody;
    return std::nullopt;
}

std::optional<RequestGuard::Refusal> RequestGuard::onChunkSize(bool &progressed)
{
    const auto malformed = [] { return badRequest(u"A chunk has no valid size line."_s); };
    QByteArrayView line;
    const LineStatus status = readLine(maxChunkLine, line);
    if (status == LineStatus::Incomplete)
        return std::nullopt;
    if (status != LineStatus::Complete)
        return malformed();
    progressed = true;
    QByteArrayView extension;
    const auto size = readChunkSize(line, extension);
    m_extensionBytes += extension.size();
    if (!size || m_extensionBytes > maxExtensionBytes)
        return malformed();
    if (*size > static_cast<quint64>(m_limits.maxBody - m_request.body.size()))
        return bodyTooLarge(m_limits.maxBody);
    m_remaining = *size;
    m_state = *size == 0 ? State::Trailers : State::ChunkData;
    return std::nullopt;
}

std::optional<RequestGuard::Refusal> RequestGuard::onChunkEnd(bool &progressed)
{
    const QByteArrayView end = QByteArrayView(m_input).sliced(m_position);
    if (!QByteArrayView("\r\n").startsWith(end.first(std::min(end.size(), qsizetype{2}))))
        return badRequest(u"A chunk is not followed by CRLF."_s);
    if (end.size() < 2)
        return std::nullopt;
    progressed = true;
    consume(2);
    m_state = State::ChunkSize;
    return std::nullopt;
}

/// Trailer fields are checked and dropped: nothing here means anything (RFC 9110 6.5.1).
std::optional<RequestGuard::Refusal> RequestGuard::onTrailer(bool &progressed)
{
    QByteArrayView line;
    switch (readLine(m_limits.maxHeader - m_headerBytes, line)) {
    case LineStatus::Incomplete:
        return std::nullopt;
    case LineStatus::TooLong:
        return headerTooLarge(m_limits.maxHeader);
    case LineStatus::Malformed:
        return badRequest(u"A trailer line holds a control character or a lone CR or LF."_s);
    case LineStatus::Complete:
        break;
    }
    progressed = true;
    m_headerBytes += line.size() + 2;
    if (line.isEmpty()) {
        m_state = State::Complete;
        return std::nullopt;
    }
    QByteArrayView name;
    QByteArrayView value;
    return readField(line, name, value);
}

/// Moves what has come of m_remaining bytes into the body; @p following comes after the last.
void RequestGuard::takeBody(State following, bool &progressed)
{
    const auto here = static_cast<qsizetype>(std::min(m_remaining, quint64(buffered())));
    m_request.body.append(QByteArrayView(m_input).sliced(m_position, here));
    consume(here);
    m_remaining -= static_cast<quint64>(here);
    progressed = m_remaining == 0;
    if (m_remaining == 0)
        m_state = following;
}

void RequestGuard::consume(qsizetype count)
{
    m_position += count;
    m_scanned = m_position;
}

void RequestGuard::restart()
{
    m_request = {};
    m_authority.clear();
    m_state = State::RequestLine;
    m_headerBytes = 0;
    m_extensionBytes = 0;
    m_remaining = 0;
    m_emptyLines = 0;
    m_continuePending = false;
}

} // namespace heliograph
