// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/snippetspanel.h"

#include "ui/parts/noticebar.h"
#include "ui/snippets/savesnippetpopup.h"
#include "ui/snippets/snippetcommands.h"
#include "ui/snippets/snippetdesk.h"
#include "ui/snippets/snippetsender.h"
#include "ui/snippets/snippetstree.h"
#include "ui/snippets/stagewindow.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>

namespace heliograph {

namespace {

NoticeBar *notice(NoticeBar::Kind kind, const char *name, QWidget *parent)
{
    return new NoticeBar(kind, QLatin1String(name), parent);
}

QPushButton *button(const QString &text, const char *name, const QString &tip, theme::Look look)
{
    auto *result = new QPushButton(text);
    result->setObjectName(QLatin1String(name));
    result->setAccessibleName(text);
    result->setToolTip(tip);
    theme::setLook(result, look);
    return result;
}

} // namespace

SnippetsPanel::SnippetsPanel(SnippetDesk &desk, ComposeController &compose, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_sender(new SnippetSender(compose, desk.model(), this)),
      m_tree(new SnippetsTree(desk.model(), this)),
      m_commands(new SnippetCommands(desk.model(), *m_tree, this)),
      m_board(new Soundboard(desk.model(), *m_sender, Soundboard::Kind::Panel, this)),
      m_popup(new SaveSnippetPopup(desk.model(), this)),
      m_readOnly(notice(NoticeBar::Kind::Error, "snippetsReadOnly", this)),
      m_conflict(notice(NoticeBar::Kind::Question, "snippetsConflict", this)),
      m_failure(notice(NoticeBar::Kind::Error, "snippetsFailure", this)),
      m_done(notice(NoticeBar::Kind::Question, "snippetsDone", this)),
      m_columns(new QSplitter(Qt::Horizontal, this))
{
    setObjectName(QStringLiteral("snippetsPanel"));
    theme::setLook(this, theme::Look::Panel);
    setupActions();
    setupNotices();
    setupLayout();
    setFocusProxy(m_board);
    connectParts();
    showStoreState();
    m_tree->expandAll();
    findFolder();
}

SnippetsPanel::~SnippetsPanel()
{
    delete m_stage;
}

// --- Setting up ---------------------------------------------------------------------------------

void SnippetsPanel::setupActions()
{
    m_save = new QAction(tr("Save as snippet…"), this);
    m_save->setObjectName(QStringLiteral("saveSnippet"));
    m_save->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_S));
    m_save->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_save->setAutoRepeat(false);
    connect(m_save, &QAction::triggered, this, &SnippetsPanel::saveRequested);
    addAction(m_save);
    m_stageAction = new QAction(tr("Soundboard on stage"), this);
    m_stageAction->setObjectName(QStringLiteral("showStage"));
    m_stageAction->setShortcut(QKeySequence(Qt::Key_F11));
    m_stageAction->setAutoRepeat(false);
    connect(m_stageAction, &QAction::triggered, this, &SnippetsPanel::showStage);
    m_windowActions.append(m_stageAction);
    for (int digit = 0; digit <= 9; ++digit) {
        auto *fire = new QAction(tr("Fire button %1").arg(digit), this);
        fire->setObjectName(QStringLiteral("fireSnippet%1").arg(digit));
        fire->setShortcut(
            QKeySequence(Qt::CTRL | Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + digit)));
        fire->setAutoRepeat(false);
        connect(fire, &QAction::triggered, this, [this, digit] { m_board->fire(digit); });
        m_windowActions.append(fire);
    }
}

void SnippetsPanel::setupNotices()
{
    using Resolution = SnippetStore::Resolution;
    const auto answer = [this](const QString &text, const char *name, const QString &tip,
                               Resolution resolution) {
        QPushButton *choice = m_conflict->addButton(text, QLatin1String(name), tip);
        connect(choice, &QPushButton::clicked, this,
                [this, resolution] { m_desk.store().resolve(resolution); });
    };
    answer(tr("Keep both"), "snippetsKeepBoth", tr("Theirs, and yours in a folder after them"),
           Resolution::Both);
    answer(tr("Keep mine"), "snippetsKeepMine", tr("Writes yours over theirs"), Resolution::Mine);
    answer(tr("Take theirs"), "snippetsTakeTheirs", tr("Forgets your last changes"),
           Resolution::Theirs);
    QPushButton *undo = m_done->addButton(tr("Undo"), QStringLiteral("snippetsUndo"),
                                          tr("Takes it back (Ctrl+Z in the tree)"));
    connect(undo, &QPushButton::clicked, this, [this] {
        m_desk.model().undo();
        m_done->showText({});
    });
    for (NoticeBar *bar : {m_done, m_failure}) {
        QPushButton *close = bar->addButton(
            tr("Close"), bar->objectName() + QStringLiteral("Close"), tr("Takes the line away"));
        connect(close, &QPushButton::clicked, bar, [bar] { bar->showText({}); });
    }
}

QWidget *SnippetsPanel::makeSide()
{
    auto *side = new QWidget;
    QPushButton *save =
        button(tr("Save…"), "snippetsSave", tr("Keeps what is composed as a snippet (Ctrl+S)"),
               theme::Look::Pill);
    QPushButton *folder = button(tr("New folder"), "snippetsNewFolder",
                                 tr("Makes a folder (Ctrl+Alt+N)"), theme::Look::Pill);
    QPushButton *more =
        button(QStringLiteral("⋯"), "snippetsMore", tr("Import, export, undo"), theme::Look::Pill);
    more->setAccessibleName(tr("More"));
    more->setMenu(m_commands->fileMenu());
    connect(save, &QPushButton::clicked, m_save, &QAction::trigger);
    connect(folder, &QPushButton::clicked, m_commands, &SnippetCommands::addFolder);
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("snippetsSearch"));
    m_search->setAccessibleName(tr("Search"));
    m_search->setToolTip(tr("Words of the name, the event, the endpoint or the data"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, m_tree, &SnippetsTree::search);
    connect(m_search, &QLineEdit::returnPressed, m_tree, qOverload<>(&QWidget::setFocus));
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 8, 0);
    row->setSpacing(6);
    row->addWidget(save);
    row->addWidget(folder);
    row->addStretch(1);
    row->addWidget(more);
    auto *field = new QHBoxLayout;
    field->setContentsMargins(12, 0, 8, 0);
    field->addWidget(m_search);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addLayout(field);
    layout->addWidget(m_tree, 1);
    return side;
}

QWidget *SnippetsPanel::makeBoardHead()
{
    auto *head = new QWidget;
    m_title = new QLabel;
    m_title->setObjectName(QStringLiteral("soundboardTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setMinimumWidth(1); // a long name makes no wide window
    theme::setLook(m_title, theme::Look::Heading);
    m_summary = new QLabel;
    m_summary->setObjectName(QStringLiteral("soundboardSummary"));
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    theme::setLook(m_summary, theme::Look::Quiet);
    m_stageButton =
        button(tr("Stage"), "snippetsStage",
               tr("The soundboard alone, over the whole screen (F11)"), theme::Look::Plain);
    connect(m_stageButton, &QPushButton::clicked, this, &SnippetsPanel::showStage);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(16, 8, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addWidget(m_summary, 1);
    row->addWidget(m_stageButton);
    return head;
}

void SnippetsPanel::setupLayout()
{
    auto *right = new QWidget;
    auto *stack = new QVBoxLayout(right);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(0);
    for (NoticeBar *bar : {m_readOnly, m_conflict, m_failure, m_done})
        stack->addWidget(bar);
    stack->addWidget(makeBoardHead());
    stack->addWidget(m_board, 1);
    m_columns->setObjectName(QStringLiteral("snippetColumns"));
    m_columns->setHandleWidth(1);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(makeSide());
    m_columns->addWidget(right);
    m_columns->setStretchFactor(1, 1);
    const int em = fontMetrics().height();
    m_columns->setSizes({em * 18, em * 50});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);
}

void SnippetsPanel::connectParts()
{
    connect(m_tree, &SnippetsTree::snippetActivated, this, &SnippetsPanel::take);
    connect(m_tree, &SnippetsTree::currentItemChanged, this, &SnippetsPanel::followTree);
    connect(m_tree, &SnippetsTree::reloaded, this, &SnippetsPanel::findFolder);
    connect(m_tree, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { showMenu(m_tree->viewport()->mapToGlobal(at)); });
    connect(m_board, &Soundboard::menuRequested, this,
            [this](const QModelIndex &snippet, const QPoint &at) {
                m_tree->select(snippet);
                showMenu(at);
            });
    connect(m_board, &Soundboard::refreshed, this, &SnippetsPanel::showHead);
    connect(m_commands, &SnippetCommands::sendRequested, m_sender, &SnippetSender::send);
    connect(m_commands, &SnippetCommands::takeRequested, this, &SnippetsPanel::take);
    connect(m_commands, &SnippetCommands::replaceRequested, this, &SnippetsPanel::replaceRequested);
    connect(m_commands, &SnippetCommands::done, this, &SnippetsPanel::showDone);
    connect(m_commands, &SnippetCommands::failed, this, &SnippetsPanel::showFailure);
    connect(m_popup, &SaveSnippetPopup::refused, this, &SnippetsPanel::showFailure);
    connect(m_popup, &SaveSnippetPopup::saved, this, [this](const QModelIndex &snippet) {
        m_origin = snippet;
        m_tree->select(snippet);
    });
    connect(m_sender, &SnippetSender::sendFailed, this, &SnippetsPanel::problemOccurred);
    connect(&m_desk.store(), &SnippetStore::stateChanged, this, &SnippetsPanel::showStoreState);
    connect(&m_desk.store(), &SnippetStore::problemOccurred, this, &SnippetsPanel::problemOccurred);
    connect(&m_desk.model(), &SnippetsModel::changed, this, [this] { m_done->showText({}); });
}

// --- Doing --------------------------------------------------------------------------------------

void SnippetsPanel::keep(const Draft &draft, const QWidget &panel)
{
    m_popup->ask(draft, m_origin, m_board->folder(), panel);
}

void SnippetsPanel::take(const QModelIndex &index)
{
    m_origin = index;
    Q_EMIT snippetRequested(m_desk.model().draft(index));
}

void SnippetsPanel::replace(const QModelIndex &index, const Draft &draft)
{
    m_desk.model().setDraft(index, draft);
    m_origin = index;
    if (m_desk.model().canUndo())
        showDone(m_desk.model().lastChange(), true);
}

void SnippetsPanel::showMenu(const QPoint &globalPosition)
{
    QMenu *menu = m_commands->rowMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(globalPosition);
}

StageWindow *SnippetsPanel::stage() const
{
    return m_stage;
}

void SnippetsPanel::showStage()
{
    if (m_stage) {
        m_stage->activateWindow();
        return;
    }
    m_stage = new StageWindow(m_desk.model(), *m_sender, window());
    m_stage->setAttribute(Qt::WA_DeleteOnClose);
    m_stage->setFolder(m_board->folder());
    connect(m_stage, &StageWindow::folderChanged, this, [this](const QModelIndex &folder) {
        m_tree->select(folder);
        showFolder(folder);
    });
    m_stage->showFullScreen();
}

// --- Showing ------------------------------------------------------------------------------------

void SnippetsPanel::followTree()
{
    showFolder(m_desk.model().folderOf(m_tree->current()));
}

void SnippetsPanel::showFolder(const QModelIndex &folder)
{
    m_folderNames.clear();
    m_board->setFolder(folder);
}

/// The rows are others: looks for the folder whose board was shown, or else for a board.
void SnippetsPanel::findFolder()
{
    const SnippetsModel &model = m_desk.model();
    const QModelIndexList boards = boardFolders(model);
    QModelIndex folder;
    for (const QString &name : std::as_const(m_folderNames))
        folder = model.childNamed(name, folder, true);
    if (!folder.isValid() && !boards.isEmpty())
        folder = boards.constFirst();
    const QStringList names = m_folderNames;
    m_tree->select(folder);
    showFolder(folder);
    if (model.rowCount() == 0)
        m_folderNames = names; // they are still to come
}

void SnippetsPanel::showHead()
{
    const auto count = m_board->buttons().size();
    const QModelIndex folder = m_board->folder();
    if (folder.isValid())
        m_folderNames.clear();
    for (QModelIndex each = folder; each.isValid(); each = each.parent())
        m_folderNames.prepend(each.data().toString());
    const QString title = boardTitle(folder);
    m_title->setText(m_title->fontMetrics().elidedText(title, Qt::ElideRight,
                                                       m_title->fontMetrics().height() * 14));
    m_title->setToolTip(title);
    const bool isEmpty = m_desk.model().snippetCount() == 0;
    m_title->setVisible(!isEmpty);
    m_stageButton->setVisible(!isEmpty);
    m_summary->setText(count == 0 ? QString() : tr("Number keys send, with Ctrl+Alt anywhere"));
}

void SnippetsPanel::showStoreState()
{
    using State = SnippetStore::State;
    const SnippetStore &store = m_desk.store();
    m_readOnly->showText(store.state() == State::ReadOnly ? store.notice() : QString());
    m_conflict->showText(store.state() == State::Conflict ? store.notice() : QString());
}

void SnippetsPanel::showDone(const QString &sentence, bool canUndo)
{
    m_failure->showText({});
    m_done->showText(sentence);
    if (auto *undo = m_done->findChild<QPushButton *>(QStringLiteral("snippetsUndo")))
        undo->setVisible(canUndo);
}

void SnippetsPanel::showFailure(const QString &sentence)
{
    m_done->showText({});
    m_failure->showText(sentence);
    Q_EMIT problemOccurred(sentence);
}

void SnippetsPanel::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("columns"), m_columns->saveState());
    settings.setValue(QStringLiteral("folder"), m_folderNames);
}

void SnippetsPanel::restoreState(QSettings &settings)
{
    m_columns->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    m_columns->setHandleWidth(1);
    m_folderNames = settings.value(QStringLiteral("folder")).toStringList();
    findFolder();
}

} // namespace heliograph
