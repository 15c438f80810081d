// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/subscriptions/subscriptionsdelegate.h"

#include "app/models/subscriptionsmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace heliograph {

namespace {

using theme::Role;

QColor dotColor(const QModelIndex &index)
{
    const auto state =
        static_cast<SubscriptionState>(index.data(SubscriptionsModel::PhaseRole).toInt());
    switch (state) {
    case SubscriptionState::Open:
        return theme::color(Role::Good);
    case SubscriptionState::Connecting:
    case SubscriptionState::Waiting:
        return theme::color(Role::Warning);
    case SubscriptionState::Idle:
    case SubscriptionState::Closed:
        break;
    }
    const bool failed = index.data(SubscriptionsModel::HasProblemRole).toBool();
    return theme::color(failed ? Role::Bad : Role::QuietText);
}

} // namespace

void SubscriptionsDelegate::initStyleOption(QStyleOptionViewItem *option,
                                            const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const int column = index.column();
    const bool isNumber =
        column == SubscriptionsModel::Events || column == SubscriptionsModel::Bytes;
    option->displayAlignment = Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft);
    if (column == SubscriptionsModel::Url || column == SubscriptionsModel::LastEventId
        || column == SubscriptionsModel::ReadyState) {
        option->font = theme::fixedFont();
        option->fontMetrics = QFontMetrics(option->font);
    }
    const Role role = column == SubscriptionsModel::Message ? Role::Bad : Role::Text;
    option->palette.setColor(QPalette::Text, theme::color(role));
    option->palette.setColor(QPalette::HighlightedText, theme::color(role));
    option->state &= ~QStyle::State_HasFocus;
    if (column == SubscriptionsModel::Url)
        option->text.clear(); // painted below, behind the dot
}

void SubscriptionsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (index.column() != SubscriptionsModel::Url)
        return;
    painter->save();
    const QFont font = theme::fixedFont();
    const QFontMetrics metrics(font);
    const int size = std::max(8, metrics.height() / 2);
    QRect rect = option.rect.adjusted(10, 0, -4, 0);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(dotColor(index));
    painter->drawEllipse(rect.left(), rect.center().y() - size / 2 + 1, size, size);
    rect.setLeft(rect.left() + size + 12);
    painter->setFont(font);
    painter->setPen(theme::color(Role::Text));
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                      metrics.elidedText(index.data().toString(), Qt::ElideMiddle, rect.width()));
    painter->restore();
}

} // namespace heliograph
