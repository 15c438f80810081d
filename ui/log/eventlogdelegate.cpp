// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/eventlogdelegate.h"

#include "app/models/eventlogmodel.h"
#include "ui/theme/theme.h"

namespace heliograph {

void EventLogDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const int column = index.column();
    option->font = theme::fixedFont();
    option->fontMetrics = QFontMetrics(option->font);
    option->textElideMode = Qt::ElideRight;
    const bool isNumber = column == EventLogModel::Number || column == EventLogModel::Size
        || column == EventLogModel::Delta;
    option->displayAlignment = Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft);

    const bool isEvent = index.data(EventLogModel::IsEventRole).toBool();
    QColor text = theme::color(theme::Role::Text);
    if (column == EventLogModel::Type)
        text = theme::eventColor(index.data(EventLogModel::EventTypeRole).toByteArray());
    else if (!isEvent || column == EventLogModel::Number || column == EventLogModel::Delta)
        text = theme::color(theme::Role::QuietText);
    option->palette.setColor(QPalette::Text, text);
    option->palette.setColor(QPalette::HighlightedText, text);
    // The row is marked by its colour; a dotted rectangle around one cell only disturbs.
    option->state &= ~QStyle::State_HasFocus;
}

} // namespace heliograph
