// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/senthistory.h"

#include <optional>

namespace heliograph {

/// Steps through the drafts sent before, as a shell does: what was being typed comes back at the
/// end. A draft of the history that is changed becomes what is being typed.
class HistoryWalk {
public:
    /// The draft @p steps older (or, below zero, newer) than the one shown; nothing at either end.
    /// @p current is what stands in the fields now.
    [[nodiscard]] std::optional<Draft> step(const QList<SentDraft> &sent, const Draft &current,
                                            int steps);

    /// Goes to the draft at @p index.
    [[nodiscard]] std::optional<Draft> jump(const QList<SentDraft> &sent, const Draft &current,
                                            qsizetype index);

    /// To be told what the fields hold once they show what step() or jump() returned.
    void shown(const Draft &draft) { m_shown = draft; }

    /// @p draft was put first in the history.
    void sent(const Draft &draft);

    /// Whether @p current is a draft of the history, as it was.
    [[nodiscard]] bool isUntouched(const Draft &current) const
    {
        return m_index >= 0 && current == m_shown;
    }

private:
    qsizetype m_index = -1; ///< -1: what is being typed
    Draft m_shown;
    Draft m_typed;
};

} // namespace heliograph
