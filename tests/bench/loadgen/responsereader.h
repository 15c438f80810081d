// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace heliograph::loadgen {

/// Enough of an HTTP/1.1 client (RFC 9112) for answers of the servers measured here: the status,
/// and the body with its framing taken off, as it arrives.
class ResponseReader final {
public:
    /// Begins with the next response on the same connection.
    void reset();

    /// Takes what arrived and calls @p onBody with each piece of the body in it.
    template <typename OnBody> void feed(std::string_view bytes, OnBody &&onBody)
    {
        while (!bytes.empty() && m_phase != Phase::Done && m_phase != Phase::Bad) {
            if (m_phase == Phase::Body) {
                const auto piece = bytes.substr(0, std::min<std::uint64_t>(bytes.size(), m_left));
                bytes.remove_prefix(piece.size());
                onBody(piece);
                takeFromBody(piece.size());
            } else {
                takeLine(bytes);
            }
        }
        if (!bytes.empty())
            m_phase = Phase::Bad; // nothing was asked for that could follow
    }

    [[nodiscard]] bool hasHead() const { return m_phase > Phase::Headers; }
    [[nodiscard]] bool isDone() const { return m_phase == Phase::Done; }
    [[nodiscard]] bool isBad() const { return m_phase == Phase::Bad; }
    [[nodiscard]] int status() const { return m_status; }

private:
    enum class Phase : std::uint8_t {
        StatusLine,
        Headers,
        ChunkSize,
        Body,
        ChunkEnd,
        Trailer,
        Done,
        Bad
    };

    void takeLine(std::string_view &bytes);
    void interpret(std::string_view line);
    void readStatus(std::string_view line);
    void readHeader(std::string_view line);
    void beginBody();
    void beginChunk(std::string_view line);
    void takeFromBody(std::size_t size);

    std::string m_line; ///< the part of a line that arrived so far
    std::uint64_t m_left = UINT64_MAX; ///< of this chunk, or of the body
    int m_status = 0;
    Phase m_phase = Phase::StatusLine;
    bool m_chunked = false;
};

} // namespace heliograph::loadgen
