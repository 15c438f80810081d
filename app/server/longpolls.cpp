// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/longpolls.h"

#include "app/sse/eventparser.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace heliograph {
namespace {

/// How much one answer holds at most; the next poll brings the rest.
constexpr qsizetype answerBytes = qsizetype{4} * 1024 * 1024;

QJsonArray eventsFrom(const ReplayHistory &history, quint64 position)
{
    QJsonArray events;
    qsizetype bytes = 0;
    for (quint64 at = std::max(position, history.first()); at < history.end(); ++at) {
        const HistoryBlock &block = history.at(at);
        if (!block.dispatches)
            continue;
        bytes += block.wire.size();
        if (bytes > answerBytes && !events.isEmpty())
            break;
        events.append(
            QJsonObject{{QStringLiteral("id"),
                         block.id ? QJsonValue(QString::fromUtf8(*block.id)) : QJsonValue()},
                        {QStringLiteral("event"), QString::fromUtf8(block.type)},
                        {QStringLiteral("data"), QString::fromUtf8(dataOfBlock(block.wire))}});
    }
    return events;
}

void answerWith(GuardedSocket &socket, const QJsonArray &events, const HeaderList &headers)
{
    HttpResponse response = jsonResponse(200, events);
    response.headers += headers;
    setHeader(response.headers, "Cache-Control", "no-store");
    socket.answer(response);
}

} // namespace

LongPolls::LongPolls(StreamHub &hub, const Clock &clock, QObject *parent)
    : QObject(parent), m_hub(hub), m_clock(clock), m_timer(this)
{
    using namespace std::chrono_literals;
    m_timer.setInterval(100ms);
    connect(&m_timer, &QTimer::timeout, this, &LongPolls::expire);
    hub.setHistoryListener([this](const Endpoint &endpoint) { onPublished(endpoint); });
}

void LongPolls::poll(GuardedSocket &socket, const Endpoint &endpoint, const QByteArray &after,
                     std::chrono::milliseconds wait, const HeaderList &headers)
{
    const ReplayHistory &history = endpoint.history;
    const quint64 position =
        after.isNull() ? history.first() : history.positionAfter(after).value_or(history.first());
    const QJsonArray events = eventsFrom(history, position);
    if (!events.isEmpty() || wait.count() == 0) {
        answerWith(socket, events, headers);
        return;
    }
    m_waiting.push_back(
        {&socket, endpoint.definition.path, history.end(), m_clock.monotonic() + wait, headers});
    if (!m_timer.isActive())
        m_timer.start();
}

void LongPolls::onPublished(const Endpoint &endpoint)
{
    if (m_waiting.empty())
        return;
    // Taken out first: an answer can bring the next poll of the same connection at once.
    std::vector<Waiting> due;
    std::erase_if(m_waiting, [&](Waiting &waiting) {
        if (waiting.endpoint != endpoint.definition.path)
            return false;
        if (eventsFrom(endpoint.history, waiting.position).isEmpty())
            return false;
        due.push_back(std::move(waiting));
        return true;
    });
    for (const Waiting &waiting : due) {
        if (waiting.socket)
            answerWith(*waiting.socket, eventsFrom(endpoint.history, waiting.position),
                       waiting.headers);
    }
}

void LongPolls::expire()
{
    const auto now = m_clock.monotonic();
    std::vector<Waiting> due;
    std::erase_if(m_waiting, [&](Waiting &waiting) {
        const bool gone =
            !waiting.socket || waiting.socket->state() != QAbstractSocket::ConnectedState;
        if (!gone && waiting.until > now)
            return false;
        if (!gone)
            due.push_back(std::move(waiting));
        return true;
    });
    for (const Waiting &waiting : due)
        answerWith(*waiting.socket, {}, waiting.headers);
    if (m_waiting.empty())
        m_timer.stop();
}

void LongPolls::answerAll()
{
    for (Waiting &waiting : m_waiting)
        waiting.until = {};
    expire();
}

} // namespace heliograph
