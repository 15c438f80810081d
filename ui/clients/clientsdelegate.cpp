// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/clientsdelegate.h"

#include "app/models/connectionsmodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace heliograph {

namespace {

using theme::Role;

bool isFixed(int column)
{
    return column == ConnectionsModel::Endpoint || column == ConnectionsModel::Address
        || column == ConnectionsModel::CameWithId;
}

QColor dotColor(const QModelIndex &index)
{
    if (index.data(ConnectionsModel::ClosedRole).toBool())
        return theme::color(Role::QuietText);
    return theme::color(index.data(ConnectionsModel::SlowRole).toBool() ? Role::Warning
                                                                        : Role::Good);
}

} // namespace

void ClientsDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const int column = index.column();
    if (isFixed(column)) {
        option->font = theme::fixedFont();
        option->fontMetrics = QFontMetrics(option->font);
    }
    const bool isNumber = column == ConnectionsModel::Events || column == ConnectionsModel::Bytes;
    option->displayAlignment = Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft);
    const bool closed = index.data(ConnectionsModel::ClosedRole).toBool();
    const QColor text = theme::color(closed ? Role::QuietText : Role::Text);
    option->palette.setColor(QPalette::Text, text);
    option->palette.setColor(QPalette::HighlightedText, text);
    option->state &= ~QStyle::State_HasFocus;
    if (column == ConnectionsModel::Client || (column == ConnectionsModel::Queued && !closed))
        option->text.clear(); // painted below
}

void ClientsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    painter->save();
    painter->setClipRect(option.rect);
    if (index.column() == ConnectionsModel::Client)
        paintName(painter, option, index);
    else if (index.column() == ConnectionsModel::Queued
             && !index.data(ConnectionsModel::ClosedRole).toBool())
        paintQueue(painter, option, index);
    painter->restore();
}

void ClientsDelegate::paintName(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index)
{
    const QFontMetrics metrics(option.font);
    const int size = std::max(8, metrics.height() / 2);
    QRect rect = option.rect.adjusted(10, 0, -4, 0);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(dotColor(index));
    painter->drawEllipse(rect.left(), rect.center().y() - size / 2 + 1, size, size);
    rect.setLeft(rect.left() + size + 12);

    const bool closed = index.data(ConnectionsModel::ClosedRole).toBool();
    QFont font = option.font;
    font.setBold(option.state & QStyle::State_Selected);
    const QFontMetrics bold(font);
    const QString platform = index.data(ConnectionsModel::PlatformRole).toString();
    const QString name = platform.isEmpty() ? index.data(Qt::DisplayRole).toString()
                                            : index.data(ConnectionsModel::NameRole).toString();
    const QString shown = bold.elidedText(name, Qt::ElideRight, rect.width());
    painter->setFont(font);
    painter->setPen(theme::color(closed ? Role::QuietText : Role::Text));
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft, shown);
    if (platform.isEmpty())
        return;
    rect.setLeft(rect.left() + bold.horizontalAdvance(shown + u' '));
    painter->setFont(option.font);
    painter->setPen(theme::color(Role::QuietText));
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                      metrics.elidedText(ConnectionsModel::tr("on %1").arg(platform),
                                         Qt::ElideRight, rect.width()));
}

void ClientsDelegate::paintQueue(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QModelIndex &index)
{
    const QFontMetrics metrics(option.font);
    const bool slow = index.data(ConnectionsModel::SlowRole).toBool();
    const QString word = ConnectionsModel::tr("slow");
    const int wordWidth = metrics.horizontalAdvance(word) + 8;
    const int height = std::max(4, metrics.height() / 3);
    QRect bar = option.rect.adjusted(8, 0, -8 - wordWidth, 0);
    bar.setTop(option.rect.center().y() - height / 2 + 1);
    bar.setHeight(height);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::color(Role::Line));
    painter->drawRoundedRect(bar, height / 2.0, height / 2.0);
    const double share = index.data(ConnectionsModel::QueueShareRole).toDouble();
    if (share > 0) {
        QRect filled = bar;
        filled.setWidth(std::max(2, static_cast<int>(bar.width() * share)));
        painter->setBrush(theme::color(slow ? Role::Warning : Role::Accent));
        painter->drawRoundedRect(filled, std::min(height, filled.width()) / 2.0, height / 2.0);
    }
    if (slow) {
        painter->setPen(theme::color(Role::Warning));
        painter->drawText(option.rect.adjusted(0, 0, -8, 0), Qt::AlignVCenter | Qt::AlignRight,
                          word);
    }
}

} // namespace heliograph
