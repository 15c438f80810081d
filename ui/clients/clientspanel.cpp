// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientspanel.h"

#include "app/models/connectionsmodel.h"
#include "app/models/readable.h"
#include "app/models/servercontroller.h"
#include "ui/clients/clientsdelegate.h"
#include "ui/clients/emptyclientsview.h"
#include "ui/log/eventlogview.h"
#include "ui/log/logpanel.h"
#include "ui/log/plaintable.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QHeaderView>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>

namespace heliograph {

ClientsPanel::ClientsPanel(ServerController &controller, ConnectionsModel &model, JournalFeed &feed,
                           QWidget *parent)
    : QWidget(parent), m_controller(controller), m_model(model),
      m_proxy(new QSortFilterProxyModel(this)), m_table(new PlainTable(this)),
      m_stack(new QStackedWidget(this)), m_empty(new EmptyClientsView(this)),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_log(new LogPanel(feed, this))
{
    setObjectName(QStringLiteral("clientsPanel"));
    theme::setLook(this, theme::Look::Panel);
    setupTable();
    setupActions();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    m_splitter->setObjectName(QStringLiteral("clientsSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_log);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setSizes({theme::rowHeight() * 9, theme::rowHeight() * 13});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);

    connect(&m_model, &ConnectionsModel::countsChanged, this, &ClientsPanel::updateEmptyState);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ClientsPanel::updateTitle);
    connect(&m_controller, &ServerController::listening, this, &ClientsPanel::updateEmptyState);
    connect(&m_controller, &ServerController::stopped, this, &ClientsPanel::updateEmptyState);
    connect(m_log, &LogPanel::problemOccurred, this, &ClientsPanel::problemOccurred);
    // "Connected for" and "last" grow without anything happening.
    auto *tick = new QTimer(this);
    connect(tick, &QTimer::timeout, m_table->viewport(), qOverload<>(&QWidget::update));
    tick->start(std::chrono::seconds{1});
    updateEmptyState();
    showSelected();
}

void ClientsPanel::setupTable()
{
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(ConnectionsModel::SortRole);
    m_table->setObjectName(QStringLiteral("clientsTable"));
    m_table->setAccessibleName(tr("Clients"));
    m_table->setModel(m_proxy);
    m_table->setItemDelegate(new ClientsDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    m_table->setNumberColumns({ConnectionsModel::Events, ConnectionsModel::Bytes});
    m_table->setColumnCharacters({24, 16, 20, 11, 12, 9, 9, 14, 24},
                                 {16, 9, 14, 8, 10, 6, 7, 6, 9});
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ClientsPanel::showSelected);
}

void ClientsPanel::setupActions()
{
    const auto add = [this](const QString &text, const QString &name, const QKeySequence &key,
                            auto slot) {
        auto *action = new QAction(text, m_table);
        action->setObjectName(name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_table->addAction(action);
    };
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    add(tr("Send to this client"), QStringLiteral("sendToClient"),
        QKeySequence(Qt::CTRL | Qt::Key_T), [this] {
            if (const auto ids = selectedClients(); !ids.isEmpty())
                Q_EMIT composeForRequested(ids);
        });
    add(tr("Copy address"), QStringLiteral("copyAddress"), QKeySequence::Copy,
        &ClientsPanel::copyAddresses);
    add(tr("Disconnect"), QStringLiteral("disconnectClient"), QKeySequence::Delete,
        &ClientsPanel::disconnectSelected);
    add(tr("Clear closed clients"), QStringLiteral("clearClosed"),
        QKeySequence(Qt::CTRL | Qt::Key_Delete), [this] { m_model.clearClosed(); });
    m_table->setToolTip(tr("Delete disconnects the selected clients, Ctrl+T sends to them"));
}

QList<int> ClientsPanel::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.append(m_proxy->mapToSource(index).row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

QList<ConnectionId> ClientsPanel::selectedClients() const
{
    QList<ConnectionId> ids;
    for (const int row : selectedRows())
        ids.append(m_model.row(row).facts->id);
    return ids;
}

void ClientsPanel::selectClient(ConnectionId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    const QModelIndex index = m_proxy->mapFromSource(m_model.index(row, 0));
    m_table->selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(index);
}

void ClientsPanel::showSelected()
{
    const QList<ConnectionId> ids = selectedClients();
    const ConnectionId shown = ids.isEmpty() ? ConnectionId::None : ids.constFirst();
    if (shown == ConnectionId::None) {
        m_shown = shown;
        m_log->setScope({}, tr("Client's log"));
        m_log->setCountText(tr("no client selected"));
        m_log->setEmptyText(tr("Select a client to see what it was sent."));
    } else if (shown != m_shown) {
        m_shown = shown;
        const ClientRow &row = m_model.row(m_model.rowOf(shown));
        m_log->setScope(LogScope::ofClient(shown, row.facts->endpoint, row.opened, row.closedAt),
                        {});
        m_log->setEmptyText(
            tr("Nothing was sent to this client yet. Compose an event and send it."));
    }
    updateTitle();
    Q_EMIT selectionChanged(ids);
}

void ClientsPanel::updateTitle()
{
    const int index = m_model.rowOf(m_shown);
    if (index < 0)
        return;
    const ClientRow &row = m_model.row(index);
    m_log->setTitle(row.agent.name.isEmpty() ? tr("Client %1").arg(toNumber(m_shown))
                                             : readable::oneLine(row.agent.name.toUtf8(), 40));
    m_log->setCountText(row.events == 1 ? tr("1 event")
                                        : tr("%1 events").arg(readable::number(row.events)));
}

void ClientsPanel::updateEmptyState()
{
    m_empty->setServerUrl(m_controller.url());
    m_stack->setCurrentWidget(m_model.rowCount() == 0 ? static_cast<QWidget *>(m_empty) : m_table);
}

void ClientsPanel::disconnectSelected()
{
    if (const QList<ConnectionId> ids = selectedClients(); !ids.isEmpty())
        m_controller.disconnectClients(ids);
}

void ClientsPanel::copyAddresses()
{
    QStringList addresses;
    for (const int row : selectedRows())
        addresses.append(m_model.row(row).facts->remote);
    QApplication::clipboard()->setText(addresses.join(u'\n'));
}

void ClientsPanel::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("columns"), m_table->saveColumns());
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
    m_log->saveState(settings);
}

void ClientsPanel::restoreState(QSettings &settings)
{
    m_table->restoreColumns(settings.value(QStringLiteral("columns")).toByteArray());
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    m_log->restoreState(settings);
}

} // namespace heliograph
