// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/composecontroller.h"

#include "app/models/servercontroller.h"

namespace heliograph {

namespace {

std::shared_ptr<DraftFiller::Place> newPlace()
{
    return std::make_shared<DraftFiller::Place>(DraftField::Whole);
}

DraftErrors errorAt(DraftField field, const QString &message)
{
    DraftErrors errors;
    errors.add(field, message);
    return errors;
}

} // namespace

ComposeController::ComposeController(IoThread &io, Server &server, ServerController &controller,
                                     QObject *parent)
    : QObject(parent), m_port(std::make_shared<PublishPort>(io, server)), m_home(this),
      m_startedAt(m_clock->monotonic()), m_match(controller, m_clock)
{
    connect(&m_match, &MatchWatch::counted, this, &ComposeController::matchCounted);
    connect(&m_repeater, &Repeater::changed, this, &ComposeController::repeatChanged);
}

ComposeController::~ComposeController()
{
    m_home.end();
    m_repeater.stop();
    m_port->end();
}

void ComposeController::setSelectedClients(const QList<ConnectionId> &ids)
{
    m_selected = ids;
    Q_EMIT selectionChanged();
}

/// Since the window opened.
double ComposeController::seconds() const
{
    return std::chrono::duration<double>(m_clock->monotonic() - m_startedAt).count();
}

void ComposeController::preview(const Draft &draft)
{
    const quint64 number = ++*m_newestPreview;
    const auto place = newPlace();
    const auto tell = [this, number, draft](const tl::expected<Draft, DraftErrors> &filled) {
        if (number != *m_newestPreview)
            return;
        if (filled)
            Q_EMIT previewed({*filled, {}, usesTemplates(draft)});
        else
            Q_EMIT previewed({draft, filled.error(), usesTemplates(draft)});
    };
    m_previewer.post(
        [tell, draft, number, place, newest = m_newestPreview, numbers = m_numbers,
         t = seconds()](ExpressionEngine &engine) -> ComposeThread::Answer {
            if (number != *newest)
                return {};
            const auto filled = DraftFiller::fill(draft, {numbers->next(), t}, engine, *place);
            return [tell, filled] { tell(filled); };
        },
        [tell, place](const ExpressionError &error) {
            tell(tl::unexpected(errorAt(*place, error.message)));
        });
}

quint64 ComposeController::send(const Draft &draft)
{
    const quint64 number = ++m_lastNumber;
    const auto place = newPlace();
    // Whoever comes first decides: the event, or that its thread was given up.
    const auto isDecided = std::make_shared<std::atomic<bool>>(false);
    const auto published = [this, home = m_home, number,
                            draft](const Result<QList<PublishReceipt>> &result) {
        home.post([this, number, draft, result] { publishEnded(number, draft, result); });
    };
    m_sender.post(
        [=, this, port = m_port, clock = m_clock, numbers = m_numbers, selected = m_selected,
         t = seconds()](ExpressionEngine &engine) -> ComposeThread::Answer {
            OutgoingDrafts drafts(port, *clock, place);
            const quint64 seq = numbers->take();
            const Outgoing event = drafts.make(draft, selected, {seq, t}, engine);
            if (!event.isReady()) {
                numbers->giveBack(seq);
                return [this, number, errors = event.errors] { settle(number, errors); };
            }
            const auto tell = [=](const Result<QList<PublishReceipt>> &result) {
                if (!result)
                    numbers->giveBack(seq);
                published(result);
            };
            if (!isDecided->exchange(true))
                port->publish({{event.requests, tell}});
            return {};
        },
        [this, number, place, isDecided](const ExpressionError &error) {
            if (!isDecided->exchange(true))
                settle(number, errorAt(*place, error.message));
        });
    return number;
}

void ComposeController::publishEnded(quint64 number, const Draft &draft,
                                     const Result<QList<PublishReceipt>> &result)
{
    if (result)
        settle(number, [this, number, draft, receipt = result->constLast()] {
            Q_EMIT sent(number, draft, receipt);
        });
    else
        settle(number, errorAt(DraftField::Whole, result.error().message));
}

void ComposeController::settle(quint64 number, const DraftErrors &errors)
{
    settle(number, [this, number, errors] { Q_EMIT sendFailed(number, errors); });
}

/// Outcomes are told in the order of the sends.
void ComposeController::settle(quint64 number, Outcome outcome)
{
    m_outcomes.emplace(number, std::move(outcome));
    while (!m_outcomes.empty() && m_outcomes.begin()->first == m_lastSettled + 1) {
        const Outcome tell = std::move(m_outcomes.begin()->second);
        m_outcomes.erase(m_outcomes.begin());
        ++m_lastSettled;
        tell();
    }
}

void ComposeController::watchMatch(const QString &endpoint, const QString &expression)
{
    m_match.watch(endpoint, expression);
}

void ComposeController::startRepeat(const Draft &draft, const RepeatPlan &plan)
{
    m_repeater.start({draft, plan, m_selected, m_port, m_numbers, m_clock});
}

void ComposeController::pauseRepeat()
{
    m_repeater.pause();
}

void ComposeController::resumeRepeat()
{
    m_repeater.resume();
}

void ComposeController::stopRepeat()
{
    m_repeater.stop();
}

void ComposeController::resetTemplates()
{
    m_numbers->reset();
    m_startedAt = m_clock->monotonic();
    for (ComposeThread *thread : {&m_sender, &m_previewer})
        thread->post([](ExpressionEngine &engine) -> ComposeThread::Answer {
            engine.reset();
            return {};
        });
}

} // namespace heliograph
