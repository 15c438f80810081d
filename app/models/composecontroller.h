// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"
#include "app/compose/repeatplan.h"
#include "app/models/returnpath.h"
#include "app/server/connectionsnapshot.h"

#include <QObject>

namespace heliograph {

class IoThread;
class Server;
class ServerController;

/// What preview() found.
struct DraftPreview {
    Draft expanded; ///< the draft with its templates filled in; as it was given when errors say why
    DraftErrors errors;
    bool hasTemplates = false; ///< something was filled in: the next send() may give other bytes
};

/// How many clients an expression means now.
struct MatchCount {
    QString endpoint;
    QString expression;
    int clients = 0;
    QString error; ///< a sentence; empty when the expression holds good
    qsizetype position = -1; ///< of the fault in the expression; -1: all of it
};

/// The window's one way to send what somebody composed: fills in templates, finds the clients that
/// an expression means, publishes, repeats. Scripts run on a thread of their own, repetitions never
/// touch the GUI thread. Lives on the GUI thread and never waits. Borrows its arguments, which
/// outlive it.
class ComposeController final : public QObject {
    Q_OBJECT

public:
    ComposeController(IoThread &io, Server &server, ServerController &controller,
                      QObject *parent = nullptr);
    ~ComposeController() override;

    /// The clients that TargetChoice::Selected stands for.
    void setSelectedClients(const QList<ConnectionId> &ids);
    [[nodiscard]] const QList<ConnectionId> &selectedClients() const { return m_selected; }

    /// Checks @p draft and fills in its templates as send() would now. Ends in previewed(); a
    /// preview that is under way is dropped.
    void preview(const Draft &draft);

    /// Ends in sent() or sendFailed(), with the number that this returns, and in the order of the
    /// calls. Never emits before it returned.
    quint64 send(const Draft &draft);

    /// Counts the clients at @p endpoint that meet @p expression: now, and whenever clients come or
    /// go, in matchCounted(). An empty expression ends that.
    void watchMatch(const QString &endpoint, const QString &expression);

    /// Sends @p draft as @p plan says, its templates filled in anew for each event; a repetition
    /// that is active is stopped first. News come in repeatChanged().
    void startRepeat(const Draft &draft, const RepeatPlan &plan);
    void pauseRepeat();
    void resumeRepeat();
    void stopRepeat();
    [[nodiscard]] const RepeatProgress &repeat() const { return m_repeat; }

Q_SIGNALS:
    void selectionChanged();
    void previewed(const heliograph::DraftPreview &preview);

    /// @p draft as it was given to send(). Of several blocks, @p receipt is the last one's.
    void sent(quint64 number, const heliograph::Draft &draft,
              const heliograph::PublishReceipt &receipt);

    /// Nothing was sent.
    void sendFailed(quint64 number, const heliograph::DraftErrors &errors);
    void matchCounted(const heliograph::MatchCount &count);

    /// At most ten times a second, and at each change of state.
    void repeatChanged(const heliograph::RepeatProgress &progress);

private:
    [[nodiscard]] std::optional<QList<ConnectionId>> targets(const Draft &draft) const;

    IoThread &m_io;
    Server &m_server;
    ServerController &m_controller;
    ReturnPath m_home;
    QList<ConnectionId> m_selected;
    RepeatProgress m_repeat;
    quint64 m_lastNumber = 0;
};

} // namespace heliograph
