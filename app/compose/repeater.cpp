// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/repeater.h"

namespace heliograph {

namespace {

constexpr std::chrono::milliseconds newsEvery{100};

} // namespace

Repeater::Repeater(QObject *parent) : QObject(parent)
{
    m_news.setInterval(newsEvery);
    connect(&m_news, &QTimer::timeout, this, &Repeater::refresh);
}

Repeater::~Repeater()
{
    if (m_run)
        m_run->stop();
}

void Repeater::start(const RepeatOrder &order)
{
    stop();
    m_run = std::make_shared<RepeatRun>(order);
    m_news.start();
    refresh(); // before it can end
    m_thread.post(
        [this, run = m_run](ExpressionEngine &engine) {
            run->run(engine);
            return ComposeThread::Answer([this, run] { finish(run); });
        },
        [this, run = m_run](const ExpressionError &error) { giveUp(run, error.message); });
}

void Repeater::pause()
{
    if (!m_run)
        return;
    m_run->pause();
    refresh();
}

void Repeater::resume()
{
    if (!m_run)
        return;
    m_run->resume();
    refresh();
}

void Repeater::stop()
{
    if (!m_run)
        return;
    m_run->stop();
    m_thread.interrupt();
    refresh();
}

void Repeater::finish(const std::shared_ptr<RepeatRun> &run)
{
    if (run == m_run)
        refresh();
}

void Repeater::giveUp(const std::shared_ptr<RepeatRun> &run, const QString &message)
{
    DraftErrors errors;
    errors.add(run->place(), message);
    run->fail(errors);
    finish(run);
}

void Repeater::refresh()
{
    const RepeatProgress progress = m_run->progress();
    if (!progress.isActive())
        m_news.stop();
    if (progress == m_progress)
        return;
    m_progress = progress;
    Q_EMIT changed(m_progress);
}

} // namespace heliograph
