// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/plaintooltips.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QTextDocument>
#include <QToolTip>

namespace heliograph {

namespace {

QString toolTipAt(const QWidget &widget, QPoint at)
{
    const auto *const view = qobject_cast<const QAbstractItemView *>(widget.parentWidget());
    if (view && view->viewport() == &widget)
        return view->indexAt(at).data(Qt::ToolTipRole).toString();
    return widget.toolTip();
}

} // namespace

void showPlainToolTip(QPoint place, const QString &text, QWidget *widget)
{
    const bool isMarkup = Qt::mightBeRichText(text);
    QToolTip::showText(place, isMarkup ? Qt::convertFromPlainText(text) : text, widget);
}

bool PlainToolTips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !watched->isWidgetType())
        return false;
    auto *const widget = static_cast<QWidget *>(watched);
    const auto *const help = static_cast<QHelpEvent *>(event);
    const QString text = toolTipAt(*widget, help->pos());
    if (!Qt::mightBeRichText(text))
        return false;
    showPlainToolTip(help->globalPos(), text, widget);
    return true;
}

} // namespace heliograph
