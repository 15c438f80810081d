// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session.h"

#include "app/client/subscriptions.h"
#include "app/models/composecontroller.h"
#include "app/models/connectionsmodel.h"
#include "app/models/journalfeed.h"
#include "app/models/notificationcontroller.h"
#include "app/models/playercontroller.h"
#include "app/models/problemsmodel.h"
#include "app/models/recorder.h"
#include "app/models/servercontroller.h"
#include "app/models/subscriptioncontroller.h"
#include "app/models/subscriptionsmodel.h"
#include "app/models/trafficseries.h"
#include "app/server/server.h"
#include "ui/snippets/snippetdesk.h"
#ifdef HELIOGRAPH_SCRIPTING
#include "ui/scenarios/scenariodesk.h"
#endif

namespace heliograph {

Session::Session(const ServerOptions &options, JournalLimits limits) : m_journal(m_clock, limits)
{
    m_io.runAndWait([&] {
        m_server = std::make_unique<Server>(options, m_journal, m_clock);
        m_subscriptions = std::make_unique<Subscriptions>(m_journal, m_clock);
    });
    m_serverController = std::make_unique<ServerController>(m_io, *m_server);
    m_composeController = std::make_unique<ComposeController>(m_io, *m_server, *m_serverController);
    m_subscriptionController = std::make_unique<SubscriptionController>(m_io, *m_subscriptions);
    m_feed = std::make_unique<JournalFeed>(m_journal);
    m_connectionsModel = std::make_unique<ConnectionsModel>(*m_feed, m_clock);
    m_subscriptionsModel = std::make_unique<SubscriptionsModel>(m_clock);
    m_problems = std::make_unique<ProblemsModel>(*m_feed, m_clock);
    m_traffic = std::make_unique<TrafficSeries>(*m_feed, m_clock);
    m_snippets = std::make_unique<SnippetDesk>();
    m_notifications = std::make_unique<NotificationController>(m_journal, m_clock);
    m_recorder = std::make_unique<Recorder>(m_journal, m_clock);
    m_player = std::make_unique<PlayerController>(m_io, *m_server, *m_serverController, m_clock);
#ifdef HELIOGRAPH_SCRIPTING
    m_scenarios = std::make_unique<ScenarioDesk>(m_io, *m_server, m_journal, *m_feed);
#endif
    connectModels(options);
}

Session::~Session()
{
#ifdef HELIOGRAPH_SCRIPTING
    m_scenarios.reset();
#endif
    m_snippets.reset();
    m_notifications.reset();
    m_player.reset();
    m_recorder.reset();
    m_traffic.reset();
    m_problems.reset();
    m_subscriptionsModel.reset();
    m_connectionsModel.reset();
    m_feed.reset();
    m_subscriptionController.reset();
    m_composeController.reset();
    m_serverController.reset();
    m_io.runAndWait([this] {
        m_subscriptions.reset();
        m_server->close();
        m_server.reset();
    });
}

void Session::apply(const ServerOptions &options, const JournalLimits &limits)
{
    m_serverController->setOptions(options);
    m_journal.setLimits(limits);
    m_connectionsModel->setQueueLimit(options.maxQueue);
}

void Session::connectModels(const ServerOptions &options)
{
    m_connectionsModel->setQueueLimit(options.maxQueue);
    QObject::connect(m_serverController.get(), &ServerController::snapshotChanged,
                     m_connectionsModel.get(), &ConnectionsModel::setSnapshot);
    QObject::connect(m_serverController.get(), &ServerController::snapshotChanged, m_traffic.get(),
                     &TrafficSeries::setSnapshot);
    QObject::connect(m_subscriptionController.get(), &SubscriptionController::snapshotsChanged,
                     m_subscriptionsModel.get(), &SubscriptionsModel::setSnapshots);
    QObject::connect(m_serverController.get(), &ServerController::listenFailed, m_problems.get(),
                     [this](const Error &error) { m_problems->add(error.message); });
    QObject::connect(m_serverController.get(), &ServerController::endpointFailed, m_problems.get(),
                     [this](const Error &error) { m_problems->add(error.message); });
}

} // namespace heliograph
