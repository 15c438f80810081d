// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/rowdelegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace heliograph {

RowDelegate::RowDelegate(QList<int> fixed, QList<int> numbers, QObject *parent)
    : QStyledItemDelegate(parent), m_fixed(std::move(fixed)), m_numbers(std::move(numbers))
{
}

void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_fixed.contains(index.column())) {
        option->font = theme::fixedFont();
        option->fontMetrics = QFontMetrics(option->font);
    }
    option->displayAlignment =
        Qt::AlignVCenter | (m_numbers.contains(index.column()) ? Qt::AlignRight : Qt::AlignLeft);
    const QColor text = textColor(index);
    option->palette.setColor(QPalette::Text, text);
    option->palette.setColor(QPalette::HighlightedText, text);
    option->state &= ~QStyle::State_HasFocus;
    if (index.column() == 0)
        option->text.clear(); // painted behind the dot
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.column() == 0)
        paintName(painter, option, paintDot(painter, option, dotColor(index)), index);
    else
        paintMore(painter, option, index);
    painter->restore();
}

void RowDelegate::paintMore(QPainter *, const QStyleOptionViewItem &, const QModelIndex &) const { }

/// Returns the room behind the dot.
QRect RowDelegate::paintDot(QPainter *painter, const QStyleOptionViewItem &option,
                            const QColor &color)
{
    const int size = std::max(8, QFontMetrics(option.font).height() / 2);
    QRect rect = option.rect.adjusted(10, 0, -4, 0);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawEllipse(rect.left(), rect.center().y() - size / 2 + 1, size, size);
    rect.setLeft(rect.left() + size + 12);
    return rect;
}

} // namespace heliograph
