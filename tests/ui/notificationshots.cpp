// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/notificationshots.h"

#include "app/models/notificationcontroller.h"
#include "tests/ui/windowfixture.h"
#include "ui/notifications/notificationdesk.h"
#include "ui/notifications/notificationsdialog.h"
#include "ui/notifications/notifier.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>

#include <array>

namespace heliograph::test {

namespace {

/// In the place of the tray, which is in none of these pictures.
class SilentNotifier final : public Notifier {
public:
    [[nodiscard]] bool isAvailable() const override { return true; }
    void setState(State) override { }
    void show(const QString &, const QString &) override { }
};

class NotificationStudio final {
public:
    explicit NotificationStudio(const QDir &folder)
        : m_folder(folder), m_desk(m_fixture.window().notifications()),
          m_controller(m_fixture.session().notifications())
    {
        m_desk.setNotifier(std::make_unique<SilentNotifier>());
        m_fixture.find<QAction>("showNotifications")->trigger();
    }

    void shootAll()
    {
        shoot("notifications-empty");
        writeRules();
        runTraffic();
        auto *list = m_fixture.find<QListView>("ruleList");
        list->setCurrentIndex(list->model()->index(0, 0));
        m_fixture.find<QPushButton>("ruleTry")->click();
        const auto *trial = m_fixture.find<QLabel>("ruleTrial");
        await([&] { return trial->text().endsWith(u'.'); });
        shoot("notifications");
        list->setCurrentIndex(list->model()->index(3, 0));
        shoot("notifications-problem");
#ifdef HELIOGRAPH_SCRIPTING
        list->setCurrentIndex(list->model()->index(3, 0));
        m_fixture.find<QPlainTextEdit>("ruleCondition")
            ->setPlainText(QStringLiteral("data.rows > = 10000"));
        await([&] { return m_fixture.find<QLabel>("conditionError")->isVisible(); });
#endif
        m_desk.dialog().setTrayAvailable(false);
        shoot("notifications-error");
    }

private:
    void writeRule(const char *name, const char *type, const char *where,
                   RuleDirection direction = RuleDirection::Both, const char *condition = "")
    {
        NotificationRule rule;
        rule.name = QString::fromUtf8(name);
        rule.eventType = QString::fromUtf8(type);
        rule.where = QString::fromUtf8(where);
        rule.direction = direction;
        rule.condition = QString::fromUtf8(condition);
        m_controller.saveRule(rule);
    }

    void writeRules()
    {
        const auto published = RuleDirection::Published;
        writeRule("Large orders", "order.*", "/events", published,
                  "data.total > 100\n  && data.city == \"Łódź\"");
        writeRule("Alerts", "alert", "");
        writeRule("Busy machine", "metric.cpu", "/events/metrics", published, "data.value > 0.9");
        writeRule("Dataset is there", "dataset.ready", "", RuleDirection::Both,
                  "data.totals.rows > 10000");
        writeRule("Prices upstream", "price.*", "https://prices.example.com/sse",
                  RuleDirection::Received, "data.change < -5");
        m_controller.setRuleEnabled(m_controller.settings().rules.constLast().id, false);
        m_controller.setOn(true);
    }

    void runTraffic()
    {
        for (int n = 0; n < 200; ++n) {
            const QByteArray number = QByteArray::number(n);
            publish("/events", "order.paid",
                    "{\"order\":" + number + ",\"total\":" + number + ",\"city\":\"Łódź\"}");
            publish("/events/metrics", "metric.cpu",
                    "{\"value\":" + QByteArray::number(n / 210.0) + '}');
        }
        publish("/events", "alert", R"({"level":"critical","text":"disk a3 91 %"})");
        publish("/events", "dataset.ready", R"({"dataset":"sales-q3","rows":18422})");
        // The last one fails, where it can be asked at all.
        const RuleId last = m_controller.settings().rules.at(3).id;
        await([&] { return m_controller.statusOf(last).problems > 0; });
    }

    void publish(const char *endpoint, const char *type, const QByteArray &data)
    {
        PublishRequest request;
        request.endpoint = endpoint;
        request.event.type = type;
        request.event.data = data;
        m_fixture.server().publish(request);
    }

    template <typename Condition> static void await(Condition condition)
    {
        if (!QTest::qWaitFor(condition, 30'000))
            qFatal("What the picture needs did not happen.");
    }

    void shoot(const char *view)
    {
        const std::array<std::pair<const char *, theme::Mode>, 2> modes{
            {{"light", theme::Mode::Light}, {"dark", theme::Mode::Dark}}};
        for (const auto &[name, mode] : modes) {
            theme::apply(*qApp, mode);
            QTest::qWait(150);
            const QString file =
                QStringLiteral("%1-%2.png").arg(QLatin1String(view), QLatin1String(name));
            if (!m_desk.dialog().grab().save(m_folder.filePath(file)))
                qFatal("Cannot write %s.", qPrintable(m_folder.filePath(file)));
        }
    }

    QDir m_folder;
    TemporarySettings m_settings;
    WindowFixture m_fixture;
    NotificationDesk &m_desk;
    NotificationController &m_controller;
};

} // namespace

void shootNotifications(const QDir &folder)
{
    NotificationStudio studio(folder);
    studio.shootAll();
}

} // namespace heliograph::test
