// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientsdelegate.h"

#include "app/models/connectionsmodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace heliograph {

namespace {

using Model = ConnectionsModel;
using theme::Role;

bool isClosed(const QModelIndex &index)
{
    return index.data(Model::ClosedRole).toBool();
}

Role roleOf(const QModelIndex &index, Role calm)
{
    switch (index.data(Model::PressureRole).value<Model::Pressure>()) {
    case Model::Pressure::NearLimit:
        return Role::Bad;
    case Model::Pressure::Slow:
        return Role::Warning;
    case Model::Pressure::None:
        break;
    }
    return calm;
}

} // namespace

ClientsDelegate::ClientsDelegate(QObject *parent)
    : RowDelegate({Model::Endpoint, Model::Address, Model::CameWithId},
                  {Model::Events, Model::Bytes, Model::Unsent, Model::Waits, Model::Dropped,
                   Model::Queued, Model::InKernel},
                  parent)
{
}

QColor ClientsDelegate::dotColor(const QModelIndex &index) const
{
    return theme::color(isClosed(index) ? Role::QuietText : roleOf(index, Role::Good));
}

QColor ClientsDelegate::textColor(const QModelIndex &index) const
{
    const int column = index.column();
    if (isClosed(index))
        return theme::color(Role::QuietText);
    if (column < Model::Unsent || column > Model::InKernel)
        return theme::color(Role::Text);
    if (index.data(Model::SortRole).toULongLong() == 0)
        return theme::color(Role::QuietText); // a dash
    if (column == Model::Dropped)
        return theme::color(Role::Warning);
    return theme::color(column == Model::InKernel ? Role::Text : roleOf(index, Role::Text));
}

void ClientsDelegate::paintName(QPainter *painter, const QStyleOptionViewItem &option,
                                const QRect &rect, const QModelIndex &index) const
{
    QFont font = option.font;
    font.setBold(option.state & QStyle::State_Selected);
    const QFontMetrics bold(font);
    const QString platform = index.data(Model::PlatformRole).toString();
    const QString name = platform.isEmpty() ? index.data(Qt::DisplayRole).toString()
                                            : index.data(Model::NameRole).toString();
    const QString shown = bold.elidedText(name, Qt::ElideRight, rect.width());
    painter->setFont(font);
    painter->setPen(textColor(index));
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, shown);
    if (platform.isEmpty())
        return;
    const QRect rest = rect.adjusted(bold.horizontalAdvance(shown + u' '), 0, 0, 0);
    painter->setFont(option.font);
    painter->setPen(theme::color(Role::QuietText));
    painter->drawText(
        rest, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(option.font)
            .elidedText(Model::tr("on %1").arg(platform), Qt::ElideRight, rest.width()));
}

/// The bar at the left of what is unsent: the share of the bound that the queue takes.
void ClientsDelegate::paintMore(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    const double share = index.data(Model::QueueShareRole).toDouble();
    if (index.column() != Model::Unsent || share <= 0)
        return;
    const QFontMetrics metrics(option.font);
    const int number = metrics.horizontalAdvance(index.data().toString());
    const int height = std::max(4, metrics.height() / 3);
    QRect bar = option.rect.adjusted(8, 0, -(number + metrics.height()), 0);
    if (bar.width() < 2 * height)
        return;
    bar.setTop(option.rect.center().y() - height / 2 + 1);
    bar.setHeight(height);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::color(Role::Line));
    painter->drawRoundedRect(bar, height / 2.0, height / 2.0);
    QRect filled = bar;
    filled.setWidth(std::max(2, static_cast<int>(bar.width() * share)));
    painter->setBrush(theme::color(roleOf(index, Role::Accent)));
    painter->drawRoundedRect(filled, std::min(height, filled.width()) / 2.0, height / 2.0);
}

} // namespace heliograph
