// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/composecontroller.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;

namespace heliograph {

class MatchField;
class ServerController;

/// Where an event goes: the endpoint, and everyone there, the selected clients, or those that meet
/// an expression. Keeps up with the server's endpoints and their clients.
class TargetFields final : public QWidget {
    Q_OBJECT

public:
    TargetFields(ServerController &server, ComposeController &controller,
                 QWidget *parent = nullptr);

    void fill(Draft &draft) const;
    void setDraft(const Draft &draft);

    /// Takes the endpoint of the selected clients, unless some of them are at the one shown.
    void aimAtSelected();

    /// Adds what only these fields know to be wrong: nobody selected, an expression at fault.
    void addErrors(DraftErrors &errors) const;
    void showErrors(const DraftErrors &errors);

Q_SIGNALS:
    void edited();

private:
    void setupTo();
    void connectFields();
    [[nodiscard]] TargetChoice choice() const;
    [[nodiscard]] qsizetype countReached();
    void showTargets();
    void showEndpoints();
    void watchMatch();
    void matchCounted(const MatchCount &count);

    ServerController &m_server;
    ComposeController &m_controller;
    QComboBox *m_endpoint;
    QComboBox *m_to;
    MatchField *m_match;
    QLabel *m_error;
    QTimer m_matchDelay;
    qsizetype m_reached = 0; ///< of the selected clients
    ConnectionId m_newest = ConnectionId::None; ///< that a snapshot told of
};

} // namespace heliograph
