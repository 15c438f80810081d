// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notificationsettings.h"

class QSettings;

namespace heliograph {

/// What the window keeps of its notifications over restarts.
struct StoredNotifications {
    bool on = false; ///< the main switch
    NotificationSettings settings;

    bool operator==(const StoredNotifications &) const = default;
};

/// Nothing stored is the default. Fails as notificationSettingsFromJson() does: what is stored must
/// then not be written over.
[[nodiscard]] Result<StoredNotifications> loadNotifications(const QSettings &settings);

/// Fails when the settings cannot be written; they then hold the values in memory alone.
[[nodiscard]] Result<void> saveNotifications(const StoredNotifications &values,
                                             QSettings &settings);

} // namespace heliograph
