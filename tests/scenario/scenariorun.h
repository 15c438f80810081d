// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/scenario.h"

#include <QHash>
#include <QStringList>

#include <memory>
#include <optional>

namespace heliograph {

/// One response as a client sees it.
struct SeenResponse {
    std::optional<ScenarioResponseHead> head;
    QByteArray body;
    bool ended = false;
    QString reason;

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// A scenario that runs for a test, and everything it told its owner.
class ScenarioRun : public QObject {
    Q_OBJECT

public:
    explicit ScenarioRun(const QString &text, const ScenarioLimits &limits = {},
                         const QString &path = {}, const QString &mountPath = {});

    Scenario &scenario() { return *m_scenario; }

    /// Waits until the script has routes, and whether it has.
    [[nodiscard]] bool waitForRoutes();

    /// Waits until the script is over.
    [[nodiscard]] bool waitForEnd();

    /// Sends a request and returns its id.
    quint64 get(const QByteArray &url);
    quint64 send(ScenarioRequest request);

    [[nodiscard]] const SeenResponse &response(quint64 id) { return responses[id]; }

    /// Waits until the response @p id has ended, and whether it has.
    [[nodiscard]] bool waitForResponse(quint64 id);

    /// Everything written with console, a line each.
    [[nodiscard]] QString console() const;

    QHash<quint64, SeenResponse> responses;
    QList<ScenarioRoute> routes;
    QList<ScenarioPublish> publishes;
    int publishBatches = 0;
    int dataSignals = 0;
    QList<ConsoleLine> lines;
    QList<ScriptError> reports;
    std::optional<ScriptError> failure;
    std::optional<int> exitCode;
    bool stopped = false;
    bool answersPublishes = true;

private:
    void answer(const QList<ScenarioPublish> &messages);

    std::unique_ptr<Scenario> m_scenario;
    quint64 m_lastId = 0;
    quint64 m_sequence = 0;
};

} // namespace heliograph
