// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/notificationtext.h"

#include "app/core/say.h"
#include "app/models/readable.h"

namespace heliograph::notificationtext {

namespace {

constexpr qsizetype longestData = 160; ///< characters; more than that no desktop shows
constexpr qsizetype longestType = 60;
constexpr qsizetype headBytes = 4'096;

/// The first bytes of the data; a large block is not taken apart for one line.
QByteArray dataStart(const JournalEntry &entry)
{
    if (entry.wire.size() <= headBytes)
        return entry.data();
    JournalEntry head;
    head.wire = entry.wire.left(headBytes) + "\n\n";
    return head.data();
}

QString times(quint64 count)
{
    return count == 1 ? say("once") : say("%1 times").arg(readable::number(count));
}

QString second(std::chrono::microseconds sinceEpoch)
{
    return readable::time(sinceEpoch).left(8); // without the milliseconds
}

} // namespace

QString title(const Notification &notification)
{
    if (!notification.isSummary)
        return notification.title;
    return say("%1 more from %2").arg(readable::number(notification.events()), notification.title);
}

QString body(const Notification &notification)
{
    const JournalEntry &entry = *notification.entry;
    QString text = readable::oneLine(entry.eventType, longestType);
    const QByteArray data = dataStart(entry);
    if (!data.isEmpty())
        text += QStringLiteral(" · ") + readable::oneLine(data, longestData);
    if (notification.isSummary)
        return say("Newest: %1").arg(text);
    if (notification.more > 0)
        text += u'\n' + say("and %1 more").arg(readable::number(notification.more));
    return text;
}

QString waitsFor(const NotificationRule &rule)
{
    QString text = rule.eventType.isEmpty() ? say("any event") : rule.eventType;
    if (!rule.where.isEmpty())
        text = say("%1 at %2").arg(text, rule.where);
    if (rule.direction == RuleDirection::Published)
        text = say("%1, published").arg(text);
    if (rule.direction == RuleDirection::Received)
        text = say("%1, received").arg(text);
    const QString condition = rule.condition.simplified();
    return condition.isEmpty() ? text : text + QStringLiteral(" · ") + condition;
}

QString fares(const RuleStatus &status)
{
    if (status.met == 0)
        return {};
    return say("met %1, shown %2, last at %3")
        .arg(times(status.met), times(status.shown), second(status.lastMet));
}

QString problem(const RuleStatus &status)
{
    if (status.problem.isEmpty())
        return {};
    const QString at = second(status.problemAt);
    if (status.stopped)
        return say("Switched off at %1. %2").arg(at, status.problem);
    if (status.problems == 1)
        return say("Failed once, at %1. %2").arg(at, status.problem);
    return say("Failed %1, last at %2. %3").arg(times(status.problems), at, status.problem);
}

QString trial(const RuleTrial &trial)
{
    const auto number = [](int count) { return readable::number(quint64(count)); };
    if (trial.stopped && trial.met == 0 && !trial.problem.isEmpty())
        return say("The condition was stopped. %1").arg(trial.problem);
    if (trial.looked == 0)
        return say("The journal holds no events yet. Send one and try again.");
    QString text = trial.looked == 1
        ? (trial.met == 1 ? say("Met by the only event so far.")
                          : say("Not met by the only event so far."))
        : say("Met by %1 of the %2 newest events.").arg(number(trial.met), number(trial.looked));
    if (trial.met == 0 && trial.concerned == 0)
        text += u' ' + say("None of them is of this type and place.");
    if (trial.failed > 0)
        text +=
            u' ' + say("The condition failed for %1: %2").arg(number(trial.failed), trial.problem);
    if (trial.stopped)
        text += u' ' + say("It took too long to look at more.");
    return text;
}

} // namespace heliograph::notificationtext
