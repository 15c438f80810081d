// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/composecontroller.h"

#include "app/core/iothread.h"
#include "app/models/servercontroller.h"
#include "app/server/server.h"

namespace heliograph {

ComposeController::ComposeController(IoThread &io, Server &server, ServerController &controller,
                                     QObject *parent)
    : QObject(parent), m_io(io), m_server(server), m_controller(controller), m_home(this)
{
}

ComposeController::~ComposeController()
{
    m_home.end();
}

void ComposeController::setSelectedClients(const QList<ConnectionId> &ids)
{
    m_selected = ids;
    Q_EMIT selectionChanged();
}

void ComposeController::preview(const Draft &draft)
{
    m_home.post([this, draft] { Q_EMIT previewed({draft, check(draft), false}); });
}

std::optional<QList<ConnectionId>> ComposeController::targets(const Draft &draft) const
{
    if (draft.to == TargetChoice::Everyone)
        return std::nullopt;
    return m_selected;
}

quint64 ComposeController::send(const Draft &draft)
{
    const quint64 number = ++m_lastNumber;
    const DraftErrors errors = check(draft);
    if (!errors.isEmpty()) {
        m_home.post([this, number, errors] { Q_EMIT sendFailed(number, errors); });
        return number;
    }
    const auto tell = [this, number, draft](const Result<QList<PublishReceipt>> &result) {
        if (result) {
            Q_EMIT sent(number, draft, result->constLast());
            return;
        }
        DraftErrors failed;
        failed.add(DraftField::Whole, result.error().message);
        Q_EMIT sendFailed(number, failed);
    };
    m_io.post(
        [home = m_home, server = &m_server, tell, requests = toRequests(draft, targets(draft))] {
            server->publish(requests, [home, tell](const Result<QList<PublishReceipt>> &result) {
                home.post([tell, result] { tell(result); });
            });
        });
    return number;
}

void ComposeController::watchMatch(const QString &, const QString &) { }
void ComposeController::startRepeat(const Draft &, const RepeatPlan &) { }
void ComposeController::pauseRepeat() { }
void ComposeController::resumeRepeat() { }
void ComposeController::stopRepeat() { }

} // namespace heliograph
