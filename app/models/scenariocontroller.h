// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hosting/scenariostatus.h"
#include "app/models/returnpath.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace heliograph {

class IoThread;
class ScenarioHost;

/// The window's side of the scenarios: sends commands to the I/O thread and brings values back.
/// Lives on the GUI thread and never waits. Borrows its arguments, which outlive it.
class ScenarioController final : public QObject {
    Q_OBJECT

public:
    ScenarioController(IoThread &io, ScenarioHost &host, QObject *parent = nullptr);
    ~ScenarioController() override;

    /// Runs @p source; one of the same name is stopped first. What goes wrong comes as a status.
    void start(const ScenarioSource &source);
    void stop(const QString &name);

    /// As they stood last: those that run, and those that ended.
    [[nodiscard]] const QList<ScenarioStatus> &statuses() const { return m_statuses; }

Q_SIGNALS:
    /// At most ten times a second, however much happens, and once after each start().
    void statusesChanged(const QList<heliograph::ScenarioStatus> &statuses);

    /// The scenario @p name took the place of the one before: what is shown of that is over. A
    /// statusesChanged() follows.
    void started(const QString &name);

private:
    void onChanged();
    void poll(bool tellAnyway = false);

    IoThread &m_io;
    ScenarioHost &m_host;
    ReturnPath m_home;
    std::shared_ptr<std::atomic_bool> m_told; ///< news are on their way already
    QList<ScenarioStatus> m_statuses;
    QTimer m_poll; ///< single shot: merges changes
};

} // namespace heliograph
