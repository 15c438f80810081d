// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"

/// What the detail view says about an entry beside the entry's own bytes.
namespace heliograph::entrysummary {

/// The event type, or what happened instead of an event: "comment", "client opened".
[[nodiscard]] QString heading(const JournalEntry &entry);

/// What an entry that is no event has to say, on as many lines as it needs.
[[nodiscard]] QString body(const JournalEntry &entry);

/// "published 14:02:11.204 · to 4 clients · 105 B on the wire".
[[nodiscard]] QString footer(const JournalEntry &entry);

} // namespace heliograph::entrysummary
