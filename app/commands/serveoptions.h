// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef HELIOGRAPH_SCRIPTING
#include "app/hosting/scenariostatus.h"
#endif
#include "app/journal/journal.h"
#include "app/server/endpointdefinition.h"
#include "app/server/serveroptions.h"

#include <QCommandLineParser>
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

/// How a command that serves is used.
struct Usage {
    QString command;
    QString description;
    QString examples;
    QString argument; ///< what its one positional argument, FILE, is; empty: it has none
    QString missing; ///< said when that is not given
    QStringList without; ///< names of options of `serve` that it does not have
};

/// Reads the arguments after a command that serves, or returns the exit code when the command is
/// over: help was printed, or the usage was wrong and said so. Options of the command's own are
/// declared in @p parser already and are left to it.
[[nodiscard]] std::variant<ServeSettings, int>
parseServerArguments(QCommandLineParser &parser, const Usage &usage, const QStringList &arguments);

/// The same for "serve".
[[nodiscard]] std::variant<ServeSettings, int> parseServeArguments(const QStringList &arguments);

#ifdef HELIOGRAPH_SCRIPTING
/// The same for "run", whose one argument is the file of its scenario.
[[nodiscard]] std::variant<ServeSettings, int> parseRunArguments(const QStringList &arguments);
#endif

} // namespace heliograph::commands::serve
