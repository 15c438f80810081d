// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/endpointdefinition.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;
class QSettings;

namespace heliograph {

class EndpointForm;
class ServerController;

/// Defines, edits and removes endpoints while the server runs. Keeps them across restarts.
class EndpointsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit EndpointsDialog(ServerController &server, QWidget *parent = nullptr);

    /// Defines on the server what was saved.
    void restore(const QSettings &settings);
    void save(QSettings &settings) const;

    [[nodiscard]] const QList<EndpointDefinition> &definitions() const { return m_definitions; }

private:
    void setupLayout();
    void showSelected();
    void addNew();
    void apply();
    void remove();
    void fillList(const QByteArray &select);
    [[nodiscard]] int indexOf(const QByteArray &path) const;

    ServerController &m_server;
    QList<EndpointDefinition> m_definitions; ///< by path
    QListWidget *m_list;
    EndpointForm *m_form;
    QPushButton *m_add;
    QPushButton *m_remove;
    QPushButton *m_apply;
    QLabel *m_done;
};

} // namespace heliograph
