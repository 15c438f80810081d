// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/playerdelegate.h"

#include "app/models/playermodel.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace heliograph {

namespace {

using Model = PlayerModel;

QColor kindColor(Model::Kind kind)
{
    switch (kind) {
    case Model::Kind::Edited:
        return theme::color(theme::Role::Warning);
    case Model::Kind::Inserted:
        return theme::color(theme::Role::Good);
    case Model::Kind::Skipped:
        return theme::color(theme::Role::QuietText);
    case Model::Kind::Recorded:
        break;
    }
    return {};
}

QColor faded(const QColor &color)
{
    const QColor under = theme::color(theme::Role::Surface);
    const auto mix = [](int a, int b) { return (a * 13 + b * 7) / 20; };
    return {mix(color.red(), under.red()), mix(color.green(), under.green()),
            mix(color.blue(), under.blue())};
}

/// A bar for an edit, a dot for a stop, an arrow for what comes next.
void paintGutter(QPainter &painter, const QRect &cell, const QModelIndex &index)
{
    painter.setPen(Qt::NoPen);
    const auto kind = index.data(Model::KindRole).value<Model::Kind>();
    if (kind != Model::Kind::Recorded)
        painter.fillRect(QRect(cell.left() + 3, cell.top(), 3, cell.height() - 1), kindColor(kind));
    const double size = cell.height() * 0.21;
    const QPointF middle(cell.left() + cell.width() * 0.6, cell.center().y() + 0.5);
    const bool isNext = index.data(Model::IsNextRole).toBool();
    if (index.data(Model::HasMarkRole).toBool()) {
        painter.setBrush(theme::color(theme::Role::Bad));
        painter.drawEllipse(middle, size * 1.25, size * 1.25);
    }
    if (isNext) {
        const bool onMark = index.data(Model::HasMarkRole).toBool();
        painter.setBrush(theme::color(onMark ? theme::Role::Surface : theme::Role::Accent));
        const double side = onMark ? size * 0.75 : size * 1.1;
        const double left = onMark ? side * 0.6 : side * 0.8;
        painter.drawPolygon(QPolygonF({{middle.x() - left, middle.y() - side},
                                       {middle.x() + side, middle.y()},
                                       {middle.x() - left, middle.y() + side}}));
    }
}

} // namespace

void PlayerDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const int column = index.column();
    const auto kind = index.data(Model::KindRole).value<Model::Kind>();
    option->font = theme::fixedFont();
    option->font.setStrikeOut(kind == Model::Kind::Skipped && column >= Model::Type);
    option->fontMetrics = QFontMetrics(option->font);
    option->textElideMode = Qt::ElideRight;
    const bool isNumber = column == Model::Number || column == Model::Time || column == Model::Size;
    option->displayAlignment = Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft);

    const QByteArray type = index.data(Model::EventTypeRole).toByteArray();
    QColor text = theme::color(theme::Role::Text);
    if (column == Model::Type)
        text = theme::eventColor(type);
    else if (column == Model::Number && kind != Model::Kind::Recorded)
        text = kindColor(kind);
    else if (column == Model::Number || column == Model::Time || type.isEmpty())
        text = theme::color(theme::Role::QuietText);
    if (kind == Model::Kind::Skipped || index.data(Model::IsPlayedRole).toBool())
        text = faded(text);
    option->palette.setColor(QPalette::Text, text);
    option->palette.setColor(QPalette::HighlightedText, text);
    option->state &= ~QStyle::State_HasFocus;
}

void PlayerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    if (index.data(Model::IsNextRole).toBool() && !option.state.testFlag(QStyle::State_Selected)) {
        QColor tint = theme::color(theme::Role::Accent);
        tint.setAlpha(theme::isDark() ? 34 : 20);
        painter->fillRect(option.rect, tint);
    }
    QStyledItemDelegate::paint(painter, option, index);
    if (index.column() != Model::Mark)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintGutter(*painter, option.rect, index);
    painter->restore();
}

} // namespace heliograph
