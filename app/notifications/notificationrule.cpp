// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifications/notificationrule.h"

#include "app/core/say.h"
#include "app/notifications/glob.h"

#include <algorithm>
#include <array>
#include <utility>

namespace heliograph {

namespace {

tl::unexpected<Error> refusal(const char *field, const QString &message)
{
    return failure("invalid-rule", message, field);
}

/// A line of text: bounded, and without what no name on the wire can hold.
Result<void> checkLine(const char *field, const QString &name, const QString &value, qsizetype most)
{
    if (value.size() > most) {
        return refusal(field,
                       say("%1 is %2 characters long. Keep it within %3.")
                           .arg(name)
                           .arg(value.size())
                           .arg(most));
    }
    const auto isControl = [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; };
    if (std::any_of(value.cbegin(), value.cend(), isControl))
        return refusal(
            field,
            say("%1 has a line break or another control character in it. Take it out.").arg(name));
    return {};
}

/// A rule that can never be met is a slip, and would be waited on in vain.
Result<void> checkWay(const NotificationRule &rule)
{
    const bool isAddress = rule.where.contains(QLatin1String("://"));
    if (isAddress && rule.direction == RuleDirection::Published) {
        return refusal(
            "where",
            say("What we publish goes to endpoints of this server, which are paths such as "
                "/events. Name a path, or wait for events received."));
    }
    if (rule.where.startsWith(u'/') && rule.direction == RuleDirection::Received) {
        return refusal("where",
                       say("%1 is an endpoint of this server, and events are received by "
                           "subscriptions. Name a subscription's address, or wait for events "
                           "published.")
                           .arg(rule.where));
    }
    if (!rule.where.isEmpty() && !isAddress && !rule.where.startsWith(u'/')
        && !rule.where.startsWith(u'*')) {
        return refusal("where",
                       say("\"%1\" is neither a path nor an address. Write /events, or "
                           "https://example.com/events.")
                           .arg(rule.where));
    }
    return {};
}

constexpr std::array<std::pair<const char *, RuleDirection>, 3> Directions{
    {{"both", RuleDirection::Both},
     {"published", RuleDirection::Published},
     {"received", RuleDirection::Received}}};

Result<RuleDirection> directionOf(const QString &name)
{
    for (const auto &[known, direction] : Directions) {
        if (name == QLatin1String(known))
            return direction;
    }
    return refusal("direction",
                   say("\"direction\" is \"%1\". Write published, received or both.").arg(name));
}

/// Reads one member at a time and keeps the first thing that is wrong.
class MemberReader {
public:
    explicit MemberReader(QJsonObject json) : m_json(std::move(json)) { }

    QString text(const char *member)
    {
        const QJsonValue value = m_json.take(QLatin1String(member));
        if (!value.isUndefined() && !value.isString())
            fail(member, say("\"%1\" is not text. Put it into quotes."));
        return value.toString();
    }

    bool isOn(const char *member, bool otherwise)
    {
        const QJsonValue value = m_json.take(QLatin1String(member));
        if (!value.isUndefined() && !value.isBool())
            fail(member, say("\"%1\" is neither true nor false. Write one of them."));
        return value.toBool(otherwise);
    }

    [[nodiscard]] std::optional<Error> problem()
    {
        if (!m_problem && !m_json.isEmpty()) {
            const QByteArray member = m_json.constBegin().key().toUtf8().left(60);
            fail(member.constData(), say("\"%1\" is not a member of a rule. Take it out."));
        }
        return m_problem;
    }

private:
    void fail(const char *member, const QString &sentence)
    {
        if (!m_problem)
            m_problem = Error{"invalid-rule", member, sentence.arg(QString::fromUtf8(member))};
    }

    QJsonObject m_json;
    std::optional<Error> m_problem;
};

} // namespace

Result<void> check(const NotificationRule &rule)
{
    if (rule.name.trimmed().isEmpty())
        return refusal("name",
                       say("The rule has no name. Give it one: it is the notification's title."));
    if (auto name = checkLine("name", say("The name"), rule.name, NotificationRule::LongestName);
        !name)
        return name;
    if (auto type = checkLine("event", say("The event type"), rule.eventType,
                              NotificationRule::LongestType);
        !type)
        return type;
    if (auto where = checkLine("where", say("The endpoint or address"), rule.where,
                               NotificationRule::LongestWhere);
        !where)
        return where;
    if (rule.condition.size() > NotificationRule::LongestCondition) {
        return refusal("condition",
                       say("The condition is %1 characters long. Keep it within %2.")
                           .arg(rule.condition.size())
                           .arg(NotificationRule::LongestCondition));
    }
    return checkWay(rule);
}

QJsonObject toJson(const NotificationRule &rule)
{
    QJsonObject json{{QStringLiteral("name"), rule.name}};
    const auto add = [&json](const char *member, const QString &value) {
        if (!value.isEmpty())
            json.insert(QLatin1String(member), value);
    };
    if (!rule.enabled)
        json.insert(QStringLiteral("enabled"), false);
    add("event", rule.eventType);
    add("where", rule.where);
    if (rule.direction != RuleDirection::Both)
        add("direction", QLatin1String(Directions.at(static_cast<size_t>(rule.direction)).first));
    add("condition", rule.condition);
    return json;
}

Result<NotificationRule> ruleFromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return refusal("rule", say("It is not an object. Write {\"name\": \"...\"}."));
    MemberReader members(json.toObject());
    NotificationRule rule;
    rule.name = members.text("name");
    rule.enabled = members.isOn("enabled", true);
    rule.eventType = members.text("event");
    rule.where = members.text("where");
    const QString direction = members.text("direction");
    rule.condition = members.text("condition");
    if (const auto problem = members.problem())
        return tl::unexpected(*problem);
    if (!direction.isEmpty()) {
        const auto known = directionOf(direction);
        if (!known)
            return tl::unexpected(known.error());
        rule.direction = *known;
    }
    if (auto checked = check(rule); !checked)
        return tl::unexpected(checked.error());
    return rule;
}

} // namespace heliograph
