// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientspanel.h"

#include "app/models/connectionsmodel.h"
#include "app/models/readable.h"
#include "app/models/servercontroller.h"
#include "ui/clients/clientsdelegate.h"
#include "ui/clients/clientsummary.h"
#include "ui/clients/emptyclientsview.h"
#include "ui/log/eventlogview.h"
#include "ui/log/logpanel.h"
#include "ui/log/tablewithlog.h"
#include "ui/parts/plaintable.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStackedWidget>

namespace heliograph {

namespace {

/// Texts the columns have room for: nothing that is usual is cut short in a window of usual size.
QList<ColumnSample> columnSamples()
{
    using Font = ColumnSample::Font;
    using Panel = ClientsPanel;
    const auto text = [](const char *wire) { return QString::fromLatin1(wire); };
    const QString size = text("999 KiB");
    return {
        {text("Heliograph subscription"), text("Firefox 145 on macOS"), Font::Bold, 1},
        {text("/events/metrics"), text("/events/metrics"), Font::Fixed},
        {text("192.168.1.20:61002"), text("127.0.0.1:61002"), Font::Fixed},
        {Panel::tr("4 min 12 s"), Panel::tr("12 s")},
        {text("981"), text("981"), Font::Fixed},
        {text("12,804"), text("9,999")},
        {text("999 kB"), text("999 kB")},
        {size, size, Font::Plain, 1.5},
        {Panel::tr("1 min 15 s"), Panel::tr("19 s")},
        {text("1,204"), text("29")},
        {size, size},
        {size, size},
        {Panel::tr("closed: reset by client"), Panel::tr("15 s ago")},
    };
}

} // namespace

ClientsPanel::ClientsPanel(ServerController &controller, ConnectionsModel &model, JournalFeed &feed,
                           QWidget *parent)
    : QWidget(parent), m_controller(controller), m_model(model),
      m_proxy(new QSortFilterProxyModel(this)),
      m_view(new TableWithLog(feed,
                              {tr("Client's log"), tr("no client selected"),
                               tr("Select a client to see what it was sent.")},
                              this)),
      m_stack(new QStackedWidget), m_empty(new EmptyClientsView),
      m_summary(new ClientSummary(model))
{
    setObjectName(QStringLiteral("clientsPanel"));
    theme::setLook(this, theme::Look::Panel);
    setupTable();
    setupActions();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(&m_view->table());
    m_view->setUpper(m_stack);
    m_view->setObjectName(QStringLiteral("clientsSplitter"));
    m_view->log().view().setStrip(m_summary);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);

    connect(&m_model, &ConnectionsModel::countsChanged, this, &ClientsPanel::updateEmptyState);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ClientsPanel::updateTitle);
    connect(&m_controller, &ServerController::listening, this, &ClientsPanel::updateEmptyState);
    connect(&m_controller, &ServerController::stopped, this, &ClientsPanel::updateEmptyState);
    connect(&log(), &LogPanel::problemOccurred, this, &ClientsPanel::problemOccurred);
    // "Connected for", "waits" and "last" grow without anything happening.
    m_view->repaintEvery(std::chrono::seconds{1});
    updateEmptyState();
    showSelected();
}

LogPanel &ClientsPanel::log() const
{
    return m_view->log();
}

PlainTable &ClientsPanel::table() const
{
    return m_view->table();
}

void ClientsPanel::setupTable()
{
    using Model = ConnectionsModel;
    m_proxy->setSourceModel(&m_model);
    m_proxy->setSortRole(Model::SortRole);
    PlainTable &table = m_view->table();
    table.setObjectName(QStringLiteral("clientsTable"));
    table.setAccessibleName(tr("Clients"));
    m_view->setModel(m_proxy, new ClientsDelegate);
    table.horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table.setSortingEnabled(true);
    table.setNumberColumns({Model::Events, Model::Bytes, Model::Unsent, Model::Waits,
                            Model::Dropped, Model::Queued, Model::InKernel});
    table.setColumnSamples(columnSamples(), {Model::Client, Model::Endpoint, Model::Last});
    connect(m_view, &TableWithLog::selectionChanged, this, &ClientsPanel::showSelected);
}

void ClientsPanel::setupActions()
{
    m_view->addCommand(tr("Send to this client"), QStringLiteral("sendToClient"),
                       QKeySequence(Qt::CTRL | Qt::Key_T), [this] {
                           if (const auto ids = selectedClients(); !ids.isEmpty())
                               Q_EMIT composeForRequested(ids);
                       });
    m_view->addCommand(tr("Record this client\u2026"), QStringLiteral("recordClient"), {},
                       [this] { recordClient(); });
    m_view->addCommand(tr("Record its endpoint\u2026"), QStringLiteral("recordClientEndpoint"), {},
                       [this] { recordEndpoint(); });
    m_view->addCommand(tr("Copy address"), QStringLiteral("copyAddress"), QKeySequence::Copy,
                       [this] { copyAddresses(); });
    m_view->addCommand(tr("Disconnect"), QStringLiteral("disconnectClient"), QKeySequence::Delete,
                       [this] { disconnectSelected(); });
    m_view->addCommand(tr("Clear closed clients"), QStringLiteral("clearClosed"),
                       QKeySequence(Qt::CTRL | Qt::Key_Delete), [this] { m_model.clearClosed(); });
    table().setChoosableColumns(
        {ConnectionsModel::Queued, ConnectionsModel::InKernel},
        {ConnectionsModel::CameWithId, ConnectionsModel::Connected, ConnectionsModel::Bytes});
    table().setToolTip(tr("Delete disconnects the selected clients, Ctrl+T sends to them"));
}

QList<int> ClientsPanel::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : m_view->selected())
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
    table().selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    table().scrollTo(index);
}

void ClientsPanel::showSelected()
{
    const QList<ConnectionId> ids = selectedClients();
    const ConnectionId shown = ids.isEmpty() ? ConnectionId::None : ids.constFirst();
    if (shown == ConnectionId::None) {
        m_shown = shown;
        m_view->showNothing();
    } else if (shown != m_shown) {
        m_shown = shown;
        const ClientRow &row = m_model.row(m_model.rowOf(shown));
        m_view->showLog(LogScope::ofClient(shown, row.facts->endpoint, row.opened, row.closedAt),
                        tr("Nothing was sent to this client yet. Compose an event and send it."));
    }
    m_summary->setVisible(shown != ConnectionId::None);
    updateTitle();
    Q_EMIT selectionChanged(ids);
}

void ClientsPanel::updateTitle()
{
    const int index = m_model.rowOf(m_shown);
    if (index < 0)
        return;
    const ClientRow &row = m_model.row(index);
    m_view->setTitle(titleOf(row), row.events);
    m_summary->showClient(row);
}

QString ClientsPanel::titleOf(const ClientRow &row) const
{
    return row.agent.name.isEmpty() ? tr("Client %1").arg(toNumber(row.facts->id))
                                    : readable::oneLine(row.agent.name.toUtf8(), 40);
}

void ClientsPanel::recordClient()
{
    const int index = m_model.rowOf(m_shown);
    if (index >= 0)
        Q_EMIT recordRequested(log().scope(), titleOf(m_model.row(index)));
}

void ClientsPanel::recordEndpoint()
{
    const int index = m_model.rowOf(m_shown);
    if (index < 0)
        return;
    const QByteArray endpoint = m_model.row(index).facts->endpoint;
    Q_EMIT recordRequested(LogScope::ofEndpoint(endpoint), QString::fromUtf8(endpoint));
}

void ClientsPanel::updateEmptyState()
{
    m_empty->setServerUrl(m_controller.url());
    m_stack->setCurrentWidget(m_model.rowCount() == 0 ? static_cast<QWidget *>(m_empty)
                                                      : &m_view->table());
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
    m_view->saveState(settings);
}

void ClientsPanel::restoreState(QSettings &settings)
{
    m_view->restoreState(settings);
}

} // namespace heliograph
