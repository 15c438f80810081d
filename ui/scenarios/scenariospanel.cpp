// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenariospanel.h"

#include "app/models/scenariocontroller.h"
#include "app/models/servercontroller.h"
#include "ui/scenarios/codeeditor.h"
#include "ui/scenarios/consoleview.h"
#include "ui/scenarios/findbar.h"
#include "ui/scenarios/scenariodesk.h"
#include "ui/scenarios/scenariodocument.h"
#include "ui/scenarios/scenariohead.h"
#include "ui/scenarios/scenariolist.h"
#include "ui/scenarios/scenariopane.h"
#include "ui/scenarios/scenarioside.h"
#include "ui/scenarios/scenariotexts.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QSplitter>

namespace heliograph {

namespace {

QSplitter *splitter(Qt::Orientation orientation, const QString &name, QWidget *parent)
{
    auto *result = new QSplitter(orientation, parent);
    result->setObjectName(name);
    result->setHandleWidth(1);
    result->setChildrenCollapsible(false);
    return result;
}

} // namespace

ScenariosPanel::ScenariosPanel(ScenarioDesk &desk, ServerController &server, QWidget *parent)
    : QWidget(parent), m_controller(desk.controller()), m_model(desk.model()), m_server(server),
      m_texts(new ScenarioTexts(m_model, this)), m_side(new ScenarioSide(m_model, this)),
      m_list(&m_side->list()), m_pane(new ScenarioPane(this)),
      m_console(new ConsoleView(desk.console(), this)),
      m_columns(splitter(Qt::Horizontal, QStringLiteral("scenarioColumns"), this)),
      m_rows(splitter(Qt::Vertical, QStringLiteral("scenarioRows"), this))
{
    setObjectName(QStringLiteral("scenariosPanel"));
    theme::setLook(this, theme::Look::Panel);
    setupCommands();
    m_head = new ScenarioHead(m_fileActions, this);
    m_pane->setHead(m_head);
    setupList();
    setupLayout();
    connect(&m_controller, &ScenarioController::started, this, [this](const QString &name) {
        if (name == m_current)
            m_pane->forgetError(); // what comes now is of the new run
    });
    connect(&m_controller, &ScenarioController::statusesChanged, this, [this] {
        updateHead();
        updateError();
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ScenariosPanel::updateHead);
    connect(&m_server, &ServerController::listening, this, &ScenariosPanel::updateHead);
    connect(&m_server, &ServerController::stopped, this, &ScenariosPanel::updateHead);
    connect(m_texts, &ScenarioTexts::reloaded, this, &ScenariosPanel::onReloaded);
    connect(m_texts, &ScenarioTexts::conflicted, m_pane, &ScenarioPane::updateConflict);
    connect(m_pane, &ScenarioPane::saveRequested, this, &ScenariosPanel::save);
    connect(m_pane, &ScenarioPane::closeRequested, this, &ScenariosPanel::forgetCurrent);
    connect(m_console, &ConsoleView::placeActivated, this,
            [this](int line, int column) { editor().goTo(line, column); });
    connect(m_head, &ScenarioHead::runRequested, this, &ScenariosPanel::run);
    connect(m_head, &ScenarioHead::stopRequested, this, &ScenariosPanel::stop);
    connect(m_head, &ScenarioHead::pageRequested, this, &ScenariosPanel::openPage);
    m_list->setCurrentIndex(m_model.index(0));
}

CodeEditor &ScenariosPanel::editor() const
{
    return m_pane->editor();
}

ScenariosPanel::~ScenariosPanel()
{
    delete m_pane; // before the documents, one of which it shows
}

// --- Setting up ---------------------------------------------------------------------------------

QAction *ScenariosPanel::addCommand(const QString &text, const QString &name,
                                    const QKeySequence &key, std::function<void()> command)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, std::move(command));
    addAction(action);
    return action;
}

void ScenariosPanel::setupCommands()
{
    const auto ctrl = [](Qt::Key key) { return QKeySequence(Qt::CTRL | key); };
    const auto text = [](const char *name) { return QString::fromLatin1(name); };
    m_list->addAction(
        addCommand(tr("Run or restart"), text("runScenario"), ctrl(Qt::Key_R), [this] { run(); }));
    m_list->addAction(
        addCommand(tr("Stop"), text("stopScenario"), ctrl(Qt::Key_Period), [this] { stop(); }));
    m_pageAction =
        addCommand(tr("Open demo page"), text("openDemoPage"),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O), [this] { openPage(); });
    m_list->addAction(m_pageAction);
    m_fileActions = {
        addCommand(tr("New"), text("newScenario"), ctrl(Qt::Key_N), [this] { addNew(); }),
        addCommand(tr("Open\u2026"), text("openScenario"), ctrl(Qt::Key_O),
                   [this] { chooseFile(); }),
        addCommand(tr("Save"), text("saveScenario"), ctrl(Qt::Key_S), [this] { save(); }),
        addCommand(tr("Save a copy as\u2026"), text("saveScenarioAs"),
                   QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S), [this] { saveAs(); }),
    };
    m_revertAction = addCommand(tr("Revert"), text("revertScenario"), {}, [this] { revert(); });
    m_closeAction = addCommand(tr("Close file"), text("closeScenario"), ctrl(Qt::Key_W),
                               [this] { closeCurrent(); });
    m_fileActions += {m_revertAction, m_closeAction};
    for (QAction *action : std::as_const(m_fileActions))
        m_list->addAction(action);
    addCommand(tr("Find"), text("findInScenario"), QKeySequence::Find,
               [this] { m_pane->find().begin(); });
    addCommand(tr("Find next"), text("findNextInScenario"), QKeySequence(Qt::Key_F3),
               [this] { m_pane->find().findNext(); });
    addCommand(tr("Find previous"), text("findPreviousInScenario"),
               QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { m_pane->find().findPrevious(); });
    addCommand(tr("Comment or uncomment"), text("toggleComment"), ctrl(Qt::Key_Slash),
               [this] { editor().toggleComment(); });
    addCommand(tr("Go to the error"), text("goToError"), QKeySequence(Qt::Key_F8),
               [this] { m_pane->goToError(); });
    addCommand(tr("Clear the console"), text("clearConsole"),
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), [this] { m_console->clear(); });
    addCommand(tr("Next pane"), text("nextPane"), QKeySequence(Qt::Key_F6), [this] { nextPane(); });
}

void ScenariosPanel::setupList()
{
    m_side->addButton(m_fileActions.at(0), tr("A new scenario to begin with (Ctrl+N)"));
    m_side->addButton(m_fileActions.at(1),
                      tr("Open a scenario's file; changes from outside are taken over, and "
                         "restart it (Ctrl+O)"));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ScenariosPanel::showCurrent);
}

void ScenariosPanel::setupLayout()
{
    const int em = fontMetrics().height();
    m_console->setMinimumHeight(em * 4);
    m_side->setMinimumWidth(em * 11);
    m_rows->addWidget(m_pane);
    m_rows->addWidget(m_console);
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 1);
    m_rows->setSizes({em * 30, em * 9});
    m_columns->addWidget(m_side);
    m_columns->addWidget(m_rows);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({em * 15, em * 55});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);
    setFocusProxy(&editor());
}

// --- What is shown ------------------------------------------------------------------------------

int ScenariosPanel::currentRow() const
{
    return m_model.rowOf(m_current);
}

ScenarioDocument *ScenariosPanel::currentDocument()
{
    const int row = currentRow();
    return row < 0 ? nullptr : &m_texts->document(row);
}

void ScenariosPanel::select(const QString &name)
{
    if (const int row = m_model.rowOf(name); row >= 0)
        m_list->setCurrentIndex(m_model.index(row));
}

void ScenariosPanel::showCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    m_current = index.data(ScenariosModel::NameRole).toString();
    m_console->showScenario(m_current);
    m_pane->showDocument(*currentDocument());
    updateHead();
    updateError();
}

void ScenariosPanel::updateHead()
{
    const int row = currentRow();
    if (row < 0)
        return;
    const ScenarioRow &scenario = m_model.row(row);
    m_head->showScenario(scenario, m_model.index(row), m_server.url());
    m_pageAction->setEnabled(m_server.isListening() && !scenario.page.isEmpty());
    m_revertAction->setEnabled(scenario.isModified);
    m_closeAction->setEnabled(!scenario.isPreset);
}

void ScenariosPanel::updateError()
{
    const int row = currentRow();
    const auto status = row < 0 ? std::nullopt : m_model.row(row).status;
    m_pane->showError(status ? status->error : std::nullopt);
}

// --- Commands -----------------------------------------------------------------------------------

void ScenariosPanel::run()
{
    if (const int row = currentRow(); row >= 0)
        runRow(row);
}

void ScenariosPanel::runRow(int row)
{
    m_controller.start(m_texts->source(row));
}

void ScenariosPanel::stop()
{
    if (currentRow() >= 0)
        m_controller.stop(m_current);
}

void ScenariosPanel::openFile(const QString &path)
{
    const Result<int> row = m_texts->open(path);
    if (row)
        m_list->setCurrentIndex(m_model.index(*row));
    else
        Q_EMIT problemOccurred(row.error().message);
}

void ScenariosPanel::chooseFile()
{
    const ScenarioDocument *document = currentDocument();
    const QString folder =
        document && !document->path().isEmpty() ? QFileInfo(document->path()).path() : QString();
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Open scenarios"), folder, tr("JavaScript (*.js *.mjs *.cjs);;All files (*)"));
    for (const QString &file : files)
        openFile(file);
}

void ScenariosPanel::addNew()
{
    m_list->setCurrentIndex(m_model.index(m_texts->addTemplate()));
    editor().setFocus(Qt::OtherFocusReason);
}

void ScenariosPanel::save()
{
    const ScenarioDocument *document = currentDocument();
    if (!document)
        return;
    if (document->path().isEmpty())
        saveAs();
    else
        saveTo(document->path());
}

void ScenariosPanel::saveAs()
{
    const ScenarioDocument *document = currentDocument();
    if (!document)
        return;
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the scenario"), document->path().isEmpty() ? m_current : document->path(),
        tr("JavaScript (*.js *.mjs *.cjs);;All files (*)"));
    if (!path.isEmpty())
        saveTo(path);
}

void ScenariosPanel::saveTo(const QString &path)
{
    const Result<int> saved = m_texts->save(currentRow(), path);
    if (!saved) {
        Q_EMIT problemOccurred(saved.error().message);
        return;
    }
    m_list->setCurrentIndex(m_model.index(*saved));
    showCurrent(); // the row may be the same, and its name another
    if (m_model.row(*saved).isRunning())
        runRow(*saved); // as when another editor saves it
}

void ScenariosPanel::revert()
{
    if (ScenarioDocument *document = currentDocument()) {
        document->revert();
        m_pane->updateConflict();
    }
}

void ScenariosPanel::closeCurrent()
{
    const int row = currentRow();
    if (row < 0 || m_model.row(row).isPreset)
        return;
    if (m_model.row(row).isModified)
        m_pane->askWhetherToClose(m_model.row(row).title);
    else
        forgetCurrent();
}

void ScenariosPanel::forgetCurrent()
{
    const int row = currentRow();
    m_controller.stop(m_current);
    m_list->setCurrentIndex(m_model.index(row + 1 < m_model.rowCount() ? row + 1 : row - 1));
    m_texts->close(row);
}

void ScenariosPanel::openPage()
{
    const int row = currentRow();
    if (row < 0 || m_model.row(row).page.isEmpty() || !m_server.isListening())
        return;
    QUrl url = m_server.url();
    url.setPath(m_model.row(row).page);
    QDesktopServices::openUrl(url);
}

/// One that failed starts again too: the file was probably saved to mend it.
void ScenariosPanel::onReloaded(const QString &name)
{
    const int row = m_model.rowOf(name);
    if (row < 0)
        return;
    const auto &status = m_model.row(row).status;
    if (status
        && (status->state == ScenarioStatus::State::Running
            || status->state == ScenarioStatus::State::Failed))
        runRow(row);
    m_pane->updateConflict();
}

void ScenariosPanel::nextPane()
{
    const QList<QWidget *> panes{m_list, &editor(), &m_console->text()};
    qsizetype at = panes.size() - 1;
    for (qsizetype pane = 0; pane < panes.size(); ++pane) {
        if (panes.at(pane)->hasFocus())
            at = pane;
    }
    panes.at((at + 1) % panes.size())->setFocus(Qt::TabFocusReason);
}

void ScenariosPanel::saveState(QSettings &settings) const
{
    m_texts->saveState(settings);
    settings.setValue(QStringLiteral("selected"), m_current);
    settings.setValue(QStringLiteral("columns"), m_columns->saveState());
    settings.setValue(QStringLiteral("rows"), m_rows->saveState());
}

void ScenariosPanel::restoreState(QSettings &settings)
{
    const QStringList problems = m_texts->restoreState(settings);
    for (const QString &problem : problems)
        Q_EMIT problemOccurred(problem);
    m_columns->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    m_rows->restoreState(settings.value(QStringLiteral("rows")).toByteArray());
    m_columns->setHandleWidth(1);
    m_rows->setHandleWidth(1);
    select(settings.value(QStringLiteral("selected")).toString());
}

} // namespace heliograph
