// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/repeatplan.h"

#include <functional>

namespace heliograph {

/// When the events of a repetition are due: a pure function of the times it is told. Each time
/// follows from the one before, not from when somebody looked, so lateness never adds up.
///
/// Who looks late finds up to a second's worth of events due at once. What should have been before
/// that is skipped: it comes no more, and counts neither as taken nor towards the plan's times.
class RepeatSchedule {
public:
    using Random = std::function<double()>; ///< evenly from [0, 1)

    /// The first event or burst is due @p now. Values of @p plan out of bounds are brought within.
    RepeatSchedule(const RepeatPlan &plan, std::chrono::nanoseconds now, Random random);

    /// How many events are due @p now, @p most at most; they count as taken.
    [[nodiscard]] quint64 take(std::chrono::nanoseconds now, quint64 most);

    /// @p count events of the last take() are not sent; they do not count towards the times.
    void giveUp(quint64 count) { m_taken -= count; }

    /// @p count events of the last take() wait: the next one gives them again.
    void putBack(quint64 count);

    /// Everything not yet due is due @p by later: so long was a pause.
    void postpone(std::chrono::nanoseconds by) { m_next += by; }

    /// When take() gives something again.
    [[nodiscard]] std::chrono::nanoseconds nextAt() const { return m_next; }

    /// Whether all of the plan's times were taken.
    [[nodiscard]] bool isDone() const { return m_plan.times > 0 && m_taken >= m_plan.times; }

    [[nodiscard]] quint64 taken() const { return m_taken; }
    [[nodiscard]] quint64 skipped() const { return m_skipped; }

private:
    [[nodiscard]] std::chrono::nanoseconds meanGap() const;
    [[nodiscard]] std::chrono::nanoseconds drawGap();
    [[nodiscard]] quint64 perTick() const;
    void skipBacklog(std::chrono::nanoseconds now);

    RepeatPlan m_plan;
    Random m_random;
    std::chrono::nanoseconds m_next; ///< of the next event or burst
    quint64 m_left = 0; ///< due, but not taken yet: of a burst, or put back
    quint64 m_taken = 0;
    quint64 m_skipped = 0;
};

} // namespace heliograph
