// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/requestguard.h"

#include "app/core/ascii.h"
#include "app/server/requestsyntax.h"

#include <algorithm>
#include <cstring>
#include <tuple>

namespace heliograph {

using namespace Qt::StringLiterals;
using namespace requestsyntax;

namespace {

constexpr int maxEmptyLines = 8; // before a request line (RFC 9112 2.2)
constexpr qsizetype maxChunkLine = 4096;
constexpr qsizetype maxExtensionBytes = qsizetype{16} * 1024; // of one body (RFC 9112 7.1.1)

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
    QByteArray rest = m_input.mid(m_position);
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
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    const QByteArrayView method = line.first(std::max(first, qsizetype{0}));
    const QByteArrayView target =
        last > first ? line.sliced(first + 1, last - first - 1) : QByteArrayView();
    if (!isToken(method) || target.isEmpty() || target.contains(' ') || line.contains('\t'))
        return badRequest(u"The request line is not METHOD TARGET HTTP/1.1."_s);
    m_headerBytes = line.size() + 2;
    m_request.method = method.toByteArray();
    m_request.target = target.toByteArray();
    m_state = State::Fields;
    if (auto refused = readVersion(line.sliced(last + 1), m_request.minorVersion))
        return refused;
    return readTarget(m_request, m_authority);
}

std::optional<RequestGuard::Refusal>
RequestGuard::readFieldLine(const QString &section, QByteArrayView &line, bool &progressed)
{
    switch (readLine(m_limits.maxHeader - m_headerBytes, line)) {
    case LineStatus::Incomplete:
        return std::nullopt;
    case LineStatus::TooLong:
        return headerTooLarge(m_limits.maxHeader);
    case LineStatus::Malformed:
        return badRequest(
            u"A %1 line holds a control character or a lone CR or LF."_s.arg(section));
    case LineStatus::Complete:
        break;
    }
    progressed = true;
    m_headerBytes += line.size() + 2;
    return std::nullopt;
}

std::optional<RequestGuard::Refusal> RequestGuard::onField(bool &progressed)
{
    QByteArrayView line;
    if (auto refused = readFieldLine(u"header"_s, line, progressed); refused || !progressed)
        return refused;
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
    if (auto refused = readFieldLine(u"trailer"_s, line, progressed); refused || !progressed)
        return refused;
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
