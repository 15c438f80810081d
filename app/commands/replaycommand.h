// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QCoreApplication;

namespace heliograph::commands::replay {

[[nodiscard]] QString summary();

/// Serves a recording at its own times. @p arguments are those after "replay".
[[nodiscard]] int run(QCoreApplication &app, const QStringList &arguments);

} // namespace heliograph::commands::replay
