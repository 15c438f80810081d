// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/arguments.h"

#include <charconv>

namespace heliograph::loadgen {

Arguments::Arguments(int argc, char **argv)
{
    if (argc < 2)
        throw WrongUsage("name a scenario");
    m_scenario = argv[1];
    for (int i = 2; i < argc; i += 2) {
        const std::string name = argv[i];
        if (name.substr(0, 2) != "--" || i + 1 == argc)
            throw WrongUsage("\"" + name + "\" is not an option with a value");
        m_values[name.substr(2)] = argv[i + 1];
    }
}

std::string Arguments::text(const std::string &name)
{
    const auto found = m_values.extract(name);
    if (found.empty())
        throw WrongUsage("--" + name + " is missing");
    return found.mapped();
}

long Arguments::number(const std::string &name)
{
    const std::string value = text(name);
    long number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number < 0)
        throw WrongUsage("--" + name + " must be a whole number");
    return number;
}

long Arguments::number(const std::string &name, long otherwise)
{
    return m_values.contains(name) ? number(name) : otherwise;
}

void Arguments::expectNoMore() const
{
    if (!m_values.empty())
        throw WrongUsage("--" + m_values.begin()->first + " is not known here");
}

} // namespace heliograph::loadgen
