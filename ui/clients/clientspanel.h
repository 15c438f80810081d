// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/ids.h"

#include <QList>
#include <QWidget>

class QSettings;
class QSortFilterProxyModel;
class QStackedWidget;

namespace heliograph {

class ClientSummary;
class ConnectionsModel;
class EmptyClientsView;
class JournalFeed;
class LogPanel;
class PlainTable;
class ServerController;
struct ClientRow;
struct LogScope;
class TableWithLog;

/// The live table of clients and, below it, the log of the selected one.
/// Borrows its arguments, which outlive it.
class ClientsPanel final : public QWidget {
    Q_OBJECT

public:
    ClientsPanel(ServerController &controller, ConnectionsModel &model, JournalFeed &feed,
                 QWidget *parent = nullptr);

    /// The clients selected, in the table's order.
    [[nodiscard]] QList<ConnectionId> selectedClients() const;
    void selectClient(ConnectionId id);

    [[nodiscard]] LogPanel &log() const;
    [[nodiscard]] PlainTable &table() const;

    void saveState(QSettings &settings) const; ///< inside the caller's group
    void restoreState(QSettings &settings);

Q_SIGNALS:
    void selectionChanged(const QList<heliograph::ConnectionId> &ids);
    /// "Send to this client": compose shall aim at @p ids.
    void composeForRequested(const QList<heliograph::ConnectionId> &ids);
    /// The stream shall be recorded; @p title names it to people.
    void recordRequested(const heliograph::LogScope &scope, const QString &title);
    void problemOccurred(const QString &text);

private:
    void setupTable();
    void setupActions();
    void showSelected();
    void updateTitle();
    void updateEmptyState();
    void disconnectSelected();
    void copyAddresses();
    void recordClient();
    void recordEndpoint();
    [[nodiscard]] QString titleOf(const ClientRow &row) const;
    [[nodiscard]] QList<int> selectedRows() const; ///< of the model, not the view

    ServerController &m_controller;
    ConnectionsModel &m_model;
    QSortFilterProxyModel *m_proxy;
    TableWithLog *m_view;
    QStackedWidget *m_stack;
    EmptyClientsView *m_empty;
    ClientSummary *m_summary;
    ConnectionId m_shown{};
};

} // namespace heliograph
