// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/snippetcommands.h"

#include "app/models/snippetsmodel.h"
#include "ui/snippets/snippetstree.h"
#include "ui/snippets/snippettransfer.h"

#include <QAction>
#include <QActionGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QPersistentModelIndex>

#include <algorithm>

namespace heliograph {

SnippetCommands::SnippetCommands(SnippetsModel &model, SnippetsTree &tree, QWidget *parent)
    : QObject(parent), m_model(model), m_tree(tree), m_widget(parent),
      m_transfer(new SnippetTransfer(this)), m_fileMenu(new QMenu(parent))
{
    m_fileMenu->setObjectName(QStringLiteral("snippetsMenu"));
    setupRowActions();
    setupFileActions();
    connect(m_transfer, &SnippetTransfer::wasRead, this, &SnippetCommands::onRead);
    connect(m_transfer, &SnippetTransfer::wasWritten, this,
            [this](const QString &path, qsizetype snippets) {
                Q_EMIT done(tr("Exported %1 snippets as %2.")
                                .arg(QLocale().toString(snippets), QDir::toNativeSeparators(path)),
                            false);
            });
    connect(m_transfer, &SnippetTransfer::failed, this, &SnippetCommands::failed);
    connect(&m_model, &SnippetsModel::changed, this, &SnippetCommands::updateUndo);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &SnippetCommands::updateUndo);
    updateUndo();
}

QAction *SnippetCommands::add(const QString &text, const char *name, const QKeySequence &key,
                              std::function<void()> command)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    connect(action, &QAction::triggered, this, std::move(command));
    m_tree.addAction(action); // its menu is ours, so that it carries the shortcuts only
    return action;
}

void SnippetCommands::setupRowActions()
{
    m_send = add(tr("&Send now"), "sendSnippet", QKeySequence(Qt::CTRL | Qt::Key_Return), [this] {
        if (isSnippetCurrent())
            Q_EMIT sendRequested(m_tree.current());
    });
    m_take = add(tr("&Take into compose"), "takeSnippet", {}, [this] {
        if (isSnippetCurrent())
            Q_EMIT takeRequested(m_tree.current());
    });
    m_replace = add(tr("Re&place with what is composed"), "replaceSnippet", {}, [this] {
        if (isSnippetCurrent())
            Q_EMIT replaceRequested(m_tree.current());
    });
    m_rename = add(tr("Rena&me"), "renameSnippet", QKeySequence(Qt::Key_F2),
                   [this] { m_tree.renameInPlace(m_tree.current()); });
    m_duplicate =
        add(tr("&Duplicate"), "duplicateSnippet", QKeySequence(Qt::CTRL | Qt::Key_D), [this] {
            const Result<void> result = m_model.duplicate(m_tree.selected());
            if (!result)
                Q_EMIT failed(result.error().message);
        });
    m_exportSelected = add(tr("&Export…"), "exportSelected", {}, [this] { chooseExport(true); });
    m_remove = add(tr("&Remove"), "removeSnippet", QKeySequence(Qt::Key_Delete),
                   [this] { removeSelected(); });
}

void SnippetCommands::setupFileActions()
{
    m_newFolder = add(tr("New &folder"), "newSnippetFolder",
                      QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_N), [this] { addFolder(); });
    m_import = add(tr("&Import…"), "importSnippets", {}, [this] { chooseImport(); });
    m_export = add(tr("&Export all…"), "exportSnippets", {}, [this] { chooseExport(false); });
    m_undo = add(tr("&Undo"), "undoSnippets", QKeySequence(Qt::CTRL | Qt::Key_Z),
                 [this] { m_model.undo(); });
    m_redo = add(tr("Re&do"), "redoSnippets", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
                 [this] { m_model.redo(); });
    m_fileMenu->addActions({m_import, m_export});
    m_fileMenu->addSeparator();
    m_fileMenu->addActions({m_undo, m_redo});
}

bool SnippetCommands::isSnippetCurrent() const
{
    return m_tree.current().isValid() && !m_model.isFolder(m_tree.current());
}

QMenu *SnippetCommands::rowMenu() const
{
    auto *menu = new QMenu(m_widget);
    menu->setObjectName(QStringLiteral("snippetMenu"));
    if (isSnippetCurrent()) {
        menu->addActions({m_send, m_take, m_replace});
        menu->addMenu(keyMenu(menu));
        menu->addSeparator();
    }
    if (m_tree.current().isValid()) {
        menu->addActions({m_rename, m_duplicate, m_exportSelected, m_remove});
        menu->addSeparator();
    }
    menu->addActions({m_newFolder, m_undo});
    return menu;
}

QMenu *SnippetCommands::keyMenu(QWidget *parent) const
{
    auto *menu = new QMenu(tr("Number &key"), parent);
    auto *group = new QActionGroup(menu);
    const QModelIndex index = m_tree.current();
    const int key = index.data(SnippetsModel::KeyRole).toInt();
    for (const int digit : {SnippetItem::NoKey, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0}) {
        QAction *action = menu->addAction(digit == SnippetItem::NoKey ? tr("By its place")
                                                                      : QString::number(digit));
        action->setObjectName(QStringLiteral("snippetKey%1").arg(digit));
        action->setCheckable(true);
        action->setChecked(digit == key);
        group->addAction(action);
        const auto give = [model = &m_model, row = QPersistentModelIndex(index), digit] {
            if (row.isValid())
                model->setKey(row, digit);
        };
        connect(action, &QAction::triggered, menu, give);
    }
    return menu;
}

void SnippetCommands::updateUndo()
{
    m_undo->setEnabled(m_model.canUndo());
    m_redo->setEnabled(m_model.canRedo());
    m_undo->setToolTip(m_model.lastChange());
}

void SnippetCommands::addFolder()
{
    SnippetItem folder;
    folder.isFolder = true;
    folder.name = tr("New folder");
    const QModelIndex into = m_model.folderOf(m_tree.current());
    if (const Result<void> added = m_model.add({folder}, into); !added) {
        Q_EMIT failed(added.error().message);
        return;
    }
    m_tree.renameInPlace(m_model.index(m_model.rowCount(into) - 1, 0, into));
}

void SnippetCommands::removeSelected()
{
    const QModelIndexList rows = m_tree.selected();
    if (rows.isEmpty())
        return;
    // The view would follow the current row from one that goes to the next, thousands of times.
    const QPersistentModelIndex folder = m_tree.current().parent();
    const int row = m_tree.current().row();
    m_tree.select({});
    m_model.remove(rows);
    if (const int left = m_model.rowCount(folder); left > 0)
        m_tree.select(m_model.index(std::clamp(row, 0, left - 1), 0, folder));
    Q_EMIT done(m_model.lastChange(), true);
}

// --- Files --------------------------------------------------------------------------------------

void SnippetCommands::chooseImport()
{
    const QString path = QFileDialog::getOpenFileName(m_widget, tr("Import snippets"), {},
                                                      tr("Snippets (*.json);;All files (*)"));
    if (!path.isEmpty())
        importFile(path);
}

void SnippetCommands::chooseExport(bool onlySelected)
{
    const QString name = onlySelected && m_tree.current().isValid()
        ? m_tree.current().data().toString().replace(u'/', u'-')
        : QStringLiteral("snippets");
    const QString path = QFileDialog::getSaveFileName(m_widget, tr("Export snippets"),
                                                      name + QStringLiteral(".json"),
                                                      tr("Snippets (*.json);;All files (*)"));
    if (!path.isEmpty())
        exportFile(path, onlySelected);
}

void SnippetCommands::importFile(const QString &path)
{
    m_transfer->read(path);
}

void SnippetCommands::onRead(const SnippetLibrary &library, const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    if (library.items.isEmpty()) {
        Q_EMIT failed(tr("%1 holds no snippets. Nothing was changed.").arg(name));
        return;
    }
    if (const Result<void> added = m_model.add(library.items, {}); !added) {
        Q_EMIT failed(added.error().message);
        return;
    }
    m_tree.select(m_model.index(m_model.rowCount() - static_cast<int>(library.items.size()), 0));
    Q_EMIT done(tr("Imported %1 snippets from %2.")
                    .arg(QLocale().toString(countSnippets(library.items)), name),
                true);
}

void SnippetCommands::exportFile(const QString &path, bool onlySelected)
{
    SnippetLibrary library = m_model.library();
    if (onlySelected) {
        library.items.clear();
        const QModelIndexList rows = m_tree.selected();
        for (const QModelIndex &row : rows)
            library.items.append(m_model.item(row));
    }
    m_transfer->write(path, library);
}

} // namespace heliograph
