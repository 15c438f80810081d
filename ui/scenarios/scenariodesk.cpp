// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenariodesk.h"

#include "app/core/iothread.h"
#include "app/hosting/scenariohost.h"
#include "app/models/scenarioconsole.h"
#include "app/models/scenariocontroller.h"
#include "app/models/scenariosmodel.h"

namespace heliograph {

ScenarioDesk::ScenarioDesk(IoThread &io, Server &server, Journal &journal, JournalFeed &feed)
    : m_io(io), m_model(std::make_unique<ScenariosModel>(scenarioPresets())),
      m_console(std::make_unique<ScenarioConsole>(feed))
{
    m_io.runAndWait([&] { m_host = std::make_unique<ScenarioHost>(server, journal); });
    m_controller = std::make_unique<ScenarioController>(m_io, *m_host);
    QObject::connect(m_controller.get(), &ScenarioController::statusesChanged, m_model.get(),
                     &ScenariosModel::setStatuses);
}

ScenarioDesk::~ScenarioDesk()
{
    m_controller.reset();
    m_io.runAndWait([this] { m_host.reset(); });
}

} // namespace heliograph
