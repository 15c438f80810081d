// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/recorder.h"

#include "app/models/recorderrun.h"

#include <algorithm>

namespace heliograph {

Recorder::Recorder(Journal &journal, const Clock &clock, QObject *parent)
    : QObject(parent), m_journal(journal), m_clock(clock)
{
    m_thread.setObjectName(QStringLiteral("recorder"));
}

Recorder::~Recorder()
{
    for (RecorderRun *run : std::as_const(m_runs)) {
        run->disconnect(this);
        QMetaObject::invokeMethod(run, &RecorderRun::stop, Qt::BlockingQueuedConnection);
        run->deleteLater(); // at the latest when the thread ends
    }
    m_thread.quit();
    m_thread.wait();
}

RecordingId Recorder::start(const RecordPlan &plan)
{
    if (!m_thread.isRunning())
        m_thread.start();
    m_last = next(m_last);
    auto *run = new RecorderRun(m_journal, m_clock, m_last, plan);
    run->moveToThread(&m_thread);
    connect(run, &RecorderRun::reported, this, &Recorder::onReport);
    m_runs.insert(m_last, run);
    RecordingState state;
    state.id = m_last;
    state.plan = plan;
    m_running.append(state);
    QMetaObject::invokeMethod(run, &RecorderRun::begin);
    Q_EMIT changed(state);
    return state.id;
}

void Recorder::stop(RecordingId id)
{
    if (RecorderRun *run = m_runs.value(id))
        QMetaObject::invokeMethod(run, &RecorderRun::stop);
}

const RecordingState *Recorder::runningOf(const LogScope &scope) const
{
    const auto found =
        std::find_if(m_running.cbegin(), m_running.cend(), [&scope](const RecordingState &state) {
            return state.plan.scope.isSameStream(scope);
        });
    return found == m_running.cend() ? nullptr : &*found;
}

void Recorder::onReport(const RecordingState &state)
{
    const auto found =
        std::find_if(m_running.begin(), m_running.end(),
                     [&state](const RecordingState &other) { return other.id == state.id; });
    if (found == m_running.end())
        return;
    if (state.isRunning()) {
        *found = state;
        Q_EMIT changed(state);
        return;
    }
    m_running.erase(found);
    m_runs.take(state.id)->deleteLater();
    Q_EMIT ended(state);
}

} // namespace heliograph
