// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace heliograph {

class IoThread;
class Journal;
class JournalFeed;
class ScenarioConsole;
class ScenarioController;
class ScenarioHost;
class ScenariosModel;
class Server;

/// Everything behind the scenarios of one window: the host on the I/O thread, controller, model and
/// console on the GUI thread. Its arguments are borrowed and outlive it.
class ScenarioDesk final {
public:
    ScenarioDesk(IoThread &io, Server &server, Journal &journal, JournalFeed &feed);

    /// Stops every scenario; the host is destroyed on its thread.
    ~ScenarioDesk();
    ScenarioDesk(const ScenarioDesk &) = delete;
    ScenarioDesk &operator=(const ScenarioDesk &) = delete;

    [[nodiscard]] ScenarioController &controller() { return *m_controller; }
    [[nodiscard]] ScenariosModel &model() { return *m_model; }
    [[nodiscard]] ScenarioConsole &console() { return *m_console; }

private:
    IoThread &m_io;
    std::unique_ptr<ScenarioHost> m_host;
    std::unique_ptr<ScenarioController> m_controller;
    std::unique_ptr<ScenariosModel> m_model;
    std::unique_ptr<ScenarioConsole> m_console;
};

} // namespace heliograph
