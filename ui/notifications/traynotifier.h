// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/notifications/notifier.h"

#include <memory>

class QAction;
class QMenu;
class QSystemTrayIcon;

namespace heliograph {

/// Notifications by way of an icon in the system tray, which is there only while they are on.
class TrayNotifier final : public Notifier {
    Q_OBJECT

public:
    explicit TrayNotifier(QObject *parent = nullptr);
    ~TrayNotifier() override;

    [[nodiscard]] bool isAvailable() const override;
    void setState(State state) override;
    void show(const QString &title, const QString &body) override;

private:
    void setupIcon();
    void setupMenu();

    std::unique_ptr<QMenu> m_menu; ///< outlives the icon
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< from the first time it is shown
    QAction *m_pause = nullptr;
};

} // namespace heliograph
