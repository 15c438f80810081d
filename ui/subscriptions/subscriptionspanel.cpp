// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/subscriptions/subscriptionspanel.h"

#include "app/models/servercontroller.h"
#include "app/models/subscriptioncontroller.h"
#include "app/models/subscriptionsmodel.h"
#include "ui/log/eventlogview.h"
#include "ui/log/logpanel.h"
#include "ui/log/tablewithlog.h"
#include "ui/parts/plaintable.h"
#include "ui/subscriptions/requestform.h"
#include "ui/subscriptions/subscriptionsdelegate.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>

namespace heliograph {

SubscriptionsPanel::SubscriptionsPanel(SubscriptionController &controller,
                                       SubscriptionsModel &model, ServerController &server,
                                       JournalFeed &feed, QWidget *parent)
    : QWidget(parent), m_controller(controller), m_model(model), m_server(server),
      m_bar(new QWidget(this)), m_url(new QLineEdit(m_bar)),
      m_connect(new QPushButton(tr("Connect"), m_bar)),
      m_own(new QPushButton(tr("Subscribe to our own endpoint"), m_bar)), m_hint(new QLabel(m_bar)),
      m_request(new RequestForm(m_bar)),
      m_view(new TableWithLog(feed,
                              {tr("Subscription's log"), tr("no subscription selected"),
                               tr("Select a subscription to see what it received.")},
                              this))
{
    setObjectName(QStringLiteral("subscriptionsPanel"));
    theme::setLook(this, theme::Look::Panel);
    setupBar();
    setupTable();
    setupActions();
    m_view->setObjectName(QStringLiteral("subscriptionsSplitter"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_view, 1);

    connect(&m_server, &ServerController::listening, this, &SubscriptionsPanel::updateOwnButton);
    connect(&m_server, &ServerController::stopped, this, &SubscriptionsPanel::updateOwnButton);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &SubscriptionsPanel::updateTitle);
    connect(&m_model, &SubscriptionsModel::countChanged, this, [this] {
        // The first one is what everybody wants to see.
        if (selected().isEmpty() && m_model.rowCount() > 0)
            m_view->table().selectRow(m_model.rowCount() - 1);
    });
    connect(&log(), &LogPanel::problemOccurred, this, &SubscriptionsPanel::problemOccurred);
    m_view->repaintEvery(std::chrono::milliseconds{500}); // the countdown
    updateOwnButton();
    showSelected();
}

LogPanel &SubscriptionsPanel::log() const
{
    return m_view->log();
}

void SubscriptionsPanel::setupBar()
{
    m_url->setObjectName(QStringLiteral("subscriptionUrl"));
    m_url->setAccessibleName(tr("URL"));
    m_url->setPlaceholderText(tr("http://host/events, any event stream"));
    m_url->setToolTip(tr("The event stream to subscribe to (Enter connects)"));
    theme::setLook(m_url, theme::Look::Fixed);
    m_connect->setObjectName(QStringLiteral("subscriptionConnect"));
    m_connect->setAccessibleName(tr("Connect"));
    m_connect->setToolTip(tr("Subscribes to the URL (Enter)"));
    theme::setLook(m_connect, theme::Look::Accent);
    m_own->setObjectName(QStringLiteral("subscribeOwn"));
    m_own->setAccessibleName(m_own->text());
    auto *fold = new QPushButton(tr("Request \u25be"), m_bar);
    fold->setObjectName(QStringLiteral("requestFold"));
    fold->setAccessibleName(tr("Request"));
    fold->setToolTip(tr("Method, headers, body and last event ID (Space)"));
    fold->setCheckable(true);
    theme::setLook(fold, theme::Look::Flat);
    theme::setLook(m_hint, theme::Look::Bad);
    m_hint->setObjectName(QStringLiteral("subscriptionHint"));
    m_hint->setWordWrap(true);
    m_hint->hide();
    m_request->hide();

    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_url, 1);
    row->addWidget(m_connect);
    row->addWidget(m_own);
    row->addWidget(fold);
    auto *layout = new QVBoxLayout(m_bar);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_hint);
    layout->addWidget(m_request);
    connect(fold, &QPushButton::toggled, m_request, &QWidget::setVisible);
    connect(m_connect, &QPushButton::clicked, this, &SubscriptionsPanel::connectToUrl);
    connect(m_url, &QLineEdit::returnPressed, this, &SubscriptionsPanel::connectToUrl);
    connect(m_url, &QLineEdit::textEdited, this, [this] {
        m_hint->hide();
        theme::setInvalid(m_url, false);
    });
    connect(m_own, &QPushButton::clicked, this, &SubscriptionsPanel::subscribeToOurselves);
}

void SubscriptionsPanel::setupTable()
{
    PlainTable &table = m_view->table();
    table.setObjectName(QStringLiteral("subscriptionsTable"));
    table.setAccessibleName(tr("Subscriptions"));
    m_view->setModel(&m_model, new SubscriptionsDelegate);
    table.setNumberColumns({SubscriptionsModel::Events, SubscriptionsModel::Bytes});
    table.setColumnCharacters({42, 28, 14, 10, 9, 9, 24}, {24, 12, 10, 8, 6, 7, 12});
    table.setEmptyText(tr("No subscription yet. Enter the URL of an event stream above, or "
                          "subscribe to our own endpoint."));
    connect(m_view, &TableWithLog::selectionChanged, this, &SubscriptionsPanel::showSelected);
}

void SubscriptionsPanel::setupActions()
{
    using Command = void (SubscriptionController::*)(SubscriptionId);
    const auto add = [this](const QString &text, const QString &name, const QKeySequence &key,
                            Command command) {
        m_view->addCommand(text, name, key, [this, command] {
            for (const SubscriptionId id : selected())
                (m_controller.*command)(id);
        });
    };
    add(tr("Connect"), QStringLiteral("openSubscription"), QKeySequence(Qt::CTRL | Qt::Key_R),
        &SubscriptionController::open);
    add(tr("Close"), QStringLiteral("closeSubscription"), QKeySequence(Qt::CTRL | Qt::Key_K),
        &SubscriptionController::close);
    add(tr("Remove"), QStringLiteral("removeSubscription"), QKeySequence::Delete,
        &SubscriptionController::remove);
    m_view->table().setToolTip(
        tr("Ctrl+R connects, Ctrl+K closes, Delete removes the selected ones"));
}

QList<SubscriptionId> SubscriptionsPanel::selected() const
{
    QList<SubscriptionId> ids;
    for (const QModelIndex &index : m_view->selected())
        ids.append(m_model.row(index.row()).id);
    return ids;
}

void SubscriptionsPanel::connectToUrl()
{
    SubscriptionRequest request;
    QString text = m_url->text().trimmed();
    if (!text.isEmpty() && !text.contains(QLatin1String("://")))
        text.prepend(QLatin1String("http://"));
    request.url = QUrl(text, QUrl::StrictMode);
    m_request->apply(request);
    const Result<void> result = check(request);
    theme::setInvalid(m_url, !result && result.error().field == "url");
    m_hint->setVisible(!result);
    if (!result) {
        m_hint->setText(result.error().message);
        return;
    }
    m_controller.add(request);
}

void SubscriptionsPanel::subscribeToOurselves()
{
    if (!m_server.isListening())
        return;
    SubscriptionRequest request;
    request.url = m_server.url();
    request.url.setPath(QStringLiteral("/events"));
    m_controller.add(request);
}

void SubscriptionsPanel::showSelected()
{
    const QList<SubscriptionId> ids = selected();
    const SubscriptionId shown = ids.isEmpty() ? SubscriptionId::None : ids.constFirst();
    if (shown == SubscriptionId::None) {
        m_shown = shown;
        m_view->showNothing();
    } else if (shown != m_shown) {
        m_shown = shown;
        m_view->showLog(LogScope::ofSubscription(shown), tr("Nothing was received yet."));
    }
    updateTitle();
}

void SubscriptionsPanel::updateTitle()
{
    const int index = m_model.rowOf(m_shown);
    if (index < 0)
        return;
    const SubscriptionSnapshot &row = m_model.row(index);
    m_view->setTitle(row.url.host() + row.url.path(), row.events);
}

void SubscriptionsPanel::updateOwnButton()
{
    m_own->setEnabled(m_server.isListening());
    m_own->setToolTip(m_server.isListening()
                          ? tr("Receives what we send to /events (Space)")
                          : tr("Start the server first, then subscribe to it here"));
}

void SubscriptionsPanel::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("url"), m_url->text());
    m_view->saveState(settings);
}

void SubscriptionsPanel::restoreState(QSettings &settings)
{
    m_url->setText(settings.value(QStringLiteral("url")).toString());
    m_view->restoreState(settings);
}

} // namespace heliograph
