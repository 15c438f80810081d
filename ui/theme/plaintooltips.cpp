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

bool PlainToolTips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !watched->isWidgetType())
        return false;
    auto *const widget = static_cast<QWidget *>(watched);
    const auto *const help = static_cast<QHelpEvent *>(event);
    const QString text = toolTipAt(*widget, help->pos());
    if (!Qt::mightBeRichText(text))
        return false;
    QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text), widget);
    return true;
}

} // namespace heliograph
