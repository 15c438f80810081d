// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journal.h"
#include "app/server/serveroptions.h"

class QSettings;

namespace heliograph {

/// The bounds and rules of the server as the window keeps them.
struct ServerSettings {
    ServerOptions options;
    JournalLimits journal;
    QString historyPath; ///< options.historyFile, or what it was before it was switched off

    bool operator==(const ServerSettings &) const = default;
};

/// What was saved; a value that is missing or out of its range keeps its default.
[[nodiscard]] ServerSettings loadServerSettings(const QSettings &settings);
void saveServerSettings(const ServerSettings &values, QSettings &settings);

} // namespace heliograph
