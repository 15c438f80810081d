// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/expressionthread.h"

#include "app/core/say.h"
#include "app/scenario/scriptthread.h"

#include <QThread>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace heliograph {

using namespace std::chrono;

namespace {

/// Each costs processor time until the program ends.
constexpr int mostAbandoned = 8;

} // namespace

/// What the owner and the script's thread share.
struct ExpressionThread::Shared {
    struct Job {
        Work work;
        GivenUp givenUp;
    };

    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Job> jobs;
    GivenUp current; ///< of the job that runs
    bool isBusy = false;
    bool isEnding = false;
    QObject *home = nullptr; ///< null once nobody listens
    std::shared_ptr<ScriptWatch> watch = std::make_shared<ScriptWatch>();

    /// Waits for the next job; nothing when the thread is to end.
    std::optional<Work> next()
    {
        std::unique_lock lock(mutex);
        wake.wait(lock, [this] { return isEnding || !jobs.empty(); });
        if (isEnding)
            return std::nullopt;
        Job job = std::move(jobs.front());
        jobs.pop_front();
        current = std::move(job.givenUp);
        isBusy = true;
        watch->stopWanted = false;
        return std::move(job.work);
    }

    void finish(Answer answer)
    {
        const std::lock_guard lock(mutex);
        isBusy = false;
        current = {};
        if (home && answer)
            QMetaObject::invokeMethod(home, std::move(answer), Qt::QueuedConnection);
    }

    void run(milliseconds perCall)
    {
        ExpressionEngine engine(perCall, watch);
        while (auto work = next())
            finish((*work)(engine));
    }

    /// Lets the thread end as soon as it can.
    void end()
    {
        const std::lock_guard lock(mutex);
        home = nullptr;
        isEnding = true;
        jobs.clear();
        watch->stopWanted = true;
        wake.notify_all();
    }
};

ExpressionThread::ExpressionThread(ExpressionLimits limits, QObject *parent)
    : QObject(parent), m_limits(limits)
{
    m_watchTimer.setInterval(std::clamp<milliseconds>(m_limits.untilAbandoned / 4, 10ms, 500ms));
    connect(&m_watchTimer, &QTimer::timeout, this, &ExpressionThread::watch);
}

ExpressionThread::~ExpressionThread()
{
    if (!m_thread)
        return;
    m_shared->end();
    if (m_thread->wait(QDeadlineTimer(scriptthread::longestWait)))
        delete m_thread;
    else
        abandon();
}

void ExpressionThread::start()
{
    m_shared = std::make_shared<Shared>();
    m_shared->home = this;
    m_thread =
        QThread::create([shared = m_shared, limit = m_limits.perCall] { shared->run(limit); });
    m_thread->setObjectName(QStringLiteral("heliograph-expr"));
    m_thread->setStackSize(scriptthread::stackBytes);
    m_thread->start();
}

void ExpressionThread::post(Work work, GivenUp givenUp)
{
    if (m_abandoned >= mostAbandoned) {
        refuse(givenUp,
               say("Too many expressions could not be stopped. Restart the program to use "
                   "expressions again."));
        return;
    }
    if (!m_thread)
        start();
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->jobs.push_back({std::move(work), std::move(givenUp)});
    }
    m_shared->wake.notify_one();
    if (!m_watchTimer.isActive())
        m_watchTimer.start();
}

void ExpressionThread::interrupt()
{
    if (!m_thread)
        return;
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->isBusy)
        m_shared->watch->stopWanted = true;
}

void ExpressionThread::refuse(const GivenUp &givenUp, const QString &message)
{
    if (!givenUp)
        return;
    const auto tell = [givenUp, message] { givenUp({message, -1, 0}); };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

void ExpressionThread::watch()
{
    std::deque<Shared::Job> waiting;
    GivenUp current;
    {
        const std::lock_guard lock(m_shared->mutex);
        if (!m_shared->isBusy && m_shared->jobs.empty())
            m_watchTimer.stop();
        const bool stuck = m_shared->watch->running() >= m_limits.perCall + m_limits.untilAbandoned;
        if (!m_shared->isBusy || !stuck)
            return;
        m_shared->home = nullptr; // whatever it still does is nobody's business
        waiting = std::exchange(m_shared->jobs, {});
        current = std::exchange(m_shared->current, {});
    }
    m_shared->end();
    abandon();
    const auto after = m_limits.perCall + m_limits.untilAbandoned;
    refuse(
        current,
        say("The expression could not be stopped and was given up after %1 s. Look for a regular "
            "expression that backtracks.")
            .arg(duration<double>(after).count()));
    for (Shared::Job &job : waiting)
        post(std::move(job.work), std::move(job.givenUp));
}

/// Nobody waits for the thread any more. It deletes itself should it ever end.
void ExpressionThread::abandon()
{
    ++m_abandoned;
    m_watchTimer.stop();
    m_shared->watch->abandoned = true;
    connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
    m_thread->setPriority(QThread::IdlePriority);
    m_thread = nullptr;
    m_shared.reset();
}

} // namespace heliograph
