// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenariospanel.h"

#include "app/models/scenariocontroller.h"
#include "app/models/servercontroller.h"
#include "ui/scenarios/codeeditor.h"
#include "ui/scenarios/consoleview.h"
#include "ui/scenarios/findbar.h"
#include "ui/scenarios/noticebar.h"
#include "ui/scenarios/scenariodesk.h"
#include "ui/scenarios/scenariodocument.h"
#include "ui/scenarios/scenariohead.h"
#include "ui/scenarios/scenariolist.h"
#include "ui/scenarios/scenariotexts.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QDesktopServices>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
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

QWidget *line(QWidget *parent)
{
    auto *result = new QWidget(parent);
    result->setFixedHeight(1);
    theme::setLook(result, theme::Look::Line);
    return result;
}

QVBoxLayout *stackIn(QWidget *widget)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

/// "clock.js:12:5: TypeError: ...", the file without its folder.
QString errorLine(const ScriptError &error)
{
    ScriptError shown = error;
    shown.file = QFileInfo(error.file).fileName();
    return shown.toString();
}

} // namespace

ScenariosPanel::ScenariosPanel(ScenarioDesk &desk, ServerController &server, QWidget *parent)
    : QWidget(parent), m_controller(desk.controller()), m_model(desk.model()), m_server(server),
      m_texts(new ScenarioTexts(m_model, this)), m_side(new QWidget(this)),
      m_list(new ScenarioList(m_model, m_side)),
      m_error(new NoticeBar(NoticeBar::Kind::Error, QStringLiteral("scenarioError"), this)),
      m_conflict(
          new NoticeBar(NoticeBar::Kind::Question, QStringLiteral("scenarioConflict"), this)),
      m_unsaved(new NoticeBar(NoticeBar::Kind::Question, QStringLiteral("scenarioUnsaved"), this)),
      m_editor(new CodeEditor(this)), m_find(new FindBar(*m_editor, this)),
      m_console(new ConsoleView(desk.console(), this)),
      m_columns(splitter(Qt::Horizontal, QStringLiteral("scenarioColumns"), this)),
      m_rows(splitter(Qt::Vertical, QStringLiteral("scenarioRows"), this))
{
    setObjectName(QStringLiteral("scenariosPanel"));
    theme::setLook(this, theme::Look::Panel);
    setupCommands();
    m_head = new ScenarioHead(m_fileActions, this);
    setupList();
    setupNotices();
    setupLayout();
    connect(&m_controller, &ScenarioController::started, this, [this](const QString &name) {
        if (name == m_current)
            m_shownError.reset(); // what comes now is of the new run
    });
    connect(&m_controller, &ScenarioController::statusesChanged, this, [this] {
        updateHead();
        updateError();
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ScenariosPanel::updateHead);
    connect(&m_server, &ServerController::listening, this, &ScenariosPanel::updateHead);
    connect(&m_server, &ServerController::stopped, this, &ScenariosPanel::updateHead);
    connect(m_texts, &ScenarioTexts::reloaded, this, &ScenariosPanel::onReloaded);
    connect(m_texts, &ScenarioTexts::conflicted, this, &ScenariosPanel::updateConflict);
    connect(m_head, &ScenarioHead::runRequested, this, &ScenariosPanel::run);
    connect(m_head, &ScenarioHead::stopRequested, this, &ScenariosPanel::stop);
    connect(m_head, &ScenarioHead::pageRequested, this, &ScenariosPanel::openPage);
    m_list->setCurrentIndex(m_model.index(0));
}

ScenariosPanel::~ScenariosPanel()
{
    delete m_editor; // before the documents, one of which it shows
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
    addCommand(tr("Find"), text("findInScenario"), QKeySequence::Find, [this] { m_find->begin(); });
    addCommand(tr("Find next"), text("findNextInScenario"), QKeySequence(Qt::Key_F3),
               [this] { m_find->findNext(); });
    addCommand(tr("Find previous"), text("findPreviousInScenario"),
               QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { m_find->findPrevious(); });
    addCommand(tr("Comment or uncomment"), text("toggleComment"), ctrl(Qt::Key_Slash),
               [this] { m_editor->toggleComment(); });
    addCommand(tr("Go to the error"), text("goToError"), QKeySequence(Qt::Key_F8),
               [this] { goToError(); });
    addCommand(tr("Clear the console"), text("clearConsole"),
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), [this] { m_console->clear(); });
    addCommand(tr("Next pane"), text("nextPane"), QKeySequence(Qt::Key_F6), [this] { nextPane(); });
}

void ScenariosPanel::setupList()
{
    auto *heading = new QLabel(tr("Scenarios"), m_side);
    theme::setLook(heading, theme::Look::Heading);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 8, 4);
    bar->setSpacing(6);
    bar->addWidget(heading);
    bar->addStretch(1);
    const QStringList tips{tr("A new scenario to begin with (Ctrl+N)"),
                           tr("Open a scenario's file; changes from outside are taken over, and "
                              "restart it (Ctrl+O)")};
    for (int at = 0; at < tips.size(); ++at) {
        auto *button = new QPushButton(m_fileActions.at(at)->text(), m_side);
        button->setObjectName(m_fileActions.at(at)->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(button->text());
        button->setToolTip(tips.at(at));
        theme::setLook(button, theme::Look::Pill);
        connect(button, &QPushButton::clicked, m_fileActions.at(at), &QAction::trigger);
        bar->addWidget(button);
    }
    m_list->setToolTip(tr("Ctrl+R runs or restarts, Ctrl+. stops, F6 goes to the editor"));
    QVBoxLayout *layout = stackIn(m_side);
    layout->addLayout(bar);
    layout->addWidget(m_list, 1);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ScenariosPanel::showCurrent);
}

void ScenariosPanel::setupNotices()
{
    connect(m_error->addButton(tr("Show"), QStringLiteral("scenarioShowError"),
                               tr("Goes to the line (F8)")),
            &QPushButton::clicked, this, &ScenariosPanel::goToError);
    connect(m_error, &NoticeBar::clicked, this, &ScenariosPanel::goToError);
    connect(m_conflict->addButton(tr("Keep mine"), QStringLiteral("keepMine"),
                                  tr("Keeps the text here; saving replaces the file")),
            &QPushButton::clicked, this, [this] { decide(true); });
    connect(m_conflict->addButton(tr("Take theirs"), QStringLiteral("takeTheirs"),
                                  tr("Takes the file's text; Ctrl+Z brings this one back")),
            &QPushButton::clicked, this, [this] { decide(false); });
    connect(m_unsaved->addButton(tr("Save"), QStringLiteral("unsavedSave"), tr("Ctrl+S")),
            &QPushButton::clicked, this, &ScenariosPanel::save);
    connect(m_unsaved->addButton(tr("Close without saving"), QStringLiteral("unsavedClose"),
                                 tr("Closes it; what is not saved is gone")),
            &QPushButton::clicked, this, &ScenariosPanel::forgetCurrent);
    connect(
        m_unsaved->addButton(tr("Cancel"), QStringLiteral("unsavedCancel"), tr("Keeps it open")),
        &QPushButton::clicked, m_unsaved, &QWidget::hide);
    m_editor->setObjectName(QStringLiteral("scenarioEditor"));
    m_editor->setAccessibleName(tr("Scenario"));
    m_editor->setToolTip(tr("Ctrl+R runs, Ctrl+S saves, Ctrl+/ comments, Ctrl+F finds, F8 goes to "
                            "the error, F6 leaves the editor"));
    connect(m_console, &ConsoleView::placeActivated, this,
            [this](int line, int column) { m_editor->goTo(line, column); });
}

void ScenariosPanel::setupLayout()
{
    auto *upper = new QWidget(this);
    QVBoxLayout *stack = stackIn(upper);
    stack->addWidget(m_head);
    stack->addWidget(line(upper));
    stack->addWidget(m_conflict);
    stack->addWidget(m_unsaved);
    stack->addWidget(m_error);
    stack->addWidget(m_editor, 1);
    stack->addWidget(m_find);
    const int em = fontMetrics().height();
    m_editor->setMinimumHeight(em * 5);
    m_console->setMinimumHeight(em * 4);
    m_side->setMinimumWidth(em * 11);
    m_rows->addWidget(upper);
    m_rows->addWidget(m_console);
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 1);
    m_rows->setSizes({em * 30, em * 9});
    m_columns->addWidget(m_side);
    m_columns->addWidget(m_rows);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({em * 15, em * 55});
    stackIn(this)->addWidget(m_columns);
    setFocusProxy(m_editor);
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
    m_unsaved->hide();
    m_console->showScenario(m_current);
    showDocument(*currentDocument());
    m_shownError.reset();
    updateHead();
    updateError();
    updateConflict();
}

void ScenariosPanel::leaveDocument()
{
    if (!m_shown)
        return;
    m_shown->cursorPosition = m_editor->textCursor().position();
    m_shown->scrollPosition = m_editor->verticalScrollBar()->value();
    m_shown = nullptr;
}

void ScenariosPanel::showDocument(ScenarioDocument &document)
{
    if (m_shown == &document)
        return;
    leaveDocument();
    m_shown = &document;
    document.applyTheme();
    m_editor->showDocument(&document.document());
    QTextCursor cursor(&document.document());
    cursor.setPosition(qMin(document.cursorPosition, document.document().characterCount() - 1));
    m_editor->setTextCursor(cursor);
    m_editor->verticalScrollBar()->setValue(document.scrollPosition);
}

void ScenariosPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_shown)
        m_shown->applyTheme();
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
    const auto error = status ? status->error : std::nullopt;
    if (error && error == m_shownError)
        return; // its mark has moved with its line
    m_shownError = error;
    m_error->showText(error ? errorLine(*error) : QString());
    if (error && error->line > 0)
        m_editor->setMark(CodeMark{error->line, error->column, error->message});
    else
        m_editor->setMark(std::nullopt);
}

void ScenariosPanel::updateConflict()
{
    ScenarioDocument *document = currentDocument();
    const bool asks = document && document->hasConflict();
    m_conflict->showText(asks ? tr("%1 was changed by another program, and here too.")
                                    .arg(QFileInfo(document->path()).fileName())
                              : QString());
}

void ScenariosPanel::goToError()
{
    const int line = m_editor->markedLine();
    if (line > 0)
        m_editor->goTo(line, m_shownError ? m_shownError->column : 0);
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
    m_editor->setFocus(Qt::OtherFocusReason);
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
        updateConflict();
    }
}

void ScenariosPanel::closeCurrent()
{
    const int row = currentRow();
    if (row < 0 || m_model.row(row).isPreset)
        return;
    if (m_model.row(row).isModified)
        m_unsaved->showText(tr("%1 has changes that are not saved.").arg(m_model.row(row).title));
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
    updateConflict();
}

void ScenariosPanel::decide(bool mine)
{
    ScenarioDocument *document = currentDocument();
    if (!document)
        return;
    if (mine)
        document->keepMine();
    else
        document->takeTheirs();
    updateConflict();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void ScenariosPanel::nextPane()
{
    const QList<QWidget *> panes{m_list, m_editor, &m_console->text()};
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
