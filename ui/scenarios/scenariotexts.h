// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/scenario/scenariotypes.h"

#include <QHash>
#include <QObject>

class QSettings;

namespace heliograph {

class ScenarioDocument;
class ScenariosModel;

/// The texts of the scenarios of a ScenariosModel: opens and saves files, keeps what is unsaved
/// over a restart. Borrows @p model, whose rows it adds, renames and removes.
class ScenarioTexts final : public QObject {
    Q_OBJECT

public:
    explicit ScenarioTexts(ScenariosModel &model, QObject *parent = nullptr);

    /// The text of a row; the object lives until the row is closed.
    [[nodiscard]] ScenarioDocument &document(int row);
    /// What to run of a row: its text as it is now, saved or not.
    [[nodiscard]] ScenarioSource source(int row);

    /// Opens a file; returns its row. Errors as ScenarioDocument::open().
    [[nodiscard]] Result<int> open(const QString &path);
    /// Adds a scenario without a file; returns its row.
    int add(const QString &text, const QString &name = {});
    /// Adds one to begin with: a small server that streams. It counts as saved.
    int addTemplate();
    /// Writes a row's text to @p path; a preset becomes a new row, and is itself again. Returns the
    /// row that has the file. Error: "scenario-unwritable".
    [[nodiscard]] Result<int> save(int row, const QString &path);
    /// Forgets a file or a new one, whatever is unsaved.
    void close(int row);

    void saveState(QSettings &settings) const; ///< inside the caller's group
    /// Returns a sentence for each file that could not be opened again.
    QStringList restoreState(QSettings &settings);

Q_SIGNALS:
    void reloaded(const QString &name); ///< from its file, which changed outside
    void conflicted(const QString &name); ///< the file changed, and so did the text here

private:
    ScenarioDocument &make(const QString &name);

    ScenariosModel &m_model;
    QHash<QString, ScenarioDocument *> m_documents; ///< by scenario's name
};

} // namespace heliograph
