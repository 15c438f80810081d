// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

/// `heliograph run`: a scenario beside a server of its own, until the scenario ends.
namespace heliograph::commands::run {

[[nodiscard]] QString summary();

/// Returns the exit code.
[[nodiscard]] int run(QCoreApplication &app, const QStringList &arguments);

} // namespace heliograph::commands::run
