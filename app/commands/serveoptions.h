// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef HELIOGRAPH_SCRIPTING
#include "app/hosting/scenariostatus.h"
#endif
#include "app/journal/journal.h"
#include "app/server/endpointdefinition.h"
#include "app/server/serveroptions.h"

#include <QStringList>

#include <variant>

namespace heliograph::commands::serve {

/// What the arguments of `serve` ask for.
struct ServeSettings {
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 8080;
    ServerOptions options;
    JournalLimits journal;
    QList<EndpointDefinition> endpoints;
#ifdef HELIOGRAPH_SCRIPTING
    QList<ScenarioSource> scenarios;
#endif
};

/// Reads the arguments after "serve", or returns the exit code when the command is over: help was
/// printed, or the usage was wrong and said so.
[[nodiscard]] std::variant<ServeSettings, int> parseServeArguments(const QStringList &arguments);

/// The same for "run", whose one argument is the file of its scenario.
[[nodiscard]] std::variant<ServeSettings, int> parseRunArguments(const QStringList &arguments);

} // namespace heliograph::commands::serve
