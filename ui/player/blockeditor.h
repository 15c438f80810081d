// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/playerrow.h"
#include "app/models/playerrows.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace heliograph {

class PlayerController;
class PlayerModel;

/// One block of the recording as text, to be changed before it is played: bytes that cannot be
/// typed stand as escapes. Says what a client will make of it while it is typed. Borrows its
/// arguments.
class BlockEditor final : public QWidget {
    Q_OBJECT

public:
    BlockEditor(PlayerController &player, PlayerModel &model, QWidget *parent = nullptr);

    /// Shows the block there; nothing: none. What was typed into the last one is applied first,
    /// when it can be.
    void setLine(const std::optional<PlayerLine> &line);
    [[nodiscard]] const std::optional<PlayerLine> &line() const { return m_line; }

    /// Shows the block anew, when nobody is typing: it was changed elsewhere.
    void refresh();

    /// Applies what was typed. False, with the reason shown, when it cannot be.
    bool commit();

    /// While it plays, blocks are shown but not changed.
    void setPlaying(bool plays);

    void focusText();

Q_SIGNALS:
    void insertRequested(); ///< a blank event before this one
    void insertComposedRequested(); ///< what stands in the compose panel, before this one

private:
    void setupHeader(QHBoxLayout &layout);
    void setupButtons(QHBoxLayout &layout);
    void reload();
    void show(const QByteArray &block);
    void showTooLarge(qsizetype size);
    void revert();
    void toggleSkipped();
    void check();
    void updateState();
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isModified() const;

    PlayerController &m_player;
    PlayerModel &m_model;
    std::optional<PlayerLine> m_line;
    QString m_shown; ///< the text as it was loaded
    BlockCheck m_check;
    QTimer m_delay;
    QLabel *m_title;
    QLabel *m_kind;
    QPlainTextEdit *m_text;
    QLabel *m_advice;
    QPushButton *m_apply;
    QPushButton *m_revert;
    QPushButton *m_skip;
    QPushButton *m_insert;
    bool m_isLoaded = false;
    bool m_plays = false;
};

} // namespace heliograph
