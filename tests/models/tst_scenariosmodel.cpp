// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/clock.h"
#include "app/core/iothread.h"
#include "app/hosting/scenariohost.h"
#include "app/journal/journal.h"
#include "app/models/journalfeed.h"
#include "app/models/scenarioconsole.h"
#include "app/models/scenariocontroller.h"
#include "app/models/scenariosmodel.h"
#include "app/server/server.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace heliograph;

namespace {

using State = ScenarioStatus::State;

QList<ScenarioPreset> presets()
{
    ScenarioPreset clock;
    clock.file = QStringLiteral("clock.js");
    clock.title = QStringLiteral("Clock");
    clock.paths = {QStringLiteral("/clock")};
    clock.page = QStringLiteral("/demo/clock/");
    return {clock};
}

ScenarioStatus status(const QString &name, State state, int responses = 0)
{
    ScenarioStatus result;
    result.name = name;
    result.state = state;
    result.responses = responses;
    return result;
}

ScenarioSource source(const char *text, const char *name = "a.js")
{
    return {QString::fromLatin1(name), {}, QString::fromUtf8(text), {}};
}

/// A real server and host on their thread, and the window's side of them.
class Bench final {
public:
    Bench()
    {
        io.runAndWait([this] {
            server = std::make_unique<Server>(ServerOptions(), journal, clock);
            host = std::make_unique<ScenarioHost>(*server, journal);
        });
        controller = std::make_unique<ScenarioController>(io, *host);
        QObject::connect(controller.get(), &ScenarioController::statusesChanged, &model,
                         &ScenariosModel::setStatuses);
    }
    ~Bench()
    {
        controller.reset();
        io.runAndWait([this] {
            host.reset();
            server.reset();
        });
    }

    [[nodiscard]] std::optional<State> stateOf(const QString &name) const
    {
        const auto &status = model.row(model.rowOf(name)).status;
        return status ? std::optional(status->state) : std::nullopt;
    }

    SystemClock clock;
    Journal journal{clock};
    JournalFeed feed{journal};
    ScenarioConsole console{feed};
    ScenariosModel model{presets()};
    IoThread io;
    std::unique_ptr<Server> server;
    std::unique_ptr<ScenarioHost> host;
    std::unique_ptr<ScenarioController> controller;
};

} // namespace

class TestScenariosModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void presetsComeFirst();
    void namesAreUnique();
    void aSavedOneTakesTheNameOfItsFile();
    void oneThatRunsKeepsItsName();
    void statusesReachTheirRows();
    void pathsAreSaidOnce();

    void runsAndStops();
    void tellsAnError();
    void tellsTheSameErrorAgain();
    void bringsTheConsole();
    void keepsTheNewestLines();
};

void TestScenariosModel::presetsComeFirst()
{
    ScenariosModel model(presets());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.addFile(QStringLiteral("/home/ada/shop.js")), 1);
    QCOMPARE(model.addNew(), 2);
    QCOMPARE(model.addFile(QStringLiteral("/home/ada/shop.js")), 1);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.presetCount(), 1);
    model.remove(0);
    QCOMPARE(model.rowCount(), 3);
    model.remove(1);
    QCOMPARE(model.row(1).name, QStringLiteral("untitled.js"));
}

void TestScenariosModel::namesAreUnique()
{
    ScenariosModel model(presets());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.row(model.addFile(QStringLiteral("/home/ada/clock.js"))).name,
             QStringLiteral("ada/clock.js"));
    QCOMPARE(model.row(model.addFile(QStringLiteral("/srv/ada/clock.js"))).name,
             QStringLiteral("clock-2.js"));
    QCOMPARE(model.row(model.addNew()).name, QStringLiteral("untitled.js"));
    QCOMPARE(model.row(model.addNew()).name, QStringLiteral("untitled-2.js"));
}

void TestScenariosModel::aSavedOneTakesTheNameOfItsFile()
{
    ScenariosModel model(presets());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int row = model.addNew();
    model.setPath(row, QStringLiteral("/home/ada/shop.js"));
    QCOMPARE(model.row(row).name, QStringLiteral("shop.js"));
    QCOMPARE(model.rowOfFile(QStringLiteral("/home/ada/shop.js")), row);
}

void TestScenariosModel::oneThatRunsKeepsItsName()
{
    ScenariosModel model(presets());
    const int row = model.addNew();
    model.setStatuses({status(QStringLiteral("untitled.js"), State::Running)});
    model.setPath(row, QStringLiteral("/home/ada/shop.js"));
    QCOMPARE(model.row(row).name, QStringLiteral("untitled.js"));
    QCOMPARE(model.index(row).data(Qt::DisplayRole).toString(), QStringLiteral("shop.js"));
}

void TestScenariosModel::statusesReachTheirRows()
{
    ScenariosModel model(presets());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy running(&model, &ScenariosModel::runningCountChanged);
    const QModelIndex clock = model.index(0);
    QCOMPARE(clock.data(ScenariosModel::StateRole).toInt(), -1);
    model.setStatuses({status(QStringLiteral("clock.js"), State::Running, 3),
                       status(QStringLiteral("another.js"), State::Running)});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(running.takeFirst().constFirst().toInt(), 1);
    QCOMPARE(clock.data(ScenariosModel::ResponsesRole).toInt(), 3);
    model.setStatuses({status(QStringLiteral("clock.js"), State::Running, 3)});
    QCOMPARE(changed.count(), 1);
    model.setStatuses({status(QStringLiteral("clock.js"), State::Failed)});
    QCOMPARE(running.takeFirst().constFirst().toInt(), 0);
    QCOMPARE(clock.data(ScenariosModel::StateRole).toInt(), static_cast<int>(State::Failed));
}

void TestScenariosModel::pathsAreSaidOnce()
{
    ScenarioRow row;
    row.paths = {QStringLiteral("/clock")};
    QCOMPARE(pathsOf(row), QStringList{QStringLiteral("/clock")});
    row.status = status(QStringLiteral("clock.js"), State::Running);
    row.status->routes = {{"GET", QStringLiteral("/time")},
                          {{}, QStringLiteral("/time")},
                          {"POST", QStringLiteral("/time")}};
    QCOMPARE(pathsOf(row), (QStringList{QStringLiteral("/time"), QStringLiteral("POST /time")}));
}

void TestScenariosModel::runsAndStops()
{
    Bench bench;
    const QString name = QStringLiteral("clock.js");
    QSignalSpy started(bench.controller.get(), &ScenarioController::started);
    bench.controller->start(
        source("require('http').createServer(() => {}).listen(1);", "clock.js"));
    QTRY_COMPARE(bench.stateOf(name), State::Running);
    QTRY_VERIFY(!bench.model.row(0).status->routes.isEmpty());
    QCOMPARE(started.count(), 1);
    bench.controller->stop(name);
    QTRY_COMPARE(bench.stateOf(name), State::Stopped);
}

void TestScenariosModel::tellsAnError()
{
    Bench bench;
    bench.controller->start(source("const a = 1;\nnothing.here();\n", "clock.js"));
    QTRY_COMPARE(bench.stateOf(QStringLiteral("clock.js")), State::Failed);
    const auto error = bench.model.row(0).status->error;
    QVERIFY(error.has_value());
    QCOMPARE(error->line, 2);
    QTRY_COMPARE(bench.console.entries(QStringLiteral("clock.js")).size(), std::size_t{1});
    QCOMPARE(bench.console.entries(QStringLiteral("clock.js")).front().level,
             ScenarioConsole::Level::Problem);
}

void TestScenariosModel::tellsTheSameErrorAgain()
{
    Bench bench;
    bench.controller->start(source("nothing.here();"));
    QTRY_VERIFY(!bench.controller->statuses().isEmpty()
                && bench.controller->statuses().constFirst().state == State::Failed);
    QSignalSpy told(bench.controller.get(), &ScenarioController::statusesChanged);
    bench.controller->start(source("nothing.here();"));
    QTRY_VERIFY(told.count() > 0
                && bench.controller->statuses().constFirst().state == State::Failed);
}

void TestScenariosModel::bringsTheConsole()
{
    Bench bench;
    bench.controller->start(source("console.log('one'); console.warn('two');"));
    QTRY_COMPARE(bench.console.entries(QStringLiteral("a.js")).size(), std::size_t{2});
    const auto &entries = bench.console.entries(QStringLiteral("a.js"));
    QCOMPARE(entries.at(0).text, QStringLiteral("one"));
    QCOMPARE(entries.at(1).level, ScenarioConsole::Level::Warning);
    QVERIFY(bench.console.entries(QStringLiteral("b.js")).empty());
    bench.console.clear(QStringLiteral("a.js"));
    QVERIFY(bench.console.entries(QStringLiteral("a.js")).empty());
}

void TestScenariosModel::keepsTheNewestLines()
{
    Bench bench;
    for (std::size_t n = 0; n < ScenarioConsole::MostEntries + 10; ++n) {
        JournalEntry entry;
        entry.kind = EntryKind::Console;
        entry.endpoint = "a.js";
        entry.text = QString::number(n);
        bench.journal.append(std::move(entry));
    }
    const auto &last = QString::number(ScenarioConsole::MostEntries + 9);
    QTRY_VERIFY(!bench.console.entries(QStringLiteral("a.js")).empty()
                && bench.console.entries(QStringLiteral("a.js")).back().text == last);
    QCOMPARE(bench.console.entries(QStringLiteral("a.js")).size(), ScenarioConsole::MostEntries);
}

QTEST_GUILESS_MAIN(TestScenariosModel)
#include "tst_scenariosmodel.moc"
