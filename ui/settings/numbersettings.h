// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/serversettings.h"

#include <QCoreApplication>

#include <functional>

namespace heliograph {

/// One bound that is a number: how it is called, shown, stored and reached.
struct NumberSetting {
    const char *key; ///< in the settings file, and the field's object name
    const char *label; ///< shown by say()
    const char *suffix; ///< likewise; the unit it is edited in
    const char *toolTip; ///< likewise; names the command line's option
    int least;
    int most;
    int (*value)(const ServerSettings &); ///< in that unit
    void (*setValue)(ServerSettings &, int);
    const char *zero = nullptr; ///< to be translated; what 0 is shown as
};

/// A group of the settings dialog.
struct NumberGroup {
    const char *key;
    QList<NumberSetting> settings;
};

/// Every number, in the order the dialog shows them.
[[nodiscard]] const QList<NumberGroup> &numberSettings();

} // namespace heliograph
