// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draftfiller.h"
#include "app/compose/publishport.h"
#include "app/core/clock.h"

namespace heliograph {

/// A draft on its way out.
struct Outgoing {
    QList<PublishRequest> requests; ///< none when errors says why
    DraftErrors errors;
    bool reachesNobody = false; ///< the only error: no client meets the expression now

    [[nodiscard]] bool isReady() const { return errors.isEmpty(); }
};

/// Makes what is published of drafts: fills in their templates and finds the clients they mean.
/// Lives on its engine's thread.
class OutgoingDrafts {
public:
    /// The clients that an expression means are looked up again once they are older than
    /// @p targetsLast; zero: each time.
    OutgoingDrafts(std::shared_ptr<PublishPort> port, const Clock &clock,
                   std::shared_ptr<DraftFiller::Place> place,
                   std::chrono::milliseconds targetsLast = {});

    /// @p draft as it is sent now; @p selected are the clients of TargetChoice::Selected.
    /// @p isWanted ends waiting for the server.
    [[nodiscard]] Outgoing make(const Draft &draft, const QList<ConnectionId> &selected,
                                FillMoment moment, ExpressionEngine &engine,
                                const std::function<bool()> &isWanted = {});

private:
    using Targets = tl::expected<QList<ConnectionId>, DraftError>;

    [[nodiscard]] Targets matching(const Draft &draft, ExpressionEngine &engine,
                                   const std::function<bool()> &isWanted);

    std::shared_ptr<PublishPort> m_port;
    const Clock &m_clock;
    std::shared_ptr<DraftFiller::Place> m_place;
    std::chrono::milliseconds m_targetsLast;
    Targets m_targets;
    QString m_targetsEndpoint;
    std::optional<std::chrono::nanoseconds> m_targetsAt;
};

} // namespace heliograph
