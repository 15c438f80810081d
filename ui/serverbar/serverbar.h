// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/error.h"

#include <QUrl>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QSettings;
class QToolButton;

namespace heliograph {

class ListenButton;
class ListenPopup;
class NoticeButton;
class ServerController;
class TrafficSeries;

/// The top of the window: where the server listens, start and stop, the URL, the totals, the menu.
class ServerBar final : public QWidget {
    Q_OBJECT

public:
    ServerBar(ServerController &server, const TrafficSeries &traffic, QWidget *parent = nullptr);

    void setMenu(QMenu *menu);

    /// Listens where it did last, or on the next free port.
    void start();
    void startOrStop();
    /// Listens again where it did last, for settings that take effect then; clients reconnect.
    void restart();
    /// Whether the server listens, or should and could not.
    [[nodiscard]] bool isOn() const { return m_isOn; }
    void copyUrl();
    void openStartPage();
    void chooseAddress();

    /// The address the next start() takes. Port 0: any free one.
    void setAddress(const QString &host, quint16 port);

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setupButtons(QHBoxLayout *layout);
    void setupTotals(QHBoxLayout *layout);
    void listening(const QUrl &url, quint16 wantedPort);
    void stopped();
    void showState();
    void showTotals();

    ServerController &m_server;
    const TrafficSeries &m_traffic;
    QString m_host = QStringLiteral("127.0.0.1");
    quint16 m_port = 8080;
    quint16 m_heldPort = 0; ///< where it listened last; 0: not since it was told to
    bool m_isOn = false;
    ListenButton *m_listen = nullptr;
    ListenPopup *m_popup = nullptr;
    QPushButton *m_startStop = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_startPage = nullptr;
    NoticeButton *m_notice = nullptr;
    QLabel *m_totals = nullptr;
    QToolButton *m_menu = nullptr;
};

} // namespace heliograph
