// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sendoutcome.h"

#include "app/models/readable.h"
#include "app/models/useragent.h"

#include <algorithm>

namespace heliograph {

namespace {

/// The client whose queue is fullest is the one that holds the others up.
QString slowestClient(const ServerSnapshot &snapshot)
{
    const auto slowest = std::max_element(
        snapshot.connections.cbegin(), snapshot.connections.cend(),
        [](const auto &a, const auto &b) { return a.queuedBytes < b.queuedBytes; });
    if (slowest == snapshot.connections.cend() || slowest->queuedBytes == 0)
        return {};
    const ClientFacts &facts = *slowest->facts;
    const QString name = UserAgent::parse(facts.userAgent).name;
    return name.isEmpty()
        ? facts.remote
        : QStringLiteral("%1 (%2)").arg(readable::oneLine(name.toUtf8(), 40), facts.remote);
}

QString heldText(const ServerSnapshot &snapshot)
{
    const int held = snapshot.status.heldPublishes;
    if (held <= 0)
        return {};
    const QString client = slowestClient(snapshot);
    const QString count = held == 1
        ? SendOutcome::tr("1 publish waits")
        : SendOutcome::tr("%1 publishes wait").arg(readable::number(quint64(held)));
    return client.isEmpty() ? SendOutcome::tr("%1 for a slow client's queue.").arg(count)
                            : SendOutcome::tr("%1 for %2, whose queue is full.").arg(count, client);
}

} // namespace

SendOutcome::SendOutcome(QWidget *parent) : QLabel(parent)
{
    setObjectName(QStringLiteral("composeOutcome"));
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    theme::setLook(this, theme::Look::Caption);
}

void SendOutcome::showReceipt(const PublishReceipt &receipt)
{
    const QString clients = receipt.recipients == 1
        ? tr("1 client")
        : tr("%1 clients").arg(readable::number(quint64(receipt.recipients)));
    QString text = receipt.hasId
        ? tr("Sent as id %1 to %2").arg(QString::fromUtf8(receipt.id).left(40), clients)
        : tr("Sent to %1").arg(clients);
    if (!receipt.stored)
        text = tr("%1, but the history file does not have it").arg(text);
    keep(text, receipt.stored ? theme::Look::Caption : theme::Look::Warning);
}

void SendOutcome::showFailure(const QString &sentence)
{
    keep(sentence, theme::Look::Bad);
}

void SendOutcome::showNote(const QString &sentence)
{
    keep(sentence, theme::Look::Caption);
}

void SendOutcome::showServer(const ServerSnapshot &snapshot)
{
    m_held = heldText(snapshot);
    keep(m_text, m_look);
}

void SendOutcome::keep(const QString &text, theme::Look look)
{
    m_text = text;
    m_look = look;
    setText(m_held.isEmpty() ? m_text : m_held);
    theme::setLook(this, m_held.isEmpty() ? m_look : theme::Look::Warning);
}

} // namespace heliograph
