// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/snippets/soundboard.h"

#include <QWidget>

class QPushButton;

namespace heliograph {

/// The soundboard alone, over the whole screen, for a demo on stage: number keys fire, PageUp and
/// PageDown change the folder, Esc ends it. Borrows its arguments.
class StageWindow final : public QWidget {
    Q_OBJECT

public:
    StageWindow(const SnippetsModel &model, SnippetSender &sender, QWidget *parent = nullptr);

    void setFolder(const QModelIndex &folder);
    [[nodiscard]] Soundboard &board() const { return *m_board; }

Q_SIGNALS:
    void closed();
    void folderChanged(const QModelIndex &folder);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QPushButton *addHeadButton(const QString &text, const QString &name, const QString &meaning);
    void setupHead();
    void step(int by);
    void showTitle();
    void applyTheme();

    const SnippetsModel &m_model;
    QLabel *m_title;
    QLabel *m_hint;
    QPushButton *m_before = nullptr;
    QPushButton *m_next = nullptr;
    Soundboard *m_board;
    bool m_applying = false;
};

/// The folders of @p model that hold snippets themselves, in the tree's order; the one of no index
/// first, when some stand outside of folders.
[[nodiscard]] QModelIndexList boardFolders(const SnippetsModel &model);

/// What a folder's board is called: its name, or what no index stands for.
[[nodiscard]] QString boardTitle(const QModelIndex &folder);

} // namespace heliograph
