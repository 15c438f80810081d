// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composeheader.h"

#include "ui/compose/composemenu.h"
#include "ui/compose/modeswitch.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace heliograph {

ComposeHeader::ComposeHeader(QWidget *parent)
    : QWidget(parent), m_heading(new QLabel(tr("Compose"))), m_mode(new ModeSwitch),
      m_menu(new ComposeMenu(this)), m_more(new QPushButton(tr("More ▾"))),
      m_history(new QPushButton(tr("History ▾"))), m_row(new QHBoxLayout(this))
{
    theme::setLook(m_heading, theme::Look::Heading);
    m_heading->setContentsMargins(0, 0, 8, 0);
    m_more->setObjectName(QStringLiteral("composeMore"));
    m_more->setAccessibleName(tr("More fields"));
    m_more->setToolTip(
        tr("A comment, an event without data, ${…}, and what to do with it all (Alt+M)"));
    m_more->setShortcut(QKeySequence(Qt::ALT | Qt::Key_M));
    m_more->setFocusPolicy(Qt::TabFocus); // what is inserted goes where the cursor is
    m_more->setMenu(m_menu);
    m_history->setObjectName(QStringLiteral("composeHistory"));
    m_history->setAccessibleName(tr("Sent events"));
    m_history->setToolTip(tr("What was sent before (Alt+H). Alt+↑ and Alt+↓ step through it, "
                             "Ctrl+Shift+Enter sends the last one again"));
    m_history->setShortcut(QKeySequence(Qt::ALT | Qt::Key_H));
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(4);
    m_row->addWidget(m_heading);
    m_row->addWidget(m_mode);
    m_row->addStretch();
    for (QPushButton *button : {m_more, m_history}) {
        theme::setLook(button, theme::Look::Flat);
        m_row->addWidget(button);
    }
}

int ComposeHeader::headingWidth() const
{
    return m_heading->sizeHint().width() + m_row->spacing();
}

QSize ComposeHeader::minimumSizeHint() const
{
    QSize size = m_row->minimumSize();
    if (!m_heading->isHidden())
        size.rwidth() -= headingWidth();
    return size;
}

/// The heading is the first to go when there is no room for all.
void ComposeHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_heading->setVisible(minimumSizeHint().width() + headingWidth() <= width());
}

} // namespace heliograph
