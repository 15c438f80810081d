// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/scenario/scenariotypes.h"

#include <optional>

namespace heliograph {

/// One scenario as it stands, or as it ended.
struct ScenarioStatus {
    enum class State : quint8 {
        Running,
        Finished, ///< had nothing more to do
        Stopped, ///< by somebody
        Failed, ///< error says why
    };
    QString name; ///< unique; a new one of the same name takes its place
    QString path; ///< its file; empty when it has none
    State state = State::Running;
    int exitCode = 0; ///< of Finished
    QList<ScenarioRoute> routes; ///< what it answers now
    int responses = 0; ///< requests it answers right now
    std::optional<ScriptError> error; ///< of Failed, or the last one that did not end it

    bool operator==(const ScenarioStatus &) const = default;
};

/// A scenario that ships with the program.
struct ScenarioPreset {
    QString file; ///< "clock.js", its name as a scenario
    QString title;
    QString mountPath; ///< empty: it names its paths itself
    QStringList paths;
    QString page; ///< of its demo, "/demo/clock/"
    QString text; ///< its source
};

/// All presets, in the order to show them.
[[nodiscard]] const QList<ScenarioPreset> &scenarioPresets();

/// The preset whose demo page is below @p path ("/demo/clock/..."); null when there is none.
[[nodiscard]] const ScenarioPreset *presetOfPage(const QByteArray &path);

[[nodiscard]] ScenarioSource sourceOf(const ScenarioPreset &preset);

/// Reads a scenario's file: "FILE" or "FILE@/path", where it is mounted. Errors, each with what to
/// do: "scenario-unreadable", "scenario-too-large" (over 4 MiB), "scenario-not-text".
[[nodiscard]] Result<ScenarioSource> readScenario(const QString &argument);

} // namespace heliograph
