// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QCoreApplication;

namespace heliograph::commands::serve {

[[nodiscard]] QString summary();

/// Serves until SIGINT or SIGTERM. @p arguments are those after "serve".
[[nodiscard]] int run(QCoreApplication &app, const QStringList &arguments);

} // namespace heliograph::commands::serve
