// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/repeatplan.h"

namespace heliograph {

QJsonObject toJson(const RepeatPlan &plan)
{
    return {
        {QStringLiteral("kind"), static_cast<int>(plan.kind)},
        {QStringLiteral("interval"), static_cast<qint64>(plan.interval.count())},
        {QStringLiteral("burst"), plan.burst},
        {QStringLiteral("perSecond"), plan.perSecond},
        {QStringLiteral("jitter"), plan.jitter},
        {QStringLiteral("times"), static_cast<qint64>(plan.times)},
    };
}

RepeatPlan repeatPlanFromJson(const QJsonObject &object)
{
    constexpr int day = 24 * 60 * 60 * 1000;
    RepeatPlan plan;
    const auto number = [&object](const char *name, int otherwise, int least, int most) {
        return qBound(least, object.value(QLatin1String(name)).toInt(otherwise), most);
    };
    plan.kind = static_cast<RepeatPlan::Kind>(number("kind", 0, 0, 2));
    plan.interval = std::chrono::milliseconds(number("interval", 1000, 1, day));
    plan.burst = number("burst", plan.burst, 1, 10'000);
    plan.perSecond =
        qBound(0.001, object.value(QLatin1String("perSecond")).toDouble(plan.perSecond), 10'000.0);
    plan.jitter = number("jitter", 0, 0, 100);
    plan.times =
        static_cast<quint64>(qMax<qint64>(0, object.value(QLatin1String("times")).toInteger()));
    return plan;
}

} // namespace heliograph
