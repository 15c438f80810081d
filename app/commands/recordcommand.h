// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QCoreApplication;

namespace heliograph::commands::record {

[[nodiscard]] QString summary();

/// Records an event stream into a file until it is told to end. @p arguments are those after
/// "record".
[[nodiscard]] int run(QCoreApplication &app, const QStringList &arguments);

} // namespace heliograph::commands::record
