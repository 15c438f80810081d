// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/unsavedquestion.h"

#include "app/models/playercontroller.h"
#include "ui/parts/noticebar.h"
#include "ui/player/blockeditor.h"

#include <QFileInfo>
#include <QPushButton>

#include <utility>

namespace heliograph {

UnsavedQuestion::UnsavedQuestion(PlayerController &player, BlockEditor &editor, QObject *parent)
    : QObject(parent), m_player(player), m_editor(editor),
      m_bar(new NoticeBar(NoticeBar::Kind::Question, QStringLiteral("playerQuestion")))
{
    m_save = m_bar->addButton(tr("Save as\u2026"), QStringLiteral("questionSave"),
                              tr("Writes the changes to a file first (Space)"));
    QPushButton *discard = m_bar->addButton(tr("Discard them"), QStringLiteral("questionDiscard"),
                                            tr("Forgets the changes and goes on (Space)"));
    QPushButton *stay = m_bar->addButton(tr("Stay"), QStringLiteral("questionStay"),
                                         tr("Keeps this recording open (Space)"));
    connect(m_save, &QPushButton::clicked, this, &UnsavedQuestion::saveRequested);
    connect(discard, &QPushButton::clicked, this, &UnsavedQuestion::goOn);
    connect(stay, &QPushButton::clicked, this, &UnsavedQuestion::withdraw);
    connect(&player, &PlayerController::saved, this, &UnsavedQuestion::goOnIfSaved);
    connect(&player.edits(), &PlayerEdits::rowChanged, this, [this] {
        if (!m_player.edits().isModified())
            withdraw(); // they were taken back
    });
}

QWidget *UnsavedQuestion::bar() const
{
    return m_bar;
}

bool UnsavedQuestion::isNeeded()
{
    return !m_editor.commit() || m_player.edits().isModified();
}

void UnsavedQuestion::ask(const QString &text, std::function<void()> goOn)
{
    m_goOn = std::move(goOn);
    const QString shown = m_editor.commit()
        ? text
        : tr("An edit of %1 is no event yet. Correct it, or discard the changes.");
    m_bar->showText(shown.arg(QFileInfo(m_player.file()).fileName()));
}

void UnsavedQuestion::takeKeyboard()
{
    m_save->setFocus(Qt::OtherFocusReason);
}

void UnsavedQuestion::withdraw()
{
    m_goOn = {};
    m_bar->showText({});
}

void UnsavedQuestion::goOn()
{
    const auto next = std::exchange(m_goOn, {});
    m_bar->showText({});
    if (next)
        next();
}

/// What was changed while it was being saved is not.
void UnsavedQuestion::goOnIfSaved()
{
    if (m_goOn && !isNeeded())
        goOn();
}

} // namespace heliograph
