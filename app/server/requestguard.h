// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/httprequest.h"

#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace heliograph {

/// Bounds on what one request may make the guard hold, in bytes.
struct GuardLimits {
    qsizetype maxHeader = qsizetype{32} * 1024; ///< request line and fields; trailers once more
    qsizetype maxBody = qsizetype{1024} * 1024; ///< body without its framing
    int maxFields = 200; ///< number of header fields

    bool operator==(const GuardLimits &) const = default;
};

/// Frames and checks the requests of one HTTP/1.x connection (RFC 9112), one at a time.
///
/// Feed bytes as they arrive; where they were split never matters. No I/O, no clock, not a QObject:
/// the owner applies deadlines by phase(). Where the standard lets a recipient be lenient about
/// framing, the guard is strict, so that nobody behind or before it can see other requests.
class RequestGuard {
public:
    /// Why a request is not served. The connection is beyond use: answer, then close.
    struct Refusal {
        int status = 400; ///< 400, 413, 414, 417, 431, 501, 505
        QByteArray code; ///< stable, kebab-case
        QByteArray field; ///< the header field at fault, lower case, or empty
        QString message; ///< a sentence for people
        bool linger = true; ///< bytes may still be on their way: close lingering

        bool operator==(const Refusal &) const = default;
    };

    /// The headers of an HTTP/1.1 request with Expect: 100-continue were accepted and nothing of
    /// its body has come: write "HTTP/1.1 100 Continue\r\n\r\n" and go on reading.
    struct Continue {
        bool operator==(const Continue &) const = default;
    };

    using Item = std::variant<HttpRequest, Refusal, Continue>;

    enum class Phase : quint8 {
        Idle, ///< between requests; nothing of the next one has come
        Header, ///< inside a request line or header section
        Body, ///< inside a body
        Refused, ///< a refusal was returned; all further bytes are dropped
    };

    explicit RequestGuard(GuardLimits limits = {});

    /// Takes @p bytes off the connection. Cheap: the work is done in next(). The guard keeps what
    /// it is fed; the owner stops reading while buffered() is large and no request is wanted.
    void feed(QByteArrayView bytes);

    /// The next thing the bytes so far amount to, or nothing until more come. Call until it is
    /// empty; requests sent behind this one (pipelining) wait in the buffer for the next call.
    [[nodiscard]] std::optional<Item> next();

    /// Where the connection stands, for deadlines.
    [[nodiscard]] Phase phase() const;

    /// Bytes fed and not yet part of a returned request or of a body in the making.
    [[nodiscard]] qsizetype buffered() const { return m_input.size() - m_position; }

    /// Takes the buffered bytes out, for a connection that stops being HTTP.
    [[nodiscard]] QByteArray takeBuffered();

private:
    enum class State : quint8 {
        RequestLine,
        Fields,
        FixedBody,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        Complete,
        Refused,
    };
    enum class LineStatus : quint8 { Incomplete, Complete, Malformed, TooLong };

    LineStatus readLine(qsizetype limit, QByteArrayView &line);
    std::optional<Refusal> step(bool &progressed);
    std::optional<Refusal> onRequestLine(bool &progressed);
    /// The next line of a header or trailer @p section; @p progressed says whether it is whole.
    std::optional<Refusal> readFieldLine(const QString &section, QByteArrayView &line,
                                         bool &progressed);
    std::optional<Refusal> onField(bool &progressed);
    std::optional<Refusal> onChunkSize(bool &progressed);
    std::optional<Refusal> onChunkEnd(bool &progressed);
    std::optional<Refusal> onTrailer(bool &progressed);
    std::optional<Refusal> endOfFields();
    std::optional<Refusal> chooseFraming();
    void takeBody(State following, bool &progressed);
    void consume(qsizetype count);
    void restart();

    GuardLimits m_limits;
    QByteArray m_input;
    qsizetype m_position = 0; ///< in m_input, of the first byte not consumed
    qsizetype m_scanned = 0; ///< in m_input, of the first byte readLine() has not looked at
    State m_state = State::RequestLine;
    HttpRequest m_request;
    QByteArray m_authority; ///< of an absolute-form target, replaces Host
    qsizetype m_headerBytes = 0; ///< of this header (or trailer) section, complete lines
    qsizetype m_extensionBytes = 0; ///< of all chunk extensions of this body
    quint64 m_remaining = 0; ///< of the fixed body or the chunk
    int m_emptyLines = 0; ///< before the request line
    bool m_continuePending = false;
};

} // namespace heliograph
