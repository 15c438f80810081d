// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QCoreApplication;

namespace heliograph::commands::publish {

[[nodiscard]] QString summary();

/// Publishes one event through a running server's API. @p arguments are those after "publish".
[[nodiscard]] int run(QCoreApplication &app, const QStringList &arguments);

} // namespace heliograph::commands::publish
