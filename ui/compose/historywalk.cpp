// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/historywalk.h"

namespace heliograph {

std::optional<Draft> HistoryWalk::step(const QList<SentDraft> &sent, const Draft &current,
                                       int steps)
{
    const qsizetype index = m_index + steps;
    if (index < -1)
        return {};
    return jump(sent, current, index);
}

std::optional<Draft> HistoryWalk::jump(const QList<SentDraft> &sent, const Draft &current,
                                       qsizetype index)
{
    if (index >= sent.size())
        return {};
    if (!isUntouched(current))
        m_typed = current;
    m_index = index;
    return index < 0 ? m_typed : sent.at(index).draft;
}

void HistoryWalk::sent(const Draft &draft)
{
    if (isUntouched(draft))
        m_index = 0;
    else
        m_index = -1;
}

} // namespace heliograph
