// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/playerpanel.h"

#include "app/models/composecontroller.h"
#include "app/models/playercontroller.h"
#include "app/models/playermodel.h"
#include "app/models/servercontroller.h"
#include "ui/parts/elidedlabel.h"
#include "ui/player/blockeditor.h"
#include "ui/player/emptyplayerview.h"
#include "ui/player/playerhead.h"
#include "ui/player/playertable.h"
#include "ui/player/playertallytext.h"
#include "ui/player/playertarget.h"
#include "ui/player/playertimeline.h"
#include "ui/player/transportbar.h"
#include "ui/player/unsavedquestion.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>

namespace heliograph {

namespace {

constexpr int mostRecent = 8;

QWidget *line(QWidget *parent)
{
    auto *result = new QWidget(parent);
    result->setFixedHeight(1);
    theme::setLook(result, theme::Look::Line);
    return result;
}

QString droppedFile(const QMimeData &data)
{
    return data.urls().size() == 1 ? data.urls().constFirst().toLocalFile() : QString();
}

} // namespace

PlayerPanel::PlayerPanel(PlayerController &player, ServerController &server,
                         ConnectionsModel &clients, ComposeController &compose, QWidget *parent)
    : QWidget(parent), m_player(player), m_server(server), m_compose(compose),
      m_model(new PlayerModel(player, this)), m_stack(new QStackedWidget(this)),
      m_empty(new EmptyPlayerView), m_head(new PlayerHead(player)), m_timeline(new PlayerTimeline),
      m_transport(new TransportBar), m_target(new PlayerTargetFields(server, clients)),
      m_status(new ElidedLabel), m_table(new PlayerTable(*m_model)),
      m_editor(new BlockEditor(player, *m_model)),
      m_question(new UnsavedQuestion(player, *m_editor, this)),
      m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
    setObjectName(QStringLiteral("playerPanel"));
    theme::setLook(this, theme::Look::Panel);
    setAcceptDrops(true);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makePlayer());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setupActions();
    setFocusProxy(m_table);
    connectPlayer();
    connectControls();
    showFile();
    showStreamUrl();
}

QWidget *PlayerPanel::makePlayer()
{
    auto *page = new QWidget(this);
    m_splitter = new QSplitter(Qt::Horizontal, page);
    m_splitter->setObjectName(QStringLiteral("playerSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_editor);
    m_splitter->setStretchFactor(0, 5);
    m_splitter->setStretchFactor(1, 3);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_question->bar());
    layout->addWidget(makeControls());
    layout->addWidget(line(page));
    layout->addWidget(m_splitter, 1);
    return page;
}

QWidget *PlayerPanel::makeControls()
{
    auto *controls = new QWidget(this);
    m_status->setObjectName(QStringLiteral("playerStatus"));
    m_status->setAccessibleName(tr("What was sent"));
    m_follow = new QToolButton(controls);
    m_follow->setObjectName(QStringLiteral("playerFollow"));
    m_follow->setAccessibleName(tr("Follow"));
    m_follow->setToolTip(tr("Keep what is played next in sight (End)"));
    m_follow->setCheckable(true);
    m_follow->setFocusPolicy(Qt::TabFocus);
    theme::setLook(m_follow, theme::Look::Pill);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(16);
    upper->addWidget(m_transport, 1);
    auto *lower = new QHBoxLayout;
    lower->setSpacing(16);
    lower->addWidget(m_target, 3);
    lower->addWidget(m_status, 3);
    lower->addWidget(m_follow);
    auto *layout = new QVBoxLayout(controls);
    layout->setContentsMargins(12, 2, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_timeline);
    layout->addLayout(upper);
    layout->addLayout(lower);
    return controls;
}

void PlayerPanel::connectPlayer()
{
    connect(&m_player, &PlayerController::fileChanged, this, &PlayerPanel::showFile);
    connect(&m_player, &PlayerController::opened, this, [this] {
        remember(m_player.file());
        if (isVisible())
            m_table->setFocus(Qt::OtherFocusReason); // Space plays
    });
    connect(&m_player, &PlayerController::openFailed, this, [this](const Error &error) {
        m_empty->setProblem(error.message);
        Q_EMIT problemOccurred(error.message);
    });
    connect(&m_player, &PlayerController::indexed, this, &PlayerPanel::showFile);
    connect(&m_player, &PlayerController::statusChanged, this, &PlayerPanel::showStatus);
    connect(&m_player, &PlayerController::tallyChanged, this, &PlayerPanel::showTally);
    connect(&m_player, &PlayerController::marksChanged, this, &PlayerPanel::showMarks);
    connect(&m_player, &PlayerController::saveFailed, this,
            [this](const Error &error) { Q_EMIT problemOccurred(error.message); });
    connect(&m_player, &PlayerController::saved, this, &PlayerPanel::remember);
    connect(m_question, &UnsavedQuestion::saveRequested, this, &PlayerPanel::askWhereToSave);
    connect(&m_player.edits(), &PlayerEdits::rowChanged, m_editor, &BlockEditor::refresh);
    connect(m_model, &PlayerModel::problemOccurred, m_head, &PlayerHead::showNotice);
    connect(&m_server, &ServerController::listening, this, &PlayerPanel::showStreamUrl);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &PlayerPanel::selectionChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, &PlayerPanel::selectionChanged);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &PlayerPanel::selectionChanged);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &PlayerPanel::selectionChanged);
    connect(&m_compose, &ComposeController::previewed, this, &PlayerPanel::takePreview);
}

void PlayerPanel::connectControls()
{
    connect(m_empty, &EmptyPlayerView::openRequested, this, &PlayerPanel::askForFile);
    connect(m_empty, &EmptyPlayerView::recentRequested, this, &PlayerPanel::open);
    connect(m_head, &PlayerHead::openRequested, this, &PlayerPanel::askForFile);
    connect(m_head, &PlayerHead::recentRequested, this, &PlayerPanel::open);
    connect(m_head, &PlayerHead::saveRequested, this, &PlayerPanel::askWhereToSave);
    connect(m_head, &PlayerHead::closeRequested, this, [this] { open({}); });
    connect(m_transport, &TransportBar::playOrPauseRequested, this, &PlayerPanel::playOrPause);
    connect(m_transport, &TransportBar::stepRequested, this, &PlayerPanel::step);
    connect(m_transport, &TransportBar::stopRequested, &m_player, &PlayerController::stop);
    connect(m_transport, &TransportBar::speedChanged, &m_player, &PlayerController::setSpeed);
    connect(m_transport, &TransportBar::loopChanged, &m_player, &PlayerController::setLoop);
    connect(m_timeline, &PlayerTimeline::seekRequested, &m_player, &PlayerController::seekToTime);
    connect(m_target, &PlayerTargetFields::changed, this,
            [this] { m_player.setTarget(m_target->target()); });
    connect(m_table, &PlayerTable::markToggled, this, &PlayerPanel::toggleMark);
    connect(m_table, &PlayerTable::followingChanged, m_follow, &QToolButton::setChecked);
    connect(m_follow, &QToolButton::clicked, m_table, &PlayerTable::setFollowing);
    m_follow->setText(tr("Follow"));
    m_follow->setChecked(m_table->isFollowing());
    connect(m_editor, &BlockEditor::insertRequested, this, &PlayerPanel::insertBlank);
    connect(m_editor, &BlockEditor::insertComposedRequested, this, &PlayerPanel::insertComposed);
    m_player.setTarget(m_target->target());
}

// --- Files --------------------------------------------------------------------------------------

void PlayerPanel::open(const QString &file)
{
    if (m_question->isNeeded())
        m_question->ask(tr("%1 has changes that were not saved."), [this, file] { openNow(file); });
    else
        openNow(file);
}

bool PlayerPanel::hasUnsavedChanges()
{
    return m_question->isNeeded();
}

void PlayerPanel::askBeforeClosing()
{
    m_question->ask(tr("Save the changes to %1 before the window closes?"), [this] {
        openNow({});
        Q_EMIT closeAllowed();
    });
    m_question->takeKeyboard();
}

void PlayerPanel::openNow(const QString &file)
{
    m_question->withdraw();
    m_empty->setProblem({});
    m_editor->setLine(std::nullopt);
    if (file.isEmpty())
        m_player.close();
    else
        m_player.open(file);
}

void PlayerPanel::askForFile()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Open a recording"), m_folder,
        tr("Recordings and event streams (*.sse *.txt);;All files (*)"));
    if (!file.isEmpty())
        open(file);
}

void PlayerPanel::askWhereToSave()
{
    if (!m_player.isOpen() || !m_editor->commit())
        return;
    const QFileInfo info(m_player.file());
    const QString name = info.completeBaseName() + tr("-edited") + QStringLiteral(".sse");
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Save the recording"), info.dir().filePath(name),
                                     tr("Recordings (*.sse);;All files (*)"));
    if (!file.isEmpty())
        m_player.saveAs(file);
}

void PlayerPanel::remember(const QString &file)
{
    const QString whole = QFileInfo(file).absoluteFilePath();
    m_folder = QFileInfo(file).absolutePath();
    m_recent.removeAll(whole);
    m_recent.prepend(whole);
    while (m_recent.size() > mostRecent)
        m_recent.removeLast();
    showRecent();
}

void PlayerPanel::showRecent()
{
    m_empty->setRecent(m_recent);
    m_head->setRecent(m_recent);
}

void PlayerPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PlayerPanel::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    open(droppedFile(*event->mimeData()));
}

// --- What is shown ------------------------------------------------------------------------------

void PlayerPanel::showFile()
{
    m_stack->setCurrentIndex(m_player.isOpen() ? 1 : 0);
    const auto &index = m_player.index();
    m_timeline->setDuration(index ? index->duration() : std::chrono::microseconds{0});
    m_timeline->setShape(m_player.shape());
    if (index)
        m_table->fitTo(index->rows(), index->duration());
    m_table->setEmptyText(
        m_player.isIndexing() ? tr("The recording is being read. It can be played already.")
            : index           ? tr("There are no events in this recording.")
                              : tr("The recording was not read through, so its events are not "
                                             "shown. It can be played all the same."));
    showStatus(m_player.status());
    showTally();
    showMarks();
}

void PlayerPanel::showStatus(const PlayerStatus &status)
{
    const auto &index = m_player.index();
    m_transport->showStatus(status, index ? index->duration() : std::chrono::microseconds{0});
    m_timeline->setPosition(status.position);
    m_editor->setPlaying(status.state == PlayerState::Playing);
    m_table->follow();
    showTally();
}

void PlayerPanel::showTally()
{
    const bool isWrong = !m_player.tally().error.code.isEmpty();
    theme::setLook(m_status, isWrong ? theme::Look::Bad : theme::Look::Caption);
    m_status->setText(playerTallyText(m_player));
}

void PlayerPanel::showMarks()
{
    m_timeline->setMarks(m_player.marks().values());
}

void PlayerPanel::showStreamUrl()
{
    if (m_server.isListening())
        m_empty->setStreamUrl(m_server.url().toString(QUrl::StripTrailingSlash)
                              + QStringLiteral("/events"));
}

void PlayerPanel::selectionChanged()
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_model->rowCount())
        m_editor->setLine(std::nullopt);
    else if (mustStay(m_model->line(row)))
        QMetaObject::invokeMethod(this, &PlayerPanel::selectEdited, Qt::QueuedConnection);
    else
        m_editor->setLine(m_model->line(row));
}

/// Whether what was typed would be lost at another line: it is no event yet.
bool PlayerPanel::mustStay(const PlayerLine &other) const
{
    const auto edited = m_editor->line();
    if (!edited || *edited == other || m_editor->commit())
        return false;
    const int row = m_model->rowOf(*edited);
    return row < m_model->rowCount() && m_model->line(row) == *edited; // it may have been taken out
}

void PlayerPanel::selectEdited()
{
    if (const auto edited = m_editor->line()) {
        m_table->selectRow(m_model->rowOf(*edited));
        m_editor->focusText();
    }
}

void PlayerPanel::setSelectedClients(const QList<ConnectionId> &ids)
{
    m_target->setSelected(ids);
}

/// Beside the table where there is room, else below it.
void PlayerPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isWide = width() >= fontMetrics().height() * 52;
    const auto orientation = isWide ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() == orientation)
        return;
    m_splitter->setOrientation(orientation);
    const int all = isWide ? width() : m_splitter->height();
    m_splitter->setSizes({all * 62 / 100, all * 38 / 100});
}

// --- What is kept -------------------------------------------------------------------------------

void PlayerPanel::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("recent"), m_recent);
    settings.setValue(QStringLiteral("speed"), m_transport->speed());
    settings.setValue(QStringLiteral("loop"), m_transport->loops());
    settings.setValue(QStringLiteral("columns"), m_table->saveColumns());
    m_target->save(settings);
}

void PlayerPanel::restoreState(QSettings &settings)
{
    for (const QString &file : settings.value(QStringLiteral("recent")).toStringList()) {
        if (m_recent.size() < mostRecent && QFileInfo(file).isFile())
            m_recent.append(file);
    }
    if (!m_recent.isEmpty())
        m_folder = QFileInfo(m_recent.constFirst()).absolutePath();
    showRecent();
    m_transport->setSpeed(settings.value(QStringLiteral("speed"), 1.0).toDouble());
    m_transport->setLoops(settings.value(QStringLiteral("loop")).toBool());
    m_table->restoreColumns(settings.value(QStringLiteral("columns")).toByteArray());
    m_target->restore(settings);
    m_player.setTarget(m_target->target());
}

} // namespace heliograph
