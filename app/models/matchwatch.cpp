// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/matchwatch.h"

#include "app/compose/clientmatch.h"
#include "app/models/servercontroller.h"

namespace heliograph {

using namespace std::chrono;

namespace {

/// After a count comes a rest so many times as long, so that it never costs more than a quarter of
/// a processor.
constexpr int restFactor = 3;

MatchCount countIn(const ServerSnapshot &snapshot, MatchCount count, microseconds now,
                   ExpressionEngine &engine)
{
    const auto found = ClientMatch::find(count.expression, count.endpoint.toUtf8(),
                                         snapshot.connections, now, engine);
    if (found) {
        count.clients = int(found->size());
        return count;
    }
    count.error = found.error().message;
    count.position = found.error().position;
    count.length = found.error().length;
    return count;
}

} // namespace

MatchWatch::MatchWatch(ServerController &controller, std::shared_ptr<const Clock> clock,
                       QObject *parent)
    : QObject(parent), m_controller(controller), m_clock(std::move(clock))
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &MatchWatch::refresh);
    connect(&m_controller, &ServerController::snapshotChanged, this, &MatchWatch::recount);
    m_passing.setInterval(1000ms);
    connect(&m_passing, &QTimer::timeout, this, &MatchWatch::recount);
}

void MatchWatch::recount()
{
    m_isStale = true;
    refresh();
}

void MatchWatch::watch(const QString &endpoint, const QString &expression)
{
    ++m_watched;
    m_endpoint = endpoint;
    m_expression = expression;
    m_last.reset();
    m_wasGivenUp = false;
    m_rest.stop(); // who types sees an answer soon
    if (expression.contains(QLatin1String("connectedSeconds"))
        || expression.contains(QLatin1String("Date")))
        m_passing.start();
    else
        m_passing.stop();
    recount();
}

void MatchWatch::refresh()
{
    if (m_isStale && !m_isCounting && !m_rest.isActive() && !m_wasGivenUp
        && !m_expression.isEmpty())
        count();
}

void MatchWatch::count()
{
    m_isCounting = true;
    m_isStale = false;
    MatchCount asked;
    asked.endpoint = m_endpoint;
    asked.expression = m_expression;
    const auto work = [this, asked, watched = m_watched, clock = m_clock,
                       snapshot = m_controller.snapshot()](ExpressionEngine &engine) {
        const nanoseconds begin = clock->monotonic();
        const MatchCount result = countIn(*snapshot, asked, clock->wall(), engine);
        const nanoseconds took = clock->monotonic() - begin;
        return ComposeThread::Answer(
            [this, result, watched, took] { take(result, watched, took); });
    };
    m_thread.post(work, [this, asked, watched = m_watched](const ExpressionError &error) {
        MatchCount result = asked;
        result.error = error.message;
        m_wasGivenUp = watched == m_watched;
        take(result, watched, {});
    });
}

void MatchWatch::take(const MatchCount &count, quint64 watched, nanoseconds took)
{
    m_isCounting = false;
    if (watched == m_watched) {
        m_rest.start(duration_cast<milliseconds>(took * restFactor));
        if (m_last != count) {
            m_last = count;
            Q_EMIT counted(count);
        }
    }
    refresh();
}

} // namespace heliograph
