// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>

namespace heliograph {

/// Told now and then how many bytes of how many are done, on the thread that does them.
using RecordingProgress = std::function<void(qint64 done, qint64 total)>;

/// Tells of progress at most once for every few megabytes.
class ProgressSteps {
public:
    ProgressSteps(const RecordingProgress &progress, qint64 total)
        : m_progress(progress), m_total(total)
    {
    }

    void reach(qint64 done)
    {
        constexpr qint64 step = qint64{4} * 1024 * 1024;
        if (!m_progress || done < m_next)
            return;
        m_next = done + step;
        m_progress(done, m_total);
    }

private:
    const RecordingProgress &m_progress;
    qint64 m_total;
    qint64 m_next = 0;
};

} // namespace heliograph
