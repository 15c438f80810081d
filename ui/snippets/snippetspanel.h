// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"

#include <QPersistentModelIndex>
#include <QPointer>
#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;
class QSplitter;

namespace heliograph {

class ComposeController;
class NoticeBar;
class SaveSnippetPopup;
class SnippetCommands;
class SnippetDesk;
class SnippetSender;
class SnippetsTree;
class Soundboard;
class StageWindow;

/// Snippets: the tree of those kept on the left, the soundboard of one folder on the right.
/// Borrows its arguments.
class SnippetsPanel final : public QWidget {
    Q_OBJECT

public:
    SnippetsPanel(SnippetDesk &desk, ComposeController &compose, QWidget *parent = nullptr);
    ~SnippetsPanel() override;

    /// Asks for a name for @p draft at the top of @p panel, and keeps it.
    void keep(const Draft &draft, const QWidget &panel);

    /// Keep what is composed (Ctrl+S): for the widgets where that can be pressed.
    [[nodiscard]] QAction *saveAction() const { return m_save; }
    /// What works anywhere in the window: the board's number keys with Ctrl+Alt, and the stage
    /// (F11).
    [[nodiscard]] QList<QAction *> windowActions() const { return m_windowActions; }

    [[nodiscard]] SnippetsTree &tree() const { return *m_tree; }
    [[nodiscard]] Soundboard &board() const { return *m_board; }
    [[nodiscard]] SnippetSender &sender() const { return *m_sender; }
    [[nodiscard]] SnippetCommands &commands() const { return *m_commands; }
    /// The soundboard's own window while it is shown, or null.
    [[nodiscard]] StageWindow *stage() const;

    /// Those for the list of shortcuts.
    [[nodiscard]] QList<QAction *> keyActions() const { return {m_save, m_stageAction}; }

    void showStage();

    void saveState(QSettings &settings) const; ///< inside the caller's group
    void restoreState(QSettings &settings);

Q_SIGNALS:
    /// Somebody wants @p draft in the fields.
    void snippetRequested(const heliograph::Draft &draft);
    /// Somebody wants what stands in the fields kept: answer with keep().
    void saveRequested();
    /// The snippet at @p index should become what stands in the fields: answer with replace().
    void replaceRequested(const QModelIndex &index);
    void problemOccurred(const QString &sentence);

public Q_SLOTS:
    void replace(const QModelIndex &index, const heliograph::Draft &draft);

private:
    void setupActions();
    void setupNotices();
    [[nodiscard]] QWidget *makeSide();
    [[nodiscard]] QWidget *makeBoardHead();
    void setupLayout();
    void connectParts();

    void take(const QModelIndex &index);
    void showMenu(const QPoint &globalPosition);
    void followTree();
    void showFolder(const QModelIndex &folder);
    void findFolder();
    void showHead();
    void showStoreState();
    void showDone(const QString &sentence, bool canUndo);
    void showFailure(const QString &sentence);

    SnippetDesk &m_desk;
    SnippetSender *m_sender;
    SnippetsTree *m_tree;
    SnippetCommands *m_commands;
    Soundboard *m_board;
    SaveSnippetPopup *m_popup;
    NoticeBar *m_readOnly;
    NoticeBar *m_conflict;
    NoticeBar *m_failure;
    NoticeBar *m_done;
    QLineEdit *m_search = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_summary = nullptr;
    QPushButton *m_stageButton = nullptr;
    QSplitter *m_columns;
    QAction *m_save = nullptr;
    QAction *m_stageAction = nullptr;
    QList<QAction *> m_windowActions;
    QPointer<StageWindow> m_stage;
    QStringList m_folderNames; ///< of the board, from the top down
    QPersistentModelIndex m_origin; ///< the snippet that stands in the fields
};

} // namespace heliograph
