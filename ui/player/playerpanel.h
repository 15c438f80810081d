// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"
#include "app/core/ids.h"
#include "app/recording/player.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <optional>

class QAction;
class QSettings;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace heliograph {

class BlockEditor;
class ComposeController;
class ConnectionsModel;
class ElidedLabel;
class EmptyPlayerView;
class PlayerController;
class PlayerHead;
class PlayerModel;
class PlayerTable;
class PlayerTargetFields;
class PlayerTimeline;
class ServerController;
class TransportBar;
class UnsavedQuestion;
struct DraftPreview;
struct PlayerLine;
struct PlayerTally;

/// The player: a recording's events, how they are played to our clients, and the one that is
/// selected, to be changed before it is sent. Borrows its arguments, which outlive it.
class PlayerPanel final : public QWidget {
    Q_OBJECT

public:
    PlayerPanel(PlayerController &player, ServerController &server, ConnectionsModel &clients,
                ComposeController &compose, QWidget *parent = nullptr);

    /// Opens @p file; asks first when there are changes that were not saved.
    void open(const QString &file);

    /// Whether there are changes that closing the window would forget.
    [[nodiscard]] bool hasUnsavedChanges();

    /// Asks what becomes of them, in the panel; closeAllowed() follows unless they shall be kept.
    void askBeforeClosing();

    /// Asks which file to open.
    void askForFile();

    /// The clients that "Selected clients" stands for.
    void setSelectedClients(const QList<ConnectionId> &ids);

    /// Where "Insert what is composed" takes the event from.
    void setComposed(std::function<Draft()> composed) { m_composed = std::move(composed); }

    [[nodiscard]] PlayerModel &model() const { return *m_model; }
    [[nodiscard]] PlayerTable &table() const { return *m_table; }
    [[nodiscard]] BlockEditor &editor() const { return *m_editor; }

    /// Its commands with a key, for a list of them.
    [[nodiscard]] const QList<QAction *> &shortcuts() const { return m_shortcuts; }

    void saveState(QSettings &settings) const; ///< inside the caller's group
    void restoreState(QSettings &settings);

Q_SIGNALS:
    void closeAllowed();
    void problemOccurred(const QString &text);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makePlayer();
    [[nodiscard]] QWidget *makeControls();
    void setupActions(); // playerpanelactions.cpp, with what they do
    void connectPlayer();
    void connectControls();
    void openNow(const QString &file);
    void remember(const QString &file);
    void showRecent();

    void showFile();
    void showStatus(const PlayerStatus &status);
    void showTally();
    void showMarks();
    void showStreamUrl();
    void selectionChanged();
    [[nodiscard]] bool mustStay(const PlayerLine &other) const;
    void selectEdited();

    void playOrPause();
    void step();
    void toggleMark(int row);
    void insertBlank();
    void insertComposed();
    void takePreview(const DraftPreview &preview);
    void insert(const QList<QByteArray> &blocks);
    void skipSelected();
    void askWhereToSave();
    [[nodiscard]] PlayerLine insertionPlace() const;

    PlayerController &m_player;
    ServerController &m_server;
    ComposeController &m_compose;
    PlayerModel *m_model;
    QStackedWidget *m_stack;
    EmptyPlayerView *m_empty;
    PlayerHead *m_head;
    PlayerTimeline *m_timeline;
    TransportBar *m_transport;
    PlayerTargetFields *m_target;
    ElidedLabel *m_status;
    QToolButton *m_follow = nullptr;
    PlayerTable *m_table;
    BlockEditor *m_editor;
    UnsavedQuestion *m_question;
    QSplitter *m_splitter = nullptr;
    QList<QAction *> m_shortcuts;
    QStringList m_recent;
    QString m_folder;
    std::function<Draft()> m_composed;
    std::optional<Draft> m_inserting; ///< its templates are being filled in
};

} // namespace heliograph
