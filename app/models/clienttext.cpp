// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/clienttext.h"

#include "app/core/clock.h"
#include "app/models/connectionsmodel.h"
#include "app/models/readable.h"

#include <iterator>

namespace heliograph {

using Model = ConnectionsModel;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

namespace {

constexpr qsizetype longestAgent = 400; ///< characters of a tooltip; it may be anything

struct Header {
    const char *title;
    const char *toolTip;
};
constexpr Header headers[] = {
    {QT_TRANSLATE_NOOP("ClientText", "Client"), nullptr},
    {QT_TRANSLATE_NOOP("ClientText", "Endpoint"), nullptr},
    {QT_TRANSLATE_NOOP("ClientText", "Address"), nullptr},
    {QT_TRANSLATE_NOOP("ClientText", "Connected"), QT_TRANSLATE_NOOP("ClientText", "For how long")},
    {QT_TRANSLATE_NOOP("ClientText", "Came with ID"),
     QT_TRANSLATE_NOOP("ClientText", "The Last-Event-ID it connected with")},
    {QT_TRANSLATE_NOOP("ClientText", "Events"),
     QT_TRANSLATE_NOOP("ClientText", "Events written to it, replayed ones included")},
    {QT_TRANSLATE_NOOP("ClientText", "Bytes"),
     QT_TRANSLATE_NOOP("ClientText", "Bytes of event stream sent to it")},
    {QT_TRANSLATE_NOOP("ClientText", "Unsent"),
     QT_TRANSLATE_NOOP("ClientText",
                       "Bytes the client has not taken yet: queued here and in the kernel")},
    {QT_TRANSLATE_NOOP("ClientText", "Waits"),
     QT_TRANSLATE_NOOP("ClientText", "For how long the oldest byte has been queued")},
    {QT_TRANSLATE_NOOP("ClientText", "Dropped"),
     QT_TRANSLATE_NOOP("ClientText", "Events dropped because its queue was full")},
    {QT_TRANSLATE_NOOP("ClientText", "Queued"),
     QT_TRANSLATE_NOOP("ClientText", "Bytes queued in our memory")},
    {QT_TRANSLATE_NOOP("ClientText", "In kernel"),
     QT_TRANSLATE_NOOP("ClientText",
                       "Bytes the kernel has taken and the client has not acknowledged")},
    {QT_TRANSLATE_NOOP("ClientText", "Last"),
     QT_TRANSLATE_NOOP("ClientText", "When the last event went to it, or why it was closed")}};
static_assert(std::size(headers) == Model::ColumnCount);

} // namespace

ClientText::ClientText(const ClientRow &row, const Clock &clock, qsizetype queueLimit)
    : m_row(row), m_clock(clock), m_queueLimit(queueLimit)
{
}

milliseconds ClientText::waited() const
{
    return m_row.waited(m_clock.monotonic());
}

milliseconds ClientText::connectedFor() const
{
    const auto until = m_row.isClosed ? m_row.closedTime : m_clock.wall();
    return duration_cast<milliseconds>(until - m_row.facts->connectedAt);
}

QString ClientText::last() const
{
    if (m_row.isClosed)
        return m_row.reason.isEmpty() ? tr("closed") : tr("closed: %1").arg(m_row.reason);
    if (m_row.lastEventAt.count() == 0)
        return tr("nothing yet");
    const auto ago = duration_cast<milliseconds>(m_clock.wall() - m_row.lastEventAt);
    if (ago < std::chrono::seconds{1})
        return tr("now");
    return tr("%1 ago").arg(readable::duration(ago));
}

QString ClientText::name() const
{
    if (m_row.agent.name.isEmpty())
        return tr("Client %1").arg(toNumber(m_row.facts->id));
    return m_row.agent.platform.isEmpty()
        ? m_row.agent.name
        : tr("%1 on %2").arg(m_row.agent.name, m_row.agent.platform);
}

QString ClientText::cell(int column) const
{
    switch (column) {
    case Model::Client:
        return name();
    case Model::Endpoint:
        return QString::fromUtf8(m_row.facts->endpoint);
    case Model::Address:
        return m_row.facts->remote;
    case Model::Connected:
        return readable::duration(connectedFor());
    case Model::CameWithId:
        return m_row.facts->hasLastEventId ? readable::oneLine(m_row.facts->lastEventId, 60)
                                           : QStringLiteral("\u2013");
    case Model::Events:
        return readable::number(m_row.events);
    case Model::Bytes:
        return readable::bytes(m_row.bytes);
    case Model::Last:
        return last();
    default:
        return unsent(column);
    }
}

/// Nothing is a dash, so that what is there stands out.
QString ClientText::unsent(int column) const
{
    const auto orDash = [](bool isThere, auto text) {
        return isThere ? text() : QStringLiteral("\u2014");
    };
    const auto queued = quint64(m_row.queuedBytes);
    switch (column) {
    case Model::Unsent:
        return orDash(m_row.unsent() > 0, [&] { return readable::size(m_row.unsent()); });
    case Model::Waits:
        return orDash(queued > 0, [&] { return readable::wait(waited()); });
    case Model::Dropped:
        return orDash(m_row.dropped > 0, [&] { return readable::number(m_row.dropped); });
    case Model::Queued:
        return orDash(queued > 0, [&] { return readable::size(queued); });
    case Model::InKernel:
        return orDash(m_row.unsent() > queued,
                      [&] { return readable::size(m_row.unsent() - queued); });
    default:
        return {};
    }
}

QVariant ClientText::toolTip(int column) const
{
    if (column == Model::Client)
        return readable::oneLine(m_row.facts->userAgent, longestAgent);
    if (column < Model::Unsent || column > Model::InKernel
        || (m_row.isClosed && m_row.dropped == 0))
        return {};
    QStringList lines;
    if (!m_row.isClosed) {
        lines.append(tr("Queued: %1 of %2")
                         .arg(readable::size(quint64(m_row.queuedBytes)),
                              readable::size(quint64(m_queueLimit))));
        lines.append(m_row.kernelBytes
                         ? tr("In the kernel, not acknowledged: %1")
                               .arg(readable::size(m_row.unsent() - quint64(m_row.queuedBytes)))
                         : tr("In the kernel: not told by this system"));
        if (m_row.queuedBytes > 0)
            lines.append(tr("The oldest waits %1").arg(readable::wait(waited())));
    }
    lines.append(tr("Events dropped: %1").arg(readable::number(m_row.dropped)));
    return lines.join(u'\n');
}

QVariant ClientText::sortValue(int column) const
{
    switch (column) {
    case Model::Connected:
        return qint64(-m_row.facts->connectedAt.count());
    case Model::Events:
        return m_row.events;
    case Model::Bytes:
        return m_row.bytes;
    case Model::Unsent:
        return m_row.unsent();
    case Model::Waits:
        return qint64(waited().count());
    case Model::Dropped:
        return m_row.dropped;
    case Model::Queued:
        return qint64(m_row.queuedBytes);
    case Model::InKernel:
        return m_row.unsent() - quint64(m_row.queuedBytes);
    case Model::Last:
        return m_row.isClosed ? qint64(-1) : qint64(m_row.lastEventAt.count());
    default:
        return cell(column);
    }
}

QString ClientText::title(int column)
{
    return tr(headers[column].title);
}

QVariant ClientText::titleToolTip(int column)
{
    const char *const text = headers[column].toolTip;
    return text ? QVariant(tr(text)) : QVariant();
}

} // namespace heliograph
