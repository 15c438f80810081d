// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <chrono>
#include <numeric>

namespace heliograph {

/// How many events came in the last second, in steps of 50 ms. Times rise.
class RateMeter {
public:
    void add(std::chrono::nanoseconds now, quint64 count)
    {
        moveTo(now);
        m_counts[size_t(m_step % steps)] += count;
    }

    [[nodiscard]] quint64 inLastSecond(std::chrono::nanoseconds now)
    {
        moveTo(now);
        return std::accumulate(m_counts.begin(), m_counts.end(), quint64{0});
    }

private:
    static constexpr qint64 steps = 20;

    void moveTo(std::chrono::nanoseconds now)
    {
        const qint64 step = now / std::chrono::milliseconds(1000 / steps);
        if (step - m_step >= steps)
            m_counts.fill(0);
        for (qint64 i = qMax(m_step + 1, step - steps + 1); i <= step; ++i)
            m_counts[size_t(i % steps)] = 0;
        m_step = qMax(m_step, step);
    }

    std::array<quint64, steps> m_counts{};
    qint64 m_step = 0; ///< the newest
};

} // namespace heliograph
