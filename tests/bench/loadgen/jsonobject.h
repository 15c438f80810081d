// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <string>
#include <vector>

namespace heliograph::loadgen {

/// Writes one JSON object, member by member.
class JsonObject final {
public:
    template <std::integral Number> JsonObject &add(const std::string &name, Number value)
    {
        return addRaw(name, std::to_string(value));
    }
    JsonObject &add(const std::string &name, double value);
    JsonObject &add(const std::string &name, const std::string &value);
    JsonObject &add(const std::string &name, const JsonObject &value);
    JsonObject &add(const std::string &name, const std::vector<JsonObject> &values);
    JsonObject &add(const std::string &name, const std::vector<std::string> &values);

    [[nodiscard]] std::string text() const { return '{' + m_members + '}'; }

private:
    JsonObject &addRaw(const std::string &name, const std::string &value);

    std::string m_members;
};

} // namespace heliograph::loadgen
