// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// heliograph_screenshots FOLDER [PART]: renders the main views, light and dark,
// with a real server and real traffic; or one part of them only.
#include "app/models/connectionsmodel.h"
#include "app/models/eventlogmodel.h"
#include "app/models/problemsmodel.h"
#include "tests/ui/composeshots.h"
#include "tests/ui/demosnippets.h"
#include "tests/ui/demotraffic.h"
#include "tests/ui/notificationshots.h"
#include "tests/ui/playershots.h"
#include "ui/clients/clientspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/endpoints/endpointsdialog.h"
#include "ui/log/logpanel.h"
#include "ui/parts/plaintable.h"
#include "ui/settings/serversettingsdialog.h"
#include "ui/snippets/snippetdesk.h"
#include "ui/snippets/snippetspanel.h"
#include "ui/snippets/snippetstree.h"
#include "ui/snippets/soundboard.h"
#include "ui/snippets/stagewindow.h"
#include "ui/subscriptions/subscriptionspanel.h"
#include "ui/theme/theme.h"
#ifdef HELIOGRAPH_SCRIPTING
#include "app/models/scenariosmodel.h"
#include "ui/scenarios/codeeditor.h"
#include "ui/scenarios/consoleview.h"
#include "ui/scenarios/scenariodesk.h"
#include "ui/scenarios/scenariospanel.h"

#include <QPlainTextEdit>
#endif

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTextStream>

#include <array>

using namespace heliograph;
using namespace heliograph::test;

namespace {

class Studio final {
public:
    explicit Studio(const QDir &folder) : m_folder(folder)
    {
        m_fixture.window().resize(1440, 900);
        theme::apply(*qApp, theme::Mode::Light);
        shoot("empty");
        m_traffic.tightenServer();
        m_traffic.connectVisitors();
        m_traffic.connectStalled();
        compose();
        m_fixture.session().snippets().model().setLibrary(stripLibrary());
        m_traffic.run();
        selectFirefox();
    }

    void shootViews()
    {
        MainWindow &window = m_fixture.window();
        shoot("window");
        window.resize(1024, 640);
        shoot("window-small");
        shootSlowReader();
        window.showTab(MainWindow::Tab::Subscriptions);
        auto &subscriptions = window.subscriptions();
        if (auto *table =
                subscriptions.findChild<QTableView *>(QStringLiteral("subscriptionsTable")))
            table->selectRow(0);
        shoot("subscriptions");
        window.showTab(MainWindow::Tab::AllTraffic);
        EventLogModel &log = window.traffic().model();
        await([&] { return log.rowCount() > 0; });
        if (auto *table = window.traffic().findChild<QTableView *>(QStringLiteral("logTable")))
            table->selectRow(log.rowCount() - 4);
        shoot("traffic");
        window.showTab(MainWindow::Tab::Clients);
        m_fixture.find<QComboBox>("composeEvent")->setEditText(QStringLiteral("order\npaid"));
        m_fixture.session().problems().add(
            QStringLiteral("Port 8080 is in use. Choose another port or stop the other program."),
            QStringLiteral("server"));
        shoot("compose-invalid");
        m_fixture.find<QPushButton>("problemsButton")->click();
        shoot("problems");
        shootDialogs();
        shootScenarios();
        shootSnippets();
    }

    /// The soundboard empty, with twelve snippets, with one that failed, and on stage.
    void shootSnippets()
    {
        MainWindow &window = m_fixture.window();
        SnippetsPanel &panel = window.snippets();
        SnippetsModel &model = m_fixture.session().snippets().model();
        m_fixture.find<QWidget>("problemsDock")->hide();
        compose();
        window.resize(1440, 900);
        window.showTab(MainWindow::Tab::Snippets);
        model.setLibrary({});
        shoot("snippets-empty");
        model.setLibrary(demoLibrary());
        panel.tree().select(model.index(0, 0, model.index(0, 0)));
        panel.board().refresh();
        const auto isDone = [&](int at) {
            return panel.board().buttons().at(at)->outcome().state
                != SnippetOutcome::State::Sending;
        };
        for (const int at : {0, 0, 0, 1, 4}) {
            panel.board().buttons().at(at)->click();
            await([&] { return isDone(at); });
        }
        panel.board().setFocus();
        QTest::qWait(600); // the flash of the last one
        shoot("snippets");
        window.resize(1024, 700);
        shoot("snippets-small");
        Draft broken = model.draft(panel.board().buttons().at(2)->snippet());
        broken.endpoint = QStringLiteral("events");
        model.setDraft(panel.board().buttons().at(2)->snippet(), broken);
        panel.board().refresh();
        panel.board().buttons().at(2)->click();
        await([&] { return isDone(2); });
        QTest::qWait(600);
        shoot("snippets-error-small");
        window.resize(1440, 900);
        shoot("snippets-error");
        StageWindow stage(model, panel.sender());
        stage.resize(1440, 810);
        stage.setFolder(model.index(0, 0));
        stage.show();
        stage.board().buttons().at(1)->click();
        await([&] { return isDone(1); });
        QTest::qWait(600);
        shoot("snippets-stage", &stage);
    }

    /// A preset that runs with two readers, then one with a mistake in it; large and small.
    void shootScenarios()
    {
#ifdef HELIOGRAPH_SCRIPTING
        MainWindow &window = m_fixture.window();
        ScenariosPanel &panel = *window.scenarios();
        m_fixture.find<QWidget>("problemsDock")->hide();
        compose();
        window.resize(1440, 900);
        window.showTab(MainWindow::Tab::Scenarios);
        panel.select(QStringLiteral("koa-stream.js"));
        panel.run();
        const ScenariosModel &model = m_fixture.session().scenarios().model();
        const auto runs = [&] { return model.row(model.rowOf(panel.current())).isRunning(); };
        await([&] { return runs() && !model.row(0).status->routes.isEmpty(); });
        const auto one = m_fixture.connectClient("/sse");
        const auto two = m_fixture.connectClient("/sse");
        panel.select(QStringLiteral("dashboard.js"));
        panel.run();
        await(runs);
        panel.select(QStringLiteral("koa-stream.js"));
        await([&] { return !panel.console().text().toPlainText().isEmpty(); });
        shoot("scenarios");
        window.resize(1024, 700);
        shoot("scenarios-small");
        m_fixture.find<QAction>("newScenario")->trigger();
        panel.editor().setPlainText(panel.editor().toPlainText().replace(
            QStringLiteral("response.write(`id"), QStringLiteral("respnse.write(`id")));
        panel.run();
        await(runs);
        RawClient third(m_fixture.server().url());
        third.get("/hello");
        await([&] { return panel.editor().markedLine() > 0; });
        panel.editor().goTo(panel.editor().markedLine());
        shoot("scenarios-error-small");
        window.resize(1440, 900);
        shoot("scenarios-error");
#endif
    }

private:
    void compose()
    {
        Draft draft;
        draft.event = QStringLiteral("order.paid");
        draft.retry = QStringLiteral("3000");
        draft.data = "{\n  \"order\": 1842,\n  \"total\": 129.50,\n  \"city\": \"Łódź\",\n"
                     "  \"paid\": true\n}";
        m_fixture.window().compose().setDraft(draft);
        m_fixture.window().compose().send();
    }

    void selectFirefox()
    {
        ConnectionsModel &model = m_fixture.session().connectionsModel();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.row(row).agent.name.startsWith(QLatin1String("Firefox")))
                m_fixture.window().clients().selectClient(model.row(row).facts->id);
        }
        EventLogModel &log = m_fixture.window().clients().log().model();
        await([&] { return log.rowCount() > 20; });
        auto *table =
            m_fixture.window().clients().log().findChild<QTableView *>(QStringLiteral("logTable"));
        for (int row = log.rowCount() - 10; table && row < log.rowCount(); ++row) {
            if (log.entry(row)->eventType == "order.paid")
                table->selectRow(row);
        }
    }

    void shootSlowReader()
    {
        const ConnectionsModel &model = m_fixture.session().connectionsModel();
        m_fixture.window().clients().selectClient(model.row(model.rowCount() - 2).facts->id);
        m_fixture.window().clients().table().scrollToBottom();
        shoot("slow-reader-small");
        m_fixture.window().resize(1440, 900);
        shoot("slow-reader");
    }

    void shootDialogs()
    {
        EndpointDefinition tokens;
        tokens.path = "/v1/chat/completions";
        tokens.methods = {"POST"};
        tokens.cors = CorsMode::Any;
        tokens.headers = {{"X-Accel-Buffering", "no"}};
        tokens.heartbeat = std::chrono::seconds{15};
        EndpointDefinition prices;
        prices.path = "/prices";
        prices.retry = std::chrono::milliseconds{3000};
        prices.replayEvents = 1000;
        prices.greeting = Event{};
        prices.greeting->type = "hello";
        prices.greeting->data = R"({"currency":"PLN"})";
        QSettings settings;
        settings.setValue(QStringLiteral("server/endpoints"),
                          QStringList{endpointOption(tokens), endpointOption(prices)});
        auto *endpoints = m_fixture.find<EndpointsDialog>("endpointsDialog");
        endpoints->restore(settings);
        m_fixture.find<QAction>("showEndpoints")->trigger();
        m_fixture.find<QListWidget>("endpointList")->setCurrentRow(0);
        shoot("endpoints", endpoints);
        endpoints->close();
        m_fixture.find<QAction>("showServerSettings")->trigger();
        auto *dialog = m_fixture.find<ServerSettingsDialog>("serverSettingsDialog");
        shoot("settings", dialog);
        dialog->showPage(ServerSettingsDialog::History);
        m_fixture.find<QCheckBox>("historyOn")->setChecked(true);
        m_fixture.find<QLineEdit>("historyFile")
            ->setText(QStringLiteral("/home/ada/.local/share/heliograph/history.db"));
        shoot("settings-history", dialog);
    }

    void shoot(const char *view, QWidget *shown = nullptr)
    {
        QWidget *const widget = shown ? shown : &m_fixture.window();
        const std::array<std::pair<const char *, theme::Mode>, 2> modes{
            {{"light", theme::Mode::Light}, {"dark", theme::Mode::Dark}}};
        for (const auto &[name, mode] : modes) {
            theme::apply(*qApp, mode);
            QTest::qWait(300); // charts redraw four times a second
            const QString file =
                QStringLiteral("%1-%2.png").arg(QLatin1String(view), QLatin1String(name));
            if (!widget->grab().save(m_folder.filePath(file)))
                qFatal("Cannot write %s.", qPrintable(m_folder.filePath(file)));
        }
    }

    QDir m_folder;
    TemporarySettings m_settings;
    WindowFixture m_fixture;
    DemoTraffic m_traffic{m_fixture};
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    if (argc < 2 || argc > 3 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        QTextStream(stderr)
            << "Usage: heliograph_screenshots FOLDER [compose | notifications | player | window]\n";
        return 2;
    }
    QFont font = QApplication::font();
    font.setPointSizeF(
        font.pointSizeF()
        * qEnvironmentVariable("HELIOGRAPH_FONT_SCALE", QStringLiteral("1")).toDouble());
    QApplication::setFont(font);
    theme::apply(app, theme::Mode::Light);
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const QByteArray only = argc == 3 ? argv[2] : "";
    const auto wanted = [&only](const char *part) { return only.isEmpty() || only == part; };
    if (wanted("compose"))
        shootCompose(folder);
    if (wanted("notifications"))
        shootNotifications(folder);
    if (wanted("player"))
        shootPlayer(folder);
    if (wanted("window")) {
        Studio studio(folder);
        studio.shootViews();
    }
    return 0;
}
