// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/responsereader.h"

#include <cctype>
#include <charconv>

namespace heliograph::loadgen {
namespace {

/// The value of header @p name (in lower case) if @p line is one.
bool isHeader(std::string_view line, std::string_view name, std::string_view &value)
{
    if (line.size() <= name.size() || line[name.size()] != ':')
        return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (std::tolower(static_cast<unsigned char>(line[i])) != name[i])
            return false;
    }
    value = line.substr(name.size() + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    return true;
}

} // namespace

void ResponseReader::reset()
{
    m_line.clear();
    m_left = UINT64_MAX;
    m_status = 0;
    m_phase = Phase::StatusLine;
    m_chunked = false;
}

void ResponseReader::takeLine(std::string_view &bytes)
{
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos) {
        m_line += bytes;
        bytes = {};
        return;
    }
    std::string_view line = bytes.substr(0, end);
    if (!m_line.empty()) {
        m_line += line;
        line = m_line;
    }
    bytes.remove_prefix(end + 1);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    interpret(line);
    m_line.clear();
}

void ResponseReader::interpret(std::string_view line)
{
    switch (m_phase) {
    case Phase::StatusLine:
        readStatus(line);
        break;
    case Phase::Headers:
        line.empty() ? beginBody() : readHeader(line);
        break;
    case Phase::ChunkSize:
        beginChunk(line);
        break;
    case Phase::ChunkEnd:
        m_phase = line.empty() ? Phase::ChunkSize : Phase::Bad;
        break;
    case Phase::Trailer:
        if (line.empty())
            m_phase = Phase::Done;
        break;
    case Phase::Body:
    case Phase::Done:
    case Phase::Bad:
        break;
    }
}

void ResponseReader::readStatus(std::string_view line)
{
    constexpr std::size_t at = sizeof("HTTP/1.1 ") - 1;
    m_phase = Phase::Bad;
    if (line.size() < at + 3 || line.substr(0, 5) != "HTTP/")
        return;
    const auto [end, error] = std::from_chars(line.data() + at, line.data() + at + 3, m_status);
    if (error == std::errc{})
        m_phase = Phase::Headers;
}

void ResponseReader::readHeader(std::string_view line)
{
    std::string_view value;
    if (isHeader(line, "transfer-encoding", value))
        m_chunked = value == "chunked";
    else if (isHeader(line, "content-length", value))
        std::from_chars(value.data(), value.data() + value.size(), m_left);
}

void ResponseReader::beginBody()
{
    if (m_chunked)
        m_phase = Phase::ChunkSize;
    else
        m_phase = m_left == 0 || m_status == 204 || m_status == 304 ? Phase::Done : Phase::Body;
}

void ResponseReader::beginChunk(std::string_view line)
{
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), m_left, 16);
    if (error != std::errc{})
        m_phase = Phase::Bad;
    else
        m_phase = m_left == 0 ? Phase::Trailer : Phase::Body;
}

void ResponseReader::takeFromBody(std::size_t size)
{
    if (m_left == UINT64_MAX)
        return; // until the connection closes
    m_left -= size;
    if (m_left == 0)
        m_phase = m_chunked ? Phase::ChunkEnd : Phase::Done;
}

} // namespace heliograph::loadgen
