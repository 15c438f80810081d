// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sendbutton.h"

#include "ui/theme/theme.h"

#include <QEvent>

namespace heliograph {

SendButton::SendButton(QWidget *parent) : QPushButton(parent)
{
    setObjectName(QStringLiteral("composeSend"));
    setAccessibleName(tr("Send"));
    setToolTip(tr("Send it (Ctrl+Enter)"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    theme::setLook(this, theme::Look::Accent);
    showText();
}

/// In bold, as the style sheet has it.
int SendButton::widthOf(const QString &text) const
{
    QFont bold = font();
    bold.setBold(true);
    return QFontMetrics(bold).horizontalAdvance(text) + fontMetrics().height();
}

void SendButton::showText()
{
    const QString whole = tr("Send   Ctrl+↵");
    const QString least = tr("Send");
    setMinimumWidth(widthOf(least));
    setText(width() < widthOf(whole) ? least : whole);
}

void SendButton::resizeEvent(QResizeEvent *event)
{
    QPushButton::resizeEvent(event);
    showText();
}

void SendButton::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        showText();
}

} // namespace heliograph
