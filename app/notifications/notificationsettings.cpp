// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/notificationsettings.h"

#include "app/core/say.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace heliograph {

namespace {

tl::unexpected<Error> damaged(const QString &message)
{
    return failure("invalid-rules", message, "notifications");
}

/// A whole number from @p least to @p most, or @p otherwise when it is not there.
Result<int> numberOf(const QJsonObject &json, const char *member, int least, int most,
                     int otherwise)
{
    const QJsonValue value = json.value(QLatin1String(member));
    if (value.isUndefined())
        return otherwise;
    const int number = value.toInt(least - 1);
    if (number < least || number > most) {
        return damaged(
            say("\"%1\" of the notification rules is no whole number from %2 to %3. Correct "
                "it.")
                .arg(QLatin1String(member))
                .arg(least)
                .arg(most));
    }
    return number;
}

Result<RateLimits> limitsOf(const QJsonObject &json)
{
    const RateLimits usual;
    const auto seconds = numberOf(json, "secondsPerRule", 0, RateLimits::LongestPause,
                                  static_cast<int>(usual.perRule.count()));
    const auto perMinute =
        numberOf(json, "perMinute", 1, RateLimits::MostPerMinute, usual.perMinute);
    if (!seconds)
        return tl::unexpected(seconds.error());
    if (!perMinute)
        return tl::unexpected(perMinute.error());
    return RateLimits{std::chrono::seconds(*seconds), *perMinute};
}

Result<QList<NotificationRule>> rulesOf(const QJsonValue &json)
{
    if (!json.isArray())
        return damaged(say("The notification rules have no list \"rules\". Correct it."));
    const QJsonArray array = json.toArray();
    if (array.size() > NotificationSettings::MostRules) {
        return damaged(say("There are %1 notification rules. Keep at most %2.")
                           .arg(array.size())
                           .arg(NotificationSettings::MostRules));
    }
    QList<NotificationRule> rules;
    for (const auto &each : array) {
        auto rule = ruleFromJson(each);
        if (!rule)
            return damaged(
                say("Notification rule %1: %2").arg(rules.size() + 1).arg(rule.error().message));
        rule->id = RuleId{static_cast<quint64>(rules.size()) + 1};
        rules.append(std::move(*rule));
    }
    return rules;
}

} // namespace

RuleId NotificationSettings::unusedId() const
{
    RuleId highest{};
    for (const NotificationRule &rule : rules)
        highest = std::max(highest, rule.id);
    return next(highest);
}

QByteArray toJson(const NotificationSettings &settings)
{
    QJsonArray rules;
    for (const NotificationRule &rule : settings.rules)
        rules.append(toJson(rule));
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), NotificationSettings::Version},
                                     {QStringLiteral("secondsPerRule"),
                                      qint64{settings.limits.perRule.count()}},
                                     {QStringLiteral("perMinute"), settings.limits.perMinute},
                                     {QStringLiteral("rules"), rules}})
        .toJson(QJsonDocument::Compact);
}

Result<NotificationSettings> notificationSettingsFromJson(const QByteArray &json)
{
    if (json.size() > NotificationSettings::MostBytes)
        return damaged(say("The notification rules are larger than 1 MiB. Keep them smaller."));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        return damaged(say("The notification rules are no JSON: %1 at byte %2. Correct it.")
                           .arg(error.errorString())
                           .arg(error.offset));
    }
    const QJsonObject object = document.object();
    const int version = object.value(QStringLiteral("version")).toInt();
    if (version > NotificationSettings::Version) {
        return failure(
            "newer-version",
            say("The notification rules were saved by a newer Heliograph (format %1, this "
                "one reads %2). They are left untouched. Use the newer program.")
                .arg(version)
                .arg(NotificationSettings::Version),
            "notifications");
    }
    if (version < 1)
        return damaged(say("The notification rules name no \"version\". Correct it."));
    NotificationSettings settings;
    auto limits = limitsOf(object);
    if (!limits)
        return tl::unexpected(limits.error());
    auto rules = rulesOf(object.value(QStringLiteral("rules")));
    if (!rules)
        return tl::unexpected(rules.error());
    settings.limits = *limits;
    settings.rules = std::move(*rules);
    return settings;
}

} // namespace heliograph
