// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/scenariosmodel.h"

#include <QWidget>

#include <functional>

class QAction;
class QSettings;
class QSplitter;

namespace heliograph {

class CodeEditor;
class ConsoleView;
class ScenarioController;
class ScenarioDesk;
class ScenarioDocument;
class ScenarioHead;
class ScenarioList;
class ScenarioPane;
class ScenarioSide;
class ScenarioTexts;
class ServerController;

/// The scenarios: the list, the editor of the selected one and what it writes. Presets can be
/// edited and run as they are; saving one makes a file of its own.
/// Borrows its arguments, which outlive it.
class ScenariosPanel final : public QWidget {
    Q_OBJECT

public:
    ScenariosPanel(ScenarioDesk &desk, ServerController &server, QWidget *parent = nullptr);
    ~ScenariosPanel() override;

    /// Opens a file and selects it; what is wrong is a problem.
    void openFile(const QString &path);
    void select(const QString &name);

    /// Runs the selected one, saved or not; one that runs starts over.
    void run();
    void stop();

    [[nodiscard]] CodeEditor &editor() const;
    [[nodiscard]] ConsoleView &console() const { return *m_console; }
    [[nodiscard]] QString current() const { return m_current; }

    void saveState(QSettings &settings) const; ///< inside the caller's group
    void restoreState(QSettings &settings);

Q_SIGNALS:
    void problemOccurred(const QString &text);

private:
    void setupList();
    void setupLayout();
    void setupCommands();
    QAction *addCommand(const QString &text, const QString &name, const QKeySequence &key,
                        std::function<void()> command);

    [[nodiscard]] int currentRow() const;
    [[nodiscard]] ScenarioDocument *currentDocument();
    void showCurrent();
    void updateHead();
    void updateError();
    void runRow(int row);

    void chooseFile();
    void addNew();
    void save();
    void saveAs();
    void saveTo(const QString &path);
    void revert();
    void closeCurrent();
    void forgetCurrent();
    void openPage();
    void onReloaded(const QString &name);
    void nextPane();

    ScenarioController &m_controller;
    ScenariosModel &m_model;
    ServerController &m_server;
    ScenarioTexts *m_texts;
    QString m_current; ///< the selected scenario's name

    ScenarioSide *m_side;
    ScenarioList *m_list;
    ScenarioHead *m_head = nullptr;
    ScenarioPane *m_pane;
    ConsoleView *m_console;
    QSplitter *m_columns; ///< list | the rest
    QSplitter *m_rows; ///< editor / console
    QList<QAction *> m_fileActions; ///< in the menu
    QAction *m_revertAction = nullptr;
    QAction *m_closeAction = nullptr;
    QAction *m_pageAction = nullptr;
};

} // namespace heliograph
