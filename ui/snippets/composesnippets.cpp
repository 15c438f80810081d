// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/composesnippets.h"

#include "ui/compose/composepanel.h"
#include "ui/compose/sendoutcome.h"
#include "ui/snippets/snippetspanel.h"
#include "ui/snippets/snippetstrip.h"

#include <QAction>
#include <QPushButton>

namespace heliograph {

void addSnippets(ComposePanel &compose, SnippetsPanel &snippets)
{
    auto *save = new QPushButton(SnippetStrip::tr("Save"));
    save->setObjectName(QStringLiteral("composeSave"));
    save->setAccessibleName(SnippetStrip::tr("Save as snippet"));
    save->setToolTip(SnippetStrip::tr("Keep it as a snippet, to be sent by a button (Ctrl+S)"));
    save->setFocusPolicy(Qt::TabFocus); // a press leaves the cursor where somebody types
    QObject::connect(save, &QPushButton::clicked, snippets.saveAction(), &QAction::trigger);
    compose.addBesideSend(save);
    auto *strip = new SnippetStrip(snippets.board(), snippets.sender());
    compose.addBelowSend(strip);
    strip->setTabAfter(save);
    SendOutcome *const line = &compose.outcome();
    QObject::connect(&snippets.sender(), &SnippetSender::wasSent, line, &SendOutcome::showNote);
    QObject::connect(&snippets.sender(), &SnippetSender::sendFailed, line,
                     &SendOutcome::showFailure);
}

} // namespace heliograph
