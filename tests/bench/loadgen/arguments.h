// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <stdexcept>
#include <string>

namespace heliograph::loadgen {

struct WrongUsage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// `SCENARIO --name value ...`. Each value is read once, by the one who needs it; what is left
/// over was a mistake.
class Arguments final {
public:
    /// @throws WrongUsage
    Arguments(int argc, char **argv);

    [[nodiscard]] const std::string &scenario() const { return m_scenario; }

    /// The value of --@p name. @throws WrongUsage when it is missing or not a number.
    [[nodiscard]] std::string text(const std::string &name);
    [[nodiscard]] long number(const std::string &name);
    [[nodiscard]] long number(const std::string &name, long otherwise);

    /// @throws WrongUsage when there is an argument that nobody asked for.
    void expectNoMore() const;

private:
    std::string m_scenario;
    std::map<std::string, std::string> m_values;
};

} // namespace heliograph::loadgen
