// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journal.h"

namespace heliograph::commands {

/// Reads a journal's entries once each, for commands that print them. @p journal is borrowed.
class JournalTail {
public:
    explicit JournalTail(const Journal &journal) : m_journal(journal) { }

    /// Calls @p handle with the entries that came since the last time, a batch at a time.
    template <typename Function> void readNew(Function &&handle)
    {
        constexpr qsizetype batch = 1000;
        for (auto entries = m_journal.read(m_last, batch); !entries.isEmpty();
             entries = m_journal.read(m_last, batch)) {
            m_last = entries.constLast()->sequence;
            handle(entries);
        }
    }

private:
    const Journal &m_journal;
    Sequence m_last{};
};

} // namespace heliograph::commands
