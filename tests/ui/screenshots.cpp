// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// heliograph_screenshots FOLDER [PART]: renders the main views, light and dark,
// with a real server and real traffic; or one part of them only.
#include "app/models/connectionsmodel.h"
#include "app/models/eventlogmodel.h"
#include "app/models/problemsmodel.h"
#include "app/models/subscriptioncontroller.h"
#include "app/models/subscriptionsmodel.h"
#include "app/models/trafficseries.h"
#include "tests/ui/composeshots.h"
#include "tests/ui/notificationshots.h"
#include "tests/ui/playershots.h"
#include "tests/ui/windowfixture.h"
#include "ui/clients/clientspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/endpoints/endpointsdialog.h"
#include "ui/log/logpanel.h"
#include "ui/log/plaintable.h"
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
#include <QHostAddress>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QTextStream>

#include <array>
#include <cmath>
#include <netinet/in.h>
#include <netinet/tcp.h>

using namespace heliograph;
using namespace heliograph::test;

namespace {

constexpr int SecondsOfTraffic = 20;
constexpr qsizetype QueueBound = qsizetype{256} * 1024; ///< bytes

struct Visitor {
    const char *endpoint;
    const char *headers;
};

constexpr std::array<Visitor, 5> Visitors{{
    {"/events",
     "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/156.0.0.0 Safari/537.36\r\n"},
    {"/events",
     "User-Agent: Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 "
     "Firefox/145.0\r\n"},
    {"/events/metrics", "User-Agent: curl/8.9.1\r\n"},
    {"/events",
     "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) AppleWebKit/605.1.15 "
     "(KHTML, like Gecko) Version/20.0 Mobile/15E148 Safari/604.1\r\n"},
    {"/events", "User-Agent: curl/8.9.1\r\n"},
}};

PublishRequest request(const QByteArray &endpoint, const QByteArray &type, const QByteArray &data)
{
    PublishRequest result;
    result.endpoint = endpoint;
    result.event.type = type;
    result.event.data = data;
    return result;
}

/// The n-th event of a shop and its machines.
PublishRequest eventAt(int n)
{
    const auto number = [](double value) { return QByteArray::number(value, 'f', 2); };
    if (n % 40 == 39)
        return request("/events", "alert", R"({"level":"critical","text":"disk a3 91 %"})");
    if (n % 20 == 13)
        return request("/events", "dataset.ready", R"({"dataset":"sales-q3","rows":18422})");
    if (n % 5 == 2)
        return request("/events", "order.paid",
                       R"({"order":)" + QByteArray::number(1500 + n) + R"(,"total":)"
                           + number(40 + n % 90 * 2.5)
                           + R"(,"city":"Łódź","items":["lamp","cable"]})");
    const QByteArray host = n % 2 == 0 ? "a1" : "a2";
    return request(n % 3 == 0 ? "/events/metrics" : "/events", "metric.cpu",
                   R"({"host":")" + host + R"(","value":)" + number(0.5 + 0.3 * std::sin(n / 9.0))
                       + '}');
}

SnippetItem snippet(const char *name, const char *endpoint, const char *event,
                    const QByteArray &data, int key = SnippetItem::NoKey)
{
    SnippetItem item;
    item.name = QString::fromUtf8(name);
    item.key = key;
    item.draft.endpoint = QString::fromUtf8(endpoint);
    item.draft.event = QString::fromUtf8(event);
    item.draft.data = data;
    return item;
}

SnippetItem folder(const char *name, const QList<SnippetItem> &items)
{
    SnippetItem item;
    item.name = QString::fromUtf8(name);
    item.isFolder = true;
    item.items = items;
    return item;
}

/// Twelve snippets in three folders, for a talk about a shop.
SnippetLibrary demoLibrary()
{
    SnippetItem aimed = snippet("Only for Chrome", "/events", "notice", R"({"text":"Hello"})");
    aimed.draft.to = TargetChoice::Matching;
    aimed.draft.match = QStringLiteral("userAgent.includes(\"Chrome\")");
    SnippetItem raw = snippet("Two events, one CRLF", "/events", "", {});
    raw.draft.mode = DraftMode::Raw;
    raw.draft.raw = QStringLiteral("data: one\\r\\n\ndata: two\n\n");
    return {
        {folder("Shop demo",
                {snippet("Order paid", "/events", "order.paid",
                         R"({"order":${seq},"total":${random(20,200)},"city":"Łódź"})"),
                 snippet("Order refunded", "/events", "order.refunded",
                         R"({"order":1842,"reason":"late"})"),
                 snippet("Stock is low", "/events", "stock.low", R"({"item":"lamp","left":2})"),
                 snippet("Disk nearly full", "/events", "alert",
                         R"({"level":"critical","text":"disk a3 91 %"})"),
                 snippet("Dataset ready", "/events", "dataset.ready",
                         R"({"dataset":"sales-q3","rows":18422})"),
                 aimed, snippet("Plain message", "/events", "", "It is done.", 0)}),
         folder("Dashboard",
                {snippet("CPU peak", "/events/metrics", "metric.cpu", R"({"value":0.97})"),
                 snippet("CPU calm", "/events/metrics", "metric.cpu", R"({"value":0.12})"),
                 snippet("Deployed", "/events/metrics", "deploy", R"({"version":"2.4.0"})")}),
         folder("Wire tricks", {raw, snippet("Reset last ID", "/events", "", "after the reset")})}};
}

class Studio final {
public:
    explicit Studio(const QDir &folder) : m_folder(folder)
    {
        fixture.window().resize(1440, 900);
        theme::apply(*qApp, theme::Mode::Light);
        shoot("empty");
        tightenServer();
        connectVisitors();
        connectStalled(m_full, "/events/reports", "python-requests/2.32.5");
        connectStalled(m_slow, "/events/exports", "okhttp/4.12.0");
        compose();
        runTraffic();
        selectFirefox();
    }

    void shootViews()
    {
        MainWindow &window = fixture.window();
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
        fixture.find<QComboBox>("composeEvent")->setEditText(QStringLiteral("order\npaid"));
        fixture.session().problems().add(
            QStringLiteral("Port 8080 is in use. Choose another port or stop the other program."),
            QStringLiteral("server"));
        shoot("compose-invalid");
        fixture.find<QPushButton>("problemsButton")->click();
        shoot("problems");
        shootDialogs();
        shootScenarios();
        shootSnippets();
    }

    /// The soundboard empty, with twelve snippets, with one that failed, and on stage.
    void shootSnippets()
    {
        MainWindow &window = fixture.window();
        SnippetsPanel &panel = window.snippets();
        SnippetsModel &model = fixture.session().snippets().model();
        fixture.find<QWidget>("problemsDock")->hide();
        compose();
        window.resize(1440, 900);
        window.showTab(MainWindow::Tab::Snippets);
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
        MainWindow &window = fixture.window();
        ScenariosPanel &panel = *window.scenarios();
        fixture.find<QWidget>("problemsDock")->hide();
        compose();
        window.resize(1440, 900);
        window.showTab(MainWindow::Tab::Scenarios);
        panel.select(QStringLiteral("koa-stream.js"));
        panel.run();
        const ScenariosModel &model = fixture.session().scenarios().model();
        const auto runs = [&] { return model.row(model.rowOf(panel.current())).isRunning(); };
        await([&] { return runs() && !model.row(0).status->routes.isEmpty(); });
        const auto one = fixture.connectClient("/sse");
        const auto two = fixture.connectClient("/sse");
        panel.select(QStringLiteral("dashboard.js"));
        panel.run();
        await(runs);
        panel.select(QStringLiteral("koa-stream.js"));
        await([&] { return !panel.console().text().toPlainText().isEmpty(); });
        shoot("scenarios");
        window.resize(1024, 700);
        shoot("scenarios-small");
        fixture.find<QAction>("newScenario")->trigger();
        panel.editor().setPlainText(panel.editor().toPlainText().replace(
            QStringLiteral("response.write(`id"), QStringLiteral("respnse.write(`id")));
        panel.run();
        await(runs);
        RawClient third(fixture.server().url());
        third.get("/hello");
        await([&] { return panel.editor().markedLine() > 0; });
        panel.editor().goTo(panel.editor().markedLine());
        shoot("scenarios-error-small");
        window.resize(1440, 900);
        shoot("scenarios-error");
#endif
    }

private:
    template <typename Condition> static void await(Condition condition)
    {
        if (!QTest::qWaitFor(condition, 30'000))
            qFatal("What the picture needs did not happen.");
    }

    void connectVisitors()
    {
        QSignalSpy published(&fixture.server(), &ServerController::published);
        for (int n = 0; n < 30; ++n)
            fixture.server().publish(eventAt(n));
        await([&] { return published.count() == 30; });
        const QByteArray resume = "Last-Event-ID: 17\r\n";
        for (const Visitor &visitor : Visitors)
            m_clients.push_back(fixture.connectClient(
                visitor.endpoint, visitor.headers + (m_clients.size() == 1 ? resume : "")));
        fixture.window().subscriptions().subscribeToOurselves();
        SubscriptionRequest metrics;
        metrics.url = QUrl(fixture.server().url().toString() + QStringLiteral("/events/metrics"));
        fixture.session().subscriptions().add(metrics);
        await([&] { return fixture.session().connectionsModel().liveCount() == 7; });
    }

    /// Listens again, with a history file and a bound on queues that a few seconds of traffic
    /// reach.
    void tightenServer()
    {
        ServerSettings settings;
        settings.options.maxQueue = QueueBound;
        settings.options.slowReaders = SlowReaderPolicy::DropOldest;
        settings.historyPath = m_history.filePath(QStringLiteral("orders.db"));
        settings.options.historyFile = settings.historyPath;
        fixture.session().apply(settings.options, settings.journal);
        QSignalSpy listening(&fixture.server(), &ServerController::listening);
        fixture.window().serverBar().restart();
        await([&] { return listening.count() == 1; });
    }

    /// Connects a client that never reads.
    void connectStalled(QTcpSocket &socket, const QByteArray &endpoint, const QByteArray &agent)
    {
        const int before = fixture.session().connectionsModel().liveCount();
        socket.setReadBufferSize(1);
        socket.bind(QHostAddress::LocalHost);
        socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
        // Small segments make the other side's send buffer small too.
        const int segment = 536;
        ::setsockopt(static_cast<int>(socket.socketDescriptor()), IPPROTO_TCP, TCP_MAXSEG, &segment,
                     sizeof(segment));
        const QUrl url = fixture.server().url();
        socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        socket.write("GET " + endpoint + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + agent
                     + "\r\n\r\n");
        await([&] { return fixture.session().connectionsModel().liveCount() == before + 1; });
    }

    /// Gives one stalled client more than its queue holds, the other a third of it.
    void feedStalled()
    {
        const ConnectionsModel &model = fixture.session().connectionsModel();
        const QByteArray report(QueueBound / 64, '=');
        const ClientRow &full = model.row(model.rowCount() - 2);
        if (full.dropped < 20)
            fixture.server().publish(request("/events/reports", "report", report));
        const ClientRow &slow = model.row(model.rowCount() - 1);
        if (slow.queuedBytes < QueueBound / 3)
            fixture.server().publish(request("/events/exports", "export", report));
    }

    void compose()
    {
        Draft draft;
        draft.event = QStringLiteral("order.paid");
        draft.retry = QStringLiteral("3000");
        draft.data = "{\n  \"order\": 1842,\n  \"total\": 129.50,\n  \"city\": \"Łódź\",\n"
                     "  \"paid\": true\n}";
        fixture.window().compose().setDraft(draft);
        fixture.window().compose().send();
    }

    void runTraffic()
    {
        QTimer timer;
        int sent = 0;
        QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
            const int burst = 1 + (sent / 30) % 4;
            for (int each = 0; each < burst; ++each)
                fixture.server().publish(eventAt(sent++));
            feedStalled();
        });
        timer.start(40);
        const TrafficSeries &series = fixture.session().traffic();
        const size_t start = series.buckets().size();
        await([&] { return series.buckets().size() >= start + SecondsOfTraffic / 2; });
        m_clients.at(3)->reset(); // the telephone goes
        await([&] { return fixture.session().connectionsModel().closedCount() == 1; });
        await([&] { return series.buckets().size() >= start + SecondsOfTraffic; });
    }

    void selectFirefox()
    {
        ConnectionsModel &model = fixture.session().connectionsModel();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.row(row).agent.name.startsWith(QLatin1String("Firefox")))
                fixture.window().clients().selectClient(model.row(row).facts->id);
        }
        EventLogModel &log = fixture.window().clients().log().model();
        await([&] { return log.rowCount() > 20; });
        auto *table =
            fixture.window().clients().log().findChild<QTableView *>(QStringLiteral("logTable"));
        for (int row = log.rowCount() - 10; table && row < log.rowCount(); ++row) {
            if (log.entry(row)->eventType == "order.paid")
                table->selectRow(row);
        }
    }

    void shootSlowReader()
    {
        const ConnectionsModel &model = fixture.session().connectionsModel();
        fixture.window().clients().selectClient(model.row(model.rowCount() - 2).facts->id);
        fixture.window().clients().table().scrollToBottom();
        shoot("slow-reader-small");
        fixture.window().resize(1440, 900);
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
        auto *endpoints = fixture.find<EndpointsDialog>("endpointsDialog");
        endpoints->restore(settings);
        fixture.find<QAction>("showEndpoints")->trigger();
        fixture.find<QListWidget>("endpointList")->setCurrentRow(0);
        shoot("endpoints", endpoints);
        endpoints->close();
        fixture.find<QAction>("showServerSettings")->trigger();
        auto *dialog = fixture.find<ServerSettingsDialog>("serverSettingsDialog");
        shoot("settings", dialog);
        dialog->showPage(ServerSettingsDialog::History);
        fixture.find<QCheckBox>("historyOn")->setChecked(true);
        fixture.find<QLineEdit>("historyFile")
            ->setText(QStringLiteral("/home/ada/.local/share/heliograph/history.db"));
        shoot("settings-history", dialog);
    }

    void shoot(const char *view, QWidget *shown = nullptr)
    {
        QWidget *const widget = shown ? shown : &fixture.window();
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
    QTemporaryDir m_history;

public:
    WindowFixture fixture;

private:
    std::vector<std::unique_ptr<RawClient>> m_clients;
    QTcpSocket m_full; ///< never read: its queue is at its bound
    QTcpSocket m_slow; ///< likewise, but less is sent to it
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
