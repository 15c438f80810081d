// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;

namespace heliograph {

class ConnectionsModel;
struct ClientRow;

/// How well one client keeps up, in a line: what is queued for it, what the kernel holds, how long
/// the oldest byte waits, what was dropped. Borrows @p model.
class ClientSummary final : public QWidget {
    Q_OBJECT

public:
    explicit ClientSummary(const ConnectionsModel &model, QWidget *parent = nullptr);

    void showClient(const ClientRow &row);

private:
    QLabel *addFact(const QString &caption, const QString &name, const QString &toolTip);

    const ConnectionsModel &m_model;
    QLabel *m_queued;
    QLabel *m_inKernel;
    QLabel *m_oldest;
    QLabel *m_dropped;
};

} // namespace heliograph
