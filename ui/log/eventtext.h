// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"

#include <QString>

/// Entries as text for the clipboard and for files.
namespace heliograph::eventtext {

/// One line of JSON, without its line break: sequence, time, kind, event, id, endpoint, data.
[[nodiscard]] QByteArray jsonLine(const JournalEntry &entry);

[[nodiscard]] QByteArray csvHeader();
/// RFC 4180, with its line break.
[[nodiscard]] QByteArray csvLine(const JournalEntry &entry);

/// A command for a POSIX shell that publishes the event again, at @p baseUrl.
[[nodiscard]] QString curlCommand(const JournalEntry &entry, const QString &baseUrl);

} // namespace heliograph::eventtext
