// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientsummary.h"

#include "app/models/connectionsmodel.h"
#include "app/models/readable.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>

namespace heliograph {

namespace {

using theme::Look;

Look lookOf(ConnectionsModel::Pressure pressure)
{
    if (pressure == ConnectionsModel::Pressure::NearLimit)
        return Look::Bad;
    return pressure == ConnectionsModel::Pressure::Slow ? Look::Warning : Look::Small;
}

void showFact(QLabel *label, bool isThere, const QString &text, Look look)
{
    label->setText(isThere ? text : QStringLiteral("\u2014"));
    theme::setLook(label, isThere ? look : Look::Caption);
}

} // namespace

ClientSummary::ClientSummary(const ConnectionsModel &model, QWidget *parent)
    : QWidget(parent), m_model(model)
{
    setObjectName(QStringLiteral("clientSummary"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 6);
    layout->setSpacing(4);
    m_queued = addFact(tr("Queued"), QStringLiteral("clientQueued"),
                       tr("Bytes in our memory that wait for this client, and their bound"));
    m_inKernel = addFact(tr("In kernel"), QStringLiteral("clientInKernel"),
                         tr("Bytes the kernel has taken and the client has not acknowledged"));
    m_oldest = addFact(tr("Waits"), QStringLiteral("clientOldest"),
                       tr("For how long the oldest byte has been queued"));
    m_dropped = addFact(tr("Dropped"), QStringLiteral("clientDropped"),
                        tr("Events dropped because its queue was full"));
    layout->addStretch(1);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QLabel *ClientSummary::addFact(const QString &caption, const QString &name, const QString &toolTip)
{
    auto *label = new QLabel(caption);
    theme::setLook(label, Look::Caption);
    auto *value = new QLabel;
    value->setObjectName(name);
    value->setAccessibleName(caption);
    for (QLabel *each : {label, value}) {
        each->setToolTip(toolTip);
        layout()->addWidget(each);
    }
    static_cast<QBoxLayout *>(layout())->addSpacing(12);
    return value;
}

void ClientSummary::showClient(const ClientRow &row)
{
    const auto queued = quint64(row.queuedBytes);
    const quint64 inKernel = row.unsent() - queued;
    const Look look = lookOf(m_model.pressureOf(row));
    showFact(
        m_queued, queued > 0,
        tr("%1 of %2").arg(readable::size(queued), readable::size(quint64(m_model.queueLimit()))),
        look);
    showFact(m_inKernel, inKernel > 0, readable::size(inKernel), Look::Small);
    showFact(m_oldest, queued > 0, readable::wait(m_model.waitOf(row)), look);
    showFact(m_dropped, row.dropped > 0, readable::number(row.dropped), Look::Warning);
}

} // namespace heliograph
