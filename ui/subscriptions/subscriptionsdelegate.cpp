// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/subscriptions/subscriptionsdelegate.h"

#include "app/models/subscriptionsmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace heliograph {

using Model = SubscriptionsModel;
using theme::Role;

SubscriptionsDelegate::SubscriptionsDelegate(QObject *parent)
    : RowDelegate({Model::Url, Model::LastEventId, Model::ReadyState},
                  {Model::Events, Model::Bytes}, parent)
{
}

QColor SubscriptionsDelegate::dotColor(const QModelIndex &index) const
{
    switch (static_cast<SubscriptionState>(index.data(Model::PhaseRole).toInt())) {
    case SubscriptionState::Open:
        return theme::color(Role::Good);
    case SubscriptionState::Connecting:
    case SubscriptionState::Waiting:
        return theme::color(Role::Warning);
    case SubscriptionState::Idle:
    case SubscriptionState::Closed:
        break;
    }
    const bool failed = index.data(Model::HasProblemRole).toBool();
    return theme::color(failed ? Role::Bad : Role::QuietText);
}

QColor SubscriptionsDelegate::textColor(const QModelIndex &index) const
{
    return theme::color(index.column() == Model::Message ? Role::Bad : Role::Text);
}

void SubscriptionsDelegate::paintName(QPainter *painter, const QStyleOptionViewItem &,
                                      const QRect &rect, const QModelIndex &index) const
{
    const QFont font = theme::fixedFont();
    painter->setFont(font);
    painter->setPen(textColor(index));
    painter->drawText(
        rect, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideMiddle, rect.width()));
}

} // namespace heliograph
