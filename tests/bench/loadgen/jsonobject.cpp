// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/jsonobject.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace heliograph::loadgen {
namespace {

std::string quoted(const std::string &text)
{
    std::string result = "\"";
    for (const char character : text) {
        if (character == '"' || character == '\\')
            result += '\\';
        const bool isControl = static_cast<unsigned char>(character) < 0x20;
        result += isControl ? ' ' : character;
    }
    return result + '"';
}

template <typename Values, typename ToText> std::string listOf(const Values &values, ToText toText)
{
    std::string list = "[";
    for (const auto &value : values) {
        if (list.size() > 1)
            list += ',';
        list += toText(value);
    }
    return list + ']';
}

} // namespace

JsonObject &JsonObject::add(const std::string &name, double value)
{
    if (!std::isfinite(value))
        return addRaw(name, "null");
    std::array<char, 64> text;
    std::snprintf(text.data(), text.size(), "%.9g", value);
    return addRaw(name, text.data());
}

JsonObject &JsonObject::add(const std::string &name, const std::string &value)
{
    return addRaw(name, quoted(value));
}

JsonObject &JsonObject::add(const std::string &name, const JsonObject &value)
{
    return addRaw(name, value.text());
}

JsonObject &JsonObject::add(const std::string &name, const std::vector<JsonObject> &values)
{
    return addRaw(name, listOf(values, [](const JsonObject &value) { return value.text(); }));
}

JsonObject &JsonObject::add(const std::string &name, const std::vector<std::string> &values)
{
    return addRaw(name, listOf(values, quoted));
}

JsonObject &JsonObject::addRaw(const std::string &name, const std::string &value)
{
    if (!m_members.empty())
        m_members += ',';
    m_members += quoted(name) + ':' + value;
    return *this;
}

} // namespace heliograph::loadgen
