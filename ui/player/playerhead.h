// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;

namespace heliograph {

class ElidedLabel;
class NoticeBar;
class PlayerController;

/// Above the player: which recording is open, what is known about it, and what can be done with
/// the file. Borrows @p player.
class PlayerHead final : public QWidget {
    Q_OBJECT

public:
    explicit PlayerHead(PlayerController &player, QWidget *parent = nullptr);

    void setRecent(const QStringList &files);

    /// Says that a file was saved, or what went wrong, until something else is opened.
    void showNotice(const QString &sentence);

Q_SIGNALS:
    void openRequested();
    void recentRequested(const QString &file);
    void saveRequested();
    void closeRequested();

private:
    void setupButtons(QHBoxLayout &layout);
    void showState();
    [[nodiscard]] QString facts() const;
    [[nodiscard]] QString fault() const;
    QPushButton *addButton(QHBoxLayout &layout, const QString &text, const QString &name,
                           const QString &tip);

    PlayerController &m_player;
    QLabel *m_name;
    ElidedLabel *m_facts;
    NoticeBar *m_fault;
    QLabel *m_notice;
    QMenu *m_recent;
    QPushButton *m_open = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_cancel = nullptr; ///< reading or saving
    int m_percent = 0; ///< of reading or saving
};

} // namespace heliograph
