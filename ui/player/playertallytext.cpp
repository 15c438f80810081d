// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/playertallytext.h"

#include "app/core/say.h"
#include "app/models/playercontroller.h"
#include "app/models/readable.h"

namespace heliograph {

namespace {

QString recipients(const PlayerController &player)
{
    const int count = player.tally().recipients;
    if (count == 0 && player.target().to)
        return say("the last to nobody: who it plays to has left");
    return count == 1 ? say("the last to 1 client")
                      : say("the last to %1 clients").arg(readable::number(quint64(count)));
}

} // namespace

QString playerTallyText(const PlayerController &player)
{
    const PlayerTally &tally = player.tally();
    const PlayerStatus &status = player.status();
    if (!tally.error.code.isEmpty())
        return tally.error.message;
    if (tally.published == 0)
        return say("Nothing was sent yet.");
    const auto &index = player.index();
    QString text = index && !status.loops && status.round == 0
        ? say("Sent %1 of %2 events")
              .arg(readable::number(tally.events), readable::number(index->events()))
        : say("Sent %1 events").arg(readable::number(tally.events));
    const QString separator = QStringLiteral(" \u00b7 ");
    text += separator + recipients(player);
    const auto delay = std::chrono::duration_cast<std::chrono::milliseconds>(tally.delay);
    if (delay.count() > 0)
        text += separator + say("%1 late").arg(readable::wait(delay));
    if (status.round > 0)
        text += separator + say("round %1").arg(readable::number(status.round + 1));
    return text;
}

} // namespace heliograph
