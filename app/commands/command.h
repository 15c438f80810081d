// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QStringList>

namespace heliograph::commands {

/// How a command ends.
enum ExitCode : int { Success = 0, Failure = 1, WrongUsage = 2 };

/// Writes @p text and a line break to standard error, at once.
void complain(const QString &text);

/// @p line with blanks for control characters: what a client sent must not reach the terminal.
[[nodiscard]] QString printable(QString line);

/// Writes @p text to standard output, at once; false when nobody reads it any more.
bool print(const QByteArray &text);

/// Parses @p arguments (without program and sub-command). Returns an exit code when the command is
/// over already: --help was printed, or the usage was wrong and said so.
[[nodiscard]] std::optional<int> parseArguments(QCommandLineParser &parser, const QString &command,
                                                const QStringList &arguments,
                                                const QString &examples);

/// A whole number of @p option within [least, most].
[[nodiscard]] Result<qint64> wholeNumber(const QCommandLineParser &parser, const QString &option,
                                         qint64 least, qint64 most);

/// A number of seconds, fractions allowed, of @p option, at least 0.
[[nodiscard]] Result<std::chrono::milliseconds> seconds(const QCommandLineParser &parser,
                                                        const QString &option);

} // namespace heliograph::commands
