// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/playershots.h"

#include "app/models/connectionsmodel.h"
#include "app/models/playercontroller.h"
#include "app/models/playermodel.h"
#include "app/models/recorder.h"
#include "app/recording/recordingsaver.h"
#include "tests/ui/windowfixture.h"
#include "ui/clients/clientspanel.h"
#include "ui/log/logpanel.h"
#include "ui/player/playerpanel.h"
#include "ui/player/playertable.h"
#include "ui/recorder/recorddesk.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>

#include <array>
#include <cmath>
#include <functional>

namespace heliograph::test {

namespace {

/// The player and a recording under way, in pictures. Needs a window whose server listens.
class PlayerScenes final {
public:
    using Shoot = std::function<void(const char *view)>;

    PlayerScenes(WindowFixture &fixture, Shoot shoot)
        : m_fixture(fixture), m_shoot(std::move(shoot))
    {
    }

    void shoot()
    {
        m_fixture.window().resize(1440, 900);
        m_fixture.window().showTab(MainWindow::Tab::Player);
        m_shoot("player-empty");
        shootPlaying();
        shootTakeOver();
        shootDamaged();
        shootRecording();
    }

private:
    template <typename Condition> static void await(Condition condition)
    {
        if (!QTest::qWaitFor(condition, 30'000))
            qFatal("What the picture of the player needs did not happen.");
    }

    /// A shop's three minutes: a steady beat, and a rush twice.
    static QList<TimedBytes> stream()
    {
        QList<TimedBytes> blocks;
        double seconds = 0;
        const auto number = [](double value) { return QByteArray::number(value, 'f', 2); };
        for (int n = 1; seconds < 184; ++n) {
            const double rush = std::exp(-std::pow((seconds - 52) / 9, 2))
                + 0.6 * std::exp(-std::pow((seconds - 131) / 14, 2));
            seconds += 1.3 / (1 + 9 * rush) * (0.6 + 0.8 * std::fmod(n * 0.618, 1.0));
            QByteArray block = "event: metric.cpu\nid: " + QByteArray::number(n)
                + "\ndata: {\"host\":\"a" + QByteArray::number(1 + n % 3)
                + "\",\"value\":" + number(0.5 + 0.3 * std::sin(n / 9.0)) + "}\n\n";
            if (n % 4 == 1)
                block = "event: order.paid\nid: " + QByteArray::number(n) + "\ndata: {\"order\":"
                    + QByteArray::number(1800 + n) + ",\"total\":" + number(40 + n % 90 * 2.5)
                    + R"(,"city":"Łódź","items":["lamp","cable"]})" + "\n\n";
            else if (n % 37 == 0)
                block = "event: alert\nid: " + QByteArray::number(n)
                    + "\ndata: {\"level\":\"critical\",\"text\":\"disk a3 91 %\"}\n\n";
            else if (n % 29 == 0)
                block = ": keep-alive\n\n";
            blocks.append({std::chrono::microseconds{std::llround(seconds * 1e6)}, block});
        }
        return blocks;
    }

    [[nodiscard]] QString save(const QString &name) const
    {
        RecordingHead head;
        head.source = "https://shop.example/orders/stream";
        head.started = std::chrono::microseconds{1'795'255'933'456'789};
        const QString file = m_folder.filePath(name);
        if (!saveRecording(file, head, stream()))
            qFatal("Cannot write the recording.");
        return file;
    }

    void open(const QString &file)
    {
        m_fixture.window().player().open(file);
        await([this] {
            return player().index() && player().status().state == PlayerState::Paused
                && !player().shape().empty();
        });
    }

    void bothSizes(const char *large, const char *small)
    {
        m_shoot(large);
        m_fixture.window().resize(1024, 700);
        m_shoot(small);
        m_fixture.window().resize(1440, 900);
    }

    void shootPlaying()
    {
        open(save(QStringLiteral("black-friday.sse")));
        player().seekToRow(160);
        await([this] { return player().status().row == 160; });
        m_fixture.find<QAbstractButton>("playerPlay")->click();
        await([this] { return player().tally().published > 5; });
        bothSizes("player", "player-small");
    }

    void shootTakeOver()
    {
        player().pause();
        await([this] { return player().status().state == PlayerState::Paused; });
        PlayerTable &table = m_fixture.window().player().table();
        const int next = static_cast<int>(player().status().row);
        player().toggleMark(quint64(next), player().status().position);
        player().toggleMark(quint64(next) + 40,
                            player().status().position + std::chrono::seconds{30});
        auto &edits = player().edits();
        edits.replace({quint64(next) + 1},
                      "event: order.paid\nid: 9001\ndata: {\"order\":9001,\"total\":0.00}\n\n");
        edits.setSkipped({quint64(next) + 3}, true);
        edits.insertBefore({quint64(next) + 2},
                           {"event: order.refunded\ndata: {\"order\":9001,\"why\":\"test\"}\n\n"});
        table.selectRow(next + 1);
        auto *text = m_fixture.find<QPlainTextEdit>("blockText");
        await([text] { return text->toPlainText().contains(QStringLiteral("9001")); });
        bothSizes("player-takeover", "player-takeover-small");
        edits.clear();
    }

    void shootDamaged()
    {
        const QString name = save(QStringLiteral("cut-short.sse"));
        QFile file(name);
        if (!file.open(QIODevice::Append))
            qFatal("Cannot damage the recording.");
        file.write(": at 1x4.000000\nevent: order.paid\ndata: {}\n\n");
        file.close();
        open(name);
        m_shoot("player-damaged");
    }

    void shootRecording()
    {
        m_fixture.window().showTab(MainWindow::Tab::Clients);
        ConnectionsModel &clients = m_fixture.session().connectionsModel();
        std::unique_ptr<RawClient> own;
        if (clients.liveCount() == 0)
            own = m_fixture.connectClient();
        await([&clients] { return clients.liveCount() > 0; });
        m_fixture.window().clients().selectClient(clients.row(0).facts->id);
        const LogScope scope = m_fixture.window().clients().log().scope();
        RecordDesk &desk = m_fixture.window().recordings();
        Recorder &recorder = m_fixture.session().recorder();
        desk.record(scope, QStringLiteral("Chrome"), false,
                    m_folder.filePath(QStringLiteral("events-20261121-104512.sse")));
        PublishRequest request;
        for (const TimedBytes &each : stream().mid(0, 60)) {
            request.raw = each.bytes;
            m_fixture.server().publish(request);
        }
        await([&recorder] { return recorder.running().constFirst().events > 50; });
        bothSizes("recording", "recording-small");
        recorder.stop(recorder.running().constFirst().id);
        await([&recorder] { return recorder.running().isEmpty(); });
        m_shoot("recorded");
    }

    [[nodiscard]] PlayerController &player() { return m_fixture.session().player(); }

    WindowFixture &m_fixture;
    Shoot m_shoot;
    QTemporaryDir m_folder;
};

} // namespace

void shootPlayer(const QDir &folder)
{
    const TemporarySettings settings;
    WindowFixture fixture;
    const auto one = fixture.connectClient(
        "/events",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
        "Gecko) Chrome/156.0.0.0 Safari/537.36\r\n");
    const auto two = fixture.connectClient("/events", "User-Agent: curl/8.9.1\r\n");
    const std::array<std::pair<const char *, theme::Mode>, 2> modes{
        {{"light", theme::Mode::Light}, {"dark", theme::Mode::Dark}}};
    PlayerScenes scenes(fixture, [&](const char *view) {
        for (const auto &[name, mode] : modes) {
            theme::apply(*qApp, mode);
            QTest::qWait(300); // charts redraw four times a second
            const QString file =
                QStringLiteral("%1-%2.png").arg(QLatin1String(view), QLatin1String(name));
            if (!fixture.window().grab().save(folder.filePath(file)))
                qFatal("Cannot write %s.", qPrintable(folder.filePath(file)));
        }
    });
    scenes.shoot();
    theme::apply(*qApp, theme::Mode::Light);
}

} // namespace heliograph::test
