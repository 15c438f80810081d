// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/playersink.h"

#include <QWidget>

class QComboBox;
class QSettings;

namespace heliograph {

class ConnectionsModel;
class ServerController;

/// Whom a recording is played to: an endpoint, and everyone there, the clients selected in the
/// table, or one client. Borrows its arguments.
class PlayerTargetFields final : public QWidget {
    Q_OBJECT

public:
    PlayerTargetFields(ServerController &server, ConnectionsModel &clients,
                       QWidget *parent = nullptr);

    /// Its `to` is empty when the selected clients are meant and none is selected.
    [[nodiscard]] PlayerTarget target() const;

    void setSelected(const QList<ConnectionId> &ids);

    void save(QSettings &settings) const; ///< inside the caller's group
    void restore(const QSettings &settings);

Q_SIGNALS:
    void changed();

private:
    void fillClients();
    [[nodiscard]] QString nameOf(ConnectionId id) const;

    ServerController &m_server;
    ConnectionsModel &m_clients;
    QComboBox *m_endpoint;
    QComboBox *m_to;
    QList<ConnectionId> m_selected;
};

} // namespace heliograph
