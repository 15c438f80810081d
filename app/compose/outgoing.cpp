// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/outgoing.h"

#include "app/compose/clientmatch.h"
#include "app/core/say.h"

#include <algorithm>

namespace heliograph {

namespace {

DraftErrors one(const DraftError &error)
{
    DraftErrors errors;
    errors.all.append(error);
    return errors;
}

} // namespace

OutgoingDrafts::OutgoingDrafts(std::shared_ptr<PublishPort> port, const Clock &clock,
                               std::shared_ptr<DraftFiller::Place> place,
                               std::chrono::milliseconds targetsLast)
    : m_port(std::move(port)), m_clock(clock), m_place(std::move(place)), m_targetsLast(targetsLast)
{
}

Outgoing OutgoingDrafts::make(const Draft &draft, const QList<ConnectionId> &selected,
                              FillMoment moment, ExpressionEngine &engine,
                              const std::function<bool()> &isWanted)
{
    const auto filled = DraftFiller::fill(draft, moment, engine, *m_place);
    if (!filled)
        return {{}, filled.error(), false};
    if (draft.to == TargetChoice::Everyone)
        return {toRequests(*filled), {}, false};
    if (draft.to == TargetChoice::Selected) {
        if (selected.isEmpty()) {
            return {{},
                    one({DraftField::Match,
                         say("No client is selected. Select some in the list of clients."), -1, 0}),
                    false};
        }
        QList<ConnectionId> sorted = selected;
        std::sort(sorted.begin(), sorted.end());
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
        return {toRequests(*filled, sorted), {}, false};
    }
    const Targets targets = matching(*filled, engine, isWanted);
    if (!targets)
        return {{}, one(targets.error()), false};
    if (targets->isEmpty()) {
        const QString message =
            say("No client at %1 meets the expression now.").arg(filled->endpoint);
        return {{}, one({DraftField::Match, message, -1, 0}), true};
    }
    return {toRequests(*filled, *targets), {}, false};
}

OutgoingDrafts::Targets OutgoingDrafts::matching(const Draft &draft, ExpressionEngine &engine,
                                                 const std::function<bool()> &isWanted)
{
    const auto now = m_clock.monotonic();
    if (m_targetsAt && now - *m_targetsAt < m_targetsLast && m_targetsEndpoint == draft.endpoint)
        return m_targets;
    const auto clients = m_port->clients(isWanted);
    if (!clients) {
        return tl::unexpected(
            DraftError{DraftField::Match,
                       say("The server is too busy to tell its clients. Try again."), -1, 0});
    }
    *m_place = DraftField::Match;
    m_targets =
        ClientMatch::find(draft.match, draft.endpoint.toUtf8(), *clients, m_clock.wall(), engine);
    *m_place = DraftField::Whole;
    m_targetsAt = now;
    m_targetsEndpoint = draft.endpoint;
    return m_targets;
}

} // namespace heliograph
