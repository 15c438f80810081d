// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the player does on the user's word: playing, stops and edits, and their keys.
#include "app/models/composecontroller.h"
#include "app/models/playercontroller.h"
#include "app/models/playerdraft.h"
#include "app/models/playermodel.h"
#include "ui/player/blockeditor.h"
#include "ui/player/playerhead.h"
#include "ui/player/playerpanel.h"
#include "ui/player/playertable.h"
#include "ui/player/playertimeline.h"

#include <QAction>

namespace heliograph {

namespace {
const QByteArray blankBlock = QByteArrayLiteral("data: \n\n");
} // namespace

void PlayerPanel::setupActions()
{
    const auto add = [this](QWidget *owner, const QString &text, const QKeySequence &key,
                            auto slot) {
        auto *action = new QAction(text, owner);
        action->setShortcut(key);
        action->setShortcutContext(owner == this ? Qt::WidgetWithChildrenShortcut
                                                 : Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        owner->addAction(action);
        m_shortcuts.append(action);
        return action;
    };
    const auto ofTable = [this, add](const QString &text, const QKeySequence &key, auto slot) {
        return add(m_table, text, key, slot);
    };
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    ofTable(tr("Play or pause"), Qt::Key_Space, &PlayerPanel::playOrPause);
    ofTable(tr("Send the next event"), Qt::Key_Right, &PlayerPanel::step);
    ofTable(tr("Play from here"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] {
        if (const auto line = m_editor->line())
            m_player.seekToRow(line->row);
    })->setObjectName(QStringLiteral("playerSeekHere"));
    ofTable(tr("Insert a blank event before"), Qt::Key_Insert, &PlayerPanel::insertBlank);
    ofTable(tr("Insert what is composed before"), QKeySequence(Qt::SHIFT | Qt::Key_Insert),
            &PlayerPanel::insertComposed)
        ->setObjectName(QStringLiteral("playerInsertComposed"));
    ofTable(tr("Skip, or play again"), QKeySequence::Delete, &PlayerPanel::skipSelected);
    ofTable(tr("Undo"), QKeySequence::Undo, [this] { m_player.edits().undo(); });
    ofTable(tr("Redo"), {}, [this] { m_player.edits().redo(); })
        ->setShortcuts(
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    ofTable(tr("To the start"), Qt::Key_Home, [this] { m_player.stop(); });
    ofTable(tr("Follow"), Qt::Key_End, [this] { m_table->setFollowing(true); });
    add(m_timeline, tr("Play or pause"), Qt::Key_Space, &PlayerPanel::playOrPause);
    m_table->addAction(add(this, tr("Set or take away a stop"), Qt::Key_F9,
                           [this] { toggleMark(m_table->currentIndex().row()); }));
    add(this, tr("Send the next event"), Qt::Key_F8, &PlayerPanel::step);
    add(this, tr("Open a recording"), QKeySequence::Open, &PlayerPanel::askForFile);
    add(this, tr("Save the recording"), QKeySequence::Save, &PlayerPanel::askWhereToSave);
}

void PlayerPanel::playOrPause()
{
    if (m_player.status().state == PlayerState::Playing) {
        m_player.pause();
        return;
    }
    if (!m_editor->commit())
        return;
    m_table->setFollowing(true);
    m_player.play();
}

void PlayerPanel::step()
{
    if (!m_editor->commit())
        return;
    m_table->setFollowing(true);
    m_player.step();
}

void PlayerPanel::toggleMark(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    m_player.toggleMark(m_model->line(row).row,
                        m_model->timeOf(row).value_or(std::chrono::microseconds{0}));
}

/// Before what is selected, else before what comes next.
PlayerLine PlayerPanel::insertionPlace() const
{
    if (const auto selected = m_editor->line())
        return *selected;
    const int next = m_model->nextRow();
    if (next < m_model->rowCount())
        return m_model->line(next);
    return {m_player.index() ? m_player.index()->rows() : 0};
}

void PlayerPanel::insertBlank()
{
    insert({blankBlock});
    m_editor->focusText();
}

void PlayerPanel::insertComposed()
{
    if (!m_composed)
        return;
    m_inserting = m_composed();
    m_compose.preview(*m_inserting);
}

void PlayerPanel::takePreview(const DraftPreview &preview)
{
    if (!std::exchange(m_inserting, std::nullopt))
        return;
    if (!preview.errors.isEmpty()) {
        m_head->showNotice(preview.errors.all.constFirst().message);
        return;
    }
    if (const auto blocks = blocksOfDraft(preview.expanded))
        insert(*blocks);
    else
        m_head->showNotice(blocks.error().message);
}

void PlayerPanel::insert(const QList<QByteArray> &blocks)
{
    if (!m_player.index() || !m_editor->commit())
        return;
    const PlayerLine place = insertionPlace();
    const auto before = m_player.edits().edits().of(place.row).before.size();
    m_player.edits().insertBefore(place, blocks);
    const int first = place.isInserted() ? place.inserted : static_cast<int>(before);
    const int row = m_model->rowOf({place.row, first});
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0));
}

void PlayerPanel::skipSelected()
{
    const auto line = m_editor->line();
    if (!line)
        return;
    const bool isSkipped = m_model->kind(*line) == PlayerModel::Kind::Skipped;
    m_player.edits().setSkipped(*line, !isSkipped);
}

} // namespace heliograph
