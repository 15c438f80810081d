// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QCoreApplication;

namespace heliograph::commands::subscribe {

[[nodiscard]] QString summary();

/// Prints what a stream brings until it is told to end. @p arguments are those after "subscribe".
[[nodiscard]] int run(QCoreApplication &app, const QStringList &arguments);

} // namespace heliograph::commands::subscribe
