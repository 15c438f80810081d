// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/core/iothread.h"
#include "app/journal/journal.h"
#include "app/server/serveroptions.h"

#include <memory>

namespace heliograph {

class ComposeController;
class ConnectionsModel;
class JournalFeed;
class NotificationController;
class PlayerController;
class ProblemsModel;
class Recorder;
class ScenarioDesk;
class Server;
class ServerController;
class SnippetDesk;
class SubscriptionController;
class Subscriptions;
class SubscriptionsModel;
class TrafficSeries;

/// Everything behind one window, built in order and ended in reverse: journal, I/O thread, server
/// and subscriptions on it, controllers and models on the GUI thread. Built after QApplication.
class Session {
public:
    explicit Session(const ServerOptions &options = {}, JournalLimits limits = {});

    /// Ends every stream cleanly; what lives on the I/O thread is destroyed there.
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// Takes effect at once, but for the history file: that does when the server listens next.
    void apply(const ServerOptions &options, const JournalLimits &limits);

    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] Journal &journal() { return m_journal; }
    [[nodiscard]] ServerController &server() { return *m_serverController; }
    [[nodiscard]] ComposeController &compose() { return *m_composeController; }
    [[nodiscard]] SubscriptionController &subscriptions() { return *m_subscriptionController; }
    [[nodiscard]] JournalFeed &feed() { return *m_feed; }
    [[nodiscard]] ConnectionsModel &connectionsModel() { return *m_connectionsModel; }
    [[nodiscard]] SubscriptionsModel &subscriptionsModel() { return *m_subscriptionsModel; }
    [[nodiscard]] ProblemsModel &problems() { return *m_problems; }
    [[nodiscard]] SnippetDesk &snippets() { return *m_snippets; }
    [[nodiscard]] TrafficSeries &traffic() { return *m_traffic; }
    [[nodiscard]] NotificationController &notifications() { return *m_notifications; }
    [[nodiscard]] Recorder &recorder() { return *m_recorder; }
    [[nodiscard]] PlayerController &player() { return *m_player; }
#ifdef HELIOGRAPH_SCRIPTING
    [[nodiscard]] ScenarioDesk &scenarios()
    {
        return *m_scenarios;
    }
#endif

private:
    void connectModels(const ServerOptions &options);

    SystemClock m_clock;
    Journal m_journal;
    IoThread m_io;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Subscriptions> m_subscriptions;
    std::unique_ptr<ServerController> m_serverController;
    std::unique_ptr<ComposeController> m_composeController;
    std::unique_ptr<SubscriptionController> m_subscriptionController;
    std::unique_ptr<JournalFeed> m_feed;
    std::unique_ptr<ConnectionsModel> m_connectionsModel;
    std::unique_ptr<SubscriptionsModel> m_subscriptionsModel;
    std::unique_ptr<ProblemsModel> m_problems;
    std::unique_ptr<TrafficSeries> m_traffic;
    std::unique_ptr<SnippetDesk> m_snippets;
    std::unique_ptr<NotificationController> m_notifications;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<PlayerController> m_player;
#ifdef HELIOGRAPH_SCRIPTING
    std::unique_ptr<ScenarioDesk> m_scenarios;
#endif
};

} // namespace heliograph
