// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/ids.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QLabel;

namespace heliograph {

class ServerController;

/// Where an event goes: the endpoint, and everyone there or the selected clients. Keeps up with
/// the server's endpoints and their clients.
class TargetFields final : public QWidget {
    Q_OBJECT

public:
    explicit TargetFields(ServerController &server, QWidget *parent = nullptr);

    [[nodiscard]] QString endpoint() const;
    void setEndpoint(const QString &endpoint);

    [[nodiscard]] const QList<ConnectionId> &selected() const { return m_selected; }
    void setSelected(const QList<ConnectionId> &ids);

    /// Whether it goes to the selected clients only.
    [[nodiscard]] bool isToSelected() const;
    void aimAtSelected();

    /// Marks the endpoint with what is wrong with it; empty takes the mark away.
    void showError(const QString &sentence);

Q_SIGNALS:
    void edited();

private:
    void showTargets();
    void showEndpoints();

    ServerController &m_server;
    QList<ConnectionId> m_selected;
    QComboBox *m_endpoint;
    QComboBox *m_to;
    QLabel *m_error;
};

} // namespace heliograph
