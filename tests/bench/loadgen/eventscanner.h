// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace heliograph::loadgen {

/// Takes the data of each event out of an event stream (WHATWG HTML 9.2.6, lines that end in LF or
/// CRLF), and remembers the last event ID.
class EventScanner final {
public:
    /// Takes what arrived and calls @p onEvent with the data of each event it completed.
    template <typename OnEvent> void feed(std::string_view bytes, OnEvent &&onEvent)
    {
        for (auto end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
            if (m_line.empty()) {
                takeLine(bytes.substr(0, end), onEvent);
            } else {
                m_line += bytes.substr(0, end);
                takeLine(m_line, onEvent);
                m_line.clear();
            }
            bytes.remove_prefix(end + 1);
        }
        m_line += bytes;
    }

    /// Forgets the unfinished event of a stream that broke; keeps the last event ID.
    void reset();

    [[nodiscard]] const std::string &lastEventId() const { return m_lastId; }

private:
    template <typename OnEvent> void takeLine(std::string_view line, OnEvent &&onEvent)
    {
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        if (!line.empty()) {
            readField(line);
            return;
        }
        m_lastId = m_id;
        if (m_hasData)
            onEvent(std::string_view{m_data});
        m_hasData = false;
        m_data.clear();
    }
    void readField(std::string_view line);

    std::string m_line; ///< the part of a line that arrived so far
    std::string m_data;
    std::string m_id;
    std::string m_lastId;
    bool m_hasData = false;
};

} // namespace heliograph::loadgen
