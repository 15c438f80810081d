// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/outbox.h"

namespace heliograph {

void Outbox::appendConsole(ConsoleLine line)
{
    if (++m_consoleLines > m_limits.consoleLines)
        ++m_consoleDropped;
    else
        append(std::move(line));
}

Outbox::Written Outbox::write(quint64 id, const QByteArray &bytes)
{
    const auto response = m_responses.find(id);
    if (response == m_responses.end() || bytes.isEmpty())
        return Written::Fine;
    const qint64 waiting = response->inFlight + response->queued + bytes.size();
    if (waiting > m_limits.unsentBytes) {
        endResponse(id,
                    QStringLiteral("More than %1 bytes of the response waited for its client.")
                        .arg(m_limits.unsentBytes));
        return Written::TooMuch;
    }
    response->inFlight += bytes.size();
    m_written[id] += bytes.size();
    auto *last = m_batch.items.isEmpty() ? nullptr
                                         : std::get_if<ScenarioOutput::Data>(&m_batch.items.last());
    if (last && last->id == id)
        last->bytes += bytes;
    else
        append(ScenarioOutput::Data{id, bytes});
    response->full = response->full || waiting >= m_limits.highWater;
    return response->full ? Written::Full : Written::Fine;
}

void Outbox::endResponse(quint64 id, const QString &reason)
{
    if (m_responses.remove(id))
        append(ScenarioOutput::End{id, reason});
}

void Outbox::acknowledge(quint64 serial)
{
    const QHash<quint64, qint64> written = m_sent.take(serial);
    for (auto it = written.cbegin(); it != written.cend(); ++it) {
        const auto response = m_responses.find(it.key());
        if (response != m_responses.end())
            response->inFlight -= it.value();
    }
}

void Outbox::setQueued(quint64 id, qint64 bytes)
{
    const auto response = m_responses.find(id);
    if (response != m_responses.end())
        response->queued = bytes;
}

QList<quint64> Outbox::takeDrained()
{
    QList<quint64> drained;
    for (auto it = m_responses.begin(); it != m_responses.end(); ++it) {
        if (it->full && it->inFlight + it->queued <= m_limits.highWater / 2) {
            it->full = false;
            drained.append(it.key());
        }
    }
    return drained;
}

void Outbox::closeConsole()
{
    if (m_consoleDropped > 0) {
        append(ConsoleLine{
            ConsoleLevel::Warning,
            QStringLiteral("%1 more lines of console output were left out.").arg(m_consoleDropped),
            0});
    }
    m_consoleLines = 0;
    m_consoleDropped = 0;
}

ScenarioBatch Outbox::take()
{
    closeConsole();
    m_batch.serial = ++m_serial;
    if (!m_written.isEmpty())
        m_sent.insert(m_serial, std::exchange(m_written, {}));
    return std::exchange(m_batch, {});
}

} // namespace heliograph
