// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/eventscanner.h"

namespace heliograph::loadgen {
namespace {

/// The value if @p line is field @p name (which includes the colon).
bool isField(std::string_view line, std::string_view name, std::string_view &value)
{
    if (line.substr(0, name.size()) != name)
        return false;
    value = line.substr(name.size());
    if (!value.empty() && value.front() == ' ')
        value.remove_prefix(1);
    return true;
}

} // namespace

void EventScanner::reset()
{
    m_line.clear();
    m_data.clear();
    m_id = m_lastId;
    m_hasData = false;
}

void EventScanner::readField(std::string_view line)
{
    std::string_view value;
    if (isField(line, "data:", value)) {
        if (m_hasData)
            m_data += '\n';
        m_data += value;
        m_hasData = true;
    } else if (isField(line, "id:", value)) {
        m_id = value;
    }
}

} // namespace heliograph::loadgen
