// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hosting/scenarioreload.h"

#include "app/hosting/scenariohost.h"

#include <QFileInfo>

namespace heliograph {

ScenarioReload::ScenarioReload(ScenarioHost &host, QObject *parent)
    : QObject(parent), m_host(host), m_watcher(this), m_settle(this)
{
    using namespace std::chrono_literals;
    m_settle.setSingleShot(true);
    m_settle.setInterval(100ms);
    connect(&m_settle, &QTimer::timeout, this, &ScenarioReload::reload);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &ScenarioReload::onChanged);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ScenarioReload::onChanged);
}

void ScenarioReload::watch(const ScenarioSource &source)
{
    m_sources.insert(source.path, source);
    m_watcher.addPath(source.path);
    // Editors that save into a new file and rename it end the watch on the file itself.
    m_watcher.addPath(QFileInfo(source.path).absolutePath());
}

void ScenarioReload::onChanged()
{
    m_settle.start();
}

void ScenarioReload::reload()
{
    for (auto source = m_sources.begin(); source != m_sources.end(); ++source) {
        const auto now = readScenario(source.key());
        if (!now)
            continue; // gone for a moment, or half written
        if (!m_watcher.files().contains(source.key()))
            m_watcher.addPath(source.key());
        if (now->text == source->text)
            continue;
        source->text = now->text;
        m_host.start(*source);
    }
}

} // namespace heliograph
