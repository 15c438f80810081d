// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/scenariocontroller.h"

#include "app/core/iothread.h"
#include "app/hosting/scenariohost.h"

namespace heliograph {

namespace {
constexpr std::chrono::milliseconds outcomePollDelay{100};
}

ScenarioController::ScenarioController(IoThread &io, ScenarioHost &host, QObject *parent)
    : QObject(parent), m_io(io), m_host(host), m_home(this),
      m_told(std::make_shared<std::atomic_bool>(false))
{
    m_poll.setSingleShot(true);
    m_poll.setInterval(outcomePollDelay);
    connect(&m_poll, &QTimer::timeout, this, [this] { poll(); });
    // Thousands of requests a second change a status each: one word of it is under way at a time.
    const auto tell = [this, home = m_home, told = m_told] {
        if (!told->exchange(true))
            home.post([this] { onChanged(); });
    };
    connect(&m_host, &ScenarioHost::changed, &m_host, tell, Qt::DirectConnection);
    connect(&m_host, &ScenarioHost::ended, &m_host, tell, Qt::DirectConnection);
    m_poll.start();
}

ScenarioController::~ScenarioController()
{
    m_home.end();
}

void ScenarioController::start(const ScenarioSource &source)
{
    m_io.post([this, home = m_home, host = &m_host, source] {
        host->start(source);
        home.post([this, name = source.name] {
            Q_EMIT started(name);
            poll(true);
        });
    });
}

void ScenarioController::stop(const QString &name)
{
    m_io.post([host = &m_host, name] { host->stop(name); });
}

void ScenarioController::onChanged()
{
    if (!m_poll.isActive())
        m_poll.start();
}

void ScenarioController::poll(bool tellAnyway)
{
    m_io.post([this, tellAnyway, home = m_home, host = &m_host, told = m_told] {
        told->store(false); // what happens from here on is told again
        home.post([this, tellAnyway, statuses = host->scenarios()] {
            if (statuses == m_statuses && !tellAnyway)
                return;
            m_statuses = statuses;
            Q_EMIT statusesChanged(m_statuses);
        });
    });
}

} // namespace heliograph
