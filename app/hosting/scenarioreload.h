// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/scenariotypes.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QTimer>

namespace heliograph {

class ScenarioHost;

/// Restarts scenarios when their files change. Lives on the thread of @p host, which it borrows.
class ScenarioReload final : public QObject {
    Q_OBJECT

public:
    explicit ScenarioReload(ScenarioHost &host, QObject *parent = nullptr);

    /// Restarts @p source, which has a file, whenever the file is saved.
    void watch(const ScenarioSource &source);

private:
    void onChanged();
    void reload();

    ScenarioHost &m_host;
    QHash<QString, ScenarioSource> m_sources; ///< by path, as last run
    QFileSystemWatcher m_watcher;
    QTimer m_settle; ///< editors write in several steps
};

} // namespace heliograph
