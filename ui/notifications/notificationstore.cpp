// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/notificationstore.h"

#include "app/core/say.h"

#include <QSettings>

namespace heliograph {

namespace {
const QString onKey = QStringLiteral("notifications/on");
const QString rulesKey = QStringLiteral("notifications/rules");
} // namespace

Result<StoredNotifications> loadNotifications(const QSettings &settings)
{
    StoredNotifications values;
    const QString json = settings.value(rulesKey).toString();
    if (!json.isEmpty()) {
        auto read = notificationSettingsFromJson(json.toUtf8());
        if (!read)
            return tl::unexpected(read.error());
        values.settings = std::move(*read);
    }
    values.on = settings.value(onKey, false).toBool();
    return values;
}

Result<void> saveNotifications(const StoredNotifications &values, QSettings &settings)
{
    settings.setValue(onKey, values.on);
    settings.setValue(rulesKey, QString::fromUtf8(toJson(values.settings)));
    settings.sync();
    if (settings.status() == QSettings::NoError)
        return {};
    return tl::unexpected(
        Error{"not-written", "rules",
              say("The notification rules could not be written to %1: they hold until Heliograph "
                  "ends. See that there is room, and that the file may be written.")
                  .arg(settings.fileName())});
}

} // namespace heliograph
