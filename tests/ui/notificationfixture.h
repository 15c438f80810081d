// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/notificationcontroller.h"
#include "tests/ui/windowfixture.h"
#include "ui/notifications/notificationdesk.h"
#include "ui/notifications/notificationstore.h"
#include "ui/notifications/notifier.h"

#include <QAction>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace heliograph::test {

/// Takes the tray's place and writes down what it would show.
class RecordingNotifier final : public Notifier {
public:
    [[nodiscard]] bool isAvailable() const override { return available; }
    void setState(State next) override { state = next; }
    void show(const QString &title, const QString &body) override { shown.append({title, body}); }

    bool available = true;
    State state = State::Off;
    QList<std::pair<QString, QString>> shown;
};

/// Waits for "order.*".
[[nodiscard]] inline NotificationRule ordersRule()
{
    NotificationRule rule;
    rule.id = RuleId{1};
    rule.name = QStringLiteral("Orders");
    rule.eventType = QStringLiteral("order.*");
    return rule;
}

/// Puts the double in the place of the tray.
[[nodiscard]] inline RecordingNotifier *recordNotifications(WindowFixture &fixture)
{
    auto notifier = std::make_unique<RecordingNotifier>();
    RecordingNotifier *const result = notifier.get();
    fixture.window().notifications().setNotifier(std::move(notifier));
    return result;
}

/// What the next window finds stored.
inline void keepNotifications(const NotificationSettings &settings, bool on = true)
{
    QSettings stored;
    if (!saveNotifications({on, settings}, stored))
        qFatal("The settings cannot be written.");
}

/// Publishes over HTTP, as others would.
inline void publish(WindowFixture &fixture, const QByteArray &type, const QByteArray &data)
{
    RawClient client(fixture.server().url());
    client.post("/api/publish?event=" + type, "text/plain", data);
    if (!QTest::qWaitFor([&] { return client.has("202 "); }, 10'000))
        qFatal("The event was not accepted.");
}

/// Writes a rule as a user would.
inline void writeRule(WindowFixture &fixture, const QString &name, const QString &type,
                      const QString &condition = {})
{
    fixture.find<QAction>("showNotifications")->trigger();
    fixture.find<QPushButton>("ruleAdd")->click();
    fixture.find<QLineEdit>("ruleName")->setText(name);
    fixture.find<QLineEdit>("ruleType")->setText(type);
    if (!condition.isEmpty())
        fixture.find<QPlainTextEdit>("ruleCondition")->setPlainText(condition);
    fixture.find<QPushButton>("ruleSave")->click();
}

} // namespace heliograph::test
