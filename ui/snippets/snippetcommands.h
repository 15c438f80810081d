// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippet.h"

#include <QKeySequence>
#include <QObject>

#include <functional>

class QAction;
class QMenu;

namespace heliograph {

class SnippetTransfer;
class SnippetsModel;
class SnippetsTree;

/// What can be done with the rows of the tree: as actions with shortcuts, and as menus.
/// Borrows its arguments.
class SnippetCommands final : public QObject {
    Q_OBJECT

public:
    SnippetCommands(SnippetsModel &model, SnippetsTree &tree, QWidget *parent);

    /// The menu of the row that is current, or of no row. To be deleted by the caller.
    [[nodiscard]] QMenu *rowMenu() const;
    /// Import, export, undo, redo; it owns what it shows.
    [[nodiscard]] QMenu *fileMenu() const { return m_fileMenu; }
    [[nodiscard]] QAction *newFolder() const { return m_newFolder; }

    void importFile(const QString &path);
    /// Writes what is selected, or everything when nothing is.
    void exportFile(const QString &path, bool onlySelected);
    void addFolder();
    void removeSelected();

Q_SIGNALS:
    void sendRequested(const QModelIndex &snippet);
    void takeRequested(const QModelIndex &snippet);
    void replaceRequested(const QModelIndex &snippet); ///< by what is composed
    void done(const QString &sentence, bool canUndo);
    void failed(const QString &sentence);

private:
    QAction *add(const QString &text, const char *name, const QKeySequence &key,
                 std::function<void()> command);
    void setupRowActions();
    void setupFileActions();
    [[nodiscard]] QMenu *keyMenu(QWidget *parent) const;
    [[nodiscard]] bool isSnippetCurrent() const;
    void updateUndo();
    void chooseImport();
    void chooseExport(bool onlySelected);
    void onRead(const SnippetLibrary &library, const QString &path);

    SnippetsModel &m_model;
    SnippetsTree &m_tree;
    QWidget *m_widget;
    SnippetTransfer *m_transfer;
    QMenu *m_fileMenu;
    QAction *m_send = nullptr;
    QAction *m_take = nullptr;
    QAction *m_replace = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_newFolder = nullptr;
    QAction *m_exportSelected = nullptr;
    QAction *m_import = nullptr;
    QAction *m_export = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
};

} // namespace heliograph
