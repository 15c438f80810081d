// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/snippetsender.h"

#include "app/models/snippetsmodel.h"

#include <QLocale>

namespace heliograph {

using State = SnippetOutcome::State;

SnippetSender::SnippetSender(ComposeController &compose, const SnippetsModel &model,
                             QObject *parent)
    : QObject(parent), m_compose(compose), m_model(model)
{
    connect(&m_compose, &ComposeController::sent, this,
            [this](quint64 number, const Draft &, const PublishReceipt &receipt) {
                onSent(number, receipt);
            });
    connect(&m_compose, &ComposeController::sendFailed, this, &SnippetSender::onFailed);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { m_outcomes.clear(); });
}

void SnippetSender::send(const QModelIndex &index)
{
    if (!index.isValid() || m_model.isFolder(index))
        return;
    const quint64 id = index.data(SnippetsModel::IdRole).toULongLong();
    const quint64 number = m_compose.send(m_model.draft(index));
    m_pending.insert(number, {id, index.data().toString()});
    m_outcomes[id].state = State::Sending;
    Q_EMIT outcomeChanged(id);
}

void SnippetSender::onSent(quint64 number, const PublishReceipt &receipt)
{
    const Pending pending = m_pending.take(number);
    if (pending.id == 0)
        return; // somebody else's
    SnippetOutcome &outcome = m_outcomes[pending.id];
    outcome.state = State::Sent;
    ++outcome.times;
    outcome.sentence = receipt.recipients == 0 ? tr("sent, nobody is there")
        : receipt.recipients == 1
        ? tr("sent to 1 client")
        : tr("sent to %1 clients").arg(QLocale().toString(receipt.recipients));
    Q_EMIT outcomeChanged(pending.id);
    Q_EMIT wasSent(tr("“%1”: %2").arg(pending.name, outcome.sentence));
}

void SnippetSender::onFailed(quint64 number, const DraftErrors &errors)
{
    const Pending pending = m_pending.take(number);
    if (pending.id == 0)
        return;
    SnippetOutcome &outcome = m_outcomes[pending.id];
    outcome.state = State::Failed;
    outcome.sentence = errors.isEmpty() ? tr("It was not sent.") : errors.all.constFirst().message;
    Q_EMIT outcomeChanged(pending.id);
    Q_EMIT sendFailed(tr("The snippet “%1” was not sent: %2").arg(pending.name, outcome.sentence));
}

} // namespace heliograph
