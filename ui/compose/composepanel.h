// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/composecontroller.h"
#include "ui/compose/expectedids.h"
#include "ui/compose/historywalk.h"
#include "ui/compose/senthistory.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace heliograph {

class ComposeHeader;
class EventPane;
class HistoryPopup;
class PlainEditor;
class Previewer;
class RawPane;
class RepeatControl;
class SendOutcome;
class ServerController;
class TargetFields;

/// Writes one event, or raw bytes, by hand and sends it. Marks fields the format cannot carry while
/// they are typed, and shows the bytes that will leave.
class ComposePanel final : public QWidget {
    Q_OBJECT

public:
    ComposePanel(ServerController &server, ComposeController &controller,
                 QWidget *parent = nullptr);

    [[nodiscard]] Draft draft() const;
    /// Shows @p draft. What its mode does not show and it does not have is left as it was.
    void setDraft(const Draft &draft);

    /// Shows @p taken, which somebody chose. Undo in an editor brings back what was there.
    void take(const Draft &taken);

    /// Sets the target to "Selected clients", these ones.
    void aimAt(const QList<ConnectionId> &ids);

    /// Puts @p button beside Send.
    void addBesideSend(QWidget *button);
    /// Puts @p widget between Send and the line that says what came of it.
    void addBelowSend(QWidget *widget);
    [[nodiscard]] SendOutcome &outcome() const { return *m_outcome; }

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

public Q_SLOTS:
    /// Sends what stands in the fields, unless one of them is marked.
    void send();

    /// Sends the newest draft of the history again, as it was.
    void resendLast();
    void focusData();

protected:
    void actionEvent(QActionEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setupHistory();
    void setupSend(QVBoxLayout *layout);
    void setupShortcuts();
    void connectFields();

    [[nodiscard]] DraftMode mode() const;
    [[nodiscard]] PlainEditor &editor() const;
    void modeChanged();
    void draftEdited();
    void refresh();
    void showPreview(const DraftPreview &preview);
    void sendDraft(const Draft &draft);
    void showSent(const std::optional<Draft> &sent);
    [[nodiscard]] bool walksWithArrows() const;
    bool handleKey(const QKeyEvent &key);
    void sent(quint64 number, const Draft &draft, const PublishReceipt &receipt);
    void sendFailed(quint64 number, const DraftErrors &errors);
    void startRepeat(const RepeatPlan &plan);
    void repeatChanged(const RepeatProgress &progress);
    void remember(const Draft &draft);

    ServerController &m_server;
    ComposeController &m_controller;
    SentHistory m_history;
    HistoryWalk m_walk;
    ExpectedIds m_expectedIds;
    std::optional<Draft> m_replaced; ///< by take()
    QString m_filledRaw; ///< the raw text made of an event
    QSet<quint64> m_pending; ///< sends of this panel without an outcome
    DraftPreview m_preview; ///< the newest
    QByteArray m_repeatedEndpoint;
    QTimer m_refresh;

    ComposeHeader *m_header = nullptr;
    TargetFields *m_target = nullptr;
    EventPane *m_event = nullptr;
    RawPane *m_raw = nullptr;
    Previewer *m_previewer = nullptr;
    RepeatControl *m_repeat = nullptr;
    QPushButton *m_send = nullptr;
    QHBoxLayout *m_sendRow = nullptr;
    HistoryPopup *m_historyPopup = nullptr;
    SendOutcome *m_outcome = nullptr;
};

} // namespace heliograph
