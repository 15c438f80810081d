// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QPushButton;
class QWidget;

namespace heliograph {

class BlockEditor;
class NoticeBar;
class PlayerController;

/// Asks what becomes of changes that were not saved, before something would forget them: a bar with
/// its answers, in whose sight everything goes on. Borrows its arguments.
class UnsavedQuestion final : public QObject {
    Q_OBJECT

public:
    UnsavedQuestion(PlayerController &player, BlockEditor &editor, QObject *parent = nullptr);

    /// To be put into a layout.
    [[nodiscard]] QWidget *bar() const;

    /// Whether something would be lost. Applies first what was typed.
    [[nodiscard]] bool isNeeded();

    /// Shows @p text, with the recording's name for %1; @p goOn is called once the changes are
    /// saved, or shall be forgotten. It takes the place of an earlier question.
    void ask(const QString &text, std::function<void()> goOn);

    /// Gives the keyboard to the first answer.
    void takeKeyboard();

    /// Nothing is asked any more.
    void withdraw();

Q_SIGNALS:
    void saveRequested();

private:
    void goOn();
    void goOnIfSaved();

    PlayerController &m_player;
    BlockEditor &m_editor;
    NoticeBar *m_bar;
    QPushButton *m_save = nullptr;
    std::function<void()> m_goOn; ///< empty: nothing is asked
};

} // namespace heliograph
