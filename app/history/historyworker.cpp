// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyworker.h"

#include "app/history/historyerror.h"
#include "app/history/historyfile.h"

namespace heliograph {

HistoryWorker::HistoryWorker(QString path, const Clock &clock)
    : m_path(std::move(path)), m_clock(clock)
{
    setObjectName(QStringLiteral("heliograph-history"));
    start();
}

HistoryWorker::~HistoryWorker()
{
    {
        std::unique_lock lock(m_mutex);
        m_ending = true;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_ended; });
    }
    wait();
}

Result<QList<RememberedEndpoint>> HistoryWorker::open()
{
    return ask([this] {
        auto endpoints = openFile();
        m_wasOpen = endpoints.has_value();
        return endpoints;
    });
}

Result<QList<HistoryRecord>> HistoryWorker::recall(const QByteArray &path,
                                                   const RecallLimits &limits)
{
    return ask([&]() -> Result<QList<HistoryRecord>> {
        if (!m_file)
            return QList<HistoryRecord>();
        return m_file->recall(path, limits);
    });
}

void HistoryWorker::commit(const QList<HistoryChange> &changes)
{
    post([this, changes] {
        Outcome outcome = store(changes);
        {
            const std::lock_guard lock(m_mutex);
            m_outcome = std::move(outcome);
            m_changed.notify_all();
        }
        Q_EMIT committed();
    });
}

std::optional<HistoryWorker::Outcome> HistoryWorker::takeOutcome()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_outcome, std::nullopt);
}

HistoryWorker::Outcome HistoryWorker::waitForOutcome()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_outcome.has_value(); });
    return *std::exchange(m_outcome, std::nullopt);
}

void HistoryWorker::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || !m_tasks.empty(); });
        if (m_tasks.empty())
            break;
        auto task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task();
        task = nullptr;
        lock.lock();
    }
    m_file.reset();
    m_ended = true;
    m_changed.notify_all();
}

void HistoryWorker::post(std::function<void()> task)
{
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
    m_changed.notify_all();
}

template <typename Work> std::invoke_result_t<Work> HistoryWorker::ask(Work work)
{
    std::optional<std::invoke_result_t<Work>> answer;
    post([&] {
        auto result = work();
        const std::lock_guard lock(m_mutex);
        answer = std::move(result);
        m_changed.notify_all();
    });
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return answer.has_value(); });
    return std::move(*answer);
}

Result<QList<RememberedEndpoint>> HistoryWorker::openFile()
{
    auto file = HistoryFile::open(m_path, m_clock.wall());
    if (!file)
        return tl::unexpected(file.error());
    auto endpoints = (*file)->endpoints();
    if (endpoints)
        m_file = std::move(*file);
    return endpoints;
}

HistoryWorker::Outcome HistoryWorker::store(const QList<HistoryChange> &changes)
{
    if (!m_file) {
        const auto endpoints = openFile();
        if (!endpoints)
            return tl::unexpected(endpoints.error());
        // What we hold was numbered without knowing what the file has: it cannot be merged.
        if (!m_wasOpen && !endpoints->isEmpty()) {
            m_file.reset();
            return tl::unexpected(historyerror::make(
                historyerror::foreign, m_path, QStringLiteral("it was made in the meantime")));
        }
    }
    m_wasOpen = true;
    const auto stored = m_file->commit(changes);
    if (stored)
        return m_file->takeForgotten();
    // After a full disk SQLite goes on by itself; after anything else only a fresh start is safe.
    if (stored.error().code != historyerror::full)
        m_file.reset();
    return tl::unexpected(stored.error());
}

} // namespace heliograph
