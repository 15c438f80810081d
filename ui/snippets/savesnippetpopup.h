// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"

#include <QFrame>
#include <QPersistentModelIndex>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace heliograph {

class SnippetsModel;

/// Asks for the name and the folder of a draft to keep; one of that name there is replaced.
/// Borrows @p model.
class SaveSnippetPopup final : public QFrame {
    Q_OBJECT

public:
    explicit SaveSnippetPopup(SnippetsModel &model, QWidget *parent = nullptr);

    /// Pops up at the top of @p panel. @p origin is the snippet the draft was taken from, or no
    /// index; a new one goes to @p folder.
    void ask(const Draft &draft, const QModelIndex &origin, const QModelIndex &folder,
             const QWidget &panel);

Q_SIGNALS:
    void saved(const QModelIndex &snippet);
    void refused(const QString &sentence);

private:
    void fillFolders();
    void addFolders(const QModelIndex &folder, const QString &prefix);
    void chooseFolder(const QModelIndex &folder);
    [[nodiscard]] bool isNewFolder() const;
    [[nodiscard]] QModelIndex folder() const;
    [[nodiscard]] QModelIndex existing() const;
    void update();
    void save();

    SnippetsModel &m_model;
    Draft m_draft;
    QList<QPersistentModelIndex> m_folders; ///< as they stand in the list of folders
    QLineEdit *m_name;
    QComboBox *m_folder;
    QLabel *m_note;
    QPushButton *m_save;
};

} // namespace heliograph
