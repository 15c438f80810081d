// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/composethread.h"
#include "app/compose/draft.h"
#include "app/compose/repeater.h"
#include "app/models/matchwatch.h"
#include "app/models/returnpath.h"
#include "app/server/connectionsnapshot.h"

#include <QObject>

#include <map>

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
    [[nodiscard]] const RepeatProgress &repeat() const { return m_repeater.progress(); }

    /// Templates start over: seq with 1, t with 0, what they assigned to global names is gone.
    void resetTemplates();

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
    using Outcome = std::function<void()>; ///< emits it

    [[nodiscard]] double seconds() const;
    void publishEnded(quint64 number, const Draft &draft,
                      const Result<QList<PublishReceipt>> &result);
    void settle(quint64 number, const DraftErrors &errors);
    void settle(quint64 number, Outcome outcome);

    std::shared_ptr<PublishPort> m_port;
    std::shared_ptr<EventNumbers> m_numbers = std::make_shared<EventNumbers>();
    std::shared_ptr<const Clock> m_clock = std::make_shared<SystemClock>();
    std::shared_ptr<std::atomic<quint64>> m_newestPreview =
        std::make_shared<std::atomic<quint64>>(0);
    ReturnPath m_home;
    std::chrono::nanoseconds m_startedAt;
    QList<ConnectionId> m_selected;
    quint64 m_lastNumber = 0;
    quint64 m_lastSettled = 0; ///< of the numbers whose outcome was told
    std::map<quint64, Outcome> m_outcomes; ///< that wait for an earlier one
    MatchWatch m_match;
    Repeater m_repeater;
    ComposeThread m_sender; ///< a world of its own, so that previews change nothing in it
    ComposeThread m_previewer;
};

} // namespace heliograph
